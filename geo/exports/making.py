"""A page from what is particular to it: everything that all maps of a release say alike is put in here."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from geo.exports.page import MapArea, MapBand, MapPage, shown_name
from geo.release import Marker, Measure, Release, Value
from geo.release.released import WHOLE
from geo.text import counted, joined, long_date

LONGEST_ALT_NAMES: Final = 40
"""Most areas of one class that the words for a map name; of more they say only how many (count)."""


@dataclass(frozen=True)
class Content:
    """What is particular to one map."""

    name: str
    title: str
    subject: str
    """What is shown, with its unit: the heading of the key and, with place and day, the subtitle."""
    bands: tuple[MapBand, ...] = ()
    places: Mapping[str, int] = field(default_factory=dict)
    """Position of the class by code of the area."""
    texts: Mapping[str, str] = field(default_factory=dict)
    """Label by code of the area."""
    columns: tuple[str, ...] = ()
    """Headings of the table behind the name of the area."""
    cells: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Cells of the table by code of the area, and of `all` where the council has a value."""
    notes: tuple[str, ...] = ()


def values_by_area(release: Release, measure: Measure) -> dict[str, Value]:
    """The value of each area in the order of the release; one that is not there is not available."""
    absent = Value(marker=Marker.NOT_AVAILABLE)
    return {area.code: measure.values.get(area.code, absent) for area in release.areas}


def subject_of(measure: Measure) -> str:
    """Title and unit of a measure, the unit only where the title does not say it."""
    has_unit = not measure.unit or measure.unit.casefold() in measure.title.casefold()
    return measure.title if has_unit else f"{measure.title} ({measure.unit})"


def page_of(release: Release, content: Content) -> MapPage:
    """The page of a map on which at least one area has a value."""
    areas = tuple(
        MapArea(area.code, shown_name(area.name), content.texts[area.code], content.places[area.code], area.boundary)
        for area in release.areas
    )
    rows = [(area.name, *content.cells[area.code]) for area in areas]
    shown = sum(not content.bands[area.band].pattern for area in areas)
    alt = _alt(release, content, areas)
    return replace(
        _bare_page(release, content), areas=areas, alt=alt, shown=shown, rows=(*rows, *_whole_row(release, content))
    )


def empty_page(release: Release, content: Content, why: str) -> MapPage:
    """The page that stands where a map would, and says why there is none.

    Args:
        release: The week.
        content: Its `subject` is what the map would show; `cells` hold the whole council's value, if any.
        why: Why there is no map, as a sentence.
    """
    rows = _whole_row(release, content)
    return replace(_bare_page(release, content), alt=f"No map. {why}", empty=why, rows=rows)


def why_none(release: Release, values: Iterable[Value]) -> str:
    """How many areas have which marker, as a sentence."""
    marks = Counter(value.marker for value in values if value.marker)
    each = [f"{mark.meaning} in {counted(count, release.area_term)}" for mark, count in marks.items()]
    return f"No {release.area_term} has a value that can be shown: {joined(each)}."


def _whole_row(release: Release, content: Content) -> tuple[tuple[str, ...], ...]:
    """The row of the whole council where it has a value."""
    return ((shown_name(release.authority), *content.cells[WHOLE]),) if WHOLE in content.cells else ()


def _alt(release: Release, content: Content, areas: tuple[MapArea, ...]) -> str:
    """What the map shows, class by class."""
    by_band = [[area.name for area in areas if area.band == at] for at in range(len(content.bands))]
    each = [_in_band(release, band, names) for band, names in zip(content.bands, by_band, strict=True) if names]
    start = f"Map of {counted(len(areas), release.area_term)} of {shown_name(release.authority)}"
    return f"{start}. {content.title}. {'; '.join(each)}. The table holds the same values."


def _in_band(release: Release, band: MapBand, names: list[str]) -> str:
    """`2 to 4: Melton and Oadby`."""
    few = len(names) <= LONGEST_ALT_NAMES
    return f"{band.label}: {joined(names, LONGEST_ALT_NAMES) if few else counted(len(names), release.area_term)}"


def _bare_page(release: Release, content: Content) -> MapPage:
    """What all pages of a release have alike, with no area on it yet."""
    authority = shown_name(release.authority)
    return MapPage(
        name=content.name,
        title=content.title,
        subtitle=f"{content.subject}, {authority}, as at {long_date(release.as_at)}",
        authority=authority,
        area_term=release.area_term,
        key_title=content.subject,
        bands=content.bands,
        areas=(),
        alt="",
        shown=0,
        total=len(release.areas),
        empty="",
        notes=(*content.notes, *release.notes),
        source=release.source,
        licence=release.licence,
        method=f"Model {release.model}, method version {release.method_version}.",
        rules=f"{release.protection.label}.",
        columns=(release.area_term.capitalize(), *content.columns),
        rows=(),
    )
