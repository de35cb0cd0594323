"""How much worse off people in rural areas are: how much longer they wait, and what else can be compared fairly.

Rural or not is decided by the small area each person lives in (rurality.is_rural_row), never by the zone.
"""

from typing import Final

import numpy as np
import pandas as pd

from geo.locate import Floats
from geo.metrics.intervals import CONFIDENCE, NORMAL_Z

FEWEST_EACH: Final = 5
"""Rows each of the two groups must have before they are compared (count).

Source: ours, as for a median (survival.FEWEST_EVENTS); with three against three no interval of 95 % exists at all.
"""

EXACT_UP_TO: Final = 50
"""Largest group for which the ranks of the interval are counted exactly (count); beyond it they are nearly normal."""

HOURS_UNIT: Final = 100.0
"""Hours delivered to which the hours awaiting are related (hours a week)."""


def gap(values: pd.Series, is_rural: pd.Series) -> pd.Series:
    """How far rural and urban rows lie apart in a quantity: days waited, providers within reach, hours not delivered.

    Formulas: difference of means with Welch's interval; shift = median of all differences of a rural and an urban row
    (Hodges and Lehmann), its interval from the ranks of the Mann-Whitney test. The shift is what is typical and is not
    moved by a few very long waits, the difference of means is. Both intervals hold for 95 % of samples.

    Args:
        values: The quantity; rows where it is missing are left out.
        is_rural: Rural or not, on the same index; rows where it is missing are left out.

    Returns:
        `rural_rows`, `urban_rows` and `unknown_rows` (counts that add up); `rural_mean`, `urban_mean`,
        `mean_difference`, `mean_difference_low`, `mean_difference_high`; `rural_median`, `urban_median`, `shift`,
        `shift_low` and `shift_high`, in the unit of the values, rural minus urban. With fewer than `FEWEST_EACH` rows
        on either side all but the counts are missing.

    Sources: B. L. Welch, The generalization of Student's problem when several different population variances are
    involved, Biometrika 34 (1947) 28-35; J. L. Hodges and E. L. Lehmann, Estimates of location based on rank tests,
    Ann. Math. Stat. 34 (1963) 598-611.
    """
    known = values.notna() & is_rural.notna()
    number, side = values[known].to_numpy("float64"), is_rural[known].to_numpy(bool)
    rural, urban = number[side], number[~side]
    counts = {"rural_rows": len(rural), "urban_rows": len(urban), "unknown_rows": int((~known).sum())}
    figures = dict.fromkeys(_FIGURES, float("nan"))
    if min(len(rural), len(urban)) >= FEWEST_EACH:
        figures |= _means(rural, urban) | _shift(rural, urban)
    return pd.Series(counts | figures, dtype=object).rename(values.name)


def hours_gap(waiting: pd.DataFrame, active: pd.DataFrame) -> pd.Series:
    """Hours awaiting for every 100 hours delivered, in rural and in urban areas, and the difference.

    Formulas: 100 x hours awaiting / hours delivered; interval of the hours awaiting as a sum of independent arrivals,
    variance = sum of hours^2, the hours delivered being known.

    Args:
        waiting: Open waits with is_rural and hours_per_week; those without stated hours or place are left out.
        active: Active packages with is_rural and hours_per_week.

    Returns:
        `rural_rows` and `urban_rows` (waits with hours, count), `rural_per_100`, `urban_per_100`, `difference`,
        `difference_low` and `difference_high` (hours awaiting for every 100 delivered, rural minus urban). Missing
        where either side has fewer than `FEWEST_EACH` waits with hours, or nothing is delivered there.

    Source: variance of a compound Poisson sum, P. Boyle and M. Parkin in O. M. Jensen et al., Cancer Registration:
    Principles and Methods (IARC 1991), ch. 11, for weighted counts.
    """
    sides = {name: _hours_of_side(waiting, active, side=side) for name, side in (("rural", True), ("urban", False))}
    counts = {f"{name}_rows": len(hours) for name, (hours, _) in sides.items()}
    figures = dict.fromkeys(_HOURS_FIGURES, float("nan"))
    if min(counts.values()) >= FEWEST_EACH and all(delivered > 0 for _, delivered in sides.values()):
        ratios = {name: HOURS_UNIT * hours.sum() / delivered for name, (hours, delivered) in sides.items()}
        variance = sum((HOURS_UNIT / delivered) ** 2 * (hours**2).sum() for hours, delivered in sides.values())
        difference, width = ratios["rural"] - ratios["urban"], NORMAL_Z * np.sqrt(variance)
        figures |= {"rural_per_100": ratios["rural"], "urban_per_100": ratios["urban"], "difference": difference}
        figures |= {"difference_low": difference - width, "difference_high": difference + width}
    return pd.Series(counts | figures, dtype=object).rename("hours_gap")


