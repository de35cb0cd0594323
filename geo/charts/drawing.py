"""What all charts share: bars, size, title, and text that Plotly shows as it is."""

import datetime as dt
import html
from typing import Final

import pandas as pd
import plotly.graph_objects as go

from geo.colours import MID, ORANGE
from geo.text import long_date
from geo.words.text import clean_text

EDGE: Final = "#87919B"
"""Outline of marks: at least 3 to 1 on the page of either theme."""
HEAD_PX: Final = 76
"""Height of title and margins (px)."""
BAR_PX: Final = 30
"""Height of one bar with its gap (px)."""


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
    names = [plotly_text(name) for name in counts.index]
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
    chart = plain(go.Figure(trace), title, f"{unit}, as at {long_date(as_at)}", len(counts))
    most = max([1, *counts.to_list()])
    chart.update_xaxes(visible=False, range=[0, most * 1.15])
    return chart.update_layout(bargap=0.35)


def plain(chart: go.Figure, title: str, below: str, rows: int) -> go.Figure:
    """Title, size and a first row at the top; no background, so that both themes suit."""
    chart.update_yaxes(autorange="reversed", title_text=None, automargin=True, ticksuffix="  ")
    return titled(chart, title, below, HEAD_PX + BAR_PX * max(rows, 2))


def titled(chart: go.Figure, title: str, below: str, height_px: int) -> go.Figure:
    """Title and size, and nothing behind the chart."""
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
        height=height_px,
        margin={"l": 8, "r": 24, "t": 60, "b": 12},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        showlegend=False,
        dragmode=False,
    )


def plotly_text(value: object) -> str:
    """Text that Plotly shows as it is: no tags, no maths."""
    return html.escape(clean_text(value), quote=False).replace("$", "&#36;")
