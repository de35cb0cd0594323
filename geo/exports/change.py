"""What changed between two releases of the same boundaries, from the released values alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from geo.colours import BERRY, DARK, FAINT, LIGHT, ORANGE
from geo.exports.bands import with_markers
from geo.exports.making import Content, empty_page, page_of, values_by_area
from geo.exports.page import MapBand, MapPage
from geo.release import Marker, Measure, Release, Value
from geo.text import counted, joined, long_date, number

NAME: Final = "change"
MINUS: Final = "\u2212"
SUBJECT: Final = "Change between two weeks"


@dataclass(frozen=True)
class _Compared:
    """A measure whose change may be shown, and the words of its three classes: up, the same, down."""

    measure: str
    subject: str
    labels: tuple[str, str, str]
    fills: tuple[str, str, str]
    verbs: tuple[str, str]
    """What the title says of areas that went up and of those that went down."""
    still: str
    """What the title says where nothing changed; the area's word and whether it is shown are filled in."""


_COMPARED: Final = (
    _Compared(
        "people_awaiting",
        "Change in people waiting",
        ("More people waiting", "No change", "Fewer people waiting"),
        (BERRY, FAINT, LIGHT),
        ("More people wait in", "fewer in"),
        "No more and no fewer people wait in any {} since",
    ),
    _Compared(
        "status",
        "Change in how hard care is to source",
        ("Harder to source", "No change", "Easier to source"),
        (BERRY, FAINT, LIGHT),
        ("Harder to source in", "easier in"),
        "No {} has become harder or easier to source since",
    ),
    _Compared(
        "people_receiving",
        "Change in people receiving care",
        ("More people receiving care", "No change", "Fewer people receiving care"),
        (DARK, FAINT, ORANGE),
        ("More people receive care in", "fewer in"),
        "No more and no fewer people receive care in any {} since",
    ),
)
"""In the order in which they are tried: what says most first."""


def change_page(release: Release, before: Release) -> MapPage:
    """The map of what changed since an earlier release.

    Shown is the first of people waiting, the tier and people receiving care for which at least half of the areas
    have a value in both weeks; where none has that many, the one with most. A value that is hidden in either week
    hides the change.

    Args:
        release: The week that is shown.
        before: The earlier one.
    """
    why = _why_not(release, before)
    if why:
        return _no_page(release, why)
    steps = {spec: _steps(release, before, spec.measure) for spec in _COMPARED}
    known = {spec: sum(value.number is not None for value in found.values()) for spec, found in steps.items()}
    best = next(
        (spec for spec, n in known.items() if 2 * n >= len(release.areas)), max(known, key=lambda spec: known[spec])
    )
    if not known[best]:
        return _no_page(release, f"No {release.area_term} has a value that can be shown in both weeks.")
    return _change(release, before, best, steps[best])


def _why_not(release: Release, before: Release) -> str:
    """Why two releases cannot be compared, as a sentence; empty where they can."""
    days = [long_date(one.as_at) for one in (before, release)]
    if before.as_at >= release.as_at:
        return f"The figures to compare with, of {days[0]}, are not before those of {days[1]}."
    if (before.series, before.authority) != (release.series, release.authority):
        return f"The boundaries changed between {days[0]} and {days[1]}, so the two weeks are not compared."
    return ""


def _no_page(release: Release, why: str) -> MapPage:
    """The page that says why no change is shown."""
    content = Content(NAME, f"{SUBJECT}: no map by {release.area_term}", SUBJECT, columns=(SUBJECT,))
    return empty_page(release, content, why)


def _steps(release: Release, before: Release, name: str) -> dict[str, Value]:
    """By how much each area went up: people, or tiers towards harder; a marker where either week has one."""
    now, then = release.measures.get(name), before.measures.get(name)
    if now is None or then is None or list(now.tiers.items()) != list(then.tiers.items()):
        return {area.code: Value(marker=Marker.NOT_AVAILABLE) for area in release.areas}
    earlier = values_by_area(before, then)
    absent = Value(marker=Marker.NOT_AVAILABLE)
    return {area: _step(now, earlier.get(area, absent), value) for area, value in values_by_area(release, now).items()}


def _step(measure: Measure, then: Value, now: Value) -> Value:
    """The change of one area."""
    marks = {then.marker, now.marker}
    if marks != {None}:
        return Value(marker=Marker.CONFIDENTIAL if Marker.CONFIDENTIAL in marks else Marker.NOT_AVAILABLE)
    if now.number is not None and then.number is not None:
        return Value(number=now.number - then.number)
    order = list(measure.tiers)
    return Value(number=order.index(then.code or "") - order.index(now.code or ""))


def _change(release: Release, before: Release, spec: _Compared, steps: Mapping[str, Value]) -> MapPage:
    """The map of one measure's change."""
    now, then = release.measures[spec.measure], before.measures[spec.measure]
    places = {area: _place(value.number) for area, value in steps.items() if value.number is not None}
    plain = [MapBand(label, fill) for label, fill in zip(spec.labels, spec.fills, strict=True)]
    bands = with_markers(plain, places, steps)
    since, day = long_date(before.as_at), long_date(release.as_at)
    subject = f"{spec.subject} since {since}"
    texts = {area: _label(now, value) for area, value in steps.items()}
    content = Content(
        NAME,
        _title(release, spec, list(places.values()), since),
        f"{subject} ({now.unit})" if now.unit else subject,
        bands.bands,
        bands.places,
        texts,
        (f"{now.title}, {since}", f"{now.title}, {day}", "Change"),
        {area: (then.text(area), now.text(area), texts[area]) for area in steps},
        _notes(release, before, now),
    )
    return page_of(release, content)


def _place(step: float) -> int:
    """Up, the same, down."""
    return 1 if not step else 0 if step > 0 else 2


def _label(measure: Measure, value: Value) -> str:
    """`+10`, `0` or a number below it with a minus sign; of a tier a word."""
    if value.number is None:
        return value.marker.value if value.marker else ""
    if measure.tiers:
        return ("Harder", "No change", "Easier")[_place(value.number)]
    sign = "" if not value.number else "+" if value.number > 0 else MINUS
    return f"{sign}{number(abs(value.number))}"


def _title(release: Release, spec: _Compared, places: list[int], since: str) -> str:
    """In how many areas it went up and in how many down."""
    up, down = places.count(0), places.count(2)
    shown = "" if len(places) == len(release.areas) else f", of {counted(len(places), release.area_term)} shown,"
    if not up and not down:
        place = f"{release.area_term}{' shown' if shown else ''}"
        return f"{spec.still.format(place)} {since}"
    said = [f"{verb} {counted(n, release.area_term)}" for verb, n in zip(spec.verbs, (up, down), strict=True) if n]
    first, *rest = said
    start = first[0].upper() + first[1:]
    return f"{joined([start, *rest])}{shown} since {since}"


def _notes(release: Release, before: Release, measure: Measure) -> tuple[str, ...]:
    """What a reader of a change must know."""
    notes = [measure.meaning, measure.protection]
    if not measure.tiers:
        notes.append("Both values are rounded, so a small change may come of the rounding alone.")
    notes.append("Where the value of either week is hidden, the change is hidden too.")
    if before.method_version != release.method_version or before.model != release.model:
        notes.append("The method or the model changed between the two weeks; some of the change may come of that.")
    return tuple(notes)
