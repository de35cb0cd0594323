"""The boundaries together: where zones overlap, and where there is nothing between them."""

from collections.abc import Iterable
from typing import Final

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely

from geo.text import counted
from geo.validate.zones.problems import BoundaryProblem

OVERLAP_SHARE: Final = 0.001
"""Zones may share at most this part of the smaller one; more would put people into two (share of area)."""
GAP_AREA_M2: Final = 10_000.0
"""Holes between zones larger than this are mentioned (m2)."""
SLIVER_WIDTH_M: Final = 1.0
"""A gap or overlap narrower than this comes of drawing and has no meaning (m)."""
_TOUCHING_M: Final = 0.002
"""Boundaries rounded to the millimetre touch when they are so near (m)."""
_ALONG: Final = 0.75
"""Zones run along at least this part of a narrow gap's edge (share); of a square metre in a corner, along half."""

Shapes = npt.NDArray[np.object_]


def overlaps(zones: gpd.GeoDataFrame) -> tuple[list[BoundaryProblem], list[BoundaryProblem]]:
    """Where two zones overlap.

    Args:
        zones: In metres, indexed by code.

    Returns:
        Overlaps above the tolerance, and those below it that are wider than a sliver.
    """
    shapes = zones.geometry.to_numpy()
    grave: list[BoundaryProblem] = []
    slight: list[BoundaryProblem] = []
    if shapely.coverage_is_valid(shapes):
        return grave, slight
    for one, other in zip(*shapely.STRtree(shapes).query(shapes, predicate="intersects"), strict=True):
        shared = shapely.intersection(shapes[one], shapes[other]) if one < other else None
        if shared is None or not shared.area:
            continue
        sentence = f"{zones.index[one]} and {zones.index[other]} ({_size(shared.area)})"
        found = BoundaryProblem("overlap", sentence, shared)
        if shared.area > OVERLAP_SHARE * min(shapes[one].area, shapes[other].area):
            grave.append(found)
        elif not shared.buffer(-SLIVER_WIDTH_M / 2).is_empty:
            slight.append(found)
    return grave, slight


def _size(area_m2: float) -> str:
    """An area as a reader says it."""
    return f"{area_m2 / 1e6:.2f} km2" if area_m2 >= 10_000 else f"{area_m2:,.0f} m2"


def gaps(zones: gpd.GeoDataFrame) -> list[BoundaryProblem]:
    """Holes between zones, larger than the tolerance and wider than a sliver."""
    shapes = zones.geometry.to_numpy()
    union = shapely.coverage_union_all(shapes) if shapely.coverage_is_valid(shapes) else shapely.union_all(shapes)
    holes = [shapely.Polygon(ring) for part in shapely.get_parts(union) for ring in part.interiors]
    return [
        BoundaryProblem("gap", f"a hole of {_size(hole.area)} between zones", hole)
        for hole in holes
        if hole.area > GAP_AREA_M2 and not hole.buffer(-SLIVER_WIDTH_M / 2).is_empty
    ]


def slivers(zones: gpd.GeoDataFrame) -> list[BoundaryProblem]:
    """Gaps between zones that are narrower than a metre: a point in one belongs to the nearest zone."""
    shapes = zones.geometry.to_numpy()
    if shapely.coverage_is_valid(shapes, gap_width=SLIVER_WIDTH_M):
        return []
    edges = shapely.coverage_invalid_edges(shapes, gap_width=SLIVER_WIDTH_M)
    near = shapely.buffer(edges, SLIVER_WIDTH_M, cap_style="flat")
    found = []
    for one, other in zip(*shapely.STRtree(near).query(near, predicate="intersects"), strict=True):
        if one < other:
            between = shapely.difference(near[one] & near[other], shapely.union(shapes[one], shapes[other]))
            names = f"{zones.index[one]} and {zones.index[other]}"
            found += [(names, gap) for gap in shapely.get_parts(between) if _is_between(gap, shapes[[one, other]])]
    return [BoundaryProblem("sliver", f"a gap of {_size(gap.area)} between {names}", gap) for names, gap in found]


def _is_between(gap: shapely.Geometry, two: Shapes) -> bool:
    """Whether the zones run along most of a gap; dust of the arithmetic, or a corner of a wide gap, is none."""
    if gap.area < _TOUCHING_M**2:
        return False
    west, south, east, north = gap.bounds
    near = shapely.clip_by_rect(two, west - 1, south - 1, east + 1, north + 1)
    along = shapely.intersection(gap.boundary, shapely.union_all(shapely.buffer(near, _TOUCHING_M)))
    return bool(along.length > _ALONG * gap.length)


def total_size(problems: Iterable[BoundaryProblem], what: str) -> str:
    """`2 gaps (0.15 km2 in all)`."""
    found = list(problems)
    return f"{counted(len(found), what)} ({_size(sum(problem.shape.area for problem in found))} in all)"
