"""Boundaries and points as the screen needs them: fewer corners, degrees, and nothing that is not shown."""

import json
from typing import Any, Final

import geopandas as gpd
import pandas as pd
import shapely

from geo.schemas import DEGREES_CRS

SCREEN_TOLERANCE_M: Final = 100.0
"""Corners that move a boundary less than about this are dropped (m; under one pixel at county scale)."""

SCREEN_DECIMALS: Final = 5
"""Decimals of a degree kept on screen (about 1 m)."""


def screen_outlines(zones: gpd.GeoDataFrame, *, tolerance_m: float = SCREEN_TOLERANCE_M) -> gpd.GeoDataFrame:
    """Zone boundaries for the screen, simplified together so that neighbours keep sharing their edge.

    Args:
        zones: Boundaries in metres, indexed by zone_code, with zone_name.
        tolerance_m: Simplification (m); the square of it is the smallest triangle that stays.

    Returns:
        zone_name and geometry in degrees, on the same index, with label_lon and label_lat (degrees): the
        middle of the widest circle that fits in the zone.
    """
    simple = shapely.coverage_simplify(zones.geometry.to_numpy(), tolerance_m)
    middles = shapely.get_point(shapely.maximum_inscribed_circle(simple, tolerance_m), 0)
    centres = gpd.GeoSeries(middles, index=zones.index, crs=zones.crs).to_crs(DEGREES_CRS)
    outlines = zones[["zone_name"]].set_geometry(gpd.GeoSeries(simple, index=zones.index, crs=zones.crs))
    shown = outlines.to_crs(DEGREES_CRS)
    return shown.assign(label_lon=centres.x.round(SCREEN_DECIMALS), label_lat=centres.y.round(SCREEN_DECIMALS))


def degrees_of(places: pd.DataFrame, crs: str) -> pd.DataFrame:
    """The located rows of a table with lon and lat (degrees); rows without a place are left out."""
    found = places.dropna(subset=["easting", "northing"])
    points = gpd.GeoSeries(gpd.points_from_xy(found["easting"], found["northing"]), index=found.index, crs=crs)
    shown = points.to_crs(DEGREES_CRS)
    return found.assign(lon=shown.x.round(SCREEN_DECIMALS), lat=shown.y.round(SCREEN_DECIMALS))


def geometry_json(geometry: shapely.Geometry) -> dict[str, Any]:
    """A geometry as GeoJSON, its coordinates cut to `SCREEN_DECIMALS`."""
    short = shapely.transform(geometry, lambda corners: corners.round(SCREEN_DECIMALS))
    shown: dict[str, Any] = json.loads(shapely.to_geojson(short))
    return shown
