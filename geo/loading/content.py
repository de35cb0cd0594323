"""What the cells of a column look like, so that a mapping can be suggested by content as well as by name."""

import datetime as dt
import re
from collections.abc import Callable, Collection
from typing import Final

import pandas as pd

from geo.schemas import Column
from geo.text import folded_code

DATE_FORMS: Final = {
    "%d/%m/%Y": "31/03/2026 (day first)",
    "%d-%m-%Y": "31-03-2026",
    "%d.%m.%Y": "31.03.2026",
    "%d %b %Y": "31 Mar 2026",
    "%d-%b-%Y": "31-Mar-2026",
    "%d %B %Y": "31 March 2026",
    "%Y/%m/%d": "2026/03/31",
    "%m/%d/%Y": "03/31/2026 (month first)",
}
"""Forms of dates that may be declared beside ISO (2026-03-31), the usual one first, with an example."""

_POSTCODE: Final = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]?\s*[0-9][A-Z]{2}", re.IGNORECASE)
_NUMBER: Final = re.compile(r"£?-?[0-9][0-9,]*(\.[0-9]+)?")
_ISO: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}([T ].*)?")
_DATE: Final = re.compile(r"[0-9]{1,4}[/. -]([0-9]{1,2}|[A-Za-z]{3,9})[/. -][0-9]{2,4}([ T].*)?")
_CODE: Final = re.compile(r"\S{1,40}")
_FLAG: Final = re.compile(r"y|n|yes|no|true|false|0|1", re.IGNORECASE)
_TIME: Final = re.compile(r"[ T][0-9]{1,2}:[0-9]{2}.*$")


def fit(cells: pd.Series, column: Column, register: Collection[str] = ()) -> float:  # noqa: PLR0911 - one for each kind
    """How well the cells of a file's column could be ours.

    Args:
        cells: Text of some rows; blank is ''.
        column: Our column.
        register: Known values of the table it refers to, where it refers to one.

    Returns:
        Share of the filled cells that could stand in our column (0 to 1); 0 where no cell is filled.
    """
    filled = [cell for cell in cells if cell]
    if not filled:
        return 0.0
    if register:
        return _share(filled, lambda cell: cell in register)
    if column.name == "postcode":
        return _share(filled, _POSTCODE.fullmatch)
    if column.kind == "date":
        return _share(filled, lambda cell: _ISO.fullmatch(cell) or _DATE.fullmatch(cell))
    if column.kind in ("number", "whole"):
        return _share(filled, lambda cell: _in_range(cell, column))
    if column.kind == "flag":
        return _share(filled, _FLAG.fullmatch)
    if column.kind == "category":
        ours = {folded_code(code) for code in column.allowed}
        return _share(filled, lambda cell: folded_code(cell) in ours)
    if column.is_unique:
        return _share(filled, _CODE.fullmatch) if len(set(filled)) == len(filled) else 0.0
    return _share(filled, _CODE.fullmatch) if column.kind == "code" else 0.5


def date_forms_of(cells: pd.Series) -> list[str]:
    """The forms of dates in which every filled cell is a day, the usual one first; none where ISO will do or none fits.

    More than one means that day and month cannot be told apart: no day in the cells is above 12.
    """
    written = {_TIME.sub("", cell) for cell in cells if cell and not _ISO.fullmatch(cell)}
    return [form for form in DATE_FORMS if written and all(_is_day(cell, form) for cell in written)]


def _is_day(cell: str, form: str) -> bool:
    """Whether a text is a day in this form."""
    try:
        dt.datetime.strptime(cell, form)  # noqa: DTZ007 - a date, no instant
    except ValueError:
        return False
    return True


def _in_range(cell: str, column: Column) -> bool:
    """Whether a text is a number that our column may hold."""
    if not _NUMBER.fullmatch(cell):
        return False
    value = float(cell.replace("£", "").replace(",", ""))
    return (column.lowest is None or value >= column.lowest) and (column.highest is None or value <= column.highest)


def _share(cells: list[str], is_so: Callable[[str], object]) -> float:
    """Share of the cells of which something is true."""
    return sum(bool(is_so(cell)) for cell in cells) / len(cells)
