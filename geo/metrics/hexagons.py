"""A grid of hexagons in metres that is the same every week, whatever the data: for figures that ignore zone lines."""

from typing import Final

import numpy as np
import pandas as pd
import shapely

from geo.locate import Floats

SIDES_M: Final = (2_000.0, 3_000.0, 4_000.0, 5_000.0)
"""Sides that are used (m): few, so that the grid does not change from week to week."""

_ROOT_3: Final = 3.0**0.5
_CORNERS: Final = np.deg2rad([30.0, 90.0, 150.0, 210.0, 270.0, 330.0])


def side_for(points: pd.DataFrame, area_km2: float) -> float:
    """A side that gives about two points to a hexagon, among `SIDES_M`.

    Formula: area of a hexagon = 2 x area / points, the rule for quadrats; side = sqrt(2 x area of it / (3 x sqrt(3))).

    Args:
        points: One row a person waiting.
        area_km2: Area of all zones (km2).

    Returns:
        Side (m), the nearest of `SIDES_M`; the longest where there are no points.

    Source: D. W. S. Wong and J. Lee, Statistical Analysis of Geographic Information (2005), on quadrat analysis.
    """
    if not len(points):
        return SIDES_M[-1]
    hexagon_m2 = 2.0 * area_km2 * 1e6 / len(points)
    wanted = (2.0 * hexagon_m2 / (3.0 * _ROOT_3)) ** 0.5
    return min(SIDES_M, key=lambda side: abs(side - wanted))


def hexagon_of(points: pd.DataFrame, side_m: float) -> pd.Series:
    """The hexagon that holds each point, exactly one each.

    Args:
        points: With easting and northing (m), none missing.
        side_m: Side of the hexagons (m).

    Returns:
        Pairs (column, row) of the hexagon in a grid that has its origin where the National Grid has it.
    """
    east, north = points["easting"].to_numpy("float64"), points["northing"].to_numpy("float64")
    row = 2.0 / 3.0 * north / side_m
    column = east / (_ROOT_3 * side_m) - row / 2.0
    rounded = np.round([column, row, -column - row])
    error = np.abs(rounded - [column, row, -column - row])
    widest = error.argmax(axis=0)
    found_column = np.where(widest == 0, -rounded[1] - rounded[2], rounded[0]).astype("int64")
    found_row = np.where(widest == 1, -rounded[0] - rounded[2], rounded[1]).astype("int64")
    return pd.Series(
        list(zip(found_column.tolist(), found_row.tolist(), strict=True)), index=points.index, name="hexagon"
    )


def centres(cells: pd.Index, side_m: float) -> Floats:
    """Easting and northing of the centres of hexagons given as pairs (m)."""
    at = np.array(list(cells), dtype="float64").reshape(-1, 2)
    return np.column_stack([_ROOT_3 * side_m * (at[:, 0] + at[:, 1] / 2.0), 1.5 * side_m * at[:, 1]])


def hexagons(cells: pd.Index, side_m: float) -> list[shapely.Polygon]:
    """The hexagons as polygons, in metres to the millimetre, so that neighbours share their corners exactly."""
    corners = side_m * np.column_stack([np.cos(_CORNERS), np.sin(_CORNERS)])
    rings = np.round(centres(cells, side_m)[:, None] + corners, 3)
    return [shapely.Polygon(ring) for ring in rings]
