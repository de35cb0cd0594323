"""Who is within reach of care, minute by minute."""

from typing import Final

import pandas as pd
import plotly.graph_objects as go

from geo.charts.drawing import plain
from geo.colours import MID, ORANGE, TEAL
from geo.text import counted

CHART_PX: Final = 360
"""Height of a chart with axes and legend (px)."""
FEWEST_MINUTES: Final = 10
"""The axis ends no earlier (minutes)."""

_GRID: Final = "rgba(128,128,128,0.25)"
_LINES: Final = ((MID, "solid"), (ORANGE, "dash"), (TEAL, "dot"))


def coverage_chart(curve: pd.DataFrame, *, below: str) -> go.Figure:
    """Share of people within reach of one, two and three providers, by minutes; it ends where nothing more is gained.

    Args:
        curve: From `metrics.reach.coverage_curve`.
        below: What it is per cent of.
    """
    chart = go.Figure()
    for (colour, dash), providers in zip(_LINES, curve, strict=True):
        name = counted(int(providers), "provider")
        hover = "%{y:.1f} % within %{x} minutes of " + name + "<extra></extra>"
        line = {"color": colour, "dash": dash, "width": 2.5}
        chart.add_scatter(x=curve.index, y=curve[providers], name=name, line=line, mode="lines", hovertemplate=hover)
    plain(chart, "Within reach, minute by minute", below, 0)
    chart.update_yaxes(autorange=False, range=[0, 102], ticksuffix=" % ", gridcolor=_GRID, zeroline=False)
    chart.update_xaxes(range=[0, _end_of(curve)], ticksuffix=" min", showgrid=False)
    beneath = {"orientation": "h", "yref": "container", "y": 0, "yanchor": "bottom", "x": 0, "font": {"size": 13}}
    return chart.update_layout(showlegend=True, legend=beneath, height=CHART_PX, margin_b=76)


def _end_of(curve: pd.DataFrame) -> int:
    """The first round number of minutes from which every curve stays as it is."""
    still_rises = (curve.round(1) < curve.round(1).iloc[-1]).any(axis=1)
    last = int(curve.index[still_rises][-1]) + 1 if still_rises.any() else 0
    return max(FEWEST_MINUTES, -(-last // 10) * 10)
