"""Who is within reach of care: the share of people within so many minutes of one, two or three providers."""

from collections.abc import Sequence
from typing import Final

import numpy as np
import pandas as pd

from geo.locate import Floats

LIMITS_MINUTES: Final = (10, 20, 30)
"""Journeys that are reported (minutes). Source: the customer; also the zones of Luo and Qi (2009)."""

CURVE_MINUTES: Final = 60
"""Where the coverage curve ends (minutes)."""


def within_reach(minutes: pd.DataFrame, weights: pd.Series, limits: Sequence[float] = LIMITS_MINUTES) -> pd.DataFrame:
    """Share of people within each limit of at least 1, 2, 3 providers.

    Formula: 100 x weight of places whose k-th nearest provider is at most the limit away / weight of places where that
    is known. What is not known is neither inside nor outside: its share of all is given beside.

    Args:
        minutes: One row a place, one column a number of providers k (1, 2, 3): minutes to the k-th nearest provider;
            infinite where the roads lead to fewer than k, NaN where it is not known.
        weights: What a place counts for, on the same index: people aged 65 and over, or 1 for a package. A place
            without weight counts for nothing.
        limits: Minutes, a place exactly at the limit being within it.

    Returns:
        Indexed by `providers` and `minutes`: `within_pct` (% of what is known), `unknown_pct` (% of all) and `known`
        (weight). `within_pct` is missing where nothing is known, both where there is no weight at all.
    """
    weight = weights.reindex(minutes.index).fillna(0.0).to_numpy("float64")
    tables = {providers: _of_one(minutes[providers].to_numpy("float64"), weight, limits) for providers in minutes}
    return pd.concat(tables, names=["providers", "minutes"])


def within_reach_by_zone(
    minutes: pd.Series, weights: pd.Series, zone_code: pd.Series, zones: pd.Index, limit: float
) -> pd.DataFrame:
    """Share of people within one limit, by zone, with the share that is not known.

    Args:
        minutes: Minutes to the k-th nearest provider of each place, infinite and NaN as in `within_reach`.
        weights: What a place counts for, on the same index.
        zone_code: Zone of each place, on the same index.
        zones: Zone codes to report on.
        limit: Minutes.

    Returns:
        On `zones`: `within_pct` and `unknown_pct`, missing as in `within_reach`.
    """
    weight = weights.reindex(minutes.index).fillna(0.0).astype("float64")
    known = minutes.notna()
    parts = {"inside": weight.where(minutes <= limit, 0.0), "known": weight.where(known, 0.0), "all": weight}
    sums = pd.DataFrame(parts).groupby(zone_code.reindex(minutes.index), observed=False).sum().reindex(zones)
    everyone = sums["all"].where(sums["all"] > 0)
    within_pct = 100.0 * sums["inside"] / sums["known"].where(sums["known"] > 0)
    return pd.DataFrame({"within_pct": within_pct, "unknown_pct": 100.0 * (1.0 - sums["known"] / everyone)})


def coverage_curve(minutes: pd.DataFrame, weights: pd.Series, end: int = CURVE_MINUTES) -> pd.DataFrame:
    """Share of people within each whole number of minutes of at least 1, 2, 3 providers.

    Args:
        minutes: As in `within_reach`.
        weights: As in `within_reach`.
        end: The last number of minutes.

    Returns:
        Per cent of what is known, one row for each of 0 to `end` minutes, one column for each number of providers;
        missing where nothing is known. No column ever falls.
    """
    long = within_reach(minutes, weights, range(end + 1))["within_pct"]
    curve = long.unstack("providers").reindex(columns=minutes.columns)
    return curve.rename_axis(index="minutes", columns="providers")


def out_of_reach(minutes: pd.Series, limit: float = np.inf) -> pd.Index:
    """Places that no provider reaches, or none within a limit.

    Args:
        minutes: Minutes to the nearest provider; places where it is not known are not among those found.
        limit: Minutes; without it only places are found to which no road leads.

    Returns:
        The places, in order of the index.
    """
    beyond = np.isposinf(minutes) if np.isposinf(limit) else minutes > limit
    return minutes.index[beyond.fillna(value=False)]


def _of_one(minutes: Floats, weight: Floats, limits: Sequence[float]) -> pd.DataFrame:
    """The figures of `within_reach` for one number of providers, by limit."""
    everyone, known = weight.sum(), weight[~np.isnan(minutes)].sum()
    inside = weight @ (minutes[:, None] <= np.asarray(limits, dtype="float64"))
    within_pct = 100.0 * inside / known if known > 0 else np.nan
    unknown_pct = 100.0 * (everyone - known) / everyone if everyone > 0 else np.nan
    index = pd.Index(limits, name="minutes")
    return pd.DataFrame({"within_pct": within_pct, "unknown_pct": unknown_pct, "known": known}, index=index)
