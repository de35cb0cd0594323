"""What maps are drawn with, made once and shared: files of shapes that browsers keep, and values to paint on them."""

import atexit
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import geopandas as gpd
import pandas as pd
import streamlit as st
import streamlit.components.v1 as components

from geo.maps import (
    Classed,
    ShapeFile,
    area_outlines,
    area_shapes,
    base_shapes,
    degrees_of,
    painted,
    painted_zones,
    point_shapes,
    screen_outlines,
    zone_shapes,
)
from geo.maps.gazetteer import Gazetteer, landmarks_of
from geo.metrics.rurality import rural_by
from geo.schemas import METRES_CRS
from geo.schemas.places import LANDMARK_KINDS
from geo.text import long_date
from geo.week import Week
from pages.common.cache import key_of


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


_FOLDER: Final = Path(tempfile.mkdtemp(prefix="carezones-shapes-"))
"""Files of shapes that this process serves; public boundaries and points, never a figure."""
_SERVED: Final = components.declare_component("shapes", path=str(_FOLDER))
atexit.register(shutil.rmtree, _FOLDER, ignore_errors=True)


def bounds_of(week: Week) -> list[float]:
    """West, south, east, north of the zones (degrees)."""
    bounds: list[float] = _outlines(week, key_of(week)).total_bounds.tolist()
    return bounds


def files_of(week: Week) -> dict[str, str]:
    """Address of each file of shapes of a week's workspace, by what is in it, as a map asks for it."""
    found: dict[str, ShapeFile] = _files(week, key_of(week))
    return {kind: _address(file) for kind, file in found.items()}


def gazetteer_of(week: Week) -> Gazetteer:
    """What can be searched for in a week's workspace."""
    found: Gazetteer = _gazetteer(week, key_of(week))
    return found


def zones_painted(week: Week, shown: Measure, flags: pd.DataFrame) -> str:
    """What a measure paints on the zones, made once for a date; flags are is_rural and is_quiet by zone."""
    made: str = _zones_painted(week, shown, flags, key_of(week), week.as_at.isoformat(), shown.name)
    return made


def areas_painted(week: Week, name: str, classed: Classed, values: pd.Series) -> dict[str, object]:
    """What a measure paints on the small areas, made once for a date; `name` says which measure it is."""
    areas = _areas(week, key_of(week))
    if areas is None:
        return {}
    order = areas[0].index
    made: dict[str, object] = _areas_painted(classed, values.reindex(order), key_of(week), week.as_at.isoformat(), name)
    return made


def _address(file: ShapeFile) -> str:
    """Where a file is served, written anew where somebody cleaned the folder."""
    path = _FOLDER / file.name
    if not path.exists():
        _FOLDER.mkdir(exist_ok=True)
        staged = path.with_suffix(".part")
        staged.write_text(file.content, encoding="utf-8")
        staged.replace(path)
    return f"../{_SERVED.name}/{file.name}"


@st.cache_resource(max_entries=8, show_spinner=False)
def _outlines(_week: Week, key: str) -> gpd.GeoDataFrame:  # noqa: ARG001 - what is unused is a key
    return screen_outlines(_week.zones)


@st.cache_resource(max_entries=8, show_spinner=False)
def _areas(_week: Week, key: str) -> tuple[gpd.GeoDataFrame, pd.DataFrame] | None:  # noqa: ARG001
    table = _week.tables.get("small_areas")
    if table is None:
        return None
    areas = table.assign(is_rural=rural_by(table)[0]).set_index("area_code")
    outlines = area_outlines(areas)
    return None if outlines is None else (outlines, areas)


@st.cache_resource(max_entries=8, show_spinner=False)
def _files(_week: Week, key: str) -> dict[str, ShapeFile]:
    files = {"zones": zone_shapes(_outlines(_week, key))}
    bases = degrees_of(_week.tables["providers"], METRES_CRS)
    if len(bases):
        files["bases"] = base_shapes(bases)
    if (areas := _areas(_week, key)) is not None:
        files["areas"] = area_shapes(areas[0], areas[1]["is_rural"], areas[1]["zone_code"])
    landmarks = degrees_of(landmarks_of(_week), METRES_CRS)
    for kind in LANDMARK_KINDS:
        if len(places := landmarks[landmarks["kind"] == kind]):
            files[f"{kind}s"] = point_shapes(f"{kind}s", places, places["name"])
    return files


@st.cache_resource(max_entries=8, show_spinner=False)
def _gazetteer(_week: Week, key: str) -> Gazetteer:  # noqa: ARG001
    return Gazetteer.of(_week)


@st.cache_resource(max_entries=256, show_spinner=False)
def _zones_painted(
    _week: Week,
    _shown: Measure,
    _flags: pd.DataFrame,
    key: str,
    as_at: str,  # noqa: ARG001
    name: str,  # noqa: ARG001
) -> str:
    order = _outlines(_week, key).index
    values, flags = _shown.values.reindex(order), _flags.reindex(order)
    return painted_zones(_shown.title, long_date(_week.as_at), _shown.classed, values, flags)


@st.cache_resource(max_entries=64, show_spinner=False)
def _areas_painted(
    _classed: Classed,
    _values: pd.Series,
    key: str,  # noqa: ARG001
    as_at: str,  # noqa: ARG001
    name: str,  # noqa: ARG001
) -> dict[str, object]:
    return painted(_classed, _values)
