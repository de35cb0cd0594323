"""The numbers that thresholds are held against, and each as a sentence with its number."""

from typing import Final

import pandas as pd

SENTENCES: Final = {
    "off_framework_hours_pct": "{value:.0f} % of hours are bought off the framework",
    "largest_provider_hours_pct": "One provider holds {value:.0f} % of the hours",
    "hours_under_notice_pct": "Providers have given notice on {value:.0f} % of the hours",
    "awaiting_per_100": "{value:.1f} people wait for every 100 receiving care",
    "mobilised_of_awarded_pct": "{value:.0f} % of the awarded providers have mobilised",
    "wait_median_days": "Half of the people waiting have waited {value:g} days or more",
    "wait_mean_days": "The mean open wait is {value:.1f} days",
    "wait_over_28_days": "{value:.0f} people have waited more than 28 days",
    "time_to_source_median_days": "It takes {value:.0f} days until half of the people have a provider",
    "providers_delivering": "Providers delivering here: {value:.0f}",
    "offers_accepted_pct": "Providers accept {value:.0f} % of the offers made to them",
    "nearest_base_km_median": "The nearest provider base is typically {value:.1f} km away",
    "two_bases_within_20_minutes_pct": "{value:.0f} % of residents aged 65 and over are within 20 minutes of the bases "
    "of two delivering providers",
}
"""What an indicator says, by name."""

COMPARED: Final = {
    "at_least": "{limit:g} or more",
    "more_than": "more than {limit:g}",
    "at_most": "{limit:g} or fewer",
    "less_than": "fewer than {limit:g}",
}
"""How a threshold is read aloud, by comparison."""


def indicators_of(figures: pd.DataFrame) -> pd.DataFrame:
    """The numbers that thresholds may be held against, by zone.

    Formulas: awaiting_per_100 = 100 x people awaiting / people receiving; mobilised_of_awarded_pct = 100 x providers
    mobilised / awarded. Missing where the divisor is 0 or unknown.
    """
    receiving, awarded = figures["people_receiving"], figures["providers_awarded"].astype("Float64")
    return figures.assign(
        awaiting_per_100=100.0 * figures["people_awaiting"] / receiving.where(receiving > 0),
        mobilised_of_awarded_pct=100.0 * figures["providers_mobilised"].astype("Float64") / awarded.mask(awarded == 0),
    )


def said(indicator: str, value: float) -> str:
    """An indicator and its value as words, without an end."""
    template = SENTENCES.get(indicator, indicator.replace("_", " ") + " is {value:g}")
    return template.format(value=value)
