"""How many people are still waiting after so many days: the Kaplan-Meier curve."""

from typing import Any, Final

import pandas as pd
import plotly.graph_objects as go

from geo.charts.drawing import EDGE, plain, plotly_text
from geo.colours import MID

CHART_PX: Final = 380
"""Height of a chart with axes and legend (px)."""
MOST_DAYS: Final = 120
"""The axis ends here at the latest (days); few are followed longer."""

_BAND: Final = "rgba(32,115,188,0.22)"
_GRID: Final = "rgba(128,128,128,0.25)"


def waiting_curve(
    curve: pd.DataFrame, *, name: str, whole: pd.DataFrame | None = None, whole_name: str = "", below: str
) -> go.Figure:
    """Share of people still waiting by days since they began to wait, with its band, against all zones.

    Args:
        curve: From `metrics.survival.still_waiting`, of the place.
        name: The place.
        whole: The same of all zones, where the place is one of them.
        whole_name: What all zones are called.
        below: What is followed, and until which day.
    """
    chart, safe = go.Figure(), plotly_text(name)
    steps = _from_start(curve)
    edge: dict[str, Any] = {"mode": "lines", "line": {"width": 1, "color": EDGE, "shape": "hv"}, "hoverinfo": "skip"}
    chart.add_scatter(x=steps["days"], y=steps["high_pct"], showlegend=False, **edge)
    band = {"fill": "tonexty", "fillcolor": _BAND, "name": "95 % interval"}
    chart.add_scatter(x=steps["days"], y=steps["low_pct"], **band, **edge)
    _line(chart, steps, safe, {"color": MID, "width": 2.8, "shape": "hv"})
    if whole is not None:
        _line(
            chart,
            _from_start(whole),
            plotly_text(whole_name),
            {"color": EDGE, "width": 2, "dash": "dash", "shape": "hv"},
        )
    chart.add_hline(y=50, line_dash="dot", line_color=EDGE, line_width=1)
    plain(chart, "Share of people still waiting", plotly_text(below), 0)
    end = min(MOST_DAYS, max(float(part["days"].max()) for part in (curve, whole) if part is not None))
    chart.update_yaxes(autorange=False, range=[0, 102], ticksuffix=" % ", gridcolor=_GRID, zeroline=False)
    chart.update_xaxes(range=[0, end], ticksuffix=" days", showgrid=False)
    beneath = {"orientation": "h", "yref": "container", "y": 0, "yanchor": "bottom", "x": 0, "font": {"size": 13}}
    return chart.update_layout(showlegend=True, legend=beneath, height=CHART_PX, margin_b=76)


def _from_start(curve: pd.DataFrame) -> pd.DataFrame:
    """The curve from day 0, when all are waiting; before anyone is sourced and after all are the band is the line."""
    start = pd.DataFrame({"days": [0], "share_waiting_pct": [100.0], "low_pct": [100.0], "high_pct": [100.0]})
    steps = pd.concat([start, curve[list(start)]], ignore_index=True)
    share = steps["share_waiting_pct"]
    return steps.assign(low_pct=steps["low_pct"].fillna(share), high_pct=steps["high_pct"].fillna(share))


def _line(chart: go.Figure, steps: pd.DataFrame, name: str, line: dict[str, Any]) -> None:
    """One curve."""
    hover = f"{name}: " + "%{y:.1f} % still waiting after %{x} days<extra></extra>"
    chart.add_scatter(
        x=steps["days"], y=steps["share_waiting_pct"], name=name, mode="lines", line=line, hovertemplate=hover
    )
