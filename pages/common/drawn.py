"""What maps are drawn with, made once and shared: files of shapes that browsers keep, and values to paint on them."""

import atexit
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypedDict

import geopandas as gpd
import pandas as pd
import streamlit as st
import streamlit.components.v1 as components

from geo.colours import PAPER
from geo.maps import (
    Band,
    Classed,
    ShapeFile,
    area_outlines,
    area_shapes,
    base_shapes,
    degrees_of,
    legend_html,
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
from geo.words.rural import is_rural
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
    quiet: pd.Series | None = None
    """True for zones that a filter leaves out; None where there is no filter."""


@dataclass(frozen=True)
class AreaMeasure:
    """What a map of small areas shows."""

    name: str
    """Which measure this is, as `map:choice`: equal names at one date show the same layer."""
    title: str
    """What is shown, with its unit."""
    classed: Classed
    values: pd.Series
    """Text of each small area."""
    zone_values: pd.Series
    """Text of each zone, as the table has it."""


@dataclass(frozen=True)
class Drawn:
    """A map but for what its reader chose."""

    name: str
    """The map and the measure, as its measure has it."""
    title: str
    """What is shown, with its unit."""
    legend: str
    """Its key, as HTML."""
    painted: str
    """What is painted on the zones, as JSON."""
    areas: dict[str, object] | None = None
    """What is painted on small areas below them; None where there are none."""


_FOLDER: Final = Path(tempfile.mkdtemp(prefix="carezones-shapes-"))
"""Files of shapes that this process serves; public boundaries and points, never a figure."""
_SERVED: Final = components.declare_component("shapes", path=str(_FOLDER))
atexit.register(shutil.rmtree, _FOLDER, ignore_errors=True)


def bounds_of(week: Week) -> list[float]:
    """West, south, east, north of the zones (degrees)."""
    bounds: list[float] = _outlines(_week=week, key=key_of(week)).total_bounds.tolist()
    return bounds


def files_of(week: Week) -> dict[str, str]:
    """Address of each file of shapes of a week's workspace, by what is in it, as a map asks for it."""
    found: dict[str, ShapeFile] = _files(_week=week, key=key_of(week))
    return {kind: _address(file) for kind, file in found.items()}


def gazetteer_of(week: Week) -> Gazetteer:
    """What can be searched for in a week's workspace."""
    found: Gazetteer = _gazetteer(_week=week, key=key_of(week))
    return found


def zones_drawn(week: Week, shown: Measure, *, with_bases: bool) -> Drawn:
    """A measure on the map of zones, made once for a date; with a line for providers' bases in its key or without."""
    made: Drawn = _zones_drawn(_shown=shown, with_bases=with_bases, **_kept_by(week, shown.name))
    return made


def areas_drawn(week: Week, shown: AreaMeasure) -> Drawn | None:
    """A measure on the map of small areas, made once for a date; None where no area has a boundary or a point."""
    made: Drawn | None = _areas_drawn(_shown=shown, **_kept_by(week, shown.name))
    return made


class _KeptBy(TypedDict):
    """What a map is kept by."""

    _week: Week
    key: str
    as_at: str
    name: str


def _kept_by(week: Week, name: str) -> _KeptBy:
    """What a map is kept by: the week's files, its date and the name of the measure."""
    return {"_week": week, "key": key_of(week), "as_at": week.as_at.isoformat(), "name": name}


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
    files = {"zones": zone_shapes(_outlines(_week=_week, key=key))}
    bases = degrees_of(_week.tables["providers"], METRES_CRS)
    if len(bases):
        files["bases"] = base_shapes(bases)
    if (areas := _areas(_week=_week, key=key)) is not None:
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
def _zones_drawn(_week: Week, _shown: Measure, key: str, as_at: str, name: str, with_bases: bool) -> Drawn:  # noqa: ARG001
    order = _outlines(_week=_week, key=key).index
    rural = is_rural(_week.figures["rural_population_pct"])
    faded = pd.Series(data=False, index=_shown.values.index) if _shown.quiet is None else _shown.quiet
    flags = pd.DataFrame({"is_rural": rural, "is_quiet": faded}).reindex(_shown.values.index).reindex(order)
    day = long_date(_week.as_at)
    painting = painted_zones(_shown.title, day, _shown.classed, _shown.values.reindex(order), flags)
    title = f"{_shown.title}, as at {day}"
    legend = legend_html(title, _shown.classed, with_rural=bool(rural.any()), with_bases=with_bases)
    return Drawn(name, _shown.title, legend, painting)


@st.cache_resource(max_entries=64, show_spinner=False)
def _areas_drawn(_week: Week, _shown: AreaMeasure, key: str, as_at: str, name: str) -> Drawn | None:  # noqa: ARG001
    found = _areas(_week=_week, key=key)
    if found is None:
        return None
    order, is_any_rural = found[0].index, bool(found[1]["is_rural"].fillna(value=False).any())
    areas = painted(_shown.classed, _shown.values.reindex(order)) | {"rural": is_any_rural}
    zones = _outlines(_week=_week, key=key).index
    plain = Classed((Band("", PAPER),), pd.Series(0, index=zones))
    flags = pd.DataFrame({"is_rural": False, "is_quiet": False}, index=zones)
    day = long_date(_week.as_at)
    over = painted_zones(_shown.title, day, plain, _shown.zone_values.reindex(zones), flags)
    legend = legend_html(f"{_shown.title}, as at {day}", _shown.classed, with_rural=is_any_rural)
    return Drawn(name, _shown.title, legend, over, areas)
