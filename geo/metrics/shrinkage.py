"""What small numbers can say: rates drawn towards that of all zones, and tiers that one person more would change."""

from collections.abc import Callable, Iterable, Mapping
from typing import Final

import numpy as np
import pandas as pd
from scipy.stats import gamma  # type: ignore[import-untyped]

from geo.metrics.intervals import CONFIDENCE

RATE_UNIT: Final = 100.0
"""People receiving care to which the people waiting are related (people)."""

FEWEST_ZONES: Final = 3
"""Zones with people receiving care that there must be (count): from fewer, zones cannot be seen to differ."""

NEARBY: Final[Mapping[str, tuple[int, ...]]] = {
    "people_awaiting": (-2, -1, 1, 2),
    "people_receiving": (-2, -1, 1, 2),
    "providers_delivering": (-1, 1),
}
"""By how much a count is moved to see whether a tier is certain (people, providers). Source: the customer."""


def awaiting_per_100(people_awaiting: pd.Series, people_receiving: pd.Series) -> pd.DataFrame:
    """People waiting for every 100 receiving care, as counted and as estimated with what all zones say.

    Formulas: m = sum y / sum n and the variance between zones A = sum n (y/n - m)^2 / sum n - m / mean n, at least 0.
    The rate of a zone is taken as gamma with mean m and variance A, its count as Poisson; the estimate is the mean of
    what follows, (y + m^2 / A) / (n + m / A), which is Marshall's global one, and the interval its middle 95 %. A zone
    of few people moves far towards m, one of many hardly. Where zones differ no more than chance makes them, A is 0 and
    every zone has the rate of all. No interval is narrower than that of the total count of all zones; it does not know
    that A is itself estimated, and is a little too narrow with few zones.

    Args:
        people_awaiting: People waiting (y, count) by zone.
        people_receiving: People receiving care (n, count) by zone, on the same index; zones only, without the rows
            of people outside and unlocated.

    Returns:
        On the index: `awaiting_per_100` as counted, `estimate_per_100`, `low_per_100`, `high_per_100` and `own_weight`
        (0 to 1: how much of the estimate is the zone's own count). Missing where either count is or nobody receives
        care there; all but the first with fewer than `FEWEST_ZONES` zones or nobody waiting.

    Source: R. J. Marshall, Mapping disease and mortality rates using empirical Bayes estimators, Applied Statistics 40
    (1991) 283-294; D. Clayton and J. Kaldor, Empirical Bayes estimates of age-standardized relative risks for use in
    disease mapping, Biometrics 43 (1987) 671-681, for the gamma model.
    """
    counts = pd.DataFrame({"y": people_awaiting, "n": people_receiving}).astype("Float64").astype("float64")
    known = counts[counts["y"].notna() & (counts["n"] > 0)]
    figures = pd.DataFrame(np.nan, index=counts.index, columns=_COLUMNS)
    figures.loc[known.index, "awaiting_per_100"] = RATE_UNIT * known["y"] / known["n"]
    if len(known) >= FEWEST_ZONES and known["y"].sum() > 0:
        figures.loc[known.index, _COLUMNS[1:]] = _estimates(known["y"], known["n"])
    return figures


def tiers_nearby(
    figures: pd.Series, judge: Callable[[pd.Series], str], changes: Mapping[str, Iterable[int]] = NEARBY
) -> pd.DataFrame:
    """The tier a zone would have with one or two people, or one provider, more or less; one count moved at a time.

    Args:
        figures: The figures of a zone, as `judge` takes them. Figures that follow from a count, such as a rate, are
            for `judge` to work out anew.
        judge: Gives the tier for figures.
        changes: By how much each count is moved; a count that is missing is left, and none goes below 0.

    Returns:
        One row a change: `figure`, `change`, `value` (the count after it), `tier` and `differs` from the tier as it is.
    """
    tier = judge(figures)
    moved = [
        (name, change, figures[name] + change)
        for name, several in changes.items()
        for change in several
        if name in figures and pd.notna(figures[name]) and figures[name] + change >= 0
    ]
    tiers = [judge(_with(figures, name, value)) for name, _, value in moved]
    table = pd.DataFrame(moved, columns=["figure", "change", "value"])
    return table.assign(
        tier=pd.Series(tiers, dtype=object), differs=pd.Series([one != tier for one in tiers], dtype=bool)
    )


def is_certain(nearby: pd.DataFrame) -> bool:
    """Whether no change of `tiers_nearby` changes the tier."""
    return not nearby["differs"].any()


def _estimates(y: pd.Series, n: pd.Series) -> pd.DataFrame:
    """Estimate, interval and own weight of each zone."""
    mean = y.sum() / n.sum()
    between = (n * (y / n - mean) ** 2).sum() / n.sum() - mean / n.mean()
    people_behind = n + mean / between if between > 0 else pd.Series(np.inf, index=n.index)
    own = n / people_behind
    estimate = mean + own * (y / n - mean)
    rate = people_behind.clip(upper=n.sum())
    tail = (1.0 - CONFIDENCE) / 2.0
    low, high = (gamma.ppf(share, estimate * rate, scale=1.0 / rate) for share in (tail, 1.0 - tail))
    # A gamma distribution of next to nothing is so lopsided that its mean can lie above its middle 95 %.
    values = [RATE_UNIT * estimate, RATE_UNIT * low, RATE_UNIT * np.maximum(high, estimate), own]
    return pd.DataFrame(dict(zip(_COLUMNS[1:], values, strict=True)), index=y.index)


def _with(figures: pd.Series, name: str, value: float) -> pd.Series:
    """The figures with one of them changed."""
    changed = figures.astype(object)
    changed[name] = value
    return changed


_COLUMNS: Final = ["awaiting_per_100", "estimate_per_100", "low_per_100", "high_per_100", "own_weight"]
