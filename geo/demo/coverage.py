"""Borders that look grown, not computed: every inner edge is roughened once, for both of its neighbours."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import LineString, MultiPolygon, Polygon

from geo.demo.outline import divide_edge

INNER_ROUGHNESS: Final[float] = 0.2
"""Largest sideways move of a midpoint of an inner edge, as a share of the edge."""

ATTEMPTS: Final[int] = 8
"""How often edges that cross are drawn again before the coverage is given up."""

Point = tuple[float, float]
Edge = tuple[Point, Point]
Detail = dict[Edge, list[Point]]


def _rings(shape: Polygon) -> Iterator[list[Point]]:
    for ring in (shape.exterior, *shape.interiors):
        yield [(x, y) for x, y in ring.coords]


def _edge(a: Point, b: Point) -> Edge:
    return (a, b) if a <= b else (b, a)


def inner_edges(shapes: NDArray[np.object_]) -> list[Edge]:
    """Edges that two shapes of the coverage share, in a fixed order."""
    seen: dict[Edge, int] = {}
    for shape in shapes:
        for ring in _rings(shape):
            for a, b in pairwise(ring):
                seen[_edge(a, b)] = seen.get(_edge(a, b), 0) + 1
    return sorted(edge for edge, count in seen.items() if count == 2)


def _crossing(detail: Detail) -> set[Edge]:
    """Edges with detail of their own that touch another one anywhere but at a common end, or themselves."""
    edges = list(detail)
    lines = [LineString([*points, edge[1]]) for edge, points in detail.items()]
    first, second = shapely.STRtree(lines).query(lines, predicate="intersects")
    found: set[Edge] = {e for e, line in zip(edges, lines, strict=True) if not line.is_simple}
    for i, j in zip(first.tolist(), second.tolist(), strict=True):
        shared = set(edges[i]) & set(edges[j])
        met = shapely.get_parts(lines[i].intersection(lines[j])) if i < j else []
        if any(part.geom_type != "Point" or (part.x, part.y) not in shared for part in met):
            found |= {edges[i], edges[j]}
    return {edge for edge in found if len(detail[edge]) > 1}


def roughen_edges(shapes: NDArray[np.object_], seed: int) -> Detail:
    """New points for every edge of the coverage, from its lower end up to, not including, its upper.

    Outer edges are natural already and stay. Edges that cross others are drawn again, half as rough each
    time. Points are whole metres, so that neighbours agree exactly.

    Raises:
        ValueError: Some edges still cross after many attempts.
    """
    rng = np.random.default_rng([seed, 3])
    todo = set(inner_edges(shapes))
    outer = {_edge(a, b) for s in shapes for ring in _rings(s) for a, b in pairwise(ring)} - todo
    detail: Detail = {edge: [edge[0]] for edge in sorted(outer)}
    for attempt in range(ATTEMPTS):
        for edge in sorted(todo):
            points = divide_edge(*edge, rng, roughness=INNER_ROUGHNESS / 2**attempt)
            detail[edge] = [edge[0], *((round(x) * 1.0, round(y) * 1.0) for x, y in points[1:])]
        todo = _crossing(detail)
        if not todo:
            return detail
    raise ValueError(f"{len(todo)} borders still cross after {ATTEMPTS} attempts: lower INNER_ROUGHNESS")


def _rough_ring(ring: list[Point], detail: Detail) -> list[Point]:
    points: list[Point] = []
    for a, b in pairwise(ring):
        extra = detail.get(_edge(a, b), [min(a, b)])
        points.extend(extra if a <= b else [a, *reversed(extra[1:])])
    return points


def dissolve(shapes: NDArray[np.object_], groups: NDArray[np.int64]) -> NDArray[np.object_]:
    """One shape for each group number, in order, keeping every vertex of the coverage.

    Raises:
        ValueError: A group is not one single polygon.
    """
    merged = []
    for group in range(int(groups.max()) + 1):
        shape = shapely.coverage_union_all(shapes[groups == group])
        if isinstance(shape, MultiPolygon):
            raise ValueError(f"group {group} has {len(shape.geoms)} parts, expected one")
        merged.append(shape)
    return np.array(merged)


def apply_detail(shapes: NDArray[np.object_], detail: Detail) -> NDArray[np.object_]:
    """The shapes with their inner edges replaced by the roughened ones."""
    rough = []
    for shape in shapes:
        shell, *holes = (_rough_ring(ring, detail) for ring in _rings(shape))
        rough.append(shapely.normalize(Polygon(shell, holes)))
    return np.array(rough)
