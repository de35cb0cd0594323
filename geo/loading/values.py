"""Codes of a file that are not ours, with the one of ours that each probably means."""

import difflib
from collections.abc import Mapping
from typing import Final

import pandas as pd

from geo.schemas import Column
from geo.text import folded_code

MOST_CODES: Final = 40
"""A column with more different values than this is no list of codes (count)."""
_ALIKE: Final = 0.6


def unknown_codes(cells: pd.Series, column: Column, mapped: Mapping[str, str]) -> dict[str, str | None]:
    """The values of a column of codes that are not ours, in the order they come.

    Args:
        cells: The file's cells as text.
        column: Our column, a category.
        mapped: Theirs -> ours, as the workspace has it already; what it maps is left out.

    Returns:
        Each unknown value with the code of ours it is most like, or None; empty where there are more than
        `MOST_CODES`, which are no codes.
    """
    known = {folded_code(code) for code in [*column.allowed, *mapped]}
    found = {cell.strip(): None for cell in cells if cell.strip() and folded_code(cell) not in known}
    if len(found) > MOST_CODES:
        return {}
    return {code: _nearest(code, column.allowed) for code in found}


def _nearest(code: str, allowed: tuple[str, ...]) -> str | None:
    """Our code that a value is most like, None where it is like none."""
    folded = {folded_code(ours): ours for ours in allowed}
    near = difflib.get_close_matches(folded_code(code), folded, n=1, cutoff=_ALIKE)
    return folded[near[0]] if near else None
