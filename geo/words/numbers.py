"""Numbers, dates and names as a reader says them; an unknown is never shown as nothing or as zero."""

from collections.abc import Iterable
from typing import Any, Final

import pandas as pd

from geo.schemas import ZoneFigures, columns_of
from geo.text import number

NO_DATA: Final = "no data"
NOBODY_WAITING: Final = "nobody waiting"

_DECIMALS: Final = {"% of hours": 1, "% of offers": 1, "% of residents": 1, "days": 1, "km": 1}
"""Decimals shown for a quantity, by its unit; hours and counts have none."""

_COLUMNS: Final = columns_of(ZoneFigures)


def figure(name: str, value: Any, decimals: int | None = None) -> str:
    """One cell of the zone table as text.

    Args:
        name: Column of `ZoneFigures`, which decides the decimals.
        value: The cell.
        decimals: As many whatever the value, from `decimals_alike`; left to the quantity where None.

    Returns:
        Such as `1,778`, `33.5`, or `no data` where it is missing.
    """
    if pd.isna(value):
        return NO_DATA
    column = _COLUMNS[name]
    if column.kind not in ("number", "whole"):
        return str(value)
    if decimals is not None:
        return f"{float(value):,.{decimals}f}"
    return number(float(value), _DECIMALS.get(column.unit or "", 0))


def decimals_alike(name: str, values: Iterable[Any]) -> int:
    """Decimals with which all cells of a column stand: those of its quantity, none where every known cell is whole.

    Args:
        name: Column of `ZoneFigures`.
        values: The cells; unknown ones count for nothing.
    """
    decimals = _DECIMALS.get(_COLUMNS[name].unit or "", 0)
    is_whole = all("." not in number(float(value), decimals) for value in values if pd.notna(value))
    return 0 if is_whole else decimals


def spoken(code: str) -> str:
    """A code as words: `rural_travel` as `Rural travel`."""
    text = code.replace("_", " ").strip()
    return text[:1].upper() + text[1:]
