"""How hard an area is to source, worked out anew from what is shown, so that it says nothing that is not shown."""

from collections.abc import Mapping
from typing import Final

import pandas as pd

from geo.disclosure.counts import Seen
from geo.disclosure.rules import RuleSet
from geo.model import Model
from geo.release import Marker, Value
from geo.release.released import WHOLE
from geo.schemas import ZoneFigures, columns_of
from geo.status import NO_DATA, indicators_of, judge

_FILLED: Final = (
    "providers_interested",
    "providers_awarded",
    "providers_mobilised",
    "providers_delivering",
    "off_framework_hours_pct",
    "hours_under_notice_pct",
    "time_to_source_median_days",
    "two_bases_within_20_minutes_pct",
    "rural_population_pct",
    "hours_per_week",
)
"""Released measures that a threshold may be held against as they are."""


def status_by_area(
    receiving: Seen, awaiting: Seen | None, values: Mapping[str, Mapping[str, Value]], model: Model, rules: RuleSet
) -> dict[str, Value]:
    """The tier of each zone.

    A hidden count of people awaiting stands at an equal part of what is left of the whole council; where the people
    receiving care are hidden, the tier is hidden too. The median open wait is never shown by zone: the time to source
    stands for it, so that no zone where sourcing is slow is missed. Other figures that are not shown are unknown and
    reach no threshold.

    Args:
        receiving: What may be shown of people receiving care, by zone.
        awaiting: What may be shown of people awaiting care; None where it may not be shown by zone at all.
        values: Other released values, by measure and zone.
        model: Its tiers, from the hardest to source.
        rules: The rules.

    Returns:
        Not applicable where nobody receives care or waits for it; not available where no tier applies.
    """
    middle = _hidden_stands_at(awaiting or {}, rules)
    waiting = {zone: float("nan") if awaiting is None else _number_of(awaiting[zone], middle) for zone in receiving}
    known = {
        zone: _indicators(zone, receives, waiting[zone], values)
        for zone, receives in receiving.items()
        if receives is not None
    }
    names = [name for name, column in columns_of(ZoneFigures).items() if column.kind in ("number", "whole")]
    figures = pd.DataFrame.from_dict(known, orient="index", columns=names, dtype="float64")
    rows = indicators_of(figures).to_dict(orient="index")
    return {zone: _tier(rows[zone], model) if zone in rows else Value(marker=Marker.CONFIDENTIAL) for zone in receiving}


def _indicators(
    zone: str, receiving: int, waiting: float, values: Mapping[str, Mapping[str, Value]]
) -> dict[str, float]:
    """The figures of one zone that are shown."""
    found = {name: _number(values.get(name, {}).get(zone)) for name in _FILLED}
    found |= {"people_receiving": float(receiving), "people_awaiting": waiting}
    found["wait_median_days"] = found["time_to_source_median_days"] if waiting != 0 else float("nan")
    found["wait_over_28_days"] = 0.0 if waiting == 0 else _number(values.get("over_28_days", {}).get(zone))
    return found


def _hidden_stands_at(awaiting: Seen, rules: RuleSet) -> float:
    """What a hidden count of people awaiting is taken for: an equal part of what is left of the whole council.

    Formula: (shown of the whole council - sum of the shown zones) / hidden zones, from 1 to the largest small count;
    the middle of the small counts where the whole council is hidden.
    """
    zones = [seen for area, seen in awaiting.items() if area != WHOLE]
    whole, hidden = awaiting.get(WHOLE), zones.count(None)
    if whole is None or not hidden:
        return (rules.hidden_up_to + 1) / 2.0
    left = whole - sum(seen for seen in zones if seen is not None)
    return min(max(left / hidden, 1.0), float(rules.hidden_up_to))


def _number_of(seen: int | None, middle: float) -> float:
    """The number that a count is taken for."""
    return middle if seen is None else float(seen)


def _tier(row: Mapping[str, float], model: Model) -> Value:
    """The tier of one zone."""
    if row["people_receiving"] == 0 and not row["people_awaiting"] > 0:
        is_known = row["people_awaiting"] == 0
        return Value(marker=Marker.NOT_APPLICABLE if is_known else Marker.NOT_AVAILABLE)
    code = judge(row, model).status
    return Value(marker=Marker.NOT_AVAILABLE) if code == NO_DATA else Value(code=code)


def _number(value: Value | None) -> float:
    """A released number; missing where it is hidden or unknown."""
    return float("nan") if value is None or value.number is None else value.number
