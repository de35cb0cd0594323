"""Weekly figures as an individuals and moving range (XmR) chart: which weeks are more than the usual ups and downs.

Sources: D. J. Wheeler, Understanding Variation (2nd ed. 2000) p. 60, and Making Sense of Data (2003) p. 382, for the
limits; NHS England, Making Data Count, for the four signals, in the form in which NHS-R's NHSRplotthedots 0.2 computes
them. Where ours differ, the constant says so. As in NHS England's own tools, no large moving range is screened out.
"""

import datetime as dt
from collections.abc import Iterable
from itertools import pairwise
from typing import Final

import numpy as np
import pandas as pd

LIMIT_FACTOR: Final = 2.66
"""Natural process limits are this many mean moving ranges from the mean (ratio); 3 / 1.128. Source: Wheeler."""

FEWEST_POINTS: Final = 12
"""Recorded weeks a segment needs for limits and signals (count); with fewer there are too few points for limits.

Source: the customer, after Making Data Count, at least 12 to 15. NHSRplotthedots calls limits from fewer than 12 trial
limits, and NHS England's single chart tool shows them from 13 points on. Wheeler makes do with five or six.
"""

RUN_WEEKS: Final = 7
"""Weeks in a row on one side of the mean that are a run (count). Source: Making Data Count; Wheeler waits for eight."""

TREND_WEEKS: Final = 6
"""Weeks in a row, each higher (or each lower) than the week before, that are a trend (count). Source: the customer.

With the week they start from these are seven points: NHSRplotthedots asks for seven points in a row as well, and marks
the first of them too. NHS England's spreadsheet lets its user choose six points, which are only five rises. Wheeler has
no such rule.
"""

NEAR_SHARE: Final = 2 / 3
"""A point farther than this share of the way from the mean to a limit is near that limit (ratio), or beyond it.

Two of three in a row near the same limit are a signal. Source: Making Data Count, whose third point has to be on the
same side of the mean; ours may be anywhere, as in the Western Electric rules. Both mark only the points near the limit.
"""

SIGNALS: Final = {"outside": "is_outside", "run": "is_run", "trend": "is_trend", "near limit": "is_near_limit"}
"""Signals by name with their column; a week that has several is called by the first."""

_ROUNDING: Final = 1e-9
"""Differences below this share of the largest value are rounding (ratio), and no difference."""


def xmr(
    values: pd.Series, steps: Iterable[dt.date] = (), *, floor: float | None = None, ceiling: float | None = None
) -> pd.DataFrame:
    """Mean, limits and signals of weekly values.

    Formulas: moving range = absolute difference of two weeks in a row; limits = mean of the segment -/+ 2.66 x mean
    moving range of the segment. A missing week is neither zero nor interpolated: it ends runs and trends, and no moving
    range spans it. Nothing reaches across a step change.

    Args:
        values: Weekly values by as-at date; missing where a week was not recorded.
        steps: Dates from which on the limits are calculated anew.
        floor: Least value there can be, such as 0; the lower limit does not pass it.
        ceiling: Greatest value there can be, such as 100 for a share in per cent; the upper limit does not pass it.

    Returns:
        By date in order, a week without a row being added without a value: `value`, `mean`, `lower_limit` and
        `upper_limit` in the unit of the values, `segment` (from 0), `is_outside`, `is_run`, `is_trend`,
        `is_near_limit`, and `signal`, the first of `SIGNALS` that applies or empty text. A segment of fewer than
        `FEWEST_POINTS` recorded weeks, or without two in a row, has no limits and no signals. Whether a point is near
        a limit is measured before floor and ceiling, which are not signs of anything.

    Raises:
        ValueError: A date stands twice.
    """
    table = _weeks(values)
    table["segment"] = _segments(table.index, steps)
    segments = table.groupby("segment")
    mean, count = segments["value"].transform("mean"), segments["value"].transform("count")
    ranges = table["value"].diff().abs().where(_follows(table)).groupby(table["segment"]).transform("mean")
    width = (LIMIT_FACTOR * ranges).where(count >= FEWEST_POINTS)
    limits = {"lower_limit": (mean - width).clip(lower=floor), "upper_limit": (mean + width).clip(upper=ceiling)}
    table = table.assign(mean=mean, **limits)[["value", "mean", "lower_limit", "upper_limit", "segment"]]
    table["is_outside"] = side_of_limits(table) != 0
    table["is_run"] = width.notna() & (run_lengths(table).abs() >= RUN_WEEKS)
    table["is_trend"] = width.notna() & (trend_lengths(table).abs() >= TREND_WEEKS)
    table["is_near_limit"] = _near_limit(table, width)
    table["signal"] = _signals(table)
    return table


