"""OpenDocument spreadsheets (.ods) as grids of text, streamed by a process of their own."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import pandas as pd

from geo.errors import InputError
from geo.ingest import apart
from geo.ingest.apart import Limits
from geo.ingest.beside import open_elsewhere
from geo.ingest.doubts import UNWORKED, with_doubts
from geo.ingest.grid import Grid
from geo.ingest.names import normalised
from geo.settings import Source
from geo.text import agreed, plain

STREAM_LIMITS: Final = Limits(memory_bytes=400_000_000, cpu_seconds=240, wall_seconds=400.0)
"""The care directory of England takes about 40 s of a slow processor, and 30 MB."""


@dataclass(frozen=True)
class Wanted:
    """Of a sheet with a known header, the columns that are kept."""

    known_by: Sequence[str]
    columns: Sequence[str]


def read_ods(path: Path, label: str, source: Source, wanted: Sequence[Wanted] = ()) -> list[Grid]:
    """Read the sheets of an .ods file as grids of text.

    Args:
        path: The file.
        label: Its name in messages.
        source: Its section of carezones.toml; a declared sheet is the only one read.
        wanted: Known headers; of a sheet with one of them only these columns are kept, side by side.

    Returns:
        A grid for each sheet that has cells.

    Raises:
        InputError: The file is damaged, unsafe or too large, has a password or formulas that were never worked out,
            or the declared sheet is not in it.
    """
    layouts = [[list(map(normalised, of.known_by)), list(map(normalised, of.columns))] for of in wanted]
    request = {"path": str(path.absolute()), "label": label, "sheet": source.sheet, "layouts": layouts}
    child = apart.begin("geo.ingest.ods_stream", request, label, limits=STREAM_LIMITS)
    grids = [with_doubts(_grid(said, rows, label), source.table) for said, rows in _sheets(child.answer(), label)]
    notes = open_elsewhere(path, label, source.table)
    return [replace(grid, notes=(*notes, *grid.notes)) for grid in grids]


def _sheets(answer: bytes, label: str) -> Iterator[tuple[dict[str, Any], list[Any]]]:
    """What is said of each sheet that has cells, and its rows.

    Raises:
        InputError: The answer is not whole.
    """
    lines = answer.splitlines()
    if not lines or lines[-1] != b'"end"':
        raise InputError(f"{label}: the workbook was read only in part. Save it and send it again.")
    rows: list[Any] = []
    for line in lines[:-1]:
        value = json.loads(line)
        if isinstance(value, list):
            rows.append(value)
            continue
        if rows:
            yield value, rows
        rows = []


def _grid(said: dict[str, Any], rows: Sequence[Any], label: str) -> Grid:
    """One sheet, rows numbered as the spreadsheet shows them.

    Raises:
        InputError: A formula was never worked out.
    """
    sheet = plain(said["sheet"])
    if said["without_result"]:
        raise InputError(
            f"{label}, sheet {sheet}: {agreed(len(said['without_result']), UNWORKED)} in "
            f"{said['without_result'][0]}. Open the workbook in a spreadsheet program and save it."
        )
    width = int(said["columns"])
    filled = []
    for _, places, texts in rows:
        cells = [""] * max(width, places[-1] + 1)
        for place, text in zip(places, texts, strict=True):
            cells[place] = text
        filled.append(cells)
    index = pd.Index([int(row) for row, _, _ in rows])
    cells = pd.DataFrame(filled, index=index, dtype="str").reindex(pd.RangeIndex(1, int(said["rows"]) + 1)).fillna("")
    merged = tuple((int(first), int(last)) for first, last in said["merged_rows"])
    return replace(Grid(label, cells, sheet=sheet), merged=merged, hidden_rows=tuple(map(int, said["hidden_rows"])))
