"""Where the county has no roads in the file: said, and no minutes there."""

from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.masking import listed
from geo.report import Problem
from geo.travel.network import REACH_M, RoadNetwork
from geo.travel.places import Places

MOST_OFF_PCT: Final = 10.0
"""From this part of a zone on it is said that roads are missing (% of its area). Moors and reservoirs have places so
far from any road, but no tenth of a commissioning zone in which people receive care."""
_STEP_M: Final = 500.0
"""A zone is looked at on a grid of this step (m), a quarter of the reach."""


def off_road_pct(network: RoadNetwork, zones: gpd.GeoDataFrame) -> pd.Series:
    """Part of each zone that no road of the network comes near.

    Formula: points of a 500 m grid within the zone farther than 2 km from every node / all points within it x 100.

    Args:
        network: The roads.
        zones: In metres, indexed by code.

    Returns:
        % of the area, by zone; a zone too small for the grid is judged by a point inside it.
    """
    found = {}
    for code, shape in zones.geometry.items():
        distance = network.distance_to_road_m(_grid_within(shape))
        found[code] = 100.0 * float((distance > REACH_M).mean())
    return pd.Series(found, index=zones.index, dtype="float64", name="off_road_pct")


def gap_in_roads(network: RoadNetwork, zones: gpd.GeoDataFrame, label: str) -> Problem | None:
    """What to say where the roads do not cover the county; None where they do.

    Args:
        network: The roads.
        zones: In metres, indexed by code in natural order, with zone_name.
        label: Name of the file of roads.
    """
    off = off_road_pct(network, zones)
    bare = off[off > MOST_OFF_PCT]
    if bare.empty:
        return None
    cause = (
        f"roads are missing in {len(bare)} of {len(zones)} zones: {listed(zones.loc[bare.index, 'zone_name'])}. Of "
        f"their area {_mean_pct(bare, zones):.0f}% is farther than {REACH_M / 1000:g} km from any road of the file, "
        "and minutes there are no data."
    )
    return Problem("roads", label, "warning", cause, "Give an extract that covers the whole county and its borders.")


def _mean_pct(off: pd.Series, zones: gpd.GeoDataFrame) -> float:
    """The part of several zones together, by area."""
    return float(np.average(off, weights=zones.geometry.loc[off.index].area))


def _grid_within(shape: shapely.Geometry) -> Places:
    """Points of a regular grid within a zone, or one point inside a zone that holds none."""
    west, south, east, north = shape.bounds
    x, y = np.meshgrid(np.arange(west + _STEP_M / 2, east, _STEP_M), np.arange(south + _STEP_M / 2, north, _STEP_M))
    shapely.prepare(shape)
    inside = shapely.contains_xy(shape, x.ravel(), y.ravel())
    if not inside.any():
        point = shape.representative_point()
        return Places(np.array([point.x]), np.array([point.y]))
    return Places(x.ravel()[inside], y.ravel()[inside])
