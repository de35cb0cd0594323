"""Minutes by road on a network of 200,000 nodes: this program, SciPy without its limit, and peers where installed.

One pass from 90 bases to every node; 100 origins to everything within 60 minutes; the nearest three of 90 providers
with 2,000 places for 634 areas. A made-up county of 60 km by 60 km: random junctions joined to their neighbours, a
tenth of the links one-way, average speeds from 15 to 72 km/h. Peers get the ready graph, whose making is not counted,
and go from junction to junction, without the way from the door.
"""

import functools
import importlib
import importlib.util
import sys
from collections.abc import Callable
from typing import Any, Final

import numpy as np
import pandas as pd
import scipy
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra
from scipy.spatial import Delaunay

from benchmarks.measure import milliseconds, paired, show, times
from geo.travel import Places, RoadNetwork, StraightLine, minutes_to_nearest_providers
from geo.travel.graph import graph_of
from geo.travel.links import Links

NODES: Final = 214_000
"""Of these about 200,000 are joined to all the others."""
LINKS: Final = 364_000
SIDE_M: Final = 60_000.0
CORNER_M: Final = (440_000.0, 280_000.0)
BASES: Final = 90
ORIGINS: Final = 100
AREAS: Final = 634
PACKAGES: Final = 2_000
LIMIT_MINUTES: Final = 60.0
ROUNDS: Final = 3
_SPEEDS_KMH: Final = (15.0, 26.0, 40.0, 44.0, 48.0, 56.0, 72.0)
_SPEED_SHARES: Final = (0.05, 0.5, 0.2, 0.1, 0.06, 0.05, 0.04)


def main() -> None:
    """Measure and print the three tables."""
    network = county_roads()
    sys.stdout.write(f"{network.size:,} nodes, {len(network.graph.ends):,} links one way. SciPy {scipy.__version__}.\n")
    _compare(f"nearest of {BASES} bases to every node", nearest_ways(network), ROUNDS)
    _compare(f"{ORIGINS} origins within {LIMIT_MINUTES:g} minutes", origin_ways(network), ROUNDS)
    _compare(f"nearest 3 of {BASES} providers to {AREAS} areas", provider_ways(network), ROUNDS)


def county_roads(nodes: int = NODES, links: int = LINKS) -> RoadNetwork:
    """The made-up county; the same every time."""
    draw = np.random.default_rng(11)
    places = np.array(CORNER_M) + draw.uniform(0, SIDE_M, (nodes, 2))
    start, end = _neighbours(places)
    length_m = np.hypot(*(places[start] - places[end]).T)
    shortest = np.argsort(length_m)[: int(1.25 * links)]
    kept = draw.choice(shortest, links, replace=False)
    start, end, length_m = start[kept], end[kept], length_m[kept] * 1.1
    minutes = length_m / 1000 / draw.choice(_SPEEDS_KMH, links, p=_SPEED_SHARES) * 60
    back = np.where(draw.random(links) < 0.1, np.inf, minutes)
    made = Links(start, end, minutes, back, length_m, places[:, 0], places[:, 1])
    return RoadNetwork(graph_of(made, "made up"), "By road (made up).")


