"""What is wrong with a header, and what is said of columns that are not ours."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import pandas as pd

from geo.errors import InputError
from geo.ingest.grid import Grid
from geo.ingest.names import HEADER_SEARCH_ROWS, normalised
from geo.ingest.personal import personal_columns
from geo.masking import PEOPLE, listed, listed_header
from geo.report import Problem
from geo.schemas import Column
from geo.settings import Source, nearest
from geo.text import agreed

LOCATION_COLUMNS: Final = (("latitude", "longitude"), ("easting", "northing"), ("postcode",))
"""Ways to locate a row, the first that is present counts."""
_INVISIBLE: Final = re.compile(r"[\u00a0\u00ad\u200b-\u200f\u2028-\u202f\u2060\ufeff\n\r\t]")
_PERSONAL: Final = (*PEOPLE, "offers")
"""Tables whose other columns may say who a person is."""


@dataclass(frozen=True)
class Sought:
    """The header of a grid as far as it was found."""

    wanted: Mapping[str, str]
    """Our column name -> the name that was looked for."""
    at: int
    """Row of the header, or the first row where none was found."""
    found: Mapping[str, int]
    """Our column name -> its place in the grid."""


def where(grid: Grid) -> str:
    """File and sheet for messages."""
    return f"{grid.label}, sheet {grid.sheet}" if grid.sheet else grid.label


def refuse_twice(grid: Grid, at: int, twice: Sequence[str]) -> None:
    """Refuse a header in which a name that we need stands more than once."""
    if twice:
        raise InputError(
            f"{where(grid)}, row {at}: {listed(twice)} stands in the header more than once. "
            "Rename or take out the column that is not meant."
        )


def refuse_missing(
    grid: Grid, source: Source, columns: Mapping[str, Column], sought: Sought, hints: Mapping[str, str]
) -> None:
    """Refuse a file without a required column, a mapped column or any location.

    Args:
        grid: Cells of the sheet or text file.
        source: Its section of carezones.toml.
        columns: The declared columns of the table.
        sought: What was looked for and found.
        hints: What to do about a column that a known export never has.
    """
    found = sought.found
    absent = [column for column in columns.values() if column.name not in found and column.kind != "geometry"]
    lacking = [column.name for column in absent if column.is_required or column.name in source.columns]
    missing = [source.columns.get(ours, ours) for ours in lacking]
    can_be_located = {name for group in LOCATION_COLUMNS for name in group} & columns.keys()
    if can_be_located and not any(found.keys() >= set(group) for group in LOCATION_COLUMNS):
        missing.append("a location (latitude and longitude, easting and northing, or postcode)")
    if not missing:
        return
    _refuse_two_rows(grid, columns, sought)
    there = _names_found(grid, sought.at if found else None)
    shown_there = listed(there, 40) if found else listed_header(there, source.table)
    taken = {grid.cells.loc[sought.at, place].strip() for place in found.values()}
    free = [name for name in there if name not in taken]
    nearest_names = "".join(f" {name}:{nearest(name, free)}" for name in missing if nearest(name, free))
    remedy = f"Say which column is meant below [sources.{source.table}.columns] in carezones.toml."
    said = [hints[ours] for ours in lacking if ours in hints and ours not in source.columns]
    raise InputError(
        f"{where(grid)}: column missing: {', '.join(missing)}.{nearest_names} Columns found: {shown_there}. "
        f"{' '.join(said) or remedy}"
    )


def _refuse_two_rows(grid: Grid, columns: Mapping[str, Column], sought: Sought) -> None:
    """Refuse a header whose names stand in two rows, with a picture of one that can be read."""
    wanted, found = sought.wanted, sought.found
    required = {ours for ours, column in columns.items() if column.is_required and column.kind != "geometry"}
    needed = {ours: normalised(wanted[ours]) for ours in wanted if ours in required or ours in found}
    head = grid.cells.head(HEADER_SEARCH_ROWS)
    for upper, lower in pairwise(head.index):
        names = _names_of_two(head.loc[upper], head.loc[lower])
        both = {ours for ours, name in needed.items() if name in names}
        if required <= both and len(both) > len(found):
            picture = " | ".join(wanted[ours] for ours in needed)
            raise InputError(
                f"{where(grid)}, row {lower}: the header stands in two rows ({upper} and {lower}). "
                f"Write it in one row, without merged cells, like this: {picture}."
            )


def _names_of_two(upper: pd.Series, lower: pd.Series) -> set[str]:
    """Names of columns that two rows make: of the one, of the other, and of both together."""
    names: set[str] = set()
    above = ""
    for place in upper.index:
        above = upper[place].strip() or above
        below = lower[place].strip()
        names |= {normalised(upper[place]), normalised(below), normalised(above + below)}
    return names - {""}


def _names_found(grid: Grid, at: int | None) -> list[str]:
    """Names in the header row, or in the fullest of the first rows where no header was recognised."""
    head = grid.cells.head(HEADER_SEARCH_ROWS)
    row = (head != "").sum(axis=1).idxmax() if at is None else at
    return [name.strip() for name in head.loc[row] if name.strip()]


def about_header(grid: Grid, source: Source, at: int, found: Mapping[str, int]) -> Iterable[Problem]:
    """Remarks about title rows above a header, and about invisible letters in the names that are ours."""
    first = int(grid.cells.index[0])
    if at > first:
        which = f", one of {at - first} rows" if at - first > 1 else ""
        cause = f"a title{which} above the header in row {at}."
        yield Problem(source.table, grid.label, "not_data", cause, "Not counted as data.", first, grid.sheet)
    odd = [name for name in {grid.cells.loc[at, place] for place in found.values()} if _INVISIBLE.search(name.strip())]
    if odd:
        said = "{column name holds|column names hold} line breaks or invisible letters, which were passed over."
        cause = agreed(len(odd), said)
        yield Problem(source.table, grid.label, "repaired", cause, "See that the columns are meant.", at, grid.sheet)


def about_others(
    grid: Grid, source: Source, names: Mapping[int, str], data: pd.DataFrame, *, is_known: bool
) -> Iterable[Problem]:
    """Remarks about the columns that are not ours, none of which is kept.

    Args:
        grid: Cells of the sheet or text file.
        source: Its section of carezones.toml.
        names: Place of each such column -> its name, which may be blank.
        data: Rows of data.
        is_known: They are the other columns of a known export, of which nothing needs to be said.
    """
    personal = personal_columns(names, data) if source.table in _PERSONAL else {}
    if personal:
        called = listed([names[place] or f"column {place + 1} without a name" for place in personal])
        kinds = ", ".join(dict.fromkeys(personal.values()))
        held = agreed(len(personal), "{column holds|columns hold} personal data")
        cause = f"{held} ({kinds}), which is not kept: {called}."
        remedy = "Leave them out of the export; nothing here needs them."
        yield Problem(source.table, grid.label, "warning", cause, remedy, sheet=grid.sheet)
    unused = [name for place, name in names.items() if name and place not in personal]
    if unused and not is_known:
        cause = f"{agreed(len(unused), '{column is|columns are}')} not used: {listed(unused)}."
        remedy = "Map one in carezones.toml if it is needed; the rest is not kept."
        yield Problem(source.table, grid.label, "warning", cause, remedy, sheet=grid.sheet)
