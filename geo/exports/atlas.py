"""The atlas: an A4 document for print and for screen readers (PDF/UA-1), set by typst from data alone."""

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final

import matplotlib as mpl
import typst

from geo.exports.atlas_tables import Part, figure_tables, meanings, page_table, table_of
from geo.exports.drawing import body_svg_of
from geo.exports.notes import dated, left_out, marker_notes, method, title_of, whom_to_ask
from geo.exports.page import MapPage
from geo.release import Release
from geo.release.released import WHOLE
from geo.text import plain, week_words

TEMPLATE: Final = Path(__file__).resolve().parents[2] / "data" / "print" / "atlas.typ"
MAP_MM: Final = (267.0, 132.0)
"""Room for a map between its heading and what stands below it (mm)."""
_ALONE: Final = "These are figures of the whole council. Each is protected by itself, so parts need not add up to it."
_PURPOSE: Final = (
    "This atlas shows where home care is hard to find, and why. It is made for elected members and the public.",
    "Each map says in its title what it finds. The tables hold the same values, and more.",
)
_SAFETY: Final = (
    "Small counts of people are hidden and the others rounded, so that nobody can be found.",
    "Hidden values are marked, never left out in silence.",
)
_TERMS: Final = (
    "Off the framework: care bought outside the council's framework contract, or by exception.",
    "Providers interested want to work there; awarded hold a contract; mobilised are ready; delivering have a package.",
)
"""Words of the trade that the figures use."""
_MAP_MEASURES: Final = {
    "hard_to_source": "status",
    "providers": "providers_delivering",
    "waits": "time_to_source_median_days",
    "coverage": "two_bases_within_20_minutes_pct",
    "off_framework": "off_framework_hours_pct",
}
"""The measure that each map shows; the tables hold it."""


def atlas_of(release: Release, pages: Sequence[MapPage], contact: str = "") -> bytes:
    """The atlas as PDF/UA-1; the same release and maps are the same bytes.

    Args:
        release: The week.
        pages: Its maps, as of `map_pages`.
        contact: Whom a reader may ask; left out where empty.
    """
    midnight = dt.datetime.combine(release.as_at, dt.time(), dt.UTC)
    content = json.dumps(atlas_data(release, pages, contact), ensure_ascii=False)
    return typst.compile(
        TEMPLATE,
        root=TEMPLATE.parent,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"atlas": content},
        format="pdf",
        pdf_standards=["ua-1"],
        timestamp=midnight,
    )


def atlas_data(release: Release, pages: Sequence[MapPage], contact: str = "") -> dict[str, Any]:
    """Everything that the atlas says, as data for its template."""
    tables = figure_tables(release)
    own = [page_table(page) for page in pages if not page.empty and not _table_name(page, tables)]
    every = [*tables, *own]
    return {
        "title": title_of(release),
        "authority": plain(release.authority),
        "heading": f"Home care, {release.area_term} by {release.area_term}",
        "description": f"{dated(release)}. {method(release)}",
        "keywords": ["home care", "commissioning", "maps"],
        "running": f"Home care by {release.area_term}, {week_words(release.week)}",
        "dated": dated(release),
        "protected": f"Protected by {release.protection.label}",
        "headline": headline(release, pages),
        "counted": _counted(release),
        "purpose": _PURPOSE,
        "safety": [*_SAFETY, f"Protected by {release.protection.label}."],
        "keys": _keys(release),
        "alone": _ALONE,
        "marks": _marks(release),
        "maps": [_map(page, every) for page in pages],
        "tables": every,
        "protection": _plain([f"{release.protection.label}.", *release.protection.sentences]),
        "left_out": _plain(left_out(release)),
        "meanings": meanings(release),
        "notes": _plain(release.notes),
        "sources": _plain([release.source, release.licence]),
        "method": _plain([method(release)]),
        "contact": whom_to_ask(contact),
    }


def headline(release: Release, pages: Sequence[MapPage]) -> str:
    """What the week finds first: the first map that could be drawn."""
    found = next((page.title for page in pages if not page.empty), f"No map by {release.area_term} could be drawn")
    return f"{plain(found)}."


def _counted(release: Release) -> str:
    """How many people receive care and wait for it; empty where one of the two is not given."""
    found = [release.measures[name] for name in ("people_receiving", "people_awaiting") if name in release.measures]
    values = [measure.values.get(WHOLE) for measure in found]
    if len(values) < 2 or any(value is None or value.marker for value in values):
        return ""
    receiving, awaiting = (measure.text(WHOLE) for measure in found)
    return f"About {receiving} people receive home care, and about {awaiting} wait for it."


def _keys(release: Release) -> list[dict[str, str]]:
    """The figures of the whole council."""
    return [
        {"title": plain(measure.title), "value": measure.text(WHOLE), "unit": plain(measure.unit)}
        for measure in release.measures.values()
        if WHOLE in measure.values and not measure.values[WHOLE].marker
    ]


def _marks(release: Release) -> list[str]:
    """What stands where no number can: in tables, and on maps."""
    return [
        *marker_notes(release),
        "A hidden count of people may be few people or many: some are hidden only to protect others.",
        "Lines across an area of a map: its value is hidden.",
        "Dots in an area of a map: there is no value.",
        "0 means none. It is never used for a value that is hidden or not known.",
        *_tiers(release),
        *_TERMS,
    ]


def _tiers(release: Release) -> list[str]:
    """The tiers in their order, in one sentence; empty where the release has none."""
    status = release.measures.get("status")
    if status is None or not status.tiers:
        return []
    return [f"{plain(status.title)}, from the hardest: {', '.join(map(plain, status.tiers.values()))}."]


def _map(page: MapPage, tables: Sequence[Part]) -> dict[str, Any]:
    """One map for its page."""
    return {
        "title": plain(page.title),
        "subtitle": plain(page.subtitle),
        "svg": "" if page.empty else body_svg_of(page, MAP_MM).decode(),
        "alt": plain(page.alt),
        "empty": plain(page.empty),
        "notes": _plain(note for note in page.notes if note != page.empty),
        "rows": page_table(page),
        "count": "" if page.empty else f"{page.count}.",
        "table": _table_name(page, tables),
    }


def _table_name(page: MapPage, tables: Sequence[Part]) -> str:
    """The table that holds the values of a map; empty where none does."""
    own = f"table-{page.name}"
    return own if any(part["name"] == own for part in tables) else table_of(_MAP_MEASURES.get(page.name, ""), tables)


def _plain(texts: Iterable[str]) -> list[str]:
    """Texts without letters that cannot be seen."""
    return [plain(text) for text in texts]


@cache
def _fonts() -> typst.Fonts:
    """The fonts that come with matplotlib, so that the atlas looks the same on every machine."""
    folder = Path(mpl.get_data_path()) / "fonts" / "ttf"
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder)])
