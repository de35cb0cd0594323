"""Boundaries on paper: simplified together, turned to millimetres, hatched."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from shapely.affinity import affine_transform

from geo.exports.marks import Box
from geo.exports.page import MapArea, Pattern

FINEST_MM: Final = 0.25
"""Corners that move a line less than about this are dropped (mm; the width of the lines themselves)."""

LINES_MM: Final = 2.2
"""Distance of the lines that say hidden (mm)."""

DOTS_MM: Final = 1.9
"""Distance of the dots that say no data (mm)."""

_DOT_MM: Final = 0.05
"""Length of the line that a dot is drawn as (mm): its round ends make the dot."""


@dataclass(frozen=True)
class Paper:
    """The areas of a map on paper."""

    shapes: dict[str, shapely.Geometry]
    """Polygons (mm, y downwards) by code; an area without a polygon is not there."""
    mm_per_km: float

    @property
    def ground(self) -> shapely.Geometry:
        """All areas together."""
        return shapely.union_all(list(self.shapes.values()))


def on_paper(areas: Sequence[MapArea], box: Box) -> Paper:
    """The areas as large as fits in a box, in its middle.

    Args:
        areas: Boundaries in metres.
        box: Where they are drawn (mm).

    Returns:
        Shapes whose shared edges are still shared; none where no area has a polygon.
    """
    found = {area.code: kept for area in areas if not (kept := polygons_of(area.boundary)).is_empty}
    if not found:
        return Paper({}, 1.0)
    west, south, east, north = shapely.total_bounds(list(found.values()))
    scale = min(box.width / max(east - west, 1.0), box.height / max(north - south, 1.0))
    left = box.left + (box.width - (east - west) * scale) / 2
    top = box.top + (box.height - (north - south) * scale) / 2
    fewer = shapely.coverage_simplify(list(found.values()), FINEST_MM / scale)
    turn = (scale, 0.0, 0.0, -scale, left - west * scale, top + north * scale)
    placed = {code: affine_transform(shape, turn) for code, shape in zip(found, fewer, strict=True)}
    return Paper({code: shape for code, shape in placed.items() if not shape.is_empty}, scale * 1000)


def polygons_of(geometry: shapely.Geometry | None) -> shapely.Geometry:
    """The polygons of a geometry, on one level; empty where it has none."""
    parts = [] if geometry is None else shapely.get_parts(shapely.get_parts(geometry))
    kept = [part for part in parts if isinstance(part, shapely.Polygon) and not part.is_empty]
    return kept[0] if len(kept) == 1 else shapely.MultiPolygon(kept)


def hatch(shape: shapely.Geometry, pattern: Pattern) -> shapely.Geometry:
    """The lines or dots that a shape is covered with; empty without a pattern."""
    if not pattern or shape.is_empty:
        return shapely.GeometryCollection()
    return shape.intersection(_lines(shape)) if pattern == "lines" else _dots(shape)


def _lines(shape: shapely.Geometry) -> shapely.Geometry:
    """Slanting lines over the whole of a shape, on one grid for all shapes of the sheet."""
    left, top, right, bottom = shape.bounds
    first, last = np.floor((left + top) / LINES_MM), np.ceil((right + bottom) / LINES_MM)
    ends = [(at * LINES_MM - top, top, at * LINES_MM - bottom, bottom) for at in np.arange(first, last + 1)]
    return shapely.multilinestrings([[(a, b), (c, d)] for a, b, c, d in ends])


def _dots(shape: shapely.Geometry) -> shapely.Geometry:
    """Dots in a shape, on one grid for all shapes of the sheet, every other row between those of the last."""
    left, top, right, bottom = shape.bounds
    rows = np.arange(np.floor(top / DOTS_MM), np.ceil(bottom / DOTS_MM) + 1)
    columns = np.arange(np.floor(left / DOTS_MM) - 1, np.ceil(right / DOTS_MM) + 1)
    x = (columns[None, :] + (rows[:, None] % 2) / 2) * DOTS_MM
    y = np.broadcast_to(rows[:, None] * DOTS_MM, x.shape)
    inside = shapely.contains_xy(shape.buffer(-_DOT_MM * 8), x.ravel(), y.ravel())
    places = zip(x.ravel()[inside], y.ravel()[inside], strict=True)
    return shapely.multilinestrings([[(a, b), (a + _DOT_MM, b)] for a, b in places])
