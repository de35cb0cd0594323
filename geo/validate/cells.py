"""The text of cells as values: strict, never guessing per row; what is not a value says why."""

import datetime as dt
import re
from dataclasses import dataclass, field
from typing import Final
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt
import pandas as pd

from geo.schemas import Column

LOCAL_TIME: Final = ZoneInfo("Europe/London")
"""Dates are local dates; a time with a zone is turned into this one first."""

_ISO: Final = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_ISO_TIME: Final = re.compile(
    rf"({_ISO})[T ][0-9]{{2}}:[0-9]{{2}}(:[0-9]{{2}}(\.[0-9]+)?)?(Z|[+-][0-9]{{2}}:?[0-9]{{2}})?"
)
_TIME_SUFFIX: Final = r"[ T][0-9]{1,2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?( ?[AaPp][Mm])?$"
_SERIALS: Final = (30_000, 60_000)
"""Day numbers of spreadsheets that are dates of this age: 1982 to 2064."""
_SERIAL_ORIGIN: Final = "1899-12-30"
_YEARS: Final = (1900, 2100)
"""A date of another year is a slip of the hand."""
_PLACEHOLDERS: Final = ("1900-01-01", "9999-12-31")
"""Dates that systems write for an unknown or open date."""

_THOUSANDS: Final = r"-?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?"
_NUMBER: Final = r"-?([0-9]+(\.[0-9]*)?|\.[0-9]+)"
_DAMAGED: Final = r"(?i)[0-9]\.[0-9]+E\+?[0-9]+"
_ERRORS: Final = r"#(N/A|DIV/0!|REF!|VALUE!|NAME\?|NUM!|NULL!)"
_INVISIBLE: Final = "[\u200b-\u200f\u2060\ufeff\u202a-\u202e]"
_YES: Final = ("y", "yes", "true", "1")
_NO: Final = ("n", "no", "false", "0")


@dataclass
class Parsed:
    """A column as values, and the cells that are none."""

    values: pd.Series
    wrong: dict[int, str] = field(default_factory=dict)
    """Cause by index of the row."""
    remarks: list[str] = field(default_factory=list)
    """What was repaired in the whole column."""
    fillers: frozenset[int] = frozenset()
    """Index of the rows whose date only fills the cell, read as blank."""


def parse(cells: pd.Series, column: Column, date_format: str | None) -> Parsed:
    """Turn the text of one column into values of its kind.

    Args:
        cells: Text; blank is ''.
        column: Its declaration.
        date_format: Declared form of its dates, beside ISO.

    Returns:
        Values on the same index, missing where the cell is blank or wrong.
    """
    # Columns repeat themselves: each distinct text is read once, and the rows take what it gave.
    taken, distinct = pd.factorize(cells)
    written = pd.Series(distinct, dtype="str")
    text = written.str.replace(_INVISIBLE, "", regex=True).str.replace("\u00a0", " ", regex=False).str.strip()
    broken = text.str.fullmatch(_ERRORS)
    parsed = _PARSERS[column.kind](text.mask(broken, ""), column, date_format)
    for at in text.index[broken]:
        parsed.wrong[at] = "the spreadsheet shows an error here instead of a value."
    return _by_row(parsed, taken, cells.index)


def _by_row(parsed: Parsed, taken: npt.NDArray[np.intp], index: pd.Index) -> Parsed:
    """What the distinct texts gave, for each row."""
    values = parsed.values.take(taken).set_axis(index)
    at_wrong = np.flatnonzero(np.isin(taken, list(parsed.wrong)))
    wrong = {index[at]: parsed.wrong[taken[at]] for at in at_wrong}
    fillers = int(np.isin(taken, list(parsed.fillers)).sum())
    remarks = list(parsed.remarks)
    if fillers:
        remarks.append(f"{fillers} date(s) that only fill the cell (1900-01-01, 9999-12-31) read as blank.")
    return Parsed(values, wrong, remarks)


def _code(text: pd.Series, _column: Column, _date_format: str | None) -> Parsed:
    """Identifiers as text: 1.0 is 1; one that a spreadsheet has rounded is lost."""
    whole = text.str.fullmatch(r"[0-9]+\.0")
    values = text.mask(whole, text.str.removesuffix(".0"))
    damaged = text.str.fullmatch(_DAMAGED)
    wrong = dict.fromkeys(text.index[damaged], "the spreadsheet program has shortened this identifier to a number.")
    return Parsed(values.mask(damaged | (values == "")), wrong)


def _text(text: pd.Series, _column: Column, _date_format: str | None) -> Parsed:
    """Text as it is; blank is missing."""
    return Parsed(text.mask(text == ""))


def _category(text: pd.Series, column: Column, _date_format: str | None) -> Parsed:
    """Codes in our spelling where they are ours but for case, spaces and hyphens."""
    ours = {_folded(code): code for code in column.allowed}
    values = text.map(lambda code: ours.get(_folded(code), code))
    return Parsed(values.mask(values == "").astype("str"))


