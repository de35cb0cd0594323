"""Contrast of text and marks in both themes, and classes that every eye tells apart, from the colours themselves."""

import datetime as dt
import re
import tomllib
from collections.abc import Iterator
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import pytest
from seen_colours import SIGHT, distance

from geo import charts, colours
from geo.colours import GREY, PAPER, SEQUENCES, TIER_FILLS, contrast, ink_on
from geo.maps import minutes_classes, outcome_classes
from geo.maps.faults import FAULT_FILLS
from geo.metrics.transitions import STATUSES
from geo.metrics.xmr import xmr
from geo.words import html_table
from pages.common import show, style

ROOT = Path(__file__).resolve().parents[2]
THEMES = tomllib.loads((ROOT / ".streamlit/config.toml").read_text(encoding="utf-8"))["theme"]
BOTH = ("light", "dark")
TEXT, GRAPHIC = 4.5, 3.0
"""Least contrast of text and of what must be seen to understand (WCAG 2.2, 1.4.3 and 1.4.11)."""
APART = 10.0
"""Least distance of two classes of one map or chart (CIELAB)."""
MARKED_APART = 6.0
"""The same from a class that has a pattern or a word on the map besides: no data, nobody waiting."""

DAY = dt.date(2022, 9, 5)
PAIR = r"light-dark\((#[0-9A-Fa-f]{6}),(#[0-9A-Fa-f]{6})\)"


def grounds(theme: str) -> list[str]:
    """The grounds of a page, of its boxes and of its sidebar."""
    own = THEMES[theme]
    return [own["backgroundColor"], own["secondaryBackgroundColor"], own["sidebar"]["backgroundColor"]]


def page_of(theme: str) -> str:
    return str(THEMES[theme]["backgroundColor"])


def drawn() -> dict[str, go.Figure]:
    """One chart of each kind."""
    zones = pd.DataFrame({"zone_name": ["A"], **{step: [2] for step in charts.PROVIDER_STEPS}})
    reach = pd.DataFrame({1: [0.0, 90.0], 2: [0.0, 60.0], 3: [0.0, 30.0]})
    curve = pd.DataFrame({"days": [4], "share_waiting_pct": [60.0], "low_pct": [40.0], "high_pct": [80.0]})
    weeks = pd.DataFrame({status: [1] for status in STATUSES}, index=[DAY])
    series = xmr(pd.Series([9.0, 11.0] * 6 + [19.0], index=[DAY + dt.timedelta(weeks=n) for n in range(13)]), [])
    return {
        "bars": charts.wait_bars(charts.wait_bands(pd.Series([1, 40])), as_at=DAY),
        "provider steps": charts.provider_steps(zones, as_at=DAY, least=2),
        "coverage": charts.coverage_chart(reach, below="people"),
        "curve": charts.waiting_curve(curve, name="A", whole=curve, whole_name="All", below="waits"),
        "transition": charts.transition_chart(weeks),
        "trend": charts.xmr_chart(series, title="People", unit="people", as_at=DAY),
        "trends": charts.small_multiples({"A": series}, unit="people", as_at=DAY),
    }


def marks(trace: Any) -> Iterator[tuple[str, ...]]:
    """The colours by which each mark of a trace is seen: its fill and its edge."""
    mode = trace.mode if trace.type == "scatter" else "markers"
    if "lines" in mode and trace.line.color:
        yield (trace.line.color,)
    if "markers" in mode:
        fill = trace.marker.color
        edge = trace.marker.line.color
        for one in fill if isinstance(fill, tuple) else [fill]:
            yield (one, edge) if edge else (one,)


# Text


@pytest.mark.parametrize("theme", BOTH)
@pytest.mark.parametrize("name", ["textColor", "linkColor", "primaryColor"])
def test_text_and_links_are_read_on_every_ground(theme: str, name: str) -> None:
    assert min(contrast(THEMES[theme][name], ground) for ground in grounds(theme)) >= TEXT


@pytest.mark.parametrize("theme", BOTH)
@pytest.mark.parametrize("name", ["violetColor", "orangeColor", "blueColor", "grayColor"])
def test_the_colours_of_badges_are_read_on_the_page(theme: str, name: str) -> None:
    assert contrast(THEMES[theme][name], page_of(theme)) >= TEXT


@pytest.mark.parametrize("place", [0, 1], ids=BOTH)
def test_badges_of_tables_are_read(place: int) -> None:
    found = re.findall(rf"\.cz-(\w+){{color:{PAIR};background:{PAIR}}}", html_table.STYLE)
    assert {name for name, *_ in found} == set(show.TIER_BADGES)
    assert min(contrast(pair[place], pair[2 + place]) for _, *pair in found) >= TEXT


