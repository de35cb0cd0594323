"""From a grid to a table with our column names: the header found, and the columns that are ours."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

import pandas as pd

from geo.errors import InputError
from geo.ingest.grid import Grid
from geo.ingest.rows import Body
from geo.masking import listed, listed_header
from geo.report import Problem
from geo.schemas import Column
from geo.settings import Source, nearest

HEADER_SEARCH_ROWS: Final = 20
"""The header must stand in the first rows of a sheet (rows); above it are titles."""

LOCATION_COLUMNS: Final = (("latitude", "longitude"), ("easting", "northing"), ("postcode",))
"""Ways to locate a row, the first that is present counts."""

_IGNORED: Final = re.compile(r"[\s_\u200b-\u200d\u2060\ufeff]+")


@dataclass(frozen=True)
class RawTable:
    """A table as it was read: text under our column names, and the account of the rows that are not in it."""

    table: str
    rows: pd.DataFrame
    """Text, one column for each of ours that the file has; blank is ''."""
    places: pd.DataFrame
    """`file`, `sheet` and `row` of each row, on the same index."""
    names: Mapping[str, str]
    """Our column name -> the name in the file."""
    rows_read: int
    rows_not_data: int
    problems: tuple[Problem, ...]


def normalised(name: str) -> str:
    """A column name without what exports change: case, spaces, underscores, invisible characters."""
    return _IGNORED.sub("", unicodedata.normalize("NFKC", name)).casefold()


def table_from_grid(grid: Grid, source: Source, columns: Mapping[str, Column]) -> RawTable:
    """Find the header of a grid and take the columns that are ours.

    Args:
        grid: Cells of one sheet or text file.
        source: Section of carezones.toml, with the mapping ours -> theirs.
        columns: The declared columns of the table.

    Returns:
        The rows of data under our names. Title rows, blank rows, totals and footnotes are counted as not data.

    Raises:
        InputError: A required or mapped column is missing (those found and the nearest name are listed), or a
            name we need stands twice.
    """
    wanted = {ours: source.columns.get(ours, ours) for ours in columns}
    at, found = _header(grid, wanted)
    _refuse_missing(grid, source, columns, found, at)
    body = Body(grid, source, at, found, columns)
    data, remarks = body.data()
    ragged = body.ragged(data)
    kept = data.drop(index=[problem.row for problem in ragged])
    rows = kept[list(found.values())].set_axis(list(found), axis=1)
    places = pd.DataFrame({"file": grid.label, "sheet": grid.sheet, "row": rows.index}, index=rows.index)
    header = grid.cells.loc[at]
    names = {ours: header[place].strip() for ours, place in found.items()}
    about = _about_columns(grid, source, at, [header[p].strip() for p in header.index if p not in found.values()])
    read = len(grid.cells) - 1
    return RawTable(source.table, rows, places, names, read, read - len(data), (*grid.notes, *about, *ragged, *remarks))


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
            _refuse_twice(grid, int(at), [wanted[ours] for ours, where in found.items() if len(where) > 1])
            best = (int(at), {ours: where[0] for ours, where in found.items()})
    return best


def _refuse_twice(grid: Grid, at: int, twice: list[str]) -> None:
    """Refuse a header in which a name that we need stands more than once."""
    if twice:
        raise InputError(
            f"{_where(grid)}, row {at}: {listed(twice)} stands in the header more than once. "
            "Rename or take out the column that is not meant."
        )


def _refuse_missing(
    grid: Grid, source: Source, columns: Mapping[str, Column], found: Mapping[str, int], at: int
) -> None:
    """Refuse a file without a required column, a mapped column or any location."""
    absent = [column for column in columns.values() if column.name not in found and column.kind != "geometry"]
    missing = [
        source.columns.get(column.name, column.name)
        for column in absent
        if column.is_required or column.name in source.columns
    ]
    can_be_located = {name for group in LOCATION_COLUMNS for name in group} & columns.keys()
    if can_be_located and not any(found.keys() >= set(group) for group in LOCATION_COLUMNS):
        missing.append("a location (latitude and longitude, easting and northing, or postcode)")
    if not missing:
        return
    there = _names_found(grid, at if found else None)
    shown_there = listed(there, 40) if found else listed_header(there, source.table)
    hints = "".join(f" {name}:{nearest(name, there)}" for name in missing if nearest(name, there))
    raise InputError(
        f"{_where(grid)}: column missing: {', '.join(missing)}. Columns found: {shown_there}.{hints} "
        f"Say which column is meant below [sources.{source.table}.columns] in carezones.toml."
    )


def _names_found(grid: Grid, at: int | None) -> list[str]:
    """Names in the header row, or in the fullest of the first rows where no header was recognised."""
    head = grid.cells.head(HEADER_SEARCH_ROWS)
    row = (head != "").sum(axis=1).idxmax() if at is None else at
    return [name.strip() for name in head.loc[row] if name.strip()]


def _about_columns(grid: Grid, source: Source, at: int, extra: Iterable[str]) -> Iterable[Problem]:
    """Remarks about title rows and about columns that are not used."""
    first = int(grid.cells.index[0])
    if at > first:
        cause = f"a title, one of {at - first} row(s) above the header in row {at}."
        yield Problem(source.table, grid.label, "not_data", cause, "Not counted as data.", first, grid.sheet)
    unused = [name for name in extra if name]
    if unused:
        cause = f"{len(unused)} column(s) are not used: {listed(unused)}."
        remedy = "Map one in carezones.toml if it is needed; the rest is not kept."
        yield Problem(source.table, grid.label, "warning", cause, remedy, sheet=grid.sheet)


def _where(grid: Grid) -> str:
    """File and sheet for messages."""
    return f"{grid.label}, sheet {grid.sheet}" if grid.sheet else grid.label