def _folded(code: str) -> str:
    """A code without case, spaces, hyphens and underscores."""
    return re.sub(r"[\s_-]+", "", code).casefold()


def _number(text: pd.Series, _column: Column, _date_format: str | None) -> Parsed:
    """Numbers, with a pound sign or commas between thousands; nothing else."""
    plain = text.str.replace("\u2212", "-", regex=False).str.replace("£", "", regex=False).str.strip()
    thousands = plain.str.fullmatch(_THOUSANDS)
    plain = plain.mask(thousands, plain.str.replace(",", "", regex=False))
    good = plain.str.fullmatch(_NUMBER)
    values = pd.to_numeric(plain.where(good), errors="coerce").astype("float64")
    wrong = dict.fromkeys(text.index[~good & (text != "")], "this is not a number.")
    return Parsed(values, wrong)


def _whole(text: pd.Series, column: Column, date_format: str | None) -> Parsed:
    """Whole numbers."""
    parsed = _number(text, column, date_format)
    broken = parsed.values.notna() & (parsed.values % 1 != 0)
    parsed.wrong |= dict.fromkeys(text.index[broken], "this is not a whole number.")
    return Parsed(parsed.values.mask(broken).astype("Int64"), parsed.wrong)


def _flag(text: pd.Series, _column: Column, _date_format: str | None) -> Parsed:
    """Yes or no, as systems write it."""
    folded = text.str.casefold()
    known = folded.isin([*_YES, *_NO, ""])
    values = folded.isin(_YES).astype("boolean").mask(folded == "").mask(~known)
    return Parsed(values, dict.fromkeys(text.index[~known], "this is neither yes nor no (Y, N, true, false, 1, 0)."))


def _date(text: pd.Series, _column: Column, date_format: str | None) -> Parsed:
    """Dates in ISO form or as declared; day numbers only where the whole column is day numbers."""
    remarks: list[str] = []
    filled = text[text != ""]
    numbers = pd.to_numeric(filled.where(filled.str.fullmatch(r"[0-9]{5}(\.0)?")), errors="coerce")
    if len(filled) and numbers.between(*_SERIALS).all():
        dates = pd.to_datetime(numbers, unit="D", origin=pd.Timestamp(_SERIAL_ORIGIN)).reindex(text.index)
        remarks.append("the column holds spreadsheet day numbers, read as dates.")
    else:
        dates = _written_dates(text, date_format)
    dates = dates.astype("datetime64[s]")
    dates = dates.where(dates.dt.year.between(*_YEARS) | dates.dt.year.isin([9999]))
    filler = dates.isin(pd.to_datetime(list(_PLACEHOLDERS)).astype("datetime64[s]"))
    wrong = text.index[dates.isna() & (text != "")]
    reasons = {at: _why_no_date(text.loc[at], date_format) for at in wrong}
    return Parsed(dates.mask(filler), reasons, remarks, frozenset(text.index[filler]))


def _written_dates(text: pd.Series, date_format: str | None) -> pd.Series:
    """Texts as dates: ISO first and strictly, then the declared form, a time of day left out."""
    local = text.map(_local_date)
    dates = pd.to_datetime(local.where(local.str.fullmatch(_ISO)), format="%Y-%m-%d", errors="coerce")
    if date_format and dates.isna().any():
        bare = text if "%H" in date_format else text.str.replace(_TIME_SUFFIX, "", regex=True)
        declared = pd.to_datetime(bare.where(dates.isna()), format=date_format, errors="coerce")
        dates = dates.fillna(declared)
    return dates


def _local_date(text: str) -> str:
    """An ISO date with a time as its date, in local time where the text names a zone."""
    match = _ISO_TIME.fullmatch(text)
    if not match:
        return text
    if not match[4]:
        return match[1]
    try:
        return dt.datetime.fromisoformat(text).astimezone(LOCAL_TIME).date().isoformat()
    except ValueError:
        return text


def _why_no_date(text: str, date_format: str | None) -> str:
    """The cause to show for a text that is no date."""
    forms = "YYYY-MM-DD" + (f" or {date_format}" if date_format else "")
    if not date_format and re.fullmatch(r"[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{2,4}", text):
        return f"this is not a date in the form {forms}, and no other form is declared."
    return f"this is not a date of the calendar in the form {forms}."


def _geometry(text: pd.Series, _column: Column, _date_format: str | None) -> Parsed:
    """Boundaries are never text."""
    return Parsed(pd.Series(np.nan, index=text.index))


_PARSERS: Final = {
    "code": _code,
    "text": _text,
    "category": _category,
    "list": _text,
    "date": _date,
    "number": _number,
    "whole": _whole,
    "flag": _flag,
    "geometry": _geometry,
}
