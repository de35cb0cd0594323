"""The zone map on a page: it is built once and only its layers are painted anew, so its zoom stays."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

import folium
import pandas as pd
import streamlit as st
import streamlit.components.v1 as components
from streamlit_folium import st_folium
from xstatic.pkg import leaflet

from geo.maps import BaseLayer, Classed, OfflineMap, ZoneLayer, legend_html
from pages.common import cache, state
from pages.common.view import View

_LEAFLET: Final = components.declare_component("leaflet", path=str(Path(leaflet.BASE_DIR)))
"""Makes the program itself serve Leaflet's files, so that a network without the internet sees maps."""

HEIGHT_PX: Final = 520


@dataclass(frozen=True)
class Measure:
    """What a map shows."""

    name: str
    """Which measure and filter this is, as `map` or `map:filter`: equal names at one date show the same layer."""
    title: str
    """What is shown, with its unit."""
    classed: Classed
    values: pd.Series
    """Text of each zone, as the table beside the map has it."""


def zone_map(
    view: View,
    shown: Measure,
    *,
    quiet: pd.Series | None = None,
    with_bases: bool = False,
    over: Sequence[folium.FeatureGroup] = (),
) -> None:
    """Show the zones painted by class, with the legend above; a press on a zone chooses it.

    Args:
        view: The page's view.
        shown: The measure.
        quiet: True for zones a filter leaves out.
        with_bases: Show where providers have their base.
        over: More layers to draw over the zones.
    """
    st.html(
        legend_html(
            f"{shown.title}, as at {view.day}", shown.classed, with_rural=bool(view.rural.any()), with_bases=with_bases
        )
    )
    zones = shown.values.index
    faded = pd.Series(data=False, index=zones) if quiet is None else quiet
    flags = pd.DataFrame({"is_rural": view.rural, "is_quiet": faded}).reindex(zones)
    data = cache.zone_layer_data(view.week, shown.name, shown.classed, shown.values, flags)
    layers: list[folium.FeatureGroup] = [ZoneLayer(data, chosen=view.zone, title=f"Map: {shown.title}")]
    if with_bases:
        layers.append(BaseLayer(cache.base_layer_data(view.week)))
    layers += over
    draw_map(view, shown.name.partition(":")[0], layers)


def draw_map(view: View, name: str, layers: list[folium.FeatureGroup]) -> None:
    """Layers on the map of a page, which is built once and keeps its zoom; a press on an area chooses its zone.

    Args:
        view: The page's view.
        name: Name of the map; the same map as long as it stays the same.
        layers: What to paint anew.
    """
    key = f"map_{name}_{view.week.settings.folder.name}_{view.week.settings.zones_key or ''}"
    st_folium(
        OfflineMap(cache.outlines_of(view.week).total_bounds, f"../{_LEAFLET.name}"),
        key=key,
        height=HEIGHT_PX,
        use_container_width=True,
        feature_group_to_add=layers,
        returned_objects=["last_active_drawing"],
        on_change=partial(state.take_click, key),
    )


def fixed_map(name: str, bounds: Sequence[float], layers: list[folium.FeatureGroup]) -> None:
    """Layers on a map of which nothing can be chosen.

    Args:
        name: Name of the map.
        bounds: West, south, east, north (degrees).
        layers: What to draw.
    """
    st_folium(
        OfflineMap(bounds, f"../{_LEAFLET.name}"),
        key=f"map_{name}",
        height=HEIGHT_PX,
        use_container_width=True,
        feature_group_to_add=layers,
        returned_objects=[],
    )
