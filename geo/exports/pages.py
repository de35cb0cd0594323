"""The maps of a release, ready to be drawn: what each finds, its classes, its labels and its table."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from geo.exports import findings
from geo.exports.bands import COVERED, OFF_FRAMEWORK, PROVIDERS, WAITS, Bands, Steps, number_bands, tier_bands
from geo.exports.change import change_page
from geo.exports.making import Content, empty_page, page_of, subject_of, values_by_area, why_none
from geo.exports.page import MapPage
from geo.release import Measure, Release, Value
from geo.release.released import WHOLE


@dataclass(frozen=True)
class _Numbered:
    """A map of a number: which, in which classes, under which title."""

    name: str
    measure: str
    subject: str
    """What it shows, where the release does not hold the measure."""
    steps: Steps
    unit: str
    """What stands behind a number on the map."""
    finding: findings.Finding
    is_against_whole: bool = False
    """The title tells the value of the whole council too."""
    rounded: str = ""
    """What the key adds of how the areas' values are rounded."""


_NUMBERED: Final = (
    _Numbered(
        "providers",
        "providers_delivering",
        "Providers that deliver",
        PROVIDERS,
        "",
        findings.providers_finding,
    ),
    _Numbered(
        "waits",
        "time_to_source_median_days",
        "Days until half have a provider",
        WAITS,
        "",
        findings.waits_finding,
    ),
    _Numbered(
        "coverage",
        "two_bases_within_20_minutes_pct",
        "Residents within 20 minutes of two providers",
        COVERED,
        "\u00a0%",
        findings.coverage_finding,
        is_against_whole=True,
    ),
    _Numbered(
        "off_framework",
        "off_framework_hours_pct",
        "Hours off the framework",
        OFF_FRAMEWORK,
        "\u00a0%",
        findings.off_framework_finding,
        is_against_whole=True,
        rounded=", to the nearest 10\u00a0%",
    ),
)


def map_pages(release: Release, before: Release | None = None) -> tuple[MapPage, ...]:
    """Every map of a release.

    Args:
        release: The week that is shown.
        before: An earlier one to show the change from; None for no such map.

    Returns:
        Hard-to-source tiers, providers, waits, coverage and care off the framework, then the change. A map on
        which no area would have a value says so instead (`MapPage.empty`).
    """
    pages = [_tier_page(release), *(_number_page(release, spec) for spec in _NUMBERED)]
    return tuple(pages if before is None else [*pages, change_page(release, before)])


def _tier_page(release: Release) -> MapPage:
    """How hard the areas are to source."""
    measure = release.measures.get("status")
    if measure is None:
        return _absent(release, "hard_to_source", "How hard care is to source")
    values = values_by_area(release, measure)
    tiers = {area: value.code for area, value in values.items() if value.code is not None}
    title = findings.tier_finding(release, measure, tiers) if tiers else ""
    return _page(release, measure, Content("hard_to_source", title, subject_of(measure)), tier_bands(measure, values))


def _number_page(release: Release, spec: _Numbered) -> MapPage:
    """A map of a number in fixed classes."""
    measure = release.measures.get(spec.measure)
    if measure is None:
        return _absent(release, spec.name, spec.subject)
    values = values_by_area(release, measure)
    numbers = {area: value.number for area, value in values.items() if value.number is not None}
    title = spec.finding(release, numbers) if numbers else ""
    if spec.is_against_whole:
        title += findings.against(measure)
    content = Content(spec.name, title, subject_of(measure) + spec.rounded)
    return _page(release, measure, content, number_bands(values, spec.steps), spec.unit)


def _page(release: Release, measure: Measure, begun: Content, bands: Bands, unit: str = "") -> MapPage:
    """The page of one measure, or the one that says why no area has a value."""
    values = values_by_area(release, measure)
    notes = tuple(filter(None, (measure.meaning, measure.protection, measure.coarsened)))
    columns = (begun.subject,) if measure.tiers else (begun.subject, "Class on the map")
    content = replace(begun, columns=columns, notes=notes)
    whole = {WHOLE: (measure.text(WHOLE), "")[: len(columns)]} if WHOLE in measure.values else {}
    if all(value.marker for value in values.values()):
        title = f"{measure.title}: no map by {release.area_term}"
        why = measure.coarsened or why_none(release, values.values())
        return empty_page(release, replace(content, title=title, cells=whole), why)
    cells = {area: (measure.text(area), bands.label(area))[: len(columns)] for area in values}
    return page_of(
        release,
        replace(
            content, bands=bands.bands, places=bands.places, texts=_texts(measure, values, unit), cells=cells | whole
        ),
    )


def _texts(measure: Measure, values: Mapping[str, Value], unit: str) -> dict[str, str]:
    """Labels on the map: numbers with their unit, tiers and markers alone."""
    return {area: measure.text(area) + (unit if value.number is not None else "") for area, value in values.items()}


def _absent(release: Release, name: str, subject: str) -> MapPage:
    """The page of a measure that the release does not hold."""
    content = Content(name, f"{subject}: no map by {release.area_term}", subject, columns=(subject,))
    return empty_page(release, content, "The release of this week holds no such figures.")
