"""How far chance alone may move a count or a share: intervals, and whether two counts differ by more than chance.

Counts of a zone are small, so that each method is exact or made for small numbers. Source: Office for Health
Improvement and Disparities, Public health technical guidance (once APHO Technical Briefing 3): the exact method for
small counts and the Wilson score method for shares.
"""

from statistics import NormalDist
from typing import Final

import numpy as np
import pandas as pd

CONFIDENCE: Final = 0.95
"""Confidence of the intervals (share). Source: the customer; the usual one in public health."""

CHANCE_P: Final = 0.05
"""A change that is at least this probable by chance is within chance (share). Source: the customer."""

_LOW: Final = (1.0 - CONFIDENCE) / 2.0
_HIGH: Final = 1.0 - _LOW
NORMAL_Z: Final = NormalDist().inv_cdf(_HIGH)
"""Standard deviations that `CONFIDENCE` reaches to either side of a normal mean (1.96)."""


def poisson_interval(counts: pd.Series) -> pd.DataFrame:
    """Exact 95 % interval of the expected count behind each count.

    Formulas: lower = chi2(0.025; 2 count) / 2, and 0 for a count of 0; upper = chi2(0.975; 2 count + 2) / 2.

    Args:
        counts: Counts (whole numbers).

    Returns:
        `lower` and `upper` in the unit of the counts, on their index; missing where the count is.

    Raises:
        ValueError: A count is negative or not whole.

    Source: F. Garwood, Fiducial limits for the Poisson distribution, Biometrika 28 (1936) 437-442.
    """
    from scipy.special import gammaincinv  # noqa: PLC0415 - slow to load; chi2(p; 2 a) / 2 is its inverse at a

    known = _counts(counts)
    lower = pd.Series(gammaincinv(known.where(known > 0), _LOW), index=counts.index).mask(known == 0, 0.0)
    return pd.DataFrame({"lower": lower, "upper": gammaincinv(known + 1.0, _HIGH)})


def wilson_interval(part: pd.Series, whole: pd.Series) -> pd.DataFrame:
    """95 % interval of the share that a part of a whole comes from, by Wilson's score method.

    Formula: (2 part + z^2 -/+ z sqrt(z^2 + 4 part (1 - part / whole))) / (2 (whole + z^2)), z = 1.96; in per cent.

    Args:
        part: Those that count (whole numbers).
        whole: All of them (whole numbers), on the same index.

    Returns:
        `lower_pct` and `upper_pct` (%) on the index of the part; missing where the whole is 0 or either is missing.

    Raises:
        ValueError: A count is negative or not whole, or a part is greater than its whole.

    Source: E. B. Wilson, Probable inference, the law of succession, and statistical inference, J. Am. Stat. Assoc. 22
    (1927) 209-212; R. G. Newcombe, Two-sided confidence intervals for the single proportion, Statistics in Medicine 17
    (1998) 857-872.
    """
    some, every = _counts(part), _counts(whole.reindex(part.index))
    if (some > every).any():
        raise ValueError(f"{part.name}: a part is greater than its whole")
    z = NORMAL_Z
    middle, spread = 2.0 * some + z**2, z * np.sqrt(z**2 + 4.0 * some * (1.0 - some / every))
    scale = 100.0 / (2.0 * (every + z**2))
    ends = {"lower_pct": (middle - spread) * scale, "upper_pct": (middle + spread) * scale}
    return pd.DataFrame(ends).clip(0.0, 100.0)


def chance_p(before: pd.Series, after: pd.Series) -> pd.Series:
    """How probable a change at least as great is between two counts of equal length that expect the same.

    Formula: given their sum n, the smaller is binomial(n, 1/2); p = min(1, 2 P(X <= smaller)), the two-sided exact
    conditional test. It takes the two counts as independent: where the same people stand in both, as in the open
    waits of two weeks, it is cautious and calls too much chance.

    Args:
        before: Counts (whole numbers).
        after: Counts of a period of the same length, on the same index.

    Returns:
        Probability (share) on the index of `before`; 1 where both are 0, missing where either is.

    Raises:
        ValueError: A count is negative or not whole.

    Source: J. Przyborowski and H. Wilenski (1940), the C-test in K. Krishnamoorthy and J. Thomson, A more powerful test
    for comparing two Poisson means, J. Stat. Plan. Inference 119 (2004) 23-35.
    """
    from scipy.special import betainc  # noqa: PLC0415 - slow to load; P(X <= k) of n halves is its value at 1/2

    one, other = _counts(before), _counts(after.reindex(before.index))
    smaller, greater = np.minimum(one, other), np.maximum(one, other)
    tail = 2.0 * betainc(np.maximum(greater, 1.0), smaller + 1.0, 0.5)  # of nobody at all, 1 as it must be
    return pd.Series(np.minimum(tail, 1.0), index=before.index, name="chance_p")


def is_within_chance(before: pd.Series, after: pd.Series) -> pd.Series:
    """Whether the change between two counts is within chance: `chance_p` is at least `CHANCE_P`; missing as there."""
    p = chance_p(before, after)
    return (p >= CHANCE_P).astype("boolean").mask(p.isna()).rename("is_within_chance")


def _counts(values: pd.Series) -> pd.Series:
    """Counts as floats, missing ones as NaN."""
    known = pd.Series(pd.to_numeric(values).to_numpy("float64", na_value=np.nan), index=values.index)
    if ((known < 0) | (known % 1 > 0)).any():
        raise ValueError(f"{values.name}: a count is negative or not whole")
    return known
