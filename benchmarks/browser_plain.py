"""A page as the examples of streamlit-folium write one: its map is built from the published boundaries on each run.

Figures are the dashboard's, worked out once; the measures are those of its page Waiting.
"""

import os
from pathlib import Path

import folium
import geopandas as gpd
import pandas as pd
import streamlit as st
from streamlit_folium import st_folium

from geo.week import load_week

MEASURES = ("wait_median_days", "wait_mean_days", "wait_max_days", "wait_over_28_days")
FILLS = ("#E8F1F9", "#B9D8F2", "#6BACE6", "#2073BC", "#12436D")
FOLDER = Path(os.environ["CAREZONES_WORKSPACE"])


@st.cache_data
def figures() -> pd.DataFrame:
    """The zone table."""
    return load_week(FOLDER).figures


@st.cache_data
def zones() -> gpd.GeoDataFrame:
    """The boundaries as published."""
    return gpd.read_file(FOLDER / "reference" / "zones.geojson")


table = figures()
shapes = zones()
code = next(name for name in shapes if shapes[name].isin(table.index).all())
st.title("Waiting")
measure = st.segmented_control("Wait", MEASURES, default=MEASURES[0], required=True)
zone = st.sidebar.selectbox("Zone", ["", *shapes[code]], key="zone_box")
values = pd.to_numeric(table[measure]).astype(float)
steps = pd.cut(values, 5, labels=False)
shown = shapes.assign(value=shapes[code].map(values), step=shapes[code].map(steps).fillna(0).astype(int))
west, south, east, north = shown.total_bounds
plain = folium.Map(location=[(south + north) / 2, (west + east) / 2], zoom_start=9, tiles=None)
folium.GeoJson(
    shown,
    style_function=lambda feature: {
        "fillColor": FILLS[feature["properties"]["step"]],
        "fillOpacity": 0.9,
        "color": "#0B0C0C" if feature["properties"][code] == zone else "#FFFFFF",
        "weight": 2,
    },
    tooltip=folium.GeoJsonTooltip([code, "value"]),
).add_to(plain)
st_folium(plain, key="map", height=520, use_container_width=True, returned_objects=["last_active_drawing"])
st.dataframe(table.loc[list(shapes[code]), list(MEASURES)])
