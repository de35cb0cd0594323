"""What the text of a whole file makes one doubt: letters read in the wrong encoding, rows that end at a limit."""

import re
from dataclasses import replace
from typing import Final

from geo.errors import InputError
from geo.ingest.grid import Grid
from geo.report import Problem
from geo.text import agreed

OLD_MOST_ROWS: Final = 65_536
"""Rows an old .xls sheet can hold, its header among them."""
MOST_ROWS: Final = 1_048_576
"""Rows an .xlsx sheet can hold, its header among them."""
FULL_SHARE: Final = 0.99
"""From this part of its rows filled on, a sheet that ends at the limit is full (share); below it one far cell."""
UNWORKED: Final = "{formula was|formulas were} never worked out, the first"
"""What is said of formulas without a result, as `geo.text.agreed` takes it."""
# How UTF-8 looks when it was read as Windows text: an accented letter, a pound sign, a quotation mark or a dash.
_GARBLED: Final = re.compile("\u00c3[\u0080-\u00bf\u0152-\u0178\u2013-\u2122]|\u00c2[\u00a0-\u00bf]|\u00e2\u20ac.")


def with_doubts(grid: Grid, table: str) -> Grid:
    """A grid with warnings about its text as a whole.

    Args:
        grid: Cells of one sheet or text file.
        table: The table that it is read for.

    Raises:
        InputError: The rows fill a sheet to the last, so that rows are certainly missing.
    """
    return replace(grid, notes=(*grid.notes, *_cut_off(grid, table), *_garbled(grid, table)))


def is_garbled(text: str) -> bool:
    """Whether text holds a piece that is UTF-8 read as Windows text (cp1252)."""
    return any(_mended(found) is not None for found in _GARBLED.findall(text))


def _mended(piece: str) -> str | None:
    """What such a piece was before; None where it never was UTF-8."""
    try:
        return piece.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return None


def _garbled(grid: Grid, table: str) -> list[Problem]:
    """A warning with the first row in which letters are damaged; the text itself is never shown."""
    rows: set[int] = set()
    for place in grid.cells.columns:
        column = grid.cells[place]
        if column.str.isascii().all():
            continue
        maybe = column[column.str.contains("\u00c3|\u00c2|\u00e2\u20ac", regex=True)]
        rows |= {int(at) for at, text in maybe.items() if is_garbled(text)}
    if not rows:
        return []
    return [
        Problem(
            table,
            grid.label,
            "warning",
            agreed(len(rows), "{row holds|rows hold} letters that were damaged before the file was saved, such as ")
            + "\u00e2\u20ac\u2122 where an apostrophe stood.",
            "Export the table again, and open a CSV in a spreadsheet program by Data, From Text, as 65001: UTF-8.",
            row=min(rows),
            sheet=grid.sheet,
        )
    ]


def _cut_off(grid: Grid, table: str) -> list[Problem]:
    """A warning where a table ends at the last row that an old workbook holds."""
    last = len(grid.cells)
    if grid.is_layer or last not in (OLD_MOST_ROWS, MOST_ROWS):
        return []
    filled = (grid.cells != "").any(axis=1)
    if not filled.iloc[-1] or filled.mean() < FULL_SHARE:
        return []
    cause = (
        f"the table ends at row {last:,}, the last that {'an old .xls' if last == OLD_MOST_ROWS else 'a'} sheet holds"
    )
    if last == MOST_ROWS:
        place = f"{grid.label}, sheet {grid.sheet}" if grid.sheet else grid.label
        raise InputError(f"{place}: {cause}, so rows after it were cut off. Export it again as CSV from the system.")
    remedy = "Compare the number of rows with the system, and export it as .xlsx or CSV, never as .xls."
    return [
        Problem(table, grid.label, "warning", f"{cause}, so it may be cut off.", remedy, row=last, sheet=grid.sheet)
    ]
