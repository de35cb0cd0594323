"""The four provider counts of each zone on one line."""

import datetime as dt
from typing import Any, Final

import pandas as pd
import plotly.graph_objects as go

from geo.charts.drawing import EDGE, plain, plotly_text
from geo.colours import LIGHT, MID, ORANGE
from geo.text import long_date
from geo.words.numbers import spoken

PROVIDER_STEPS: Final = (
    "providers_interested",
    "providers_awarded",
    "providers_mobilised",
    "providers_delivering",
)
"""The four counts of providers, in the order in which a provider passes through them."""

_STEP_MARKS: Final = (
    ("circle-open", EDGE, 13),
    ("square", LIGHT, 12),
    ("diamond", MID, 13),
    ("circle", ORANGE, 8),
)


def provider_steps(figures: pd.DataFrame, *, as_at: dt.date, least: int | None = None) -> go.Figure:
    """The four provider counts of each zone on one line, so that the gaps between them show.

    Args:
        figures: Zones, indexed by zone_code, with zone_name and the four counts (providers).
        as_at: Date of the figures.
        least: Fewest providers the model asks for (providers), drawn as a line.
    """
    chart = go.Figure()
    names = [plotly_text(name) for name in figures["zone_name"]]
    for step, (symbol, colour, size) in zip(PROVIDER_STEPS, _STEP_MARKS, strict=True):
        word = spoken(step.removeprefix("providers_"))
        mark: dict[str, Any] = {
            "symbol": symbol,
            "color": colour,
            "size": size,
            "line": {"width": 1.5, "color": EDGE},
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
    plain(chart, "From interest to delivery", f"providers, as at {long_date(as_at)}", len(figures))
    chart.update_xaxes(rangemode="tozero", gridcolor="rgba(128,128,128,0.25)")
    below = {"orientation": "h", "yref": "container", "y": 0, "yanchor": "bottom", "x": 0, "font": {"size": 13}}
    return chart.update_layout(showlegend=True, height=chart.layout.height + 70, margin_b=90, legend=below)
