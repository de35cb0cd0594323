"""Workbooks (.xlsx, .ods) and Parquet tables as grids of text; typed cells become their plain text."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import python_calamine as calamine

from geo.errors import InputError
from geo.ingest.grid import Grid
from geo.ingest.kinds import FileKind
from geo.ingest.xlsx_cells import SheetCells, sheet_cells
from geo.settings import Source


def read_workbook(path: Path, label: str, kind: FileKind, source: Source) -> list[Grid]:
    """Read the sheets of a workbook as grids of text.

    Args:
        path: An .xlsx or .ods file.
        label: Name of the file in messages.
        kind: xlsx or ods, known from its content.
        source: Its section of carezones.toml; a declared sheet is the only one read.

    Returns:
        A grid for each sheet that has cells.

    Raises:
        InputError: The workbook is damaged or has a password, or the declared sheet is not in it.
    """
    try:
        # From the bytes: given a path, the library would believe the name.
        with path.open("rb") as file, calamine.CalamineWorkbook.from_filelike(file) as book:
            names = book.sheet_names
            if source.sheet is not None and source.sheet not in names:
                raise InputError(
                    f"{label}: there is no sheet {source.sheet!r}. Sheets: {', '.join(names)}. "
                    "Correct `sheet` in carezones.toml."
                )
            wanted = [source.sheet] if source.sheet is not None else names
            sheets = {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in wanted}
    except calamine.PasswordError:
        raise InputError(f"{label}: the workbook has a password. Take it off and save it again.") from None
    except (calamine.CalamineError, OSError):
        raise InputError(f"{label}: the workbook is incomplete or damaged. Save it and send it again.") from None
    beside = sheet_cells(path) if kind == "xlsx" else {}
    return [_with_cells(_grid(label, name, rows), beside.get(name)) for name, rows in sheets.items() if rows]


def _with_cells(grid: Grid, beside: SheetCells | None) -> Grid:
    """A grid with the errors its sheet shows, and the merges.

    Raises:
        InputError: A formula was never worked out.
    """
    if beside is None:
        return grid
    if beside.without_result:
        raise InputError(
            f"{grid.label}, sheet {grid.sheet}: {len(beside.without_result)} formula(s) were never worked out, the "
            f"first in {beside.without_result[0]}. Open the workbook in a spreadsheet program and save it."
        )
    cells = grid.cells.copy()
    for (row, column), error in beside.errors.items():
        if row in cells.index and column in cells.columns:
            cells.loc[row, column] = error
    return replace(grid, cells=cells, merged=tuple(beside.merged_rows))


def read_parquet(path: Path, label: str) -> Grid:
    """Read a Parquet table as a grid whose first row is the header.

    Raises:
        InputError: The file is damaged.
    """
    try:
        table = pq.read_table(path)
    except (pa.ArrowException, OSError):
        raise InputError(f"{label}: the Parquet file is incomplete or damaged. Write it again.") from None
    rows = [table.column_names, *zip(*(column.to_pylist() for column in table.columns), strict=True)]
    return _grid(label, None, rows)


def _grid(label: str, sheet: str | None, rows: Sequence[Sequence[object]]) -> Grid:
    """Typed cells as text, rows numbered as the spreadsheet shows them."""
    cells = pd.DataFrame([[cell_text(cell) for cell in row] for row in rows], dtype="str").fillna("")
    cells.index = pd.RangeIndex(1, len(cells) + 1)
    return Grid(label, cells, sheet=sheet)


def cell_text(cell: object) -> str:  # noqa: PLR0911 - one return for each type of cell
    """A typed cell as text: dates in ISO form, whole numbers without a decimal point, blank as ''."""
    if cell is None or cell is pd.NaT:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return "" if cell != cell else repr(int(cell)) if cell.is_integer() else repr(cell)  # noqa: PLR0124
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat() if cell.time() == dt.time() and not cell.tzinfo else cell.isoformat()
    if isinstance(cell, dt.date):
        return cell.isoformat()
    if isinstance(cell, list):
        return ";".join(map(cell_text, cell))
    return str(cell)
