"""Which of a file's columns is which of ours, and which table a file holds: suggested by name and by content."""

import difflib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

import pandas as pd

from geo.ingest.header import normalised
from geo.loading.content import fit
from geo.loading.usual_names import USUAL_NAMES
from geo.schemas import TABLES, Column, columns_of

SURE: Final = 0.5
"""From this score on a column is suggested (0 to 1)."""
_ALIKE: Final = 0.78
"""Names at least so alike are thought the same (share of letters, as difflib counts)."""
_NAME_WEIGHT: Final = 0.7
"""Part of a score that the name gives; the rest is the content's."""

_LOCATIONS: Final = ("latitude", "longitude", "easting", "northing", "uprn")


@dataclass(frozen=True)
class Suggestion:
    """One of our columns and what stands for it in a file."""

    ours: Column
    theirs: str | None
    """The file's column; None where none is thought to be it."""
    why: str
    """What the suggestion rests on, as a sentence."""
    score: float
    """0 to 1."""


def suggestions(
    table: str, rows: pd.DataFrame, mapped: Mapping[str, str], registers: Mapping[str, Collection[str]]
) -> list[Suggestion]:
    """A file's column for each of ours, each of theirs given once, the surest first served.

    Args:
        table: Our table.
        rows: Some rows of the file as text under its own column names.
        mapped: The mapping the workspace has already, ours -> theirs; it is kept where the file has the column.
        registers: Known values of columns that refer to another table, by our column name.

    Returns:
        One for each of our columns but the boundary, in their order.
    """
    ours = [column for column in columns_of(TABLES[table]).values() if column.kind != "geometry"]
    scored = [
        (*_score(column, theirs, rows[theirs], mapped, registers.get(column.name, ())), column.name, theirs)
        for column in ours
        for theirs in rows.columns
    ]
    taken: dict[str, tuple[float, str, str]] = {}
    for score, why, name, theirs in sorted(scored, key=lambda found: -found[0]):
        is_free = name not in taken and theirs not in {column for _, _, column in taken.values()}
        if score >= SURE and is_free:
            taken[name] = (score, why, theirs)
    none = (0.0, "No column of the file looks like it.", None)
    return [
        Suggestion(column, theirs, why, score)
        for column in ours
        for score, why, theirs in [taken.get(column.name, none)]
    ]


def likely_table(rows: pd.DataFrame, mapped: Mapping[str, Mapping[str, str]]) -> str | None:
    """The table whose needed columns a file has most surely; None where it has half of no table's.

    Args:
        rows: Some rows of the file as text under its own column names.
        mapped: The mappings the workspace has already, by table.
    """
    best = max((_likeness(table, rows, mapped.get(table, {})), table) for table in TABLES if table != "postcodes")
    return best[1] if best[0] >= SURE else None


def _likeness(table: str, rows: pd.DataFrame, mapped: Mapping[str, str]) -> float:
    """Mean score of the columns a table needs, a little more for each optional one that is there."""
    found = suggestions(table, rows, mapped, {})
    needed = [s.score for s in found if s.ours.is_required]
    optional = [s.score for s in found if not s.ours.is_required and s.ours.name not in _LOCATIONS]
    return sum(needed) / max(len(needed), 1) + 0.02 * sum(optional)


def _score(
    column: Column, theirs: str, cells: pd.Series, mapped: Mapping[str, str], register: Collection[str]
) -> tuple[float, str]:
    """How likely one column of the file is ours, and why."""
    if column.name in mapped and normalised(mapped[column.name]) == normalised(theirs):
        return 1.5, "Mapped so in carezones.toml."
    name_score, why = _name_score(column.name, theirs)
    content = fit(cells, column, register)
    if name_score == 0.0:
        is_telling = column.name == "postcode" or (bool(register) and content > 0.9)
        return (0.6 * content if is_telling else 0.0), "The cells look like it."
    share = f"{content:.0%} of its cells could be one." if content else "No cell of it could be one; look at it."
    return _NAME_WEIGHT * name_score + (1 - _NAME_WEIGHT) * content, f"{why} {share}"


def _name_score(ours: str, theirs: str) -> tuple[float, str]:
    """How alike two names are (0 to 1), and in what way."""
    name = normalised(theirs)
    if name == normalised(ours):
        return 1.0, "The same name."
    usual = [normalised(known) for known in USUAL_NAMES.get(ours, ())]
    if name in usual:
        return 0.95, "A usual name for it."
    near = max(
        (difflib.SequenceMatcher(None, name, known).ratio() for known in [normalised(ours), *usual]), default=0.0
    )
    return (0.9 * near, "A name like it.") if near >= _ALIKE else (0.0, "")
