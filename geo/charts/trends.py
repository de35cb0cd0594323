"""Weekly figures with mean, limits and signals: one chart, or a small one for each zone."""

import datetime as dt
import math
from collections.abc import Mapping
from itertools import pairwise
from typing import Any, Final

import pandas as pd
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from geo.charts.drawing import EDGE, HEAD_PX, plotly_text, titled
from geo.colours import MID, ORANGE
from geo.metrics.xmr import trend_lengths
from geo.text import long_date
from geo.words.numbers import spoken
from geo.words.text import clean_text
from geo.words.trends import week_words

SIGNAL_SHAPES: Final = {"outside": "diamond", "run": "square", "trend": "triangle-up", "near limit": "cross"}
"""Shape of each signal, all of them orange; the points of a fall are triangles that point down."""

MOST_COLUMNS: Final = 3
"""Most panels beside each other (count)."""

CHART_PX: Final = 300
PANEL_PX: Final = 150
PANEL_GAP_PX: Final = 62
LEGEND_PX: Final = 92
"""Heights of a chart, of a panel, between panels, and of dates and legend below (px)."""

_NAME_CHARACTERS: Final = 28
"""Longest name over a panel or beside a step change (characters): three panels fit a small screen."""

_GRID: Final = "rgba(128,128,128,0.25)"


def xmr_chart(
    table: pd.DataFrame, *, title: str, unit: str, as_at: dt.date, steps: Mapping[dt.date, str] | None = None
) -> go.Figure:
    """Weekly values as a line with points, its mean and limits, and the points that are signals.

    Args:
        table: From `metrics.xmr.xmr`.
        title: What is measured.
        unit: Unit of the values.
        as_at: Date of the figures.
        steps: Names of the step changes by date; one without a name is drawn at the first week of its segment.

    Returns:
        A chart in which a missing week is a gap, mean and limits begin anew at each step change, and a signal has a
        shape, a colour and, in the hover text and the legend, its word.
    """
    chart = go.Figure({"data": _traces(table, unit, 0, set()), "layout": _axes({"xaxis": {}, "yaxis": {}}, {})})
    for day, name in _step_lines(table, steps or {}):
        _draw_step(chart, table, day, name)
    return _dressed(chart, title, unit, as_at, CHART_PX)


def small_multiples(
    tables: Mapping[str, pd.DataFrame],
    *,
    unit: str,
    as_at: dt.date,
    title: str = "Week by week",
    same_scale: bool = True,
) -> go.Figure:
    """A small chart for each zone, at most `MOST_COLUMNS` beside each other, over the same dates.

    Args:
        tables: From `metrics.xmr.xmr`, by the name of the zone, in the order to show.
        unit: Unit of the values.
        as_at: Date of the figures.
        title: What is measured.
        same_scale: Whether all panels have the same scale, so that zones can be compared; otherwise each has its own,
            so that the ups and downs of a small zone can be seen.

    Returns:
        A chart that grows with the rows of panels; each panel as in `xmr_chart`, step changes without their names.
    """
    columns = max(1, min(MOST_COLUMNS, len(tables)))
    rows = max(1, math.ceil(len(tables) / columns))
    height = rows * PANEL_PX + (rows - 1) * PANEL_GAP_PX
    names = [plotly_text(clean_text(name, most=_NAME_CHARACTERS)) for name in tables]
    gap = PANEL_GAP_PX / height
    layout = make_subplots(rows, columns, subplot_titles=names, vertical_spacing=gap, horizontal_spacing=0.07)
    down = {"nticks": 5, "matches": "y"} if same_scale else {"nticks": 5}
    more: dict[str, dict[str, Any]] = {"xaxis": {"nticks": 4, "matches": "x"}, "yaxis": down}
    axes = _axes(layout.to_dict()["layout"], more)
    traces: list[dict[str, Any]] = []
    explained: set[str] = set()
    for place, table in enumerate(tables.values()):
        traces += _traces(table, unit, place, explained, (4, 7))
        axes["shapes"] += [_step_shape(day, place) for day, _ in _step_lines(table, {})]
    chart = go.Figure({"data": traces, "layout": axes}).update_annotations(font_size=13)
    return _dressed(chart, title, unit, as_at, height).update_layout(margin_t=HEAD_PX + 14)


