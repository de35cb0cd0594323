"""From a grid to a table with our column names: the header found, the rows that are not data told apart."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

import pandas as pd

from geo.errors import InputError
from geo.ingest.grid import Grid
from geo.report import Problem, listed
from geo.schemas import Column
from geo.settings import Source, nearest

HEADER_SEARCH_ROWS: Final = 20
"""The header must stand in the first rows of a sheet (rows); above it are titles."""

LOCATION_COLUMNS: Final = (("latitude", "longitude"), ("easting", "northing"), ("uprn",), ("postcode",))
"""Ways to locate a row, the first that is present counts."""

_TOTAL: Final = re.compile(
    r"\s*(grand\s+|sub\s*-?\s*|overall\s+)?totals?(\s*[:=(-].*|\s+(hours|packages|people|rows|records|cases)\b.*)?\s*",
    re.IGNORECASE,
)
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
    _refuse_missing(grid, source, columns, wanted, found)
    header = grid.cells.loc[at]
    body = grid.cells.loc[at + 1 :]
    kept, notes = _data_rows(grid, body, found, columns, source)
    rows = kept[list(found.values())].set_axis(list(found), axis=1)
    problems = [*grid.notes, *notes]
    titles = _title_rows(grid, at)
    if titles:
        problems.append(_note(grid, source, titles[0], f"{len(titles)} title row(s) above the header in row {at}."))
    extra = [name for place, name in header.items() if name.strip() and place not in found.values()]
    if extra:
        problems.append(_extra_columns(grid, source, extra))
    ragged, problems_ragged = _ragged(grid, source, rows, header)
    places = pd.DataFrame({"file": grid.label, "sheet": grid.sheet, "row": rows.index}, index=rows.index)
    not_data = len(titles) + len(body) - len(kept)
    read = len(titles) + len(body)
    rows, places = rows.drop(index=ragged), places.drop(index=ragged)
    names = {ours: header[place].strip() for ours, place in found.items()}
    return RawTable(source.table, rows, places, names, read, not_data, (*problems, *problems_ragged))


def together(tables: list[RawTable]) -> RawTable:
    """Several files of one table as one, rows numbered anew, places kept."""
    rows = pd.concat([table.rows for table in tables], ignore_index=True)
    places = pd.concat([table.places for table in tables], ignore_index=True)
    first = tables[0]
    return replace(
        first,
        rows=rows.fillna(""),
        places=places,
        rows_read=sum(table.rows_read for table in tables),
        rows_not_data=sum(table.rows_not_data for table in tables),
        problems=tuple(problem for table in tables for problem in table.problems),
    )


def _header(grid: Grid, wanted: Mapping[str, str]) -> tuple[int, dict[str, int]]:
    """The row with most of the wanted names, and where each stands."""
    best: tuple[int, dict[str, int]] = (int(grid.cells.index[0]), {})
    for at, row in grid.cells.head(HEADER_SEARCH_ROWS).iterrows():
        places: dict[str, list[int]] = {}
        for place, cell in row.items():
            places.setdefault(normalised(cell), []).append(int(place))
        found = {ours: places[normalised(theirs)] for ours, theirs in wanted.items() if normalised(theirs) in places}
        if len(found) > len(best[1]):
            _refuse_twice(grid, int(at), {wanted[ours]: spots for ours, spots in found.items()})
            best = (int(at), {ours: spots[0] for ours, spots in found.items()})
    return best


def _refuse_twice(grid: Grid, at: int, spots: Mapping[str, list[int]]) -> None:
    """Refuse a header in which a name that we need stands more than once."""
    twice = [name for name, where in spots.items() if len(where) > 1]
    if twice:
        raise InputError(
            f"{_where(grid)}, row {at}: {listed(twice)} stands in the header more than once. "
            "Rename or take out the column that is not meant."
        )


def _refuse_missing(
    grid: Grid, source: Source, columns: Mapping[str, Column], wanted: Mapping[str, str], found: Mapping[str, int]
) -> None:
    """Refuse a file without a required column, a mapped column or any location."""
    needed = [c for c in columns.values() if c.name not in found and c.kind != "geometry"]
    missing = [wanted[c.name] for c in needed if c.is_required or c.name in source.columns]
    located = {name for group in LOCATION_COLUMNS for name in group} & columns.keys()
    if located and not any(all(name in found for name in group) for group in LOCATION_COLUMNS):
        missing.append("a location (latitude and longitude, easting and northing, uprn or postcode)")
    if not missing:
        return
    there = _names_found(grid, found)
    hints = "".join(f" {name}:{nearest(name, there)}" for name in missing if nearest(name, there))
    raise InputError(
        f"{_where(grid)}: column missing: {', '.join(missing)}. Columns found: {listed(there, 40) or 'none'}.{hints} "
        f"Say which column is meant below [sources.{source.table}.columns] in carezones.toml."
    )


def _names_found(grid: Grid, found: Mapping[str, int]) -> list[str]:
    """Names in the header row, or in the fullest of the first rows where no header was recognised."""
    head = grid.cells.head(HEADER_SEARCH_ROWS)
    filled = (head != "").sum(axis=1)
    if found:
        spots = list(found.values())
        wanted_at = max(head.index, key=lambda at: sum(bool(normalised(head.loc[at, spot])) for spot in spots))
        filled = filled.where(filled.index == wanted_at, 0)
    return [name.strip() for name in head.loc[filled.idxmax()] if name.strip()]


def _data_rows(
    grid: Grid, body: pd.DataFrame, found: Mapping[str, int], columns: Mapping[str, Column], source: Source
) -> tuple[pd.DataFrame, list[Problem]]:
    """Rows that are data: not blank, not a total, not a footnote below the table."""
    filled = body.apply(lambda cells: cells.str.strip() != "")
    notes: list[Problem] = []
    data = body[filled.any(axis=1)]
    blank = len(body) - len(data)
    if blank:
        first = int(body.index[~filled.any(axis=1)][0])
        notes.append(_note(grid, source, first, f"{blank} blank row(s)."))
    numbers = [place for ours, place in found.items() if columns[ours].kind == "number"]
    needed = [p for ours, p in found.items() if columns[ours].is_required and p not in numbers]
    total = _is_total(data, needed, [place for place in found.values() if place not in numbers])
    footnotes = _footnotes(data[~total], found, body.shape[1])
    for at in data.index[total]:
        notes.append(_note(grid, source, int(at), "a total row.", **_total_check(data, total, int(at), numbers)))
    notes += [_note(grid, source, int(at), "a footnote below the table.") for at in footnotes]
    return data[~total].drop(index=footnotes), notes


def _is_total(data: pd.DataFrame, needed: list[int], texts: list[int]) -> pd.Series:
    """Rows labelled as a total with little else in them, or a last row that holds numbers and nothing else of ours."""
    if data.empty:
        return pd.Series(dtype=bool, index=data.index)
    first = data.where(data.apply(lambda cells: cells.str.strip() != "")).bfill(axis=1).iloc[:, 0].fillna("")
    labelled = first.str.fullmatch(_TOTAL.pattern, flags=_TOTAL.flags)
    labelled &= data[needed].apply(lambda cells: cells.str.strip() != "").sum(axis=1) <= 1
    if texts and len(data) > 1:
        last = data.index[-1]
        labelled.loc[last] |= bool((data.loc[last, texts].str.strip() == "").all())
    return labelled.astype(bool)


def _footnotes(data: pd.DataFrame, found: Mapping[str, int], width: int) -> list[int]:
    """Rows below the table with a single filled cell, from the bottom up to the last row of data."""
    if width < 3 or len(found) < 3:
        return []
    at_bottom: list[int] = []
    for at in reversed(data.index):
        if (data.loc[at].str.strip() != "").sum() > 1:
            break
        at_bottom.append(int(at))
    return at_bottom[::-1]


def _total_check(data: pd.DataFrame, total: pd.Series, at: int, numbers: list[int]) -> dict[str, str]:
    """Whether the total equals the sum of the rows above it."""
    above = data[~total & (data.index < at)]
    for place in numbers:
        said = pd.to_numeric(data.loc[at, place].replace(",", ""), errors="coerce")
        summed = pd.to_numeric(above[place].str.replace(",", ""), errors="coerce").sum()
        if pd.notna(said) and abs(said - summed) > 0.005:
            cause = f"a total row that says {said:g}, but the rows above it add up to {summed:g}."
            return {"severity": "warning", "cause": cause, "remedy": "See that no row was cut off in the export."}
    return {}


def _title_rows(grid: Grid, header_at: int) -> list[int]:
    """Row numbers above the header."""
    return [int(at) for at in grid.cells.index if at < header_at]


def _ragged(
    grid: Grid, source: Source, rows: pd.DataFrame, header: pd.Series
) -> tuple[list[int], list[Problem]]:
    """Rows of a text file that have more or fewer cells than the header."""
    if grid.widths is None:
        return [], []
    declared = int(grid.widths.loc[header.name])
    widths = grid.widths.loc[rows.index]
    surplus = grid.cells.loc[rows.index, [c for c in grid.cells.columns if c >= declared]]
    too_long = (widths > declared) & (surplus != "").any(axis=1)
    wrong = widths[too_long | (widths < declared)]
    if len(wrong) and bool(too_long.loc[rows.index[0]]):
        raise InputError(
            f"{grid.label}, row {rows.index[0]}: the first row of data has {wrong.iloc[0]} cells and the header "
            f"{declared}, so every column may be shifted. Name every column in the header."
        )
    cause = f"the row has {{}} cells and the header {declared}, so its values may stand in the wrong columns."
    remedy = "Look for a separator inside a value, and put that value in quotation marks."
    problems = [
        Problem(source.table, grid.label, "set_aside", cause.format(width), remedy, row=int(at))
        for at, width in wrong.items()
    ]
    return list(wrong.index), problems


def _extra_columns(grid: Grid, source: Source, extra: list[str]) -> Problem:
    """The warning about columns that are not used."""
    return Problem(
        source.table,
        grid.label,
        "warning",
        f"{len(extra)} column(s) are not used: {listed(extra)}.",
        "Map one in carezones.toml if it is needed; the rest is not kept.",
        sheet=grid.sheet,
    )


def _note(
    grid: Grid, source: Source, row: int, cause: str, severity: str = "not_data", remedy: str = "Not counted as data."
) -> Problem:
    """A remark about a row that is not data."""
    return Problem(source.table, grid.label, severity, cause, remedy, row=row, sheet=grid.sheet)  # type: ignore[arg-type]


def _where(grid: Grid) -> str:
    """File and sheet for messages."""
    return f"{grid.label}, sheet {grid.sheet}" if grid.sheet else grid.label
