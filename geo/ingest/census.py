"""Tables of small areas as they are published: residents by age, long or wide, and the rural-urban classification."""

import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import pandas as pd

from geo.errors import InputError
from geo.ingest.cell_text import cell_text
from geo.ingest.grid import Grid
from geo.ingest.header import HEADER_SEARCH_ROWS, normalised
from geo.ingest.vintages import GSS_CODE, year_of
from geo.masking import listed
from geo.text import agreed

Band = tuple[int, float]
"""First and last age of a group (years; the last of an open group is infinite)."""

_TOTAL: Final = re.compile(r"(?:age: ?)?(?:total|all (?:usual )?residents|all ages|all categories.*)(?:[:;].*)?", re.I)
_BANDS: Final[tuple[tuple[re.Pattern[str], Callable[[int, int], Band]], ...]] = (
    (re.compile(r"(\d+)(?: to |-)(\d+)(?: years)?"), lambda one, two: (one, two)),
    (
        re.compile(r"(\d+)\+|(?:over )?(\d+)(?: years)?(?: and| or) (?:over|above|older)"),
        lambda one, _: (one, math.inf),
    ),
    (re.compile(r"(\d+)(?: years)?(?: and| or) (?:under|younger)"), lambda one, _: (0, one)),
    (re.compile(r"under (\d+)(?: years?)?"), lambda one, _: (0, one - 1)),
    (re.compile(r"(\d+)(?: years?)?"), lambda one, _: (one, one)),
)
"""How ONS and Nomis write groups of ages, after `Aged` or `Age:`."""
_FEWEST_BANDS: Final = 2
_CODES: Final = 0.9
"""So much of a column must be official codes for it to be the code of the area (share of filled cells)."""
_CLASS: Final = ("ruc21cd", "ruc11", "ruc21nm", "ruc11cd", "urbanruralflag")
"""Columns of the rural-urban classifications of 2011 and 2021, the one to be taken first."""
_COUNT: Final = re.compile(r"observation|value|count|(usual_?)?residents|population|number|obs_value", re.I)


@dataclass(frozen=True)
class AreaTable:
    """What a published table says of small areas."""

    values: pd.DataFrame
    """Our columns as text, indexed by the code of the area; '' where unknown."""
    year: int | None
    """Year of the codes, as the names of the columns tell it."""
    what: str
    """What it is, in words: `residents by age`."""
    notes: tuple[str, ...] = ()
    """What the reader should know, as sentences."""


def band_of(label: str) -> Band | None:
    """The ages a label such as `Aged 65 years and over` names; None where it names none."""
    said = re.sub(r"^(?:age|aged)\b[: ]*|[;:].*$", "", label.strip(), flags=re.I)
    said = re.sub(r"^aged ", "", said, flags=re.I).strip().lower()
    for pattern, ages in _BANDS:
        if found := pattern.fullmatch(said):
            numbers = [int(part) for part in found.groups() if part]
            return ages(numbers[0], numbers[-1])
    return None


def one_area_table(sheets: Sequence[Grid], mapped: Mapping[str, str]) -> AreaTable:
    """The first sheet that is a published table of small areas, as `area_table` reads it.

    Raises:
        InputError: None is; what is said of the first is said.
    """
    why: list[InputError] = []
    for grid in sheets:
        try:
            return area_table(grid, mapped)
        except InputError as error:
            why.append(error)
    raise why[0]


def area_table(grid: Grid, mapped: Mapping[str, str]) -> AreaTable:
    """Recognise a published table of small areas.

    Args:
        grid: One sheet or text file.
        mapped: Our column -> theirs, as carezones.toml says; what is mapped is taken and nothing is recognised.

    Returns:
        population, population_65_plus and population_85_plus (people), or rural_urban, by area. A figure that the
        groups of ages do not give is left out: no group begins at 65, say.

    Raises:
        InputError: It is none of the tables that are known, or an area or a group of ages stands twice.
    """
    header, body = _below_header(grid, mapped)
    if mapped:
        return _mapped(grid.label, header, body, mapped)
    code = _code_column(body)
    if code is None:
        raise _unknown(grid.label, header)
    year = year_of(name for at, name in header.items() if at == code or re.match(r"(?i)(lsoa|msoa|oa)", name))
    classes = {normalised(name): at for at, name in header.items() if normalised(name) in _CLASS}
    if classes:
        first = next(name for name in _CLASS if name in classes)
        values = pd.DataFrame({"rural_urban": body[classes[first]].str.strip()}).set_index(body[code].str.strip())
        return _once(AreaTable(values, year, "rural-urban classification"), grid.label)
    if (long := _long(grid.label, header, body, code)) is not None:
        return _ages(long, grid.label, year)
    wide = {at: name for at, name in header.items() if at != code and (band_of(name) or _TOTAL.fullmatch(name.strip()))}
    if sum(band_of(name) is not None for name in wide.values()) < _FEWEST_BANDS:
        raise _unknown(grid.label, header)
    table = body[list(wide)].set_axis([name.strip() for name in wide.values()], axis=1)
    _refuse_twice(table.columns, f"{grid.label}: a group of ages", "Take out what divides residents further.")
    return _ages(table.set_index(body[code].str.strip()), grid.label, year)


def _below_header(grid: Grid, mapped: Mapping[str, str]) -> tuple[dict[int, str], pd.DataFrame]:
    """Names of the columns by place, and the rows below them: the first row in which most columns are named."""
    head = grid.cells.head(HEADER_SEARCH_ROWS)
    wanted = {normalised(theirs) for theirs in mapped.values()}
    named = head.apply(lambda cells: cells.map(normalised)).isin(wanted).sum(axis=1)
    filled = (head != "").sum(axis=1)
    at = max(head.index, key=lambda row: (named[row], filled[row], -row))
    header = {int(place): cell.strip() for place, cell in head.loc[at].items() if cell.strip()}
    body = grid.cells.loc[at:].iloc[1:]
    return header, body[(body.apply(lambda column: column.str.strip()) != "").any(axis=1)]


