"""A region cut into small cells (a county into about two thousand), each put into a zone."""

from collections import Counter, deque
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import Polygon

from geo.demo.settlements import SETTLEMENTS, ZONE_NAMES, Settlement

TOWN_SPACING_M: Final[float] = 360.0
"""Least distance (metres) between cell centres in the middle of a large town."""

RURAL_SPACING_M: Final[float] = 1150.0
"""Least distance (metres) between cell centres in open country."""

CANDIDATES: Final[int] = 40_000
"""Random positions tried; more would only fill the last gaps."""

WARP_M: Final[float] = 650.0
"""How far (metres) smooth noise may shift a cell before its nearest settlement is looked up."""

Neighbours = dict[int, dict[int, float]]


@dataclass(frozen=True)
class Cells:
    """Cells of an exact coverage.

    Attributes:
        shapes: Polygons (British National Grid, whole metres); neighbours have identical vertices.
        zone: Zone of each cell, as its place in the list of zones (the county's: `ZONES`).
        residents: Residents of each cell (count, not rounded).
        neighbours: For each cell its neighbours with the length of the common edge (metres).
    """

    shapes: NDArray[np.object_]
    zone: NDArray[np.int64]
    residents: NDArray[np.float64]
    neighbours: Neighbours


def town_radius_m(place: Settlement) -> float:
    """Radius (metres) of a settlement's built-up area at about 3,000 residents a square kilometre."""
    return float(np.sqrt(place.residents / 3000 / np.pi) * 1000)


