"""Numbers, dates and names as a reader says them; an unknown is never shown as nothing or as zero."""

import datetime as dt
from collections.abc import Iterable
from typing import Any, Final

import pandas as pd

from geo.schemas import ZoneFigures, columns_of

NO_DATA: Final = "no data"
NOBODY_WAITING: Final = "nobody waiting"

_DECIMALS: Final = {"% of hours": 1, "% of offers": 1, "% of residents": 1, "days": 1, "km": 1}
"""Decimals shown for a quantity, by its unit; hours and counts have none."""

_COLUMNS: Final = columns_of(ZoneFigures)


def figure(name: str, value: Any) -> str:
    """One cell of the zone table as text.

    Args:
        name: Column of `ZoneFigures`, which decides the decimals.
        value: The cell.

    Returns:
        Such as `1,778`, `33.5`, or `no data` where it is missing.
    """
    if pd.isna(value):
        return NO_DATA
    column = _COLUMNS[name]
    if column.kind not in ("number", "whole"):
        return str(value)
    return number(float(value), _DECIMALS.get(column.unit or "", 0))


def number(value: float, decimals: int = 0) -> str:
    """A number with thousands separated; a whole one without decimals."""
    text = f"{value:,.{decimals}f}"
    return text.removesuffix("." + "0" * decimals) if decimals else text


def long_date(day: dt.date) -> str:
    """`5 September 2022`."""
    return f"{day.day} {day:%B %Y}"


def counted(count: int, one: str, many: str | None = None) -> str:
    """`1 zone`, `3 zones`, `2 people`."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def joined(names: Iterable[str], most: int = 4) -> str:
    """`Melton`, `Ashby and Melton`, `Ashby, Blaby and Melton`; of more than `most` the first, and how many more."""
    found = list(names)
    if len(found) > most:
        return f"{', '.join(found[: most - 1])} and {len(found) - most + 1} more"
    return " and ".join([", ".join(found[:-1]), found[-1]]) if len(found) > 1 else "".join(found)


def spoken(code: str) -> str:
    """A code as words: `rural_travel` as `Rural travel`."""
    text = code.replace("_", " ").strip()
    return text[:1].upper() + text[1:]
