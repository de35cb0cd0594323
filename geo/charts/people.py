"""Charts of people and providers: how long people wait, and how providers are rated."""

import datetime as dt
from typing import Final

import pandas as pd
import plotly.graph_objects as go

from geo.charts.drawing import bars
from geo.schemas import LONG_WAIT_DAYS
from geo.schemas.codes import CQC_RATINGS
from geo.words.numbers import spoken

NOT_STATED: Final = "Not stated"

WAIT_ENDS: Final = (7, 14, 21, 28, 42, 56)
"""Upper ends of the bars of waits (days); a wait of 28 days is not yet long."""

FIRST_LONG_BAND: Final = "29 to 42 days"
"""First band of waits that count as long."""


def wait_bands(wait_days: pd.Series) -> pd.Series:
    """People still waiting, by how long.

    Args:
        wait_days: Open waits (whole days).

    Returns:
        People (count) by band, every band present, zero where nobody is.
    """
    edges = [-1, *WAIT_ENDS, float("inf")]
    starts = [0, *(end + 1 for end in WAIT_ENDS)]
    labels = [f"{start} to {end} days" for start, end in zip(starts, WAIT_ENDS, strict=False)]
    labels.append(f"Over {WAIT_ENDS[-1]} days")
    bands = pd.cut(wait_days.astype(float), edges, labels=labels)
    return bands.value_counts(sort=False).rename_axis("Open wait").rename("People")


def cqc_counts(ratings: pd.Series) -> pd.Series:
    """Providers by CQC rating, best first; a rating that nobody has is there with zero."""
    return _counts(ratings, CQC_RATINGS).rename_axis("CQC rating").rename("Providers")


def wait_bars(bands: pd.Series, *, as_at: dt.date) -> go.Figure:
    """The bands of open waits as bars, long waits in another colour.

    Args:
        bands: From `wait_bands`.
        as_at: Date of the figures.
    """
    title = f"How long so far; orange over {LONG_WAIT_DAYS} days"
    return bars(bands, title=title, unit="people", as_at=as_at, long_from=FIRST_LONG_BAND)


def _counts(values: pd.Series, known: tuple[str, ...]) -> pd.Series:
    """Rows by category, all known ones in their order, and not stated where some are missing."""
    counts = values.value_counts().reindex(known, fill_value=0)
    counts.index = pd.Index([spoken(code) for code in known])
    missing = int(values.isna().sum())
    if missing:
        counts[NOT_STATED] = missing
    return counts.astype("int64")
