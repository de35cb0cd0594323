"""The sheets of an uploaded file, with the header each probably has and some rows to judge it by."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pandas as pd

from geo.errors import InputError
from geo.ingest import grids_of
from geo.ingest.grid import Grid
from geo.ingest.header import HEADER_SEARCH_ROWS
from geo.settings import Source

SAMPLE_ROWS: Final = 500
"""Rows from which content is judged (count); enough to see every usual code."""
_FILLED: Final = 0.6
"""A header fills at least this part of the fullest of the first rows (share of cells)."""


@dataclass(frozen=True)
class Sheet:
    """One sheet, text file or layer."""

    name: str | None
    """Name of the sheet; None where the file has only one table."""
    header_row: int
    """Row of the header as the spreadsheet shows it."""
    rows: pd.DataFrame
    """Text of the first rows below it, under the names of the file."""
    row_count: int
    """Rows below the header."""


def sheets_of(path: Path, label: str) -> list[Sheet]:
    """The sheets of a file that have a header and rows.

    Args:
        path: The file.
        label: Its name in messages.

    Raises:
        InputError: The file cannot be opened, or no sheet of it is a table.
    """
    found = [sheet for grid in grids_of(Source("zones", (path,), (label,))) if (sheet := _sheet(grid)) is not None]
    if not found:
        raise InputError(f"{label}: there is no table with a header and rows in it. Export it again.")
    return found


def _sheet(grid: Grid) -> Sheet | None:
    """A grid under its header, the first of the upper rows that is nearly full and says each name once."""
    head = grid.cells.head(HEADER_SEARCH_ROWS)
    filled = (head.map(str.strip) != "").sum(axis=1)
    for at in head.index[filled >= max(_FILLED * filled.max(), 1)]:
        names = [name.strip() for name in head.loc[at]]
        named = [place for place, name in enumerate(names) if name]
        if len({names[place] for place in named}) < len(named):
            continue
        body = grid.cells.loc[at + 1 :, named]
        if body.empty:
            return None
        rows = body.head(SAMPLE_ROWS).map(str.strip).set_axis([names[place] for place in named], axis=1)
        return Sheet(grid.sheet, int(at), rows, len(body))
    return None