def _places(places: Sequence[Settlement]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    where = np.array([[s.easting_km, s.northing_km] for s in places], dtype=float) * 1000
    return where, np.array([town_radius_m(s) for s in places])


def density(points: NDArray[np.float64], places: Sequence[Settlement] = SETTLEMENTS) -> NDArray[np.float64]:
    """Residents per square kilometre at each point: every settlement a bell of its own size, plus farms."""
    where, radius = _places(places)
    residents = np.array([s.residents for s in places], dtype=float)
    distance2 = ((points[:, None, :] - where[None, :, :]) ** 2).sum(axis=2)
    spread2 = (0.62 * radius + 120) ** 2
    bells = np.exp(-distance2 / (2 * spread2)) / (2 * np.pi * spread2) * 1e6
    return np.asarray(4.0 + (bells * residents).sum(axis=1))


def cell_centres(
    county: Polygon, rng: np.random.Generator, places: Sequence[Settlement] = SETTLEMENTS
) -> NDArray[np.float64]:
    """Irregular positions (n x 2, metres), close together in towns and far apart in open country."""
    west, south, east, north = county.buffer(1500).bounds
    tries = rng.uniform((west, south), (east, north), (CANDIDATES, 2))
    near = county.buffer(1500)
    tries = tries[shapely.contains_xy(near, tries[:, 0], tries[:, 1])]
    share = np.clip(density(tries, places) / 1500, 0, 1)
    spacing = RURAL_SPACING_M + (TOWN_SPACING_M - RURAL_SPACING_M) * share
    spacing *= rng.uniform(0.8, 1.35, len(tries))
    kept: list[int] = []
    positions = np.empty((0, 2))
    for index, (point, least) in enumerate(zip(tries, spacing, strict=True)):
        if kept and (((positions - point) ** 2).sum(axis=1) < least**2).any():
            continue
        kept.append(index)
        positions = tries[kept]
    return positions


def cut(county: Polygon, centres: NDArray[np.float64]) -> NDArray[np.object_]:
    """Voronoi cells inside the county, noded on whole metres so that neighbours share every vertex."""
    lines = shapely.voronoi_polygons(shapely.MultiPoint(centres), extend_to=county, only_edges=True)
    noded = shapely.union(lines, county.boundary, grid_size=1.0)
    faces = np.array(shapely.get_parts(shapely.polygonize(shapely.get_parts(noded))))
    at = shapely.point_on_surface(faces)
    faces = faces[shapely.contains(county, at) & (shapely.area(faces) > 0)]
    centroid = shapely.get_coordinates(shapely.centroid(faces))
    return np.asarray(faces[np.lexsort((centroid[:, 0], centroid[:, 1]))])


def common_edges(shapes: NDArray[np.object_]) -> Neighbours:
    """Neighbours of each shape with the length of the common edge (metres), from identical segments."""
    owner: dict[tuple[float, ...], int] = {}
    neighbours: Neighbours = {index: {} for index in range(len(shapes))}
    for index, shape in enumerate(shapes):
        for ring in (shape.exterior, *shape.interiors):
            points = list(ring.coords)
            for a, b in pairwise(points):
                key = (*min(a, b), *max(a, b))
                other = owner.setdefault(key, index)
                if other != index:
                    length = float(np.hypot(a[0] - b[0], a[1] - b[1]))
                    for one, two in ((index, other), (other, index)):
                        neighbours[one][two] = neighbours[one].get(two, 0.0) + length
    return neighbours


def _warp(points: NDArray[np.float64], rng: np.random.Generator) -> NDArray[np.float64]:
    """Points shifted by smooth noise of wavelengths 3 to 9 km, so that borders wander as parishes do."""
    shift = np.zeros_like(points)
    for wavelength in (9000.0, 5500.0, 3200.0):
        for axis in (0, 1):
            turn, phase = rng.uniform(0, 2 * np.pi, 2)
            wave = points @ np.array([np.cos(turn), np.sin(turn)]) * 2 * np.pi / wavelength
            shift[:, axis] += np.sin(wave + phase) * WARP_M * wavelength / 9000.0
    return points + shift


def nearest_zone(
    shapes: NDArray[np.object_], places: Sequence[Settlement], names: Sequence[str], rng: np.random.Generator
) -> NDArray[np.int64]:
    """Zone (place in `names`) of each cell: that of the nearest settlement, larger ones reaching farther."""
    centroid = _warp(shapely.get_coordinates(shapely.centroid(shapes)), rng)
    where, radius = _places(places)
    distance = np.sqrt(((centroid[:, None, :] - where[None, :, :]) ** 2).sum(axis=2))
    zone_of_place = np.array([names.index(s.zone) for s in places])
    return np.asarray(zone_of_place[np.argmin(distance - 0.75 * radius, axis=1)])


def components(members: set[int], neighbours: Neighbours) -> list[set[int]]:
    """Connected groups of the members, largest first (equal sizes: the one with the lowest cell first)."""
    left, groups = set(members), []
    for start in sorted(members):
        if start not in left:
            continue
        left.discard(start)
        group, queue = {start}, deque([start])
        while queue:
            for other in sorted(neighbours[queue.popleft()]):
                if other in left:
                    left.discard(other)
                    group.add(other)
                    queue.append(other)
        groups.append(group)
    return sorted(groups, key=lambda group: (-len(group), min(group)))


def join_fragments(zone: NDArray[np.int64], neighbours: Neighbours) -> NDArray[np.int64]:
    """Zones with every detached piece given to the zone it shares the longest border with."""
    zone = zone.copy()
    for _ in range(20):
        moved = False
        for number in sorted(set(zone.tolist())):
            for piece in components(set(np.flatnonzero(zone == number).tolist()), neighbours)[1:]:
                border: Counter[int] = Counter()
                for cell in sorted(piece):
                    for other, length in neighbours[cell].items():
                        if other not in piece:
                            border[int(zone[other])] += round(length)
                if border:
                    zone[list(piece)] = min(border, key=lambda key: (-border[key], key))
                    moved = True
        if not moved:
            return zone
    raise ValueError("the zones could not be made of one piece each: choose another seed")


def make_cells(
    county: Polygon,
    seed: int,
    *,
    places: Sequence[Settlement] = SETTLEMENTS,
    names: Sequence[str] = ZONE_NAMES,
) -> Cells:
    """Cells of a region with zone (place in `names`), residents and neighbours."""
    rng = np.random.default_rng([seed, 2])
    shapes = cut(county, cell_centres(county, rng, places))
    neighbours = common_edges(shapes)
    zone = join_fragments(nearest_zone(shapes, places, names, rng), neighbours)
    centroid = shapely.get_coordinates(shapely.centroid(shapes))
    residents = density(centroid, places) * shapely.area(shapes) / 1e6
    return Cells(shapes, zone, residents, neighbours)


def rezone(cells: Cells, places: Sequence[Settlement], names: Sequence[str], seed: int) -> Cells:
    """The same cells under other zones, each of one piece."""
    rng = np.random.default_rng([seed, 2])
    zone = nearest_zone(cells.shapes, places, names, rng)
    return replace(cells, zone=join_fragments(zone, cells.neighbours))
