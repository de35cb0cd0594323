"""How hard a zone is to source: the tier the model's thresholds put it in, with the evidence as sentences."""

from typing import Final

import pandas as pd

from geo.model import Condition, Model, Tier
from geo.schemas import EXTRA_ROWS, ZoneFigures, columns_of

NO_DATA: Final = "no_data"
"""Status of a zone where nobody receives care or waits for it."""

_SENTENCES: Final = {
    "off_framework_hours_pct": "{value:.0f} % of hours are bought off the framework",
    "largest_provider_hours_pct": "One provider holds {value:.0f} % of the hours",
    "awaiting_per_100": "{value:.1f} people wait for every 100 receiving care",
    "mobilised_of_awarded_pct": "{value:.0f} % of the awarded providers have mobilised",
    "wait_median_days": "Half of the people waiting have waited {value:.0f} days or more",
    "wait_mean_days": "The mean open wait is {value:.1f} days",
    "wait_over_28_days": "{value:.0f} people have waited more than 28 days",
    "providers_delivering": "Providers delivering here: {value:.0f}",
    "offers_accepted_pct": "Providers accept {value:.0f} % of the offers made to them",
    "nearest_base_km_median": "The nearest provider base is typically {value:.1f} km away",
}
_COMPARED: Final = {
    "at_least": "{limit:g} or more",
    "more_than": "more than {limit:g}",
    "at_most": "{limit:g} or fewer",
    "less_than": "fewer than {limit:g}",
}


def with_status(figures: pd.DataFrame, model: Model) -> pd.DataFrame:
    """The zone table with `status` and `reasons`, in the order of `ZoneFigures`.

    Args:
        figures: The zone table without them.
        model: Its tiers, from the hardest to source.

    Returns:
        The whole zone table. Status is the code of a tier, or no_data; both are missing for what is in no zone.
    """
    indicators = indicators_of(figures)
    found = {code: _judged(indicators.loc[code], model) for code in figures.index if code not in EXTRA_ROWS}
    judged = pd.DataFrame.from_dict(found, orient="index", columns=["status", "reasons"]).reindex(figures.index)
    order = [name for name in columns_of(ZoneFigures) if name != "zone_code"]
    return pd.concat([figures, judged], axis=1)[order]


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


def _judged(zone: pd.Series, model: Model) -> tuple[str, str]:
    """Tier code and evidence of one zone."""
    if zone["people_receiving"] == 0 and zone["people_awaiting"] == 0:
        return NO_DATA, f"Nobody receives care or waits for it in this {model.area_term}."
    for tier in model.tiers:
        met = [condition for condition in (*tier.every, *tier.some) if _holds(condition, zone)]
        if _reached(tier, met):
            return tier.code, " ".join(_sentence(condition, zone) for condition in met) or "No threshold is reached."
    return NO_DATA, "No tier of the model applies."


def _reached(tier: Tier, met: list[Condition]) -> bool:
    """All of `every`, and one of `some` where there are any; a tier without conditions takes what is left."""
    return all(c in met for c in tier.every) and (not tier.some or any(c in met for c in tier.some))


def _holds(condition: Condition, zone: pd.Series) -> bool:
    """Whether a threshold is reached; an unknown figure reaches none."""
    value = zone[condition.indicator]
    return not pd.isna(value) and condition.holds(float(value))


def _sentence(condition: Condition, zone: pd.Series) -> str:
    """What the figure is and what the threshold was."""
    template = _SENTENCES.get(condition.indicator, condition.indicator.replace("_", " ") + " is {value:g}")
    limit = _COMPARED[condition.comparison].format(limit=condition.limit)
    return f"{template.format(value=float(zone[condition.indicator]))} (threshold: {limit})."
