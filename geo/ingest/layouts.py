"""Exports of national systems that are known by their columns, so that nobody has to map them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import pandas as pd

from geo.ingest.grid import Grid
from geo.ingest.names import HEADER_SEARCH_ROWS, normalised
from geo.report import Problem

Tidy = Callable[[pd.DataFrame, Mapping[str, pd.Series], "Place"], tuple[pd.DataFrame, list[Problem]]]
"""Rows under our names, and every column of the file by its normalised name, to rows in our codes with remarks."""


@dataclass(frozen=True)
class Place:
    """Where an export stands, for remarks about it."""

    table: str
    file: str
    sheet: str | None
    mapped: frozenset[str]
    """Our columns that carezones.toml maps, which are left as the file has them."""

    def remark(self, cause: str, remedy: str, column: str | None = None) -> Problem:
        """A warning about the export."""
        return Problem(self.table, self.file, "warning", cause, remedy, sheet=self.sheet, column=column)


@dataclass(frozen=True)
class Layout:
    """One national export."""

    table: str
    """The table of ours that it can be."""
    name: str
    known_by: tuple[str, ...]
    """Columns that together occur in no other file."""
    columns: Mapping[str, tuple[str, ...]]
    """Our column -> its names in the export, the newest first."""
    rows_by: str
    """Column that says which of its rows are ours; where the file has no such column all are."""
    rows: tuple[str, ...]
    """What that column holds in them, in small letters."""
    other_rows: str
    """What the other rows are, for the remark about them."""
    tidy: Tidy
    hints: Mapping[str, str] = field(default_factory=dict)
    """What to do where a column of ours is in no such export."""

    def names(self, there: set[str]) -> dict[str, str]:
        """Our columns -> the name that the file has for each.

        Args:
            there: Normalised names of the file.
        """
        found = {ours: next((n for n in names if normalised(n) in there), None) for ours, names in self.columns.items()}
        return {ours: name for ours, name in found.items() if name is not None}


def layout_of(grid: Grid, table: str, layouts: tuple[Layout, ...]) -> tuple[Layout, set[str]] | None:
    """The national export that a grid holds, and the normalised names of its header.

    Args:
        grid: Cells of one sheet or text file.
        table: The table it is read for.
        layouts: Every export that is known.
    """
    possible = [layout for layout in layouts if layout.table == table]
    for _, row in grid.cells.head(HEADER_SEARCH_ROWS if possible else 0).iterrows():
        names = {normalised(cell) for cell in row}
        for layout in possible:
            if {normalised(name) for name in layout.known_by} <= names:
                return layout, names
    return None
