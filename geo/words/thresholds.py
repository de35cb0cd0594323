"""The thresholds of a model in words: what puts a zone into a tier, and how a tried one differs from the model's."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import pandas as pd

from geo.model import Condition, Model, Tier
from geo.status import Limit, limits_of
from geo.words.numbers import NO_DATA, NOBODY_WAITING
from geo.words.tables import HEADINGS, WAIT_COLUMNS

OTHER_SIDE: Final = {
    "at_least": "less_than",
    "more_than": "at_most",
    "at_most": "more_than",
    "less_than": "at_least",
}
"""The comparison that holds where another does not."""

_MOST_DECIMALS: Final = 4
_AMOUNT: Final = {
    "at_least": "{limit} or more",
    "more_than": "more than {limit}",
    "at_most": "{limit} or less",
    "less_than": "less than {limit}",
}
_COUNT: Final = _AMOUNT | {"at_most": "{limit} or fewer", "less_than": "fewer than {limit}"}
_ASKED: Final = {"at_least": "at least", "more_than": "more than", "at_most": "at most", "less_than": "less than"}


@dataclass(frozen=True)
class Spoken:
    """How a figure that thresholds are held against is spoken of."""

    label: str
    """Its name with its unit."""
    phrase: str
    """A threshold of it: `{so} of hours off the framework`."""
    unit: str = ""
    """What stands behind the number."""
    is_count: bool = False


_SPOKEN: Final = {
    "off_framework_hours_pct": Spoken("Hours off the framework (%)", "{so} of hours off the framework", " %"),
    "largest_provider_hours_pct": Spoken("Hours of the largest provider (%)", "{so} of hours with one provider", " %"),
    "hours_under_notice_pct": Spoken("Hours under notice (%)", "{so} of hours under notice", " %"),
    "awaiting_per_100": Spoken(
        "People waiting for every 100 receiving care", "{so} people waiting for every 100 receiving care", "", True
    ),
    "mobilised_of_awarded_pct": Spoken(
        "Awarded providers that have mobilised (%)", "{so} of the awarded providers mobilised", " %"
    ),
    "wait_median_days": Spoken("Median open wait (days)", "a median open wait of {so}", " days"),
    "wait_mean_days": Spoken("Mean open wait (days)", "a mean open wait of {so}", " days"),
    "wait_over_28_days": Spoken("People waiting for over 28 days", "{so} people waiting for over 28 days", "", True),
    "time_to_source_median_days": Spoken("Median time to source (days)", "half of people sourced after {so}", " days"),
    "providers_delivering": Spoken("Providers delivering", "{so} providers delivering", "", True),
    "offers_accepted_pct": Spoken("Offers accepted (%)", "{so} of offers accepted", " %"),
    "nearest_base_km_median": Spoken("Nearest base, median (km)", "the nearest base typically {so} away", " km"),
    "two_bases_within_20_minutes_pct": Spoken(
        "Residents 65+ within 20 minutes of two bases (%)", "{so} of residents 65+ within 20 minutes of two bases", " %"
    ),
}


def spoken_of(indicator: str) -> Spoken:
    """How an indicator is spoken of; one without words of its own by its heading in the zone table."""
    heading = HEADINGS.get(indicator, indicator)
    return _SPOKEN.get(indicator, Spoken(heading, f"{heading.lower()}: {{so}}"))


def condition_words(condition: Condition) -> str:
    """What reaches a threshold: `25 % or more of hours off the framework`."""
    spoken = spoken_of(condition.indicator)
    compared = (_COUNT if spoken.is_count else _AMOUNT)[condition.comparison]
    return spoken.phrase.format(so=compared.format(limit=amount(condition.indicator, condition.limit)))


def left_words(condition: Condition) -> str:
    """What leaves a threshold behind: `less than 25 % of hours off the framework`."""
    return condition_words(Condition(condition.indicator, OTHER_SIDE[condition.comparison], condition.limit))


def label_of(limit: Limit) -> str:
    """What a box for a limit is called: `Hours off the framework (%), at least`."""
    _, indicator, comparison = limit
    return f"{spoken_of(indicator).label}, {_ASKED[comparison]}"


def amount(indicator: str, limit: float) -> str:
    """A limit with its unit: `25 %`."""
    return f"{limit:,.10g}{spoken_of(indicator).unit}"


def value_words(condition: Condition, value: float) -> str:
    """A figure beside its threshold, with its unit; more decimals where rounding would put it on the other side.

    Returns:
        Such as `7.1`, `4.96` beside a limit of 5, `37 %`, or `no data`.
    """
    if pd.isna(value):
        return NO_DATA
    exact = (round(value, places) for places in range(1, _MOST_DECIMALS + 1))
    shown = next((near for near in exact if condition.holds(near) == condition.holds(value)), value)
    return f"{shown:,.10g}{spoken_of(condition.indicator).unit}"


def tier_words(tier: Tier) -> str:
    """What puts a zone into a tier, as one sentence with its name."""
    every = " and ".join(map(condition_words, tier.every))
    some = ", or ".join(map(condition_words, tier.some))
    both = f"{every}, and beside that {some}" if every and some else every or some
    return f"{tier.name}: {both or 'none of the thresholds above'}."


def differing(model: Model, limits: Mapping[Limit, float]) -> list[str]:
    """Each limit that differs from the model, with the model's: `Monitor closely: ... (the model: 3)`.

    Args:
        model: The model as it stands.
        limits: Limits that are tried.
    """
    own, names = limits_of(model), {tier.code: tier.name for tier in model.tiers}
    return [
        f"{names[code]}: {condition_words(Condition(indicator, comparison, tried))} (the model: "
        f"{amount(indicator, own[code, indicator, comparison])})."
        for (code, indicator, comparison), tried in limits.items()
    ]


def threshold_table(zone: Mapping[str, float], model: Model) -> pd.DataFrame:
    """Every threshold of a model held against one zone, as text.

    Args:
        zone: Indicators of the zone.
        model: Its tiers.

    Returns:
        One row a threshold, from the hardest tier, indexed by `Threshold`, with `For`, `Here` and `Reached`.
    """
    held = [(tier.name, condition) for tier in model.tiers for condition in (*tier.every, *tier.some)]
    shown = [(name, *_against(condition, zone)) for name, condition in held]
    threshold = pd.Index([_capital(condition_words(condition)) for _, condition in held], name="Threshold")
    return pd.DataFrame(shown, columns=["For", "Here", "Reached"], index=threshold)


def _against(condition: Condition, zone: Mapping[str, float]) -> tuple[str, str]:
    """A figure of a zone beside its threshold, and whether it reaches it."""
    value = zone[condition.indicator]
    if pd.isna(value):
        nobody = condition.indicator in WAIT_COLUMNS and zone["people_awaiting"] == 0
        return (NOBODY_WAITING, "no") if nobody else (NO_DATA, NO_DATA)
    return value_words(condition, float(value)), "yes" if condition.holds(float(value)) else "no"


def _capital(words: str) -> str:
    """A phrase as the beginning of a line."""
    return words[:1].upper() + words[1:]