def undelivered_pct(performance: pd.DataFrame, zones: pd.Index) -> pd.Series:
    """Hours commissioned and not delivered, by zone.

    The performance table knows zones and no places, so that it can be compared between rural and urban zones, with
    `gap`, and never between rural and urban people.

    Formula: 100 x sum of max(0, commissioned - delivered) / sum of commissioned, over providers and periods.

    Returns:
        Per cent of the hours commissioned on `zones`; missing where none were.
    """
    lost = (performance["commissioned_hours"] - performance["delivered_hours"]).clip(lower=0.0)
    sums = pd.DataFrame({"lost": lost, "all": performance["commissioned_hours"]})
    by_zone = sums.groupby(performance["zone_code"], observed=False).sum().reindex(zones)
    return (100.0 * by_zone["lost"] / by_zone["all"].where(by_zone["all"] > 0)).rename("undelivered_pct")


def _means(rural: Floats, urban: Floats) -> dict[str, float]:
    """Means, their difference and Welch's interval; where neither side varies the interval is the difference."""
    from scipy.special import stdtrit  # noqa: PLC0415 - slow to load; Student's t

    means, parts = (rural.mean(), urban.mean()), [side.var(ddof=1) / len(side) for side in (rural, urban)]
    difference, spread, width = means[0] - means[1], sum(parts), 0.0
    if spread > 0:
        freedom = spread**2 / (parts[0] ** 2 / (len(rural) - 1) + parts[1] ** 2 / (len(urban) - 1))
        width = stdtrit(freedom, (1.0 + CONFIDENCE) / 2.0) * np.sqrt(spread)
    named = {"rural_mean": means[0], "urban_mean": means[1], "mean_difference": difference}
    return {**named, "mean_difference_low": difference - width, "mean_difference_high": difference + width}


def _shift(rural: Floats, urban: Floats) -> dict[str, float]:
    """Medians, and the median of all differences with the interval that the ranks give."""
    differences = np.sort(np.subtract.outer(rural, urban).ravel())
    rank = shift_rank(len(rural), len(urban))
    medians = {"rural_median": np.median(rural), "urban_median": np.median(urban), "shift": np.median(differences)}
    return {**medians, "shift_low": differences[rank - 1], "shift_high": differences[len(differences) - rank]}


def shift_rank(rural_rows: int, urban_rows: int) -> int:
    """Which of the ordered differences is the lower end of the interval, counted from 1; the upper one mirrors it.

    Formula: the greatest c with P(U < c) <= 2.5 %, U the Mann-Whitney count of two groups that do not differ; by
    counting up to `EXACT_UP_TO` rows a group, beyond by the normal approximation.

    Returns:
        Rank, at least 1.
    """
    pairs = rural_rows * urban_rows
    if max(rural_rows, urban_rows) > EXACT_UP_TO:
        spread = np.sqrt(pairs * (rural_rows + urban_rows + 1) / 12.0)
        return max(int(np.floor(pairs / 2.0 - NORMAL_Z * spread)), 1)
    below = np.cumsum(_ways(rural_rows, urban_rows))
    return max(int(np.searchsorted(below, (1.0 - CONFIDENCE) / 2.0, side="right")), 1)


def _ways(rural_rows: int, urban_rows: int) -> Floats:
    """Probability of each value of the Mann-Whitney count, from 0, where the groups do not differ."""
    ways = np.array([1.0])
    for step in range(1, rural_rows + 1):
        longer = np.zeros(len(ways) + urban_rows + step)
        longer[: len(ways)] = ways
        longer[urban_rows + step :] -= ways
        for at in range(step, len(longer)):
            longer[at] += longer[at - step]
        ways = longer[: step * urban_rows + 1]
        ways = ways / ways.sum()
    return ways


def _hours_of_side(waiting: pd.DataFrame, active: pd.DataFrame, *, side: bool) -> tuple[Floats, float]:
    """Hours of each wait that states them, and hours delivered, on one side."""
    asked, given = (table[table["is_rural"].eq(side).fillna(value=False)] for table in (waiting, active))
    return asked["hours_per_week"].dropna().to_numpy("float64"), float(given["hours_per_week"].sum())


_FIGURES: Final = (
    *("rural_mean", "urban_mean", "mean_difference", "mean_difference_low", "mean_difference_high"),
    *("rural_median", "urban_median", "shift", "shift_low", "shift_high"),
)
_HOURS_FIGURES: Final = ("rural_per_100", "urban_per_100", "difference", "difference_low", "difference_high")
