"""Workbooks (.xlsx) and Parquet tables as grids of text; typed cells become their plain text."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from geo.errors import InputError
from geo.ingest import apart
from geo.ingest.beside import open_elsewhere
from geo.ingest.cell_text import cell_text
from geo.ingest.doubts import UNWORKED, with_doubts
from geo.ingest.grid import Grid
from geo.settings import Source
from geo.text import agreed, plain


def read_workbook(path: Path, label: str, source: Source) -> list[Grid]:
    """Read the sheets of a workbook as grids of text, in a process of its own.

    Args:
        path: An .xlsx file; OpenDocument has a reader of its own.
        label: Name of the file in messages.
        source: Its section of carezones.toml; a declared sheet is the only one read.

    Returns:
        A grid for each sheet that has cells.

    Raises:
        InputError: The workbook is damaged, unsafe or too large, has a password or formulas that were never worked
            out, or the declared sheet is not in it.
    """
    request = {"path": str(path.absolute()), "label": label, "sheet": source.sheet}
    child = apart.begin("geo.ingest.apart.workbook", request, label)
    grids = [with_doubts(_with_cells(grid, said), source.table) for grid, said in _sheets(child.answer(), label)]
    notes = open_elsewhere(path, label, source.table)
    return [replace(grid, notes=(*notes, *grid.notes)) for grid in grids]


def _sheets(answer: bytes, label: str) -> Iterator[tuple[Grid, dict[str, Any]]]:
    """The sheets of an answer that have cells, each with what its cells say beside values.

    Raises:
        InputError: The answer is not whole.
    """
    lines = answer.splitlines()
    if not lines or lines[-1] != b'"end"':
        raise InputError(f"{label}: the workbook was read only in part. Save it and send it again.")
    said: dict[str, Any] = {}
    rows: list[list[str]] = []
    for line in lines:
        value = json.loads(line)
        if isinstance(value, list):
            rows += value
            continue
        if rows:
            yield grid_of(label, plain(said["sheet"]), rows), said
        said, rows = value, []


def _with_cells(grid: Grid, said: dict[str, Any]) -> Grid:
    """A grid with the merges and hidden rows of its sheet.

    Raises:
        InputError: A formula was never worked out.
    """
    without_result = said["without_result"]
    if without_result:
        raise InputError(
            f"{grid.label}, sheet {grid.sheet}: {agreed(len(without_result), UNWORKED)} in "
            f"{without_result[0]}. Open the workbook in a spreadsheet program and save it."
        )
    merged = tuple((int(first), int(last)) for first, last in said["merged_rows"])
    return replace(grid, merged=merged, hidden_rows=tuple(map(int, said["hidden_rows"])), is_1904=bool(said["is_1904"]))


def read_parquet(path: Path, label: str) -> Grid:
    """Read a Parquet table as a grid whose first row is the header.

    Raises:
        InputError: The file is damaged.
    """
    try:
        table = pq.read_table(path)
    except (pa.ArrowException, OSError):
        raise InputError(f"{label}: the Parquet file is incomplete or damaged. Write it again.") from None
    columns = [_texts(cells, name, label) for name, cells in zip(table.column_names, table.columns, strict=True)]
    return grid_of(label, None, [table.column_names, *zip(*columns, strict=True)])


def _texts(cells: pa.ChunkedArray, name: str, label: str) -> list[str]:
    """One column as text.

    Raises:
        InputError: A value has no text.
    """
    try:
        return [cell_text(cell) for cell in cells.to_pylist()]
    except (ArithmeticError, ValueError):
        raise InputError(
            f"{label}, column {plain(name)}: a value cannot be read, such as a date that no calendar has or text that "
            "is not UTF-8. Write the column as text."
        ) from None


def grid_of(label: str, sheet: str | None, rows: Sequence[Sequence[str]]) -> Grid:
    """Rows of text, numbered as the spreadsheet shows them."""
    cells = pd.DataFrame(rows, dtype="str").fillna("")
    cells.index = pd.RangeIndex(1, len(cells) + 1)
    return Grid(label, cells, sheet=sheet)
