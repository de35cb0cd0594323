"""Charts of people: how long they wait and why, how providers are rated, and where care passes to."""

import datetime as dt
from typing import Final

import pandas as pd
import plotly.graph_objects as go

from geo.charts.drawing import bars
from geo.schemas import LONG_WAIT_DAYS
from geo.schemas.codes import CQC_RATINGS, INTERIM_COVERS
from geo.words.numbers import spoken
from geo.words.text import clean_text

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


def reason_counts(reasons: pd.Series) -> pd.Series:
    """People still waiting, by reason; one with several reasons counts once in each.

    Args:
        reasons: Reasons with `;` between, missing where none is stated.
    """
    stated = reasons.dropna().str.split(";").explode().str.strip()
    counts = stated[stated != ""].map(_spoken).value_counts()
    counts[NOT_STATED] = int((reasons.fillna("").str.strip(" ;") == "").sum())
    return counts.rename_axis("Reason").rename("People").astype("int64")


def cover_counts(covers: pd.Series) -> pd.Series:
    """People still waiting, by how their needs are met meanwhile; every kind is present."""
    return _counts(covers, INTERIM_COVERS).rename_axis("Interim cover").rename("People")


def cqc_counts(ratings: pd.Series) -> pd.Series:
    """Providers by CQC rating, best first; a rating that nobody has is there with zero."""
    return _counts(ratings, CQC_RATINGS).rename_axis("CQC rating").rename("Providers")


def wait_reasons(waits: pd.DataFrame) -> list[tuple[pd.Series, str]]:
    """Counts of people still waiting by reason and by interim cover, each with its title.

    Args:
        waits: Open waits; a column the council does not have is left out, and all are where nobody waits.
    """
    drawn = []
    if "reasons" in waits and len(waits):
        drawn.append((reason_counts(waits["reasons"]), "Why no provider was found"))
    if "interim_cover" in waits and len(waits):
        drawn.append((cover_counts(waits["interim_cover"]), "How needs are met meanwhile"))
    return drawn


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


def _spoken(code: str) -> str:
    """A reason as words."""
    return spoken(clean_text(code))
