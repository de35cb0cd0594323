"""Open waits: people assessed whose care has not started, and how long they have waited so far."""

import datetime as dt

import pandas as pd

from geo.schemas import LONG_WAIT_DAYS


def open_waits(awaiting: pd.DataFrame, as_at: dt.date) -> pd.DataFrame:
    """Waits that are running on a date, with `wait_days`.

    A wait runs when it began on or before the date and has no outcome, or one that came after the date. Its length
    so far is the date minus its beginning, in whole days.

    Args:
        awaiting: The awaiting list.
        as_at: The date.
    """
    day = pd.Timestamp(as_at)
    running = awaiting["waiting_since"] <= day
    if "outcome_on" in awaiting:
        running &= awaiting["outcome_on"].isna() | (awaiting["outcome_on"] > day)
    found = awaiting[running]
    return found.assign(wait_days=(day - found["waiting_since"]).dt.days)


def people_awaiting(waits: pd.DataFrame, zones: pd.Index) -> pd.Series:
    """Open waits by zone (people); 0 where nobody waits."""
    counts = waits.groupby("zone_code", observed=False).size()
    return counts.reindex(zones, fill_value=0).astype("int64").rename("people_awaiting")


def hours_awaiting(waits: pd.DataFrame, zones: pd.Index) -> pd.Series:
    """Hours needed by people waiting, by zone (hours a week).

    Returns:
        Sum of the stated hours; 0 where nobody waits, missing where people wait and none states hours.
    """
    if "hours_per_week" not in waits:
        return pd.Series(float("nan"), index=zones, name="hours_awaiting")
    hours = waits.groupby("zone_code", observed=False)["hours_per_week"].sum(min_count=1).reindex(zones)
    return hours.mask(people_awaiting(waits, zones) == 0, 0.0).rename("hours_awaiting")


def wait_mean_days(waits: pd.DataFrame, zones: pd.Index) -> pd.Series:
    """Mean open wait by zone (days); missing where nobody waits."""
    mean = waits.groupby("zone_code", observed=False)["wait_days"].mean()
    return mean.reindex(zones).astype("float64").rename("wait_mean_days")


def wait_median_days(waits: pd.DataFrame, zones: pd.Index) -> pd.Series:
    """Median open wait by zone (days); missing where nobody waits."""
    median = waits.groupby("zone_code", observed=False)["wait_days"].median()
    return median.reindex(zones).astype("float64").rename("wait_median_days")


def wait_max_days(waits: pd.DataFrame, zones: pd.Index) -> pd.Series:
    """Longest open wait by zone (whole days); missing where nobody waits."""
    longest = waits.groupby("zone_code", observed=False)["wait_days"].max()
    return longest.reindex(zones).astype("Int64").rename("wait_max_days")


def wait_over_28_days(waits: pd.DataFrame, zones: pd.Index) -> pd.Series:
    """People whose open wait is longer than 28 days, by zone; 0 where there is none."""
    long = (waits["wait_days"] > LONG_WAIT_DAYS).groupby(waits["zone_code"], observed=False).sum()
    return long.reindex(zones, fill_value=0).astype("int64").rename("wait_over_28_days")
