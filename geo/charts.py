"""Charts as Plotly figures, each drawn from a small table that is also shown beside it."""

import datetime as dt
import html
from typing import Any, Final

import pandas as pd
import plotly.graph_objects as go

from geo.maps.colours import LIGHT, MID, ORANGE
from geo.schemas import LONG_WAIT_DAYS
from geo.schemas.codes import CQC_RATINGS, INTERIM_COVERS
from geo.words.numbers import long_date, spoken
from geo.words.text import clean_text

NOT_STATED: Final = "Not stated"

WAIT_ENDS: Final = (7, 14, 21, 28, 42, 56)
"""Upper ends of the bars of waits (days); a wait of 28 days is not yet long."""

FIRST_LONG_BAND: Final = "29 to 42 days"
"""First band of waits that count as long."""

PROVIDER_STEPS: Final = (
    "providers_interested",
    "providers_awarded",
    "providers_mobilised",
    "providers_delivering",
)
"""The four counts of providers, in the order in which a provider passes through them."""

_EDGE: Final = "#87919B"
"""Outline of marks: seen on a white and on a dark page."""
_STEP_MARKS: Final = (
    ("circle-open", _EDGE, 13),
    ("square", LIGHT, 12),
    ("diamond", MID, 13),
    ("circle", ORANGE, 8),
)
_HEAD_PX: Final = 76
"""Height of title and margins (px)."""
_BAR_PX: Final = 30
"""Height of one bar with its gap (px)."""


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


def bars(counts: pd.Series, *, title: str, unit: str, as_at: dt.date, long_from: str | None = None) -> go.Figure:
    """Lying bars with their numbers.

    Args:
        counts: Count by category, in the order to show.
        title: What is counted.
        unit: Unit of the counts.
        as_at: Date of the figures.
        long_from: Category from which on bars are orange, such as the first band of long waits.

    Returns:
        A chart without grid or menu, its numbers at the bars.
    """
    names = [_plotly_text(name) for name in counts.index]
    first = list(counts.index).index(long_from) if long_from in counts.index else len(counts)
    fills = [MID if place < first else ORANGE for place in range(len(counts))]
    trace = go.Bar(
        x=counts.tolist(),
        y=names,
        orientation="h",
        marker_color=fills,
        text=[f"{count:,}" for count in counts],
        textposition="outside",
        cliponaxis=False,
        hovertemplate="%{y}: %{x} " + unit + "<extra></extra>",
    )
    chart = _plain(go.Figure(trace), title, f"{unit}, as at {long_date(as_at)}", len(counts))
    most = max([1, *counts.to_list()])
    chart.update_xaxes(visible=False, range=[0, most * 1.15])
    return chart.update_layout(bargap=0.35)


def provider_steps(figures: pd.DataFrame, *, as_at: dt.date, least: int | None = None) -> go.Figure:
    """The four provider counts of each zone on one line, so that the gaps between them show.

    Args:
        figures: Zones, indexed by zone_code, with zone_name and the four counts (providers).
        as_at: Date of the figures.
        least: Fewest providers the model asks for (providers), drawn as a line.
    """
    chart = go.Figure()
    names = [_plotly_text(name) for name in figures["zone_name"]]
    for step, (symbol, colour, size) in zip(PROVIDER_STEPS, _STEP_MARKS, strict=True):
        word = spoken(step.removeprefix("providers_"))
        mark: dict[str, Any] = {
            "symbol": symbol,
            "color": colour,
            "size": size,
            "line": {"width": 1.5, "color": colour},
        }
        counts = pd.to_numeric(figures[step]).astype(float)
        hover = "%{y}, " + word.lower() + ": %{x} providers<extra></extra>"
        chart.add_scatter(x=counts, y=names, mode="markers", name=word, marker=mark, hovertemplate=hover)
    if least is not None:
        chart.add_vline(
            x=least,
            line_dash="dot",
            line_color=ORANGE,
            annotation_text=f"rule: {least}",
            annotation_position="bottom right",
        )
    _plain(chart, "From interest to delivery", f"providers, as at {long_date(as_at)}", len(figures))
    chart.update_xaxes(rangemode="tozero", gridcolor="rgba(128,128,128,0.25)")
    below = {"orientation": "h", "yref": "container", "y": 0, "yanchor": "bottom", "x": 0, "font": {"size": 13}}
    return chart.update_layout(showlegend=True, height=chart.layout.height + 70, margin_b=90, legend=below)


def _counts(values: pd.Series, known: tuple[str, ...]) -> pd.Series:
    """Rows by category, all known ones in their order, and not stated where some are missing."""
    counts = values.value_counts().reindex(known, fill_value=0)
    counts.index = pd.Index([spoken(code) for code in known])
    missing = int(values.isna().sum())
    if missing:
        counts[NOT_STATED] = missing
    return counts.astype("int64")


def _plain(chart: go.Figure, title: str, below: str, rows: int) -> go.Figure:
    """Title, size and a first row at the top; no background, so that both themes suit."""
    chart.update_yaxes(autorange="reversed", title_text=None, automargin=True, ticksuffix="  ")
    return chart.update_layout(
        title={
            "text": title,
            "subtitle": {"text": below[:1].upper() + below[1:], "font": {"size": 13}},
            "font": {"size": 14.5},
            "x": 0,
            "xanchor": "left",
            "y": 1,
            "yanchor": "top",
            "pad": {"t": 4},
        },
        height=_HEAD_PX + _BAR_PX * max(rows, 2),
        margin={"l": 8, "r": 24, "t": 60, "b": 12},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        showlegend=False,
        dragmode=False,
    )


def _spoken(code: str) -> str:
    """A reason as words."""
    return spoken(clean_text(code))


def _plotly_text(value: object) -> str:
    """Text that Plotly shows as it is: no tags, no maths."""
    return html.escape(clean_text(value), quote=False).replace("$", "&#36;")