@pytest.mark.parametrize("place", [0, 1], ids=BOTH)
def test_heads_of_tables_are_read(place: int) -> None:
    heads = re.findall(rf"thead th{{[^}}]*color:{PAIR}", html_table.STYLE)
    assert len(heads) == 1
    assert contrast(heads[0][place], page_of(BOTH[place])) >= TEXT


@pytest.mark.parametrize("theme", BOTH)
def test_text_of_charts_is_read(theme: str) -> None:
    assert contrast(show.TICK_INK[theme], page_of(theme)) >= 7


@pytest.mark.parametrize("fill", sorted({*TIER_FILLS, *SEQUENCES[5], *SEQUENCES[3], GREY, PAPER, colours.ORANGE}))
def test_text_on_every_fill_of_a_map_is_read(fill: str) -> None:
    assert contrast(fill, ink_on(fill)) >= TEXT


# Marks


@pytest.mark.parametrize("theme", BOTH)
def test_the_ring_of_what_has_the_focus_is_seen(theme: str) -> None:
    ring = style.FOCUS[BOTH.index(theme)]
    assert f"outline:3px solid light-dark({','.join(style.FOCUS)})" in style.STYLE
    assert min(contrast(ring, ground) for ground in grounds(theme)) >= GRAPHIC


@pytest.mark.parametrize("theme", BOTH)
@pytest.mark.parametrize("name", drawn())
def test_every_mark_of_a_chart_is_seen(theme: str, name: str) -> None:
    found = [colours for trace in drawn()[name].data for colours in marks(trace)]
    assert found
    faint = [seen for seen in found if max(contrast(one, page_of(theme)) for one in seen) < GRAPHIC]
    assert faint == []


@pytest.mark.parametrize("fill", sorted({*TIER_FILLS, *SEQUENCES[5], *SEQUENCES[3], GREY, PAPER, colours.ORANGE}))
def test_the_lines_between_zones_are_seen_on_every_fill(fill: str) -> None:
    script = (ROOT / "geo/maps/browser/map.js").read_text(encoding="utf-8")
    lines = re.findall(r"edges\(0\.9, '(#\w{6})'\)", script) + re.findall(r"color: '(#\w{6})', weight: 2\.6", script)
    assert len(lines) == 2
    assert max(contrast(fill, line) for line in lines) >= GRAPHIC


@pytest.mark.parametrize("theme", BOTH)
def test_a_swatch_of_the_key_has_an_edge_that_is_seen(theme: str) -> None:
    assert contrast(colours.STONE, page_of(theme)) >= GRAPHIC


# Classes


@pytest.mark.parametrize("sight", SIGHT)
@pytest.mark.parametrize(
    "fills",
    [
        TIER_FILLS,
        *(fills for steps, fills in SEQUENCES.items() if steps > 1),
        tuple(FAULT_FILLS.values()),
        tuple(band.fill for band in minutes_classes(pd.Series([1.0])).bands),
        tuple(band.fill for band in outcome_classes(pd.Series(["fail", "pass", None])).bands),
    ],
    ids=lambda fills: f"{len(fills)} from {fills[0]}",
)
def test_any_two_classes_of_a_map_differ_to_every_eye(fills: tuple[str, ...], sight: str) -> None:
    assert min(distance(a, b, sight) for a, b in combinations(fills, 2)) >= APART


@pytest.mark.parametrize("sight", SIGHT)
@pytest.mark.parametrize("extra", [GREY, PAPER], ids=["no data", "nobody waiting"])
def test_a_class_with_a_pattern_or_a_word_differs_too(extra: str, sight: str) -> None:
    assert min(distance(extra, fill, sight) for fill in {*TIER_FILLS, *SEQUENCES[5]}) >= MARKED_APART


@pytest.mark.parametrize("sight", SIGHT)
@pytest.mark.parametrize("name", ["bars", "coverage", "curve", "transition", "provider steps"])
def test_any_two_colours_of_a_chart_differ_to_every_eye(name: str, sight: str) -> None:
    found = {seen[0] for trace in drawn()[name].data for seen in marks(trace)}
    assert len(found) > 1
    assert min(distance(a, b, sight) for a, b in combinations(sorted(found), 2)) >= APART


def test_neighbours_in_order_of_a_map_differ_in_lightness() -> None:
    for fills in (TIER_FILLS, *SEQUENCES.values()):
        assert all(contrast(a, b) >= 1.25 for a, b in pairwise(fills))
