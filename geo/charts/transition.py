"""Where care passes to, week by week."""

import pandas as pd
import plotly.graph_objects as go

from geo.charts.drawing import EDGE, plain
from geo.colours import GREY, LIGHT, MID, ORANGE
from geo.metrics.transitions import STATUSES
from geo.words.transition import STATUS_WORDS

_FILLS = (MID, ORANGE, LIGHT, GREY)


def transition_chart(weeks: pd.DataFrame) -> go.Figure:
    """People by destination as at each week, as stacked bars whose whole is everybody who transfers.

    Args:
        weeks: From `metrics.transitions.transition_weeks`.
    """
    chart, edge = go.Figure(), {"color": EDGE, "width": 1.5}
    days = [f"{day.day} {day:%b}" for day in weeks.index]
    for status, fill in zip(STATUSES, _FILLS, strict=True):
        word = STATUS_WORDS[status]
        hover = "%{x}, " + word.lower() + ": %{y:,} people<extra></extra>"
        chart.add_bar(x=days, y=weeks[status], name=word, marker={"color": fill, "line": edge}, hovertemplate=hover)
    plain(chart, "Where care passes to", "people, as it was known on each day", 8)
    chart.update_yaxes(autorange=True, rangemode="tozero", gridcolor="rgba(128,128,128,0.25)", ticksuffix="")
    chart.update_xaxes(type="category", tickangle=-45)
    below = {"orientation": "h", "yref": "container", "y": 0, "yanchor": "bottom", "x": 0, "font": {"size": 13}}
    return chart.update_layout(barmode="stack", showlegend=True, legend=below, margin_b=110, height=400, bargap=0.25)
