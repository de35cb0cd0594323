"""The zone map on a page: it is built once, keeps its shapes and its zoom, and a run of the page brings values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, Final

import pandas as pd
import streamlit as st
import streamlit.components.v1 as components
import streamlit_folium
from xstatic.pkg import leaflet

from geo.maps import BROWSER, OfflineMap, ReadyLayer, ZoneLayer, legend_html, own_tiles, seen_by
from pages.common import drawn, finder, state
from pages.common.drawn import Measure
from pages.common.view import View

_LEAFLET: Final = components.declare_component("leaflet", path=str(Path(leaflet.BASE_DIR)))
"""Makes the program itself serve Leaflet's files, so that a network without the internet sees maps."""
_OWN: Final = components.declare_component("map", path=str(BROWSER))
_FRAME: Final = components.declare_component(
    "zones", path=str(Path(streamlit_folium.__file__).parent / "frontend" / "build")
)
"""The frame of streamlit-folium: its Python side would render the map anew on every run, which costs more than the
rest of a page."""

HEIGHT_PX: Final = 520


@dataclass(frozen=True)
class Shown:
    """How a map is shown."""

    with_bases: bool = False
    """Providers' bases are on until the reader switches them off."""
    step: str | None = None
    """Maps of a page with the same name move together."""
    areas: Mapping[str, object] | None = None
    """What is painted on the small areas; None where the zones are painted."""


def zone_map(
    view: View,
    shown: Measure,
    *,
    quiet: pd.Series | None = None,
    how: Shown = Shown(),
    over: Sequence[ReadyLayer] = (),
) -> None:
    """Show the zones painted by class, with the legend and a search above; a press on a zone chooses it.

    Args:
        view: The page's view.
        shown: The measure.
        quiet: True for zones a filter leaves out.
        how: How the map is shown.
        over: More layers to draw over the zones.
    """
    with_rural = bool(view.rural.any())
    head(view, legend_html(_caption(view, shown), shown.classed, with_rural=with_rural, with_bases=how.with_bases), how)
    zones = shown.values.index
    faded = pd.Series(data=False, index=zones) if quiet is None else quiet
    flags = pd.DataFrame({"is_rural": view.rural, "is_quiet": faded}).reindex(zones)
    draw_map(view, shown, flags, how, over)


def head(view: View, legend: str, how: Shown = Shown()) -> None:
    """What stands above a map: its legend and, where it stands alone, the search for a place."""
    if how.step is not None:
        st.html(legend)
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.html(legend, width="stretch")
        finder.box()
    finder.told(view)


def draw_map(view: View, shown: Measure, flags: pd.DataFrame, how: Shown, over: Sequence[ReadyLayer] = ()) -> None:
    """A measure on the map of a page, which is built once and keeps its zoom; a press on an area chooses its zone.

    Args:
        view: The page's view.
        shown: The measure; the map is the same as long as what stands before the colon of its name is.
        flags: is_rural and is_quiet by zone.
        how: How the map is shown.
        over: More layers to draw over the zones.
    """
    week = view.week
    painted = drawn.zones_painted(week, shown, flags)
    on = ["labels", "rural", "towns", "hospitals", "tiles", *(["bases"] if how.with_bases else [])]
    seen = seen_by(drawn.files_of(week), chosen=view.zone, on=on, step=how.step, found=finder.place(view))
    seen |= own_tiles(week.settings.map)
    if how.areas:
        seen["areas"] = how.areas
    key = f"map_{shown.name.partition(':')[0]}_{week.settings.folder.name}_{week.settings.zones_key or ''}"
    layers = [ZoneLayer(painted, seen, title=f"Map: {shown.title}"), *over]
    _frame(key, drawn.bounds_of(week), layers, on_change=partial(state.take_click, key))


def _caption(view: View, shown: Measure) -> str:
    """What a map shows, and as at which day."""
    return f"{shown.title}, as at {view.day}"


def fixed_map(name: str, bounds: Sequence[float], layers: Sequence[ReadyLayer]) -> None:
    """Layers on a map of which nothing can be chosen.

    Args:
        name: Name of the map.
        bounds: West, south, east, north (degrees).
        layers: What to draw.
    """
    _frame(f"map_{name}", bounds, layers)


def _frame(key: str, bounds: Sequence[float], layers: Sequence[ReadyLayer], **answers: Any) -> None:
    """The frame of a map, with the layers it has now."""
    script, scripts, styles = _drawing(tuple(bounds))
    _FRAME(
        script=script,
        header="",
        html="",
        id="map_div",
        height=HEIGHT_PX,
        width=None,
        # The frame has just taken its old layers off, and keeps adding to its list of them.
        feature_group="window.feature_group=[];" + "".join(layer.text(at) for at, layer in enumerate(layers)),
        layer_control="",
        js_links=scripts,
        css_links=styles,
        returned_objects=["last_active_drawing"] if answers else [],
        return_on_hover=False,
        pixelated=False,
        zoom=None,
        center=None,
        wrap_longitude=False,
        default={},
        key=key,
        **answers,
    )


@lru_cache(maxsize=64)
def _drawing(bounds: tuple[float, ...]) -> tuple[str, list[str], list[str]]:
    """The script of an empty map, and the scripts and styles it needs: folium makes them once for each area."""
    made = OfflineMap(bounds, f"../{_LEAFLET.name}", f"../{_OWN.name}")
    return made.drawing(), [link for _, link in made.default_js], [link for _, link in made.default_css]
