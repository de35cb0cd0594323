"""Roads made by hand: a few links, a grid of streets, a packed OpenStreetMap extract."""

from pathlib import Path

import numpy as np
import osmium

from geo.travel import Places, RoadNetwork
from geo.travel.graph import graph_of
from geo.travel.links import Links

Stretch = tuple[int, int, float, float]
Point = tuple[float, float]


def links(
    *stretches: tuple[int, int, float, float], nodes: list[tuple[float, float]], length_m: float = 1000.0
) -> Links:
    """Stretches as (from, to, minutes there, minutes back), between nodes given in km."""
    start, end, there, back = (np.array(part) for part in zip(*stretches, strict=True))
    metres = np.array(nodes) * 1000.0
    lengths = np.full(len(start), length_m)
    return Links(start, end, there.astype(float), back.astype(float), lengths, metres[:, 0], metres[:, 1])


def network(
    *stretches: tuple[int, int, float, float], nodes: list[tuple[float, float]], smallest_part: int = 1
) -> RoadNetwork:
    """The same as a network."""
    return RoadNetwork(graph_of(links(*stretches, nodes=nodes), "made", smallest_part), "By road (made).")


def at(*places: tuple[float, float]) -> Places:
    """Places in km."""
    return Places(*(np.array(places, dtype=float).reshape(-1, 2) * 1000.0).T)


def write_osm(
    path: Path, points: dict[int, Point], ways: list[tuple[list[int], dict[str, str]]], first_id: int = 1
) -> Path:
    """A .osm.pbf of points (longitude, latitude) and ways (points, tags)."""
    with osmium.SimpleWriter(path) as out:
        for ref, place in points.items():
            out.add_node(osmium.osm.mutable.Node(id=ref, location=place))
        for number, (refs, tags) in enumerate(ways, start=first_id):
            out.add_way(osmium.osm.mutable.Way(id=number, nodes=refs, tags=tags))
    return path