def _neighbours(places: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Each pair of neighbouring points once."""
    corners = Delaunay(places).simplices
    pairs = np.sort(np.vstack([corners[:, [0, 1]], corners[:, [1, 2]], corners[:, [0, 2]]]), axis=1)
    start, end = np.unique(pairs, axis=0).T
    return start.astype(np.int64), end.astype(np.int64)


def nearest_ways(network: RoadNetwork) -> dict[str, Callable[[], Any]]:
    """Ways to find the minutes from the nearest base to every node."""
    bases = _drawn(BASES, 1)
    matrix, at = _matrix(network), _nodes(network, bases)
    ways: dict[str, Callable[[], Any]] = {
        "this program, one pass": lambda: network.minutes_to_nodes(bases).minutes,
        "SciPy, ready graph, one pass": lambda: dijkstra(matrix, indices=at, min_only=True),
        "SciPy, base by base": lambda: dijkstra(matrix, indices=at).min(axis=0),
    }
    if peer := _networkx(network):
        library, graph = peer
        ways["networkx, one pass"] = lambda: library.multi_source_dijkstra_path_length(graph, set(at.tolist()))
    return ways


def origin_ways(network: RoadNetwork) -> dict[str, Callable[[], Any]]:
    """Ways to find the minutes from each origin to what lies within the limit."""
    origins, areas = _drawn(ORIGINS, 2), _drawn(AREAS, 3)
    matrix, at = _matrix(network), _nodes(network, origins)
    ways: dict[str, Callable[[], Any]] = {
        f"this program, to {AREAS} areas": lambda: network.minutes_between(origins, areas, LIMIT_MINUTES),
        "SciPy, ready graph": lambda: dijkstra(matrix, indices=at, limit=LIMIT_MINUTES),
        "SciPy without limit": lambda: dijkstra(matrix, indices=at),
    }
    if peer := _pandana(network):
        ways["pandana"] = lambda: peer.nodes_in_range(at, LIMIT_MINUTES)
    return ways


def provider_ways(network: RoadNetwork) -> dict[str, Callable[[], Any]]:
    """Ways to find the three nearest providers."""
    places, areas = _drawn(BASES + PACKAGES, 4), _drawn(AREAS, 3)
    of = np.concatenate([np.arange(BASES), np.random.default_rng(5).integers(0, BASES, PACKAGES)])
    rows = pd.DataFrame({"provider_id": of, "easting": places.easting, "northing": places.northing})

    matrix, at, there = _matrix(network), _nodes(network, places), _nodes(network, areas)

    def of_each_pair() -> np.ndarray:
        back = dijkstra(matrix.T.tocsr(), indices=there, limit=LIMIT_MINUTES)
        return np.sort(pd.DataFrame(back[:, at].T).groupby(of).min().to_numpy(), axis=0)[:3].T

    return {
        "this program, within 60 minutes": lambda: minutes_to_nearest_providers(
            network, rows, areas, limit_minutes=LIMIT_MINUTES
        ),
        "this program, within 30 minutes": lambda: minutes_to_nearest_providers(network, rows, areas, limit_minutes=30),
        "this program, straight line": lambda: minutes_to_nearest_providers(StraightLine(), rows, areas),
        "SciPy, every place to every area": of_each_pair,
    }


def _compare(title: str, ways: dict[str, Callable[[], Any]], rounds: int) -> None:
    """Measure some ways and print them against the first."""
    seconds, _ = paired(ways, rounds)
    first = next(iter(seconds.values()))
    sys.stdout.write("\n")
    show(
        [title, "median", "to the first"],
        [[name, milliseconds(took), times(took / first)] for name, took in seconds.items()],
    )


def _drawn(count: int, seed: int) -> Places:
    """Random places in the county."""
    return Places(*(np.array(CORNER_M) + np.random.default_rng(seed).uniform(0, SIDE_M, (count, 2))).T)


def _matrix(network: RoadNetwork) -> csr_array:
    """The network as SciPy alone would hold it."""
    graph = network.graph
    parts = (graph.minutes, graph.ends.astype(np.int32), graph.starts.astype(np.int32))
    return csr_array(parts, shape=(network.size, network.size))


def _nodes(network: RoadNetwork, places: Places) -> np.ndarray:
    """The node nearest to each place."""
    nodes = np.column_stack([network.graph.easting, network.graph.northing])
    return np.array([np.hypot(*(nodes - point).T).argmin() for point in places.points])


@functools.cache
def _networkx(network: RoadNetwork) -> tuple[Any, Any] | None:
    """Networkx and its graph, where it is installed."""
    if not importlib.util.find_spec("networkx"):
        return None
    library = importlib.import_module("networkx")
    return library, library.from_scipy_sparse_array(_matrix(network), create_using=library.DiGraph)


@functools.cache
def _pandana(network: RoadNetwork) -> Any | None:
    """Pandana and its network, where it is installed."""
    if not importlib.util.find_spec("pandana"):
        return None
    graph = network.graph
    start = np.repeat(np.arange(network.size), np.diff(graph.starts))
    cost = pd.DataFrame({"minutes": graph.minutes})
    return importlib.import_module("pandana").Network(
        pd.Series(graph.easting), pd.Series(graph.northing), pd.Series(start), pd.Series(graph.ends), cost, twoway=False
    )


if __name__ == "__main__":
    main()
