"""The tier that the model's thresholds put a zone in, with the conditions that did it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from geo.model import Condition, Model, Tier
from geo.status.indicators import COMPARED, said

NO_DATA: Final = "no_data"
"""Status of a zone where nobody receives care or waits for it."""

Indicators = Mapping[str, Any]
"""The indicators of one zone by name; a missing value reaches no threshold."""


@dataclass(frozen=True)
class Judgement:
    """The tier of one zone."""

    status: str
    """Code of a tier, or `no_data`."""
    met: tuple[Condition, ...] = ()
    """Conditions of that tier that hold."""


def judge(zone: Indicators, model: Model) -> Judgement:
    """The first tier of the model whose conditions hold.

    Args:
        zone: Indicators of one zone, `people_receiving` and `people_awaiting` among them.
        model: Its tiers, from the hardest to source.

    Returns:
        Every condition of `every`, and of `some` those that hold; `no_data` where nobody receives care or waits for
        it, or where no tier applies.
    """
    if zone["people_receiving"] == 0 and zone["people_awaiting"] == 0:
        return Judgement(NO_DATA)
    for tier in model.tiers:
        met = tuple(condition for condition in (*tier.every, *tier.some) if holds(condition, zone))
        if _reached(tier, met):
            return Judgement(tier.code, met)
    return Judgement(NO_DATA)


def reasons_of(zone: Indicators, found: Judgement, model: Model) -> str:
    """The evidence for a judgement as sentences, each with its number and threshold."""
    if zone["people_receiving"] == 0 and zone["people_awaiting"] == 0:
        return f"Nobody receives care or waits for it in this {model.area_term}."
    if found.status == NO_DATA:
        return "No tier of the model applies."
    return " ".join(sentence_of(condition, zone) for condition in found.met) or "No threshold is reached."


def sentence_of(condition: Condition, zone: Indicators) -> str:
    """What the figure is and what the threshold was."""
    limit = COMPARED[condition.comparison].format(limit=condition.limit)
    return f"{said(condition.indicator, float(zone[condition.indicator]))} (threshold: {limit})."


def unknown_of(zone: Indicators, model: Model) -> list[str]:
    """Indicators of the model's thresholds that are not known for a zone, in the order of the model.

    A wait that nobody has is not unknown.
    """
    names = dict.fromkeys(c.indicator for tier in model.tiers for c in (*tier.every, *tier.some))
    nobody = zone["people_awaiting"] == 0
    return [name for name in names if pd.isna(zone[name]) and not (nobody and name.startswith("wait_"))]


def holds(condition: Condition, zone: Indicators) -> bool:
    """Whether a threshold is reached; an unknown figure reaches none."""
    value = zone[condition.indicator]
    return not pd.isna(value) and condition.holds(float(value))


def _reached(tier: Tier, met: tuple[Condition, ...]) -> bool:
    """All of `every`, and one of `some` where there are any; a tier without conditions takes what is left."""
    return all(c in met for c in tier.every) and (not tier.some or any(c in met for c in tier.some))