def _axes(layout: dict[str, Any], more: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """A layout with axes as charts by week have them; a figure is made of it all at once, which takes half as long."""
    style = {
        "xaxis": {"type": "date", "tickformat": "%-d %b\n%Y", "showgrid": False},
        "yaxis": {"autorange": True, "automargin": True, "gridcolor": _GRID, "zeroline": False, "ticksuffix": " "},
    }
    axes = {
        name: axis | style[name[:5]] | dict(more.get(name[:5], {}))
        for name, axis in layout.items()
        if name[:5] in style
    }
    return layout | axes | {"shapes": []}


def _step_shape(day: dt.date, place: int) -> dict[str, Any]:
    """The line of a step change in a panel."""
    number = _number(place)
    line = {"color": EDGE, "dash": "dot"}
    return {
        "type": "line",
        "x0": day.isoformat(),
        "x1": day.isoformat(),
        "y0": 0,
        "y1": 1,
        "xref": f"x{number}",
        "yref": f"y{number} domain",
        "line": line,
    }


def _number(place: int) -> str:
    """What stands behind `x` and `y` of a panel's axes: nothing for the first."""
    return "" if place == 0 else str(place + 1)


def _traces(
    table: pd.DataFrame, unit: str, place: int, explained: set[str], sizes_px: tuple[int, int] = (6, 11)
) -> list[dict[str, Any]]:
    """Lines and points of one table in one panel; what stands in the legend already is not put there again."""
    found: list[dict[str, Any]] = []
    axes = {"type": "scatter", "xaxis": f"x{_number(place)}", "yaxis": f"y{_number(place)}", "hoverinfo": "skip"}

    def add(name: str, values: pd.Series, **style: Any) -> None:
        days = [day.isoformat() for day in values.index]
        known = {"name": name, "legendgroup": name, "showlegend": name not in explained}
        explained.add(name)
        found.append(axes | known | {"x": days, "y": values.tolist()} | style)

    for _, segment in table.groupby("segment"):
        for column, dash in (("mean", "solid"), ("upper_limit", "dash"), ("lower_limit", "dash")):
            if segment[column].notna().any():
                line = {"color": EDGE, "width": 1.5, "dash": dash}
                add("Mean" if column == "mean" else "Limits", segment[column], mode="lines", line=line)
    texts = week_words(table, unit).map(plotly_text)
    style = {"line": {"color": MID, "width": 2}, "marker": {"color": MID, "size": sizes_px[0]}, "connectgaps": False}
    add("Each week", table["value"], mode="lines+markers", hovertext=texts.tolist(), hoverinfo="text", **style)
    shapes = _shapes(table)
    for signal in SIGNAL_SHAPES:
        values = table["value"][table["signal"] == signal]
        if len(values):
            mark = {"color": ORANGE, "size": sizes_px[1], "symbol": shapes[values.index].tolist()}
            hover = {"hovertext": texts[values.index].tolist(), "hoverinfo": "text"}
            add(spoken(signal), values, mode="markers", marker=mark, **hover)
    return found


def _shapes(table: pd.DataFrame) -> pd.Series:
    """Shape of the point of each week that is a signal; the triangles point the way the figure goes."""
    shapes = table["signal"].map(SIGNAL_SHAPES).astype(object)
    trend = table["signal"] == "trend"
    return shapes.mask(trend & (trend_lengths(table) < 0), "triangle-down") if trend.any() else shapes


def _step_lines(table: pd.DataFrame, steps: Mapping[dt.date, str]) -> list[tuple[dt.date, str]]:
    """Day and name of each step change in the table."""
    starts = table.index[table["segment"].diff() > 0]
    ends = [before for before, after in pairwise(table.index) if after in starts]
    found = []
    for end, start in zip(ends, starts, strict=True):
        named = {day: steps[day] for day in sorted(steps) if end < day <= start}
        found += list((named or {start: "Step change"}).items())
    return found


def _draw_step(chart: go.Figure, table: pd.DataFrame, day: dt.date, name: str) -> None:
    """A named line, its name on the side with more room."""
    is_late = (day - table.index[0]) * 2 > table.index[-1] - table.index[0]
    chart.add_vline(x=day.isoformat(), line_dash="dot", line_color=EDGE)
    chart.add_annotation(
        x=day.isoformat(),
        y=1,
        yref="paper",
        yanchor="bottom",
        xanchor="right" if is_late else "left",
        text=plotly_text(clean_text(name, most=_NAME_CHARACTERS)),
        showarrow=False,
        font_size=12,
    )


def _dressed(chart: go.Figure, title: str, unit: str, as_at: dt.date, height: int) -> go.Figure:
    """Title, legend and size."""
    titled(chart, plotly_text(title), f"{plotly_text(unit)}, as at {long_date(as_at)}", HEAD_PX + height + LEGEND_PX)
    below = {"orientation": "h", "yref": "container", "y": 0, "yanchor": "bottom", "x": 0, "font": {"size": 13}}
    margins = {"margin_t": HEAD_PX, "margin_b": LEGEND_PX}
    return chart.update_layout(showlegend=True, legend=below, hovermode="closest", **margins)
