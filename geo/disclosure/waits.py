"""Days until half of the people have a provider, where so many are followed that no single person is in the figure."""

import datetime as dt

import pandas as pd

from geo.disclosure.rules import LEAST_A_SIDE, RuleSet
from geo.metrics.survival import followed_waits, time_to_source, time_to_source_overall
from geo.release import Marker, Value
from geo.release.released import WHOLE


def time_to_source_median(awaiting: pd.DataFrame, areas: list[str], as_at: dt.date, rules: RuleSet) -> dict[str, Value]:
    """The median of Kaplan and Meier over 365 days by area and of the whole council (whole days).

    Args:
        awaiting: The awaiting list with zone_code.
        areas: Codes of the zones.
        as_at: The date.
        rules: The rules.

    Returns:
        Hidden where fewer people began to wait than the rules ask for, or fewer than 10 were sourced by the median or
        waited longer; not available where the list
        has no outcomes, or half are not reached yet.
    """
    if not {"outcome", "outcome_on"} <= set(awaiting.columns):
        return dict.fromkeys([*areas, WHOLE], Value(marker=Marker.NOT_AVAILABLE))
    followed = followed_waits(awaiting, as_at)
    table = time_to_source(followed, pd.Index(areas))
    waits = dict(list(followed.groupby("zone_code", observed=True)))
    return {area: _value(table.loc[area], waits.get(area, followed.iloc[:0]), rules) for area in areas} | {
        WHOLE: _value(time_to_source_overall(followed), followed, rules)
    }


def _value(row: pd.Series, waits: pd.DataFrame, rules: RuleSet) -> Value:
    """The median of one area, with enough people on each side of it that it is nobody's own wait."""
    if row["waits_followed"] < rules.least_for_median or row["waits_sourced"] < LEAST_A_SIDE:
        return Value(marker=Marker.CONFIDENTIAL)
    median = row["time_to_source_median_days"]
    if pd.isna(median):
        return Value(marker=Marker.NOT_AVAILABLE)
    # Those who withdrew early leave few to wait on: then the median would be the wait of one of the last.
    sourced_by_then = int((waits["is_sourced"] & (waits["wait_days"] <= median)).sum())
    waited_longer = int((waits["wait_days"] > median).sum())
    is_crowd = min(sourced_by_then, waited_longer) >= LEAST_A_SIDE
    return Value(number=float(round(median))) if is_crowd else Value(marker=Marker.CONFIDENTIAL)
