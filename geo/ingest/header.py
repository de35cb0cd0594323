"""From a grid to a table with our column names: the header found, and the columns that are ours."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

import pandas as pd

from geo.ingest.client_level import CLIENT_LEVEL
from geo.ingest.cqc import CQC
from geo.ingest.grid import Grid
from geo.ingest.header_faults import (
    LOCATION_COLUMNS,
    Sought,
    about_header,
    about_others,
    refuse_missing,
    refuse_twice,
    where,
)
from geo.ingest.layouts import Layout, Place, layout_of
from geo.ingest.names import HEADER_SEARCH_ROWS, normalised
from geo.ingest.personal import refuse_identified
from geo.ingest.rows import Body
from geo.report import Problem
from geo.schemas import Column
from geo.settings import Source
from geo.text import agreed, plain

__all__ = ["HEADER_SEARCH_ROWS", "LAYOUTS", "LOCATION_COLUMNS", "RawTable", "normalised", "table_from_grid", "together"]

LAYOUTS: Final = (CQC, CLIENT_LEVEL)
"""National exports that are known by their columns."""


@dataclass(frozen=True)
class RawTable:
    """A table as it was read: text under our column names, and the account of the rows that are not in it."""

    table: str
    rows: pd.DataFrame
    """Text, one column for each of ours that the file has; blank is ''."""
    places: pd.DataFrame
    """`file`, `sheet` and `row` of each row, on the same index."""
    names: Mapping[str, str]
    """Our column name -> the name in the file, without what cannot be seen."""
    rows_read: int
    rows_not_data: int
    problems: tuple[Problem, ...]
    is_1904: bool = False
    """A workbook of it counts its days from 1904."""


def table_from_grid(grid: Grid, source: Source, columns: Mapping[str, Column]) -> RawTable:
    """Find the header of a grid and take the columns that are ours.

    Args:
        grid: Cells of one sheet or text file.
        source: Section of carezones.toml, with the mapping ours -> theirs.
        columns: The declared columns of the table.

    Returns:
        The rows of data under our names. Title rows, blank rows, totals and footnotes are counted as not data, and so
        are the rows of a national export that are not home care. No other column is kept.

    Raises:
        InputError: A required or mapped column is missing (those found and the nearest name are listed), a name we
            need stands twice, or a reference of persons is their NHS number or name.
    """
    layout, names_there = layout_of(grid, source.table, LAYOUTS) or (None, set())
    known = layout.names(names_there) if layout else {}
    wanted = {ours: source.columns.get(ours, known.get(ours, ours)) for ours in columns}
    at, found = _header(grid, wanted)
    refuse_missing(grid, source, columns, Sought(wanted, at, found), layout.hints if layout else {})
    header = grid.cells.loc[at].str.strip()
    names = {ours: plain(header[place]).strip() for ours, place in found.items()}
    body = Body(grid, source, at, found, columns)
    data, remarks = body.data()
    others = {place: header[place] for place in header.index if place not in found.values()}
    about = [*about_header(grid, source, at, found), *about_others(grid, source, others, data, is_known=bool(layout))]
    if layout:
        data, left = _own_rows(layout, data, header, body)
        remarks += left
    ragged = body.ragged(data)
    kept = data.drop(index=[problem.row for problem in ragged])
    rows = kept[list(found.values())].set_axis(list(found), axis=1)
    refuse_identified(rows, names, where(grid))
    if layout:
        by_name = {normalised(name): kept[place] for place, name in header.items()}
        rows, tidied = layout.tidy(rows, by_name, _place(grid, source))
        remarks += tidied
    places = pd.DataFrame({"file": grid.label, "sheet": grid.sheet, "row": rows.index}, index=rows.index)
    read = len(grid.cells) - 1
    problems = (*grid.notes, *about, *ragged, *remarks)
    return RawTable(source.table, rows, places, names, read, read - len(data), problems, grid.is_1904)


def together(tables: list[RawTable]) -> RawTable:
    """Several files of one table as one, rows numbered anew, places kept."""
    return replace(
        tables[0],
        rows=pd.concat([table.rows for table in tables], ignore_index=True).fillna(""),
        places=pd.concat([table.places for table in tables], ignore_index=True),
        names={ours: theirs for table in reversed(tables) for ours, theirs in table.names.items()},
        rows_read=sum(table.rows_read for table in tables),
        rows_not_data=sum(table.rows_not_data for table in tables),
        problems=tuple(problem for table in tables for problem in table.problems),
        is_1904=any(table.is_1904 for table in tables),
    )


def _header(grid: Grid, wanted: Mapping[str, str]) -> tuple[int, dict[str, int]]:
    """The first row with most of the wanted names, and where each stands."""
    best: tuple[int, dict[str, int]] = (int(grid.cells.index[0]), {})
    for at, row in grid.cells.head(HEADER_SEARCH_ROWS).iterrows():
        spots: dict[str, list[int]] = {}
        for place, cell in row.items():
            spots.setdefault(normalised(cell), []).append(int(place))
        found = {ours: spots[normalised(name)] for ours, name in wanted.items() if normalised(name) in spots}
        if len(found) > len(best[1]):
            refuse_twice(grid, int(at), [wanted[ours] for ours, spot in found.items() if len(spot) > 1])
            best = (int(at), {ours: spot[0] for ours, spot in found.items()})
    return best


def _own_rows(layout: Layout, data: pd.DataFrame, header: pd.Series, body: Body) -> tuple[pd.DataFrame, list[Problem]]:
    """Of a national export the rows that are home care, and a remark with the number of the others."""
    by = next((place for place, name in header.items() if normalised(name) == normalised(layout.rows_by)), None)
    if by is None:
        return data, []
    own = data[by].str.strip().str.casefold().isin(layout.rows)
    if own.all():
        return data, []
    others = data.index[~own]
    cause = f"{agreed(len(others), layout.other_rows)} in {layout.name}, the first here."
    return data[own], [body.remark(int(others[0]), cause)]


def _place(grid: Grid, source: Source) -> Place:
    """Where a national export stands."""
    return Place(source.table, grid.label, grid.sheet, frozenset(source.columns) | frozenset(source.values))
