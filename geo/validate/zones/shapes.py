"""Each boundary by itself: there, an area, in Great Britain, of a size a zone can have, and not crossing itself."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely

from geo.schemas import METRES_CRS
from geo.schemas.codes import EASTING_M, NORTHING_M
from geo.text import number
from geo.validate.zones.problems import BoundaryProblem

MOST_VERTICES: Final = 500_000
"""Points in one boundary (count). Counties at full resolution have up to about 300,000; more only makes work slow."""
LARGEST_KM2: Final = 30_000.0
"""Largest area a zone can have (km2): Highland, the largest council of Great Britain, has 26,000."""

_REASON: Final = re.compile(r"(.*?)\[(\S+) (\S+)\]")
_REASONS: Final[Mapping[str, str]] = {
    "Self-intersection": "the boundary crosses itself",
    "Ring Self-intersection": "the boundary crosses itself in one point",
    "Hole lies outside shell": "a hole lies outside the boundary",
    "Holes are nested": "a hole lies inside another",
    "Nested shells": "one part lies inside another",
    "Interior is disconnected": "holes cut the zone in two",
    "Duplicate Rings": "a ring stands twice",
    "Too few points in geometry component": "a ring has too few points",
}
"""What the geometry library finds -> in words."""


@dataclass(frozen=True)
class Fault:
    """Why one boundary cannot be counted in."""

    at: int
    """Index of the feature."""
    cause: str
    """Sentences, of which the last says what to do."""
    shown: BoundaryProblem | None = None


def in_metres(shapes: gpd.GeoSeries) -> gpd.GeoSeries:
    """Boundaries in metres, to the millimetre: what a transformation adds would move points off shared boundaries.

    A boundary that is whole only without the rounding keeps its decimals.
    """
    exact = shapely.force_2d(shapes.to_crs(METRES_CRS).to_numpy())
    rounded = np.asarray(shapely.transform(exact, lambda metres: np.round(metres, 3)))
    kept: npt.NDArray[np.object_] = np.where(shapely.is_valid(exact) & ~shapely.is_valid(rounded), exact, rounded)
    return gpd.GeoSeries(kept, index=shapes.index, crs=METRES_CRS)


def faults_of(shapes: gpd.GeoSeries, names: Mapping[int, str]) -> Iterable[Fault]:
    """What is wrong with each boundary by itself.

    Args:
        shapes: In metres.
        names: What each is called in a message, such as `zone 2 Broxtowe`.
    """
    if _is_all_elsewhere(shapes):
        at = int(shapes.index[0])
        cause = "the boundaries do not lie in Great Britain, so the coordinate system it states is wrong."
        yield Fault(at, f"{cause} Re-export it in WGS84 or British National Grid.")
        return
    for at, shape in shapes.items():
        if fault := _fault(int(at), shape, names[at]):
            yield fault


def _is_all_elsewhere(shapes: gpd.GeoSeries) -> bool:
    """Whether there are areas and none of them lies in Great Britain."""
    areas = [shape for shape in shapes if shape is not None and not shape.is_empty]
    return bool(areas) and not any(_lies_in_britain(shape) for shape in areas)


def _lies_in_britain(shape: shapely.Geometry) -> bool:
    """Whether all of it lies in the box of the National Grid."""
    west, south, east, north = shape.bounds
    return bool(EASTING_M[0] <= west <= east <= EASTING_M[1] and NORTHING_M[0] <= south <= north <= NORTHING_M[1])


def _fault(at: int, shape: shapely.Geometry | None, name: str) -> Fault | None:
    """The first thing that is wrong with one boundary."""
    if shape is None or shape.is_empty:
        return Fault(at, f"{name}: it has no boundary. Add it, or take the row out.")
    if shape.geom_type not in ("Polygon", "MultiPolygon"):
        return Fault(at, f"{name}: it is a {shape.geom_type}, not an area. Export polygons.")
    if said := _out_of_bounds(shape):
        return Fault(at, f"{name}: {said}")
    return None if shape.is_valid else _crossing(at, shape, name)


def _out_of_bounds(shape: shapely.Geometry) -> str | None:
    """Why a boundary has too many points, lies elsewhere or is too large, and what to do."""
    points = shapely.get_num_coordinates(shape)
    if points > MOST_VERTICES:
        cause = f"its boundary has {number(points)} points, more than the {number(MOST_VERTICES)} that can be used."
        return f"{cause} Simplify it in the GIS, to 1 m or so."
    if not _lies_in_britain(shape):
        return "its boundary reaches out of Great Britain. Correct it, or take the row out."
    if shape.area > LARGEST_KM2 * 1e6:
        cause = f"it has {number(shape.area / 1e6)} km2, more than any council ({number(LARGEST_KM2)} km2)."
        return f"{cause} Take out a frame drawn round everything, or export the zones of one council."
    return None


def _crossing(at: int, shape: shapely.Geometry, name: str) -> Fault:
    """Where a boundary crosses itself, and what mending it automatically would give; it is never done unasked."""
    said = _REASON.match(shapely.is_valid_reason(shape))
    what = _REASONS.get(said[1], "the boundary is not whole") if said else "the boundary is not whole"
    east, north = (float(said[2]), float(said[3])) if said else shape.bounds[:2]
    where = f"{what} at easting {number(east)}, northing {number(north)}"
    after = shapely.make_valid(shape).area
    offer = f"It has {shape.area / 1e6:.2f} km2 as drawn, and would have {after / 1e6:.2f} km2 made valid by the GIS."
    shown = BoundaryProblem("crossing", f"{name}: {where}. {offer}", shapely.Point(east, north))
    return Fault(at, f"{name}: {where}. {offer} Look at that place, mend it in the GIS and export again.", shown)
