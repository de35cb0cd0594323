"""The tables of the atlas as plain data: headings, texts of cells, widths, and which columns are read as text."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from geo.exports.page import MapPage
from geo.exports.rows import Column, areas_with_whole, measure_columns, split_areas, split_columns
from geo.release import Marker, Measure, Release, Split
from geo.release.released import WHOLE
from geo.text import number, plain

MOST_COLUMNS: Final = 5
"""Most measures beside each other that can be read on a page (count)."""
_NAME_WIDTH: Final = 1.5
_TIER_WIDTH: Final = 1.3
"""Widths of a column of names and of one of tiers against one of numbers."""

Part = dict[str, Any]


def figure_tables(release: Release) -> list[Part]:
    """Every measure that some area has, as many tables as the width of a page asks for, the others, then each split."""
    columns = [column for column in measure_columns(release) if _is_by_area(release, column)]
    count = max(-(-len(columns) // MOST_COLUMNS), 1)
    size = max(-(-len(columns) // count), 1)
    groups = [columns[start : start + size] for start in range(0, len(columns), size)]
    title = f"Figures by {release.area_term}"
    parts = [
        _table(release, f"figures-{place}", title if count == 1 else f"{title} ({place} of {count})", group)
        for place, group in enumerate(groups, start=1)
    ]
    alone = [measure for measure in release.measures.values() if measure.name not in {each.name for each in columns}]
    splits = [_split(release, split) for split in release.splits.values()]
    return [*parts, *([_alone(release, alone)] if alone else []), *splits]


def table_of(column: str, tables: Sequence[Part]) -> str:
    """Name of the table that holds a measure; empty where none does."""
    return next((part["name"] for part in tables if column in part["measures"]), "")


def page_table(page: MapPage) -> Part:
    """The equal table of one map."""
    rows = [{"whole": place >= len(page.areas), "cells": _plain(row)} for place, row in enumerate(page.rows)]
    return {
        "name": f"table-{page.name}",
        "title": f"Table of the map: {plain(page.key_title)}",
        "said": _marks({cell for row in page.rows for cell in row}),
        "measures": [],
        "columns": _plain(page.columns),
        "rows": rows,
        "widths": [_NAME_WIDTH, *(1 for _ in page.columns[1:])],
        "texts": [place for place in range(len(page.columns)) if _is_text(row[place] for row in page.rows)],
    }


def meanings(release: Release) -> Part:
    """What each measure means and how people are protected in it."""
    parts: list[Measure | Split] = [*release.measures.values(), *release.splits.values()]
    rows = [
        {"whole": False, "cells": _plain((f"{part.title}{f' ({part.unit})' if part.unit else ''}", part.meaning,
                                          part.protection))}
        for part in parts
    ]  # fmt: skip
    return {"columns": ["Measure", "Meaning", "Protection"], "rows": rows, "widths": [1, 1.4, 1.4], "texts": [0, 1, 2]}


def _is_by_area(release: Release, column: Column) -> bool:
    """Whether some area has a value of it, hidden or not."""
    lacking = (Marker.NOT_AVAILABLE, Marker.NOT_APPLICABLE)
    return any(column.value(area.code).marker not in lacking for area in release.areas)


def _alone(release: Release, measures: Sequence[Measure]) -> Part:
    """What no area has, with the value of the whole council where there is one, and why."""
    rows: list[dict[str, Any]] = [
        {"whole": False, "cells": _plain((measure.title, measure.text(WHOLE), measure.unit, _why(measure)))}
        for measure in measures
    ]
    return {
        "name": "figures-whole",
        "title": f"Figures that are not given by {plain(release.area_term)}",
        "said": _marks({cell for row in rows for cell in row["cells"]}),
        "measures": [measure.name for measure in measures],
        "columns": ["Measure", "Whole council", "Unit", "Why"],
        "rows": rows,
        "widths": [1.2, 0.8, 1, 2.2],
        "texts": [0, 2, 3],
    }


def _why(measure: Measure) -> str:
    """Why no area has a value."""
    return measure.coarsened or "It is not known for this week."


def _split(release: Release, split: Split) -> Part:
    """A split by area, with why it is coarser than asked for."""
    columns = split_columns(split)
    part = _table(release, f"split-{split.name}", split.title, columns, split_areas(release, split))
    said = _plain(filter(None, (split.meaning, split.coarsened)))
    return part | {"said": [*said, *part["said"]], "measures": [split.name]}


def _table(
    release: Release,
    name: str,
    title: str,
    columns: Sequence[Column],
    areas: Sequence[tuple[str, str]] | None = None,
) -> Part:
    """A row for each area and the whole council last."""
    rows: list[dict[str, Any]] = [
        {"whole": code == WHOLE, "cells": [plain(area), *(_cell(column, code) for column in columns)]}
        for code, area in (areas_with_whole(release) if areas is None else areas)
    ]
    return {
        "name": name,
        "title": plain(title),
        "said": _marks({cell for row in rows for cell in row["cells"]}),
        "measures": [column.name for column in columns],
        "columns": _plain([release.area_term.capitalize(), *(column.title for column in columns)]),
        "rows": rows,
        "widths": [_NAME_WIDTH, *(_TIER_WIDTH if column.is_tier else 1 for column in columns)],
        "texts": [0, *(place for place, column in enumerate(columns, start=1) if column.is_tier)],
    }


def _cell(column: Column, area: str) -> str:
    """A value as a reader sees it."""
    cell = column.cell(area)
    return plain(cell) if isinstance(cell, str) else number(cell, column.decimals)


def _marks(cells: Iterable[str]) -> list[str]:
    """The shorthand that stands in some cell, explained in one line."""
    found = set(cells)
    said = [f"{marker.value} means {marker.meaning}." for marker in Marker if marker.value in found]
    return [" ".join(said)] if said else []


def _is_text(cells: Iterable[str]) -> bool:
    """Whether a column holds words, which are read from the left; figures and their marks stand to the right."""
    marks = {marker.value for marker in Marker}
    return any(cell not in marks and not any(letter.isdigit() for letter in cell) for cell in cells)


def _plain(texts: Iterable[str]) -> list[str]:
    """Texts without letters that cannot be seen."""
    return [plain(text) for text in texts]
