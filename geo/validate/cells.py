"""The text of cells as values: strict, never guessing per row; what is not a value says why."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

import numpy as np
import pandas as pd

from geo.schemas import Column, Kind
from geo.text import folded_code
from geo.validate.dates import dates
from geo.validate.numbers import numbers, whole_numbers
from geo.validate.parsed import Parsed, by_row

_DAMAGED: Final = r"(?i)[0-9](\.[0-9]+)?E\+[0-9]+|[0-9]\.[0-9]+E[0-9]+"
_ERRORS: Final = r"#(N/A|DIV/0!|REF!|VALUE!|NAME\?|NUM!|NULL!)"
_SPACES: Final = "[\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\t\r\n]+"
"""Spaces that are not the ordinary one, and ends of lines."""
_SIGNLESS: Final = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # control characters
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # which way the text runs
    "\u00ad\u200b\u2060-\u2064\ufeff"  # no width
)
_JOINERS: Final = "\u200c\u200d"
"""No width either, but a part of names in some scripts and of emoji."""
_STRIPPED: Final = "{cell|cells} held characters that do not show (control, direction, no width), which were left out."
_YES: Final = ("y", "yes", "true", "1")
_NO: Final = ("n", "no", "false", "0")

Parser = Callable[[pd.Series, Column, str | None], Parsed]


def parse(cells: pd.Series, column: Column, date_format: str | None, *, from_1904: bool = False) -> Parsed:
    """Turn the text of one column into values of its kind.

    Args:
        cells: Text; blank is ''.
        column: Its declaration.
        date_format: Declared form of its dates, beside ISO.
        from_1904: The cells come from a workbook that counts days from 1904.

    Returns:
        Values on the same index, missing where the cell is blank or wrong.
    """
    # Columns repeat themselves: each distinct text is read once, and the rows take what it gave.
    taken, distinct = pd.factorize(cells)
    written = pd.Series(distinct, dtype="str")
    text, stripped = _cleaned(written, column.kind)
    broken = text.str.fullmatch(_ERRORS) if "#" in "".join(text.tolist()) else pd.Series(data=False, index=text.index)
    parser = partial(dates, from_1904=from_1904) if column.kind == "date" else _PARSERS[column.kind]
    parsed = parser(text.mask(broken, ""), column, date_format)
    cause = "the spreadsheet shows an error here instead of a value."
    parsed.wrong |= dict.fromkeys(text.index[broken], cause)
    parsed.repaired = {_STRIPPED: list(text.index[stripped]), **parsed.repaired}
    return by_row(parsed, taken, cells.index)


def _cleaned(written: pd.Series, kind: Kind) -> tuple[pd.Series, pd.Series]:
    """Texts without what does not show, odd spaces as ordinary ones, and which of them changed by more than spaces."""
    everything = "".join(written.tolist())
    if everything.isascii() and everything.isprintable():
        return written.str.strip(), pd.Series(data=False, index=written.index)
    signless = _SIGNLESS if kind in ("text", "list") else _SIGNLESS + _JOINERS
    shown = written.str.replace(f"[{signless}]", "", regex=True)
    return shown.str.replace(_SPACES, " ", regex=True).str.strip(), shown != written


def _code(text: pd.Series, _column: Column, _date_format: str | None) -> Parsed:
    """Identifiers as text: 1.0 is 1; one that a spreadsheet has rounded is lost."""
    whole = text.str.fullmatch(r"[0-9]+\.0+")
    values = text.mask(whole, text.str.replace(r"\.0+$", "", regex=True))
    damaged = text.str.fullmatch(_DAMAGED)
    wrong = dict.fromkeys(text.index[damaged], "the spreadsheet program has shortened this identifier to a number.")
    return Parsed(values.mask(damaged | (values == "")), wrong)


def _text(text: pd.Series, _column: Column, _date_format: str | None) -> Parsed:
    """Text as it is; blank is missing."""
    return Parsed(text.mask(text == ""))


def _category(text: pd.Series, column: Column, _date_format: str | None) -> Parsed:
    """Codes in our spelling where they are ours but for case, spaces and hyphens."""
    ours = {folded_code(code): code for code in column.allowed}
    values = text.map(lambda code: ours.get(folded_code(code), code))
    return Parsed(values.mask(values == "").astype("str"))


def _flag(text: pd.Series, _column: Column, _date_format: str | None) -> Parsed:
    """Yes or no, as systems write it."""
    folded = text.str.casefold()
    known = folded.isin([*_YES, *_NO, ""])
    values = folded.isin(_YES).astype("boolean").mask(folded == "").mask(~known)
    return Parsed(values, dict.fromkeys(text.index[~known], "this is neither yes nor no (Y, N, true, false, 1, 0)."))


def _geometry(text: pd.Series, _column: Column, _date_format: str | None) -> Parsed:
    """Boundaries are never text."""
    return Parsed(pd.Series(np.nan, index=text.index))


_PARSERS: Final[Mapping[Kind, Parser]] = {
    "code": _code,
    "text": _text,
    "category": _category,
    "list": _text,
    "date": dates,
    "number": numbers,
    "whole": whole_numbers,
    "flag": _flag,
    "geometry": _geometry,
}
