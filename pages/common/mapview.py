"""The zone map on a page: it is built once, keeps its shapes and its zoom, and a run of the page brings values."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from importlib.metadata import distribution
from pathlib import Path
from typing import Any, Final

import streamlit as st
import streamlit.components.v1 as components
from xstatic.pkg import leaflet

from geo.maps import BROWSER, OfflineMap, ReadyLayer, ZoneLayer, own_tiles, seen_by
from pages.common import drawn, finder, state
from pages.common.drawn import Drawn, Measure
from pages.common.view import View

_LEAFLET: Final = components.declare_component("leaflet", path=str(Path(leaflet.BASE_DIR)))
"""Makes the program itself serve Leaflet's files, so that a network without the internet sees maps."""
_OWN: Final = components.declare_component("map", path=str(BROWSER))
_FRAME: Final = components.declare_component(
    "zones", path=str(distribution("streamlit-folium").locate_file("streamlit_folium/frontend/build"))
)
"""The frame of streamlit-folium: its Python side would render the map anew on every run, which costs more than the
rest of a page, and is not even loaded."""

HEIGHT_PX: Final = 520


@dataclass(frozen=True)
class Shown:
    """How a map is shown."""

    with_bases: bool = False
    """Providers' bases are on until the reader switches them off."""
    step: str | None = None
    """Maps of a page with the same name move together."""


def zone_map(view: View, shown: Measure, *, how: Shown = Shown(), over: Sequence[ReadyLayer] = ()) -> None:
    """Show the zones painted by class, with the legend and a search above; a press on a zone chooses it.

    Args:
        view: The page's view.
        shown: The measure.
        how: How the map is shown.
        over: More layers to draw over the zones.
    """
    made = drawn.zones_drawn(view.week, shown, with_bases=how.with_bases)
    head(view, made.legend, how)
    draw_map(view, made, how, over)


def head(view: View, legend: str, how: Shown = Shown()) -> None:
    """What stands above a map: its legend and, where it stands alone, the search for a place."""
    if how.step is not None:
        st.html(legend)
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.html(legend, width="stretch")
        finder.box()
    finder.told(view)


def draw_map(view: View, made: Drawn, how: Shown = Shown(), over: Sequence[ReadyLayer] = ()) -> None:
    """A measure on the map of a page, which is built once and keeps its zoom; a press on an area chooses its zone.

    Args:
        view: The page's view.
        made: The map but for what its reader chose; it is the same map as long as what stands before the colon of its
            name is.
        how: How the map is shown.
        over: More layers to draw over the zones.
    """
    week = view.week
    on = ["labels", "rural", "towns", "hospitals", "tiles", *(["bases"] if how.with_bases else [])]
    seen = seen_by(drawn.files_of(week), chosen=view.zone, on=on, step=how.step, found=finder.place(view))
    seen |= own_tiles(week.settings.map)
    if made.areas:
        seen["areas"] = made.areas
    key = f"map_{made.name.partition(':')[0]}_{week.settings.folder.name}_{week.settings.zones_key or ''}"
    layers = [ZoneLayer(made.painted, seen, title=f"Map: {made.title}"), *over]
    _frame(key, drawn.bounds_of(week), layers, on_change=partial(state.take_click, key))


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
    told = ["last_active_drawing"] if answers else []
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
        returned_objects=told,
        return_on_hover=False,
        pixelated=False,
        zoom=None,
        center=None,
        wrap_longitude=False,
        # What the frame would tell as soon as it is there; it is silent as long as nothing differs from it.
        default=dict.fromkeys(told),
        key=key,
        **answers,
    )


@lru_cache(maxsize=64)
def _drawing(bounds: tuple[float, ...]) -> tuple[str, list[str], list[str]]:
    """The script of an empty map, and the scripts and styles it needs: folium makes them once for each area."""
    made = OfflineMap(bounds, f"../{_LEAFLET.name}", f"../{_OWN.name}")
    return made.drawing(), [link for _, link in made.default_js], [link for _, link in made.default_css]