def run_lengths(table: pd.DataFrame) -> pd.Series:
    """Length of the run of weeks on one side of the mean to which each week belongs.

    Returns:
        Weeks (count) on the index of the table, negative below the mean; 0 on the mean and where a week is missing.
    """
    sides = _sign(table["value"] - table["mean"], table["value"])
    return _lengths(sides, _follows(table)).rename("run_lengths")


def trend_lengths(table: pd.DataFrame) -> pd.Series:
    """Length of the row of rises, or of falls, to which each week belongs; the week it starts from is not counted.

    Returns:
        Weeks (count) on the index of the table, negative for falls; 0 where a week equals the week before, where
        either is missing, and at the start of a segment.
    """
    follows = _follows(table)
    moves = _sign(table["value"].diff().where(follows), table["value"])
    return _lengths(moves, follows).rename("trend_lengths")


def side_of_limits(table: pd.DataFrame) -> pd.Series:
    """1 above the upper limit, -1 below the lower limit, else 0; a point on a limit is not beyond it."""
    above = _sign(table["value"] - table["upper_limit"], table["value"]) > 0
    below = _sign(table["value"] - table["lower_limit"], table["value"]) < 0
    return (above.astype("int64") - below.astype("int64")).rename("side_of_limits")


def _weeks(values: pd.Series) -> pd.DataFrame:
    """Values by date in order, with a row for each missing week; dates up to 10 days apart miss none."""
    dates = [day.date() if isinstance(day, dt.datetime) else day for day in values.index]
    known = pd.Series(pd.to_numeric(values).to_numpy("float64", na_value=np.nan), index=pd.Index(dates, dtype=object))
    if not known.index.is_unique:
        raise ValueError(f"{values.name}: a date stands twice, so that the value of its week is not known")
    missed = [
        before + dt.timedelta(weeks=week)
        for before, after in pairwise(sorted(dates))
        for week in range(1, round((after - before).days / 7))
    ]
    return pd.DataFrame({"value": known.reindex(pd.Index(sorted(dates + missed), dtype=object, name="as_at"))})


def _segments(days: pd.Index, steps: Iterable[dt.date]) -> pd.Series:
    """Number of the segment of each day, from 0; a step before the first day or after the last one starts none."""
    known = set(steps)
    begun = [sum(step <= day for step in known) for day in days]
    return pd.Series(pd.factorize(np.array(begun, dtype="int64"))[0], index=days, dtype="int64")


def _follows(table: pd.DataFrame) -> pd.Series:
    """Whether a recorded week comes right after a recorded week of its segment."""
    known = table["value"].notna()
    return known & known.shift(fill_value=False) & table["segment"].diff().eq(0)


def _sign(difference: pd.Series, values: pd.Series) -> pd.Series:
    """1, 0 or -1; 0 where the difference is missing or only rounding."""
    return np.sign(difference.where(difference.abs() > _ROUNDING * values.abs().max(), 0.0)).astype("int64")


def _lengths(signs: pd.Series, follows: pd.Series) -> pd.Series:
    """Length of the unbroken row of equal signs to which each week belongs, with its sign; 0 where the sign is 0."""
    row = (~follows | signs.ne(signs.shift())).cumsum()
    return signs * signs.groupby(row).transform("size")


def _near_limit(table: pd.DataFrame, width: pd.Series) -> pd.Series:
    """Points near or beyond a limit that are two of three weeks in a row on that side."""
    away = table["value"] - table["mean"]
    far = _sign(away.abs() - NEAR_SHARE * width, table["value"]) > 0
    follows = _follows(table)
    third = follows & follows.shift(fill_value=False)
    found = pd.Series(data=False, index=table.index)
    for side in (far & (away > 0), far & (away < 0)):
        ends = third & (side.astype("int64").rolling(3).sum() >= 2)
        within = ends | ends.shift(-1, fill_value=False) | ends.shift(-2, fill_value=False)
        found |= side & within
    return found


def _signals(table: pd.DataFrame) -> pd.Series:
    """The first signal that applies to each week."""
    signal = pd.Series("", index=table.index, dtype="str")
    for name, column in reversed(SIGNALS.items()):
        signal = signal.mask(table[column], name)
    return signal
