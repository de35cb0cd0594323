"""What each released measure is called, what it means, and what was done to it, in words for the public."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from geo.disclosure.amounts import SHARES_TO_PCT
from geo.disclosure.detail import ROWS
from geo.disclosure.rules import HOURS_TO, LEAST_A_SIDE, LEAST_PEOPLE_FOR_HOURS, NAME, RuleSet
from geo.release import Protection
from geo.release.released import Kind
from geo.text import counted, long_date


@dataclass(frozen=True)
class Said:
    """The words of one measure."""

    name: str
    title: str
    kind: Kind
    unit: str
    meaning: str


MEASURES: Final = (
    Said("people_receiving", "People receiving care", "people", "people", "People with a home care package that runs."),
    Said("people_awaiting", "People waiting for care", "people", "people",
         "People assessed as needing home care whose care has not started."),
    Said("providers_interested", "Providers interested", "providers", "providers",
         "Providers that said they want to work there."),
    Said("providers_awarded", "Providers awarded", "providers", "providers", "Providers that hold a contract there."),
    Said("providers_mobilised", "Providers mobilised", "providers", "providers",
         "Of the providers awarded, those ready to deliver there."),
    Said("providers_delivering", "Providers delivering", "providers", "providers",
         "Providers with at least one home care package there."),
    Said("hours_per_week", "Hours of care", "hours", "hours a week", "Hours of the home care packages that run."),
    Said("off_framework_hours_pct", "Hours off the framework", "share", "% of hours",
         "Hours bought outside the framework or by exception, of those whose contract route is stated."),
    Said("hours_under_notice_pct", "Hours under notice", "share", "% of hours",
         "Hours on which the provider has given notice."),
    Said("time_to_source_median_days", "Time to find a provider", "days", "days",
         "Days until half of the people who began to wait in the last 365 days had a provider, those still waiting "
         "taken into account."),
    Said("two_bases_within_20_minutes_pct", "Residents within 20 minutes of two providers", "share",
         "% of residents aged 65 and over",
         "Residents aged 65 and over within 20 minutes' drive of the bases of two providers that deliver."),
    Said("rural_population_pct", "Residents in rural areas", "share", "% of residents",
         "Residents who live in small areas classified as rural."),
    Said("status", "How hard care is to source", "tier", "",
         "The tier that the commissioning model's thresholds give, worked out from the values of this release."),
)  # fmt: skip
"""In the order in which they are printed."""

RESIDENTS: Final = ("two_bases_within_20_minutes_pct", "rural_population_pct")
"""Measures about residents, not about people in care."""
SPLIT_TITLE: Final = "People waiting by how long they have waited"
SPLIT_MEANING: Final = "People whose care has not started, by the days since their wait began; these waits still run."


def protection_of(rules: RuleSet, *, is_quiet: bool) -> Protection:
    """The rules of a release as sentences."""
    people = (
        f"A count of 1 to {rules.hidden_up_to} people is hidden and shown as [c]; 0 stays 0; others are rounded to the "
        f"nearest {rules.round_to}."
    )
    whole = (
        "Counts of the whole council are rounded by themselves and include people in no area, so areas need not add "
        "up to them."
    )
    hours = (
        f"Hours are shown for {LEAST_PEOPLE_FOR_HOURS} people or more and {counted(rules.least_providers, 'provider')} "
        f"or more of which none can work out another's hours to within {rules.p_pct} %, to the nearest {HOURS_TO}; "
        f"shares of hours are given by area to the nearest {SHARES_TO_PCT} %."
    )
    median = (
        f"A median is shown where at least {rules.least_for_median} people began to wait, {LEAST_A_SIDE} found a "
        f"provider by then and {LEAST_A_SIDE} waited longer. No mean, longest wait or list of waits is shown."
    )
    partners = "Where a hidden count could be worked out from others, further counts are hidden, shown as [c] too."
    tier = "How hard care is to source is worked out from protected values alone."
    sentences = (people, partners, whole, hours, median, tier)
    quiet = (
        f"Another week within {rules.quiet_days} days was released before, so counts by area of fewer than "
        f"{rules.weekly_least} people are hidden."
    )
    return Protection(NAME, rules.version, (*sentences, quiet) if is_quiet else sentences)


def protection_sentence(kind: Kind, name: str, rules: RuleSet) -> str:
    """What was done to the values of one measure."""
    if name in RESIDENTS:
        return "About residents, from published sources; nothing is hidden. Whole per cent."
    if name == "providers_delivering":
        return "A count of businesses, not rounded; hidden where the people receiving care are hidden."
    return {
        "people": f"1 to {rules.hidden_up_to} and what could show them hidden; others to the nearest {rules.round_to}.",
        "providers": "A count of businesses, not rounded.",
        "hours": f"To the nearest {HOURS_TO}; hidden where a provider's own hours could be worked out.",
        "share": f"By area to the nearest {SHARES_TO_PCT} %; hidden where few people or a provider's own hours are "
        "behind it.",
        "days": f"Whole days; hidden where fewer than {rules.least_for_median} people began to wait.",
        "tier": (
            "Worked out from protected values; hidden counts of people waiting stand at equal parts of what is left of "
            "the whole council."
        ),
    }[kind]


def whole_only(area_term: str, *, is_found: bool) -> str:
    """Why values by area are left out: the audit found something out, or too many would have to be hidden."""
    if is_found:
        return (
            f"By {area_term}, hidden counts could be worked out with other values, so only the whole council is given."
        )
    return f"By {area_term}, too many values would have to be hidden, so only the whole council is given."


def coarser_split(area_term: str, *, is_by_area: bool, has_all: bool) -> str:
    """Why a split is coarser than it might be; empty where it is not."""
    if is_by_area and has_all:
        return ""
    given = "two bands" if not has_all else "all bands"
    for_whom = f"by {area_term}" if is_by_area else "for the whole council only"
    return f"In more detail, too many values would have to be hidden, so {given} are given {for_whom}."


def source_of(authority: str, as_at: dt.date, area_term: str) -> str:
    """Where the figures come from."""
    return (
        f"Home care records of {authority} as at {long_date(as_at)}: packages, people waiting, providers, "
        f"contracts; by {area_term}."
    )


def notes_of(kept: Collection[str], area_term: str) -> tuple[str, ...]:
    """What a reader must know."""
    tier = (
        "How hard care is to source is worked out from protected values, so it can differ from what the "
        f"council's officers see for the same {area_term}."
    )
    notes = ["Zero means nobody. [c] may stand for few people or for many.", tier]
    if len(kept) < len(ROWS):
        notes.append("People's records of this week are no longer kept, so figures worked out from them are [x].")
    return tuple(notes)
