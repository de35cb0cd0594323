"""What small numbers can say: rates of zones, drawn towards that of all zones where a zone has few people."""

from typing import Final

import numpy as np
import pandas as pd

RATE_UNIT: Final = 100.0
"""People receiving care to which the people waiting are related (people)."""

FEWEST_ZONES: Final = 3
"""Zones with people receiving care that there must be (count): from fewer, zones cannot be seen to differ."""


def awaiting_per_100(people_awaiting: pd.Series, people_receiving: pd.Series) -> pd.DataFrame:
    """People waiting for every 100 receiving care, as counted and as estimated with what all zones say.

    Formulas: m = sum y / sum n and the variance between zones A = sum n (y/n - m)^2 / sum n - m / mean n, at least 0.
    The rate of a zone is taken as gamma with mean m and variance A, its count as Poisson; the estimate is the mean of
    what follows, (y + m^2 / A) / (n + m / A), which is Marshall's global one. A zone of few people moves far towards m,
    one of many hardly. Where zones differ no more than chance makes them, A is 0 and every zone has the rate of all.

    Args:
        people_awaiting: People waiting (y, count) by zone.
        people_receiving: People receiving care (n, count) by zone, on the same index; zones only, without the rows
            of people outside and unlocated.

    Returns:
        On the index: `awaiting_per_100` as counted, `estimate_per_100` (people), and `own_weight` (0 to 1: how much of
        the estimate is the zone's own count). Missing where either count is or nobody receives care there; all but the
        first with fewer than `FEWEST_ZONES` zones or nobody waiting.

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


def _estimates(y: pd.Series, n: pd.Series) -> pd.DataFrame:
    """Estimate and own weight of each zone."""
    mean = y.sum() / n.sum()
    between = (n * (y / n - mean) ** 2).sum() / n.sum() - mean / n.mean()
    people_behind = n + mean / between if between > 0 else pd.Series(np.inf, index=n.index)
    own = n / people_behind
    return pd.DataFrame({"estimate_per_100": RATE_UNIT * (mean + own * (y / n - mean)), "own_weight": own})


_COLUMNS: Final = ["awaiting_per_100", "estimate_per_100", "own_weight"]
