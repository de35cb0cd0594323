"""Which area is hardest to source, why, and whether it gets better: answered from released values alone."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median_low
from typing import Final

import pandas as pd

from geo.exports.page import shown_name
from geo.release import Measure, Release
from geo.release.released import WHOLE
from geo.text import joined, long_date, number, plural

MOST_REASONS: Final = 3
"""Reasons that are given for an area, the ones that differ most from the council first (count)."""
MOST_NAMED: Final = 6
"""Areas that an answer names (count); of more it says how many."""


@dataclass(frozen=True)
class _Reason:
    """What may make care hard to find: a measure, which way is worse, and how it is said."""

    measure: str
    is_worse_high: bool
    say: Callable[[str, str], str]
    """From the value of the area and that of the council, or of the middle area."""


_REASONS: Final = (
    _Reason("time_to_source_median_days", True,
            lambda here, there: f"half of people wait {here} days or longer for a provider (whole council: {there})"),
    _Reason("providers_delivering", False,
            lambda here, there: f"{here} providers deliver (in the middle {{area}}: {there})"),
    _Reason("off_framework_hours_pct", True,
            lambda here, there: f"{here} % of hours are bought off the framework (whole council: {there} %)"),
    _Reason("hours_under_notice_pct", True,
            lambda here, there: f"providers gave notice on {here} % of hours (whole council: {there} %)"),
    _Reason("two_bases_within_20_minutes_pct", False,
            lambda here, there: f"{here} % of residents aged 65 and over have two providers within 20 minutes "
            f"(whole council: {there} %)"),
    _Reason("rural_population_pct", True,
            lambda here, there: f"{here} % of residents live in rural areas (whole council: {there} %)"),
)  # fmt: skip


def hardest(release: Release) -> list[str]:
    """Codes of the areas in the worst tier that any is in; none where all are in the last tier or none has one."""
    status = release.measures.get("status")
    codes = {} if status is None else _codes(status)
    worst = next((code for code in status.tiers if code in codes.values()), None) if status else None
    if status is None or worst is None or worst == list(status.tiers)[-1]:
        return []
    return [area.code for area in release.areas if codes.get(area.code) == worst]


def reasons(release: Release, area: str) -> list[str]:
    """What is worse in an area than in the whole council, the largest difference first.

    A number that is hidden, missing, or no worse gives no reason. Providers are held against the area in the middle.

    Returns:
        Parts of a sentence; none where nothing that is released is worse there.
    """
    found: list[tuple[float, str]] = []
    for reason in _REASONS:
        measure = release.measures.get(reason.measure)
        here, there = _here_and_there(measure, area)
        if measure is None or here is None or there is None:
            continue
        worse = here - there if reason.is_worse_high else there - here
        if worse > 0:
            said = reason.say(number(here), number(there)).format(area=release.area_term)
            found.append((worse / max(there, here, 1.0), said))
    return [said for _, said in sorted(found, key=lambda one: -one[0])[:MOST_REASONS]]


def better(release: Release, before: Release) -> list[str]:
    """What changed since an earlier release of the same boundaries, as sentences; rounding may account for little.

    Returns:
        Who waits in the whole council, then which areas became harder and which easier.
    """
    since = long_date(before.as_at)
    if before.series != release.series:
        return [f"The boundaries changed after {since}, so the two weeks cannot be compared."]
    return [*_waiting(release, before, since), *_moved(release, before, since)]


def week_by_week(releases: Sequence[Release]) -> pd.DataFrame:
    """Values of the whole council in each released week, and in how many areas care is hardest to find.

    Args:
        releases: Of one series of boundaries, in order of date.

    Returns:
        Text, one row a week, indexed by `As at`.
    """
    asked = ("people_receiving", "people_awaiting", "time_to_source_median_days", "off_framework_hours_pct")
    last = releases[-1]
    shown = [last.measures[name] for name in asked if name in last.measures]
    rows = [
        {_heading(measure): _text(release, measure.name) for measure in shown} | _worst_count(release, last)
        for release in releases
    ]
    return pd.DataFrame(rows, index=pd.Index([long_date(release.as_at) for release in releases], name="As at"))


def tier_words(release: Release, areas: Sequence[str]) -> str:
    """Name of the tier that areas are in."""
    status = release.measures["status"]
    return status.tiers[_codes(status)[areas[0]]]


def _here_and_there(measure: Measure | None, area: str) -> tuple[float | None, float | None]:
    """The number of an area, and that of the whole council; of providers, that of the area in the middle."""
    if measure is None or area not in measure.values:
        return None, None
    numbers = [v.number for code, v in measure.values.items() if code != WHOLE and v.number is not None]
    if measure.kind == "providers":
        return measure.values[area].number, median_low(numbers) if numbers else None
    whole = measure.values.get(WHOLE)
    return measure.values[area].number, whole.number if whole else None


def _waiting(release: Release, before: Release, since: str) -> list[str]:
    """How many wait in the whole council now and then."""
    now, then = (_number(one, "people_awaiting") for one in (release, before))
    if now is None or then is None:
        return [f"How many people waited in the whole council is not known of both weeks since {since}."]
    said = f"{number(now)} people wait for care in the whole council"
    if now == then:
        return [f"{said}, as many as on {since} (to the nearest 5)."]
    return [f"{said}, {number(abs(now - then))} {'more' if now > then else 'fewer'} than on {since}."]


def _moved(release: Release, before: Release, since: str) -> list[str]:
    """Areas in another tier than then."""
    now, then = release.measures.get("status"), before.measures.get("status")
    if now is None or then is None or list(now.tiers) != list(then.tiers):
        return []
    order = {code: place for place, code in enumerate(now.tiers)}
    steps = {
        area: order[code] - order[_codes(then)[area]] for area, code in _codes(now).items() if area in _codes(then)
    }
    harder, easier = _named(release, steps, -1), _named(release, steps, 1)
    still = joined([shown_name(release.name_of(area)) for area in hardest(release) if steps.get(area) == 0], MOST_NAMED)
    said = [f"Harder to source than on {since}: {harder}."] if harder else []
    said += [f"Easier to source than on {since}: {easier}."] if easier else []
    said = said or [f"No {release.area_term} has become harder or easier to source since {since}."]
    return [*said, *([f"As hard to source then as now: {still}."] if still else [])]


def _named(release: Release, steps: Mapping[str, int], way: int) -> str:
    """The areas that went one way."""
    return joined((shown_name(release.name_of(area)) for area, step in steps.items() if step * way > 0), MOST_NAMED)


def _worst_count(release: Release, last: Release) -> dict[str, str]:
    """In how many areas care is hardest to find, by the tier that is worst of all."""
    status, shown = release.measures.get("status"), last.measures.get("status")
    if shown is None:
        return {}
    worst = next(iter(shown.tiers))
    count = sum(code == worst for code in _codes(status).values()) if status else 0
    return {f"{plural(release.area_term).capitalize()}: {shown.tiers[worst].lower()}": number(count)}


def _codes(status: Measure) -> dict[str, str]:
    """Code of the tier by code of the area, of those that have one."""
    return {area: value.code for area, value in status.values.items() if value.code is not None and area != WHOLE}


def _heading(measure: Measure) -> str:
    """Title with its unit, where the title does not say it."""
    return measure.title if measure.kind == "people" else f"{measure.title} ({measure.unit})"


def _text(release: Release, name: str) -> str:
    """A value of the whole council."""
    measure = release.measures.get(name)
    return measure.text(WHOLE) if measure else "[x]"


def _number(release: Release, name: str) -> float | None:
    """A number of the whole council; None where it is hidden or missing."""
    measure = release.measures.get(name)
    value = measure.values.get(WHOLE) if measure else None
    return value.number if value else None