def _mapped(label: str, header: Mapping[int, str], body: pd.DataFrame, mapped: Mapping[str, str]) -> AreaTable:
    """The columns that carezones.toml names."""
    places = {normalised(name): at for at, name in header.items()}
    lacking = [theirs for theirs in mapped.values() if normalised(theirs) not in places]
    if lacking or "area_code" not in mapped:
        what = ", ".join(lacking) or "area_code (it joins the files, and must be mapped too)"
        there = listed(header.values(), 40)
        remedy = "Correct `columns` of the joined file."
        raise InputError(f"{label}: column missing: {what}. Columns found: {there}. {remedy}")
    found = {ours: body[places[normalised(theirs)]].str.strip() for ours, theirs in mapped.items()}
    values = pd.DataFrame(found).set_index("area_code")
    return _once(AreaTable(values, year_of([mapped["area_code"]]), "mapped columns"), label)


def _code_column(body: pd.DataFrame) -> int | None:
    """The first column that holds official codes."""
    for at, cells in body.items():
        filled = cells.str.strip()[lambda said: said != ""]
        if len(filled) and filled.str.fullmatch(GSS_CODE.pattern).mean() >= _CODES:
            return int(at)
    return None


def _long(label: str, header: Mapping[int, str], body: pd.DataFrame, code: int) -> pd.DataFrame | None:
    """A table with a row for each area and group of ages, as one with a column for each group; None where it is none.

    Raises:
        InputError: A group stands twice for an area.
    """
    ages = [at for at in header if at != code and _are_bands(body[at])]
    counts = [at for at in header if at not in (code, *ages) and _COUNT.search(header[at]) and _are_numbers(body[at])]
    if not ages or not counts:
        return None
    table = pd.DataFrame({"code": body[code].str.strip(), "age": body[ages[0]].str.strip(), "n": body[counts[-1]]})
    twice = table.duplicated(["code", "age"])
    if twice.any():
        first = table[twice].iloc[0]
        raise InputError(
            f"{label}: {first['age']} stands more than once for {first['code']}. "
            "Export residents by age alone, not divided by sex or anything else."
        )
    return table.pivot(index="code", columns="age", values="n").fillna("")


def _are_bands(cells: pd.Series) -> bool:
    """Whether a column names groups of ages, and not only numbers."""
    names = [name for name in cells.str.strip().unique() if name]
    said = [name for name in names if band_of(name) or _TOTAL.fullmatch(name)]
    return len(said) >= _FEWEST_BANDS and len(said) == len(names) and any(not name.isdecimal() for name in names)


def _are_numbers(cells: pd.Series) -> bool:
    """Whether a column holds numbers."""
    return bool(pd.to_numeric(cells.str.replace(",", ""), errors="coerce").notna().any())


def _ages(table: pd.DataFrame, label: str, year: int | None) -> AreaTable:
    """Residents in all and of 65 and 85 and over, from a column for each group of ages.

    A cell that is no number makes what is added up from it unknown.
    """
    numbers = table.apply(lambda cells: pd.to_numeric(cells.str.strip().str.replace(",", ""), errors="coerce"))
    unread = int((numbers.isna() & (table.apply(lambda cells: cells.str.strip()) != "")).any(axis=1).sum())
    bands = {band: name for name in table.columns if (band := band_of(name))}
    total = next((name for name in table.columns if _TOTAL.fullmatch(name)), None)
    figures, notes = {}, []
    for ours, first in (("population", 0), ("population_65_plus", 65), ("population_85_plus", 85)):
        parts = _from_age(bands, first)
        if ours == "population" and total is not None:
            figures[ours] = numbers[total]
        elif parts is not None:
            figures[ours] = numbers[[bands[part] for part in parts]].sum(axis=1, skipna=False)
        elif ours != "population_85_plus":
            notes.append(f"its groups of ages do not give residents aged {first} and over, so {ours} is no data.")
    if unread:
        notes.append(
            agreed(unread, "{area has|areas have} a cell that is no number, and what is added up from it is no data.")
        )
    values = pd.DataFrame(figures).apply(lambda cells: cells.map(cell_text))
    return _once(AreaTable(values, year, "residents by age", tuple(notes)), label)


def _from_age(bands: Iterable[Band], first: int) -> list[Band] | None:
    """Groups that together hold everybody from an age on, nobody twice; None where there are none such."""
    found: list[Band] = []
    at: float = first
    while at != math.inf:
        here = [band for band in bands if band[0] == at]
        if not here:
            return None
        found.append(min(here, key=lambda band: band[1]))
        at = found[-1][1] + 1
    return found


def _once(table: AreaTable, label: str) -> AreaTable:
    """The table, whose areas must stand once each.

    Raises:
        InputError: One stands twice.
    """
    _refuse_twice(table.values.index, f"{label}: an area", "Take the repeat out.")
    return table


def _refuse_twice(names: pd.Index, what: str, remedy: str) -> None:
    """Refuse names that stand more than once."""
    if names.has_duplicates:
        raise InputError(f"{what} stands twice: {listed(names[names.duplicated()].unique(), 6)}. {remedy}")


def _unknown(label: str, header: Mapping[int, str]) -> InputError:
    """A table that is none of those that are known."""
    return InputError(
        f"{label}: this is neither residents by age nor a rural-urban classification. "
        f"Columns found: {listed(header.values(), 40)}. Name its columns in `columns` of the joined file."
    )
