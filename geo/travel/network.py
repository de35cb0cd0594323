"""Travel on a road network: shortest paths by SciPy's compiled Dijkstra, from places to places."""

import functools
import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from geo.locate import Floats
from geo.travel.graph import Graph
from geo.travel.places import NO_SOURCE, Flags, Ints, Nearest, Places

if TYPE_CHECKING:  # SciPy is slow to load, and few workspaces have roads
    from scipy.sparse import csr_array
    from scipy.spatial import cKDTree

REACH_M: Final = 2_000.0
"""A place farther than this from every node of the network is off it (m): a house has its drive, but roads that are not
in the file cannot be guessed."""
ACCESS_KMH: Final = 20.0
"""Speed from a place to the nearest node, in a straight line (km/h): a drive, a service road, a search for the door."""
_AT_ONCE: Final = 4_000_000
"""So many minutes are held at once while sources are worked through (numbers of 8 bytes)."""


@dataclass(frozen=True)
class _Attached:
    """Places and the node that each is reached from."""

    at: Ints
    """Positions of the places that are on the network."""
    node: Ints
    minutes: Floats
    """Between the place and its node."""


@dataclass(frozen=True, eq=False)
class RoadNetwork:
    """Minutes by road. From a place to the nearest node and back one drives in a straight line at `ACCESS_KMH`."""

    graph: Graph
    basis: str
    """What the minutes rest on, as a sentence."""

    @property
    def size(self) -> int:
        """Number of nodes."""
        return len(self.graph.easting)

    @functools.cached_property
    def version(self) -> str:
        """Hash of the roads and their minutes."""
        digest = hashlib.sha256(self.basis.encode())
        for part in vars(self.graph).values():
            digest.update(np.ascontiguousarray(part).data)
        return digest.hexdigest()

    @functools.cached_property
    def _tree(self) -> "cKDTree":
        """The nodes, ready to be asked for the nearest."""
        from scipy.spatial import cKDTree  # noqa: PLC0415

        return cKDTree(np.column_stack([self.graph.easting, self.graph.northing]))

    def covered(self, places: Places) -> Flags:
        """Whether each place is located and within `REACH_M` of the network."""
        found = np.zeros(len(places), dtype=bool)
        found[self._attached(places).at] = True
        return found

    def minutes_to_nearest(self, sources: Places, targets: Places, limit_minutes: float = np.inf) -> Nearest:
        """Minutes to each target from the source nearest to it, by one pass from all sources together."""
        at_node, stop = self.minutes_to_nodes(sources, limit_minutes), self._attached(targets)
        minutes, source = np.full(len(targets), np.nan), np.full(len(targets), NO_SOURCE, dtype=np.int64)
        drive = at_node.minutes[stop.node] + stop.minutes
        minutes[stop.at] = np.where(drive > limit_minutes, np.inf, drive)
        source[stop.at] = np.where(drive > limit_minutes, NO_SOURCE, at_node.source[stop.node])
        return Nearest(minutes, source)

    def minutes_to_nodes(self, sources: Places, limit_minutes: float = np.inf) -> Nearest:
        """Minutes to every node of the network from the source nearest to it, by one pass from all together."""
        start, every = self._attached(sources), np.arange(self.size)
        if not len(start.at):
            return Nearest(np.full(self.size, np.nan), np.full(self.size, NO_SOURCE, dtype=np.int64))
        reached, came_from = self._from_all(self._with_starts(start), np.arange(len(start.at)), limit_minutes)
        stop = _Attached(every, every, np.zeros(self.size))
        minutes = self._arrived(reached[: self.size], start, stop, limit_minutes)
        source = start.at[np.maximum(came_from[: self.size] - self.size, 0)]
        return Nearest(minutes, np.where(np.isfinite(minutes), source, NO_SOURCE))

    def minutes_between(self, sources: Places, targets: Places, limit_minutes: float = np.inf) -> Floats:
        """Minutes from each source (row) to each target (column)."""
        start, stop = self._attached(sources), self._attached(targets)
        drive = self._between(start.node, stop.node, limit_minutes) + start.minutes[:, None] + stop.minutes
        is_joined = self.graph.part[start.node][:, None] == self.graph.part[stop.node]
        minutes = np.full((len(sources), len(targets)), np.nan)
        within = np.where(drive > limit_minutes, np.inf, drive)
        minutes[np.ix_(start.at, stop.at)] = np.where(is_joined, within, np.nan)
        return minutes

    def minutes_from_groups(
        self, sources: Places, group: Ints, targets: Places, limit_minutes: float = np.inf
    ) -> Floats:
        """Minutes from the nearest source of each group (row) to each target (column).

        One pass for each group, or, where that is fewer, one for each target.
        """
        start, stop = self._attached(sources), self._attached(targets)
        minutes = np.full((int(group.max()) + 1 if len(group) else 0, len(targets)), np.nan)
        if len(np.unique(stop.node)) < len(minutes):
            np.fmin.at(minutes, group, self.minutes_between(sources, targets, limit_minutes))
            return minutes
        graph, group = self._with_starts(start), group[start.at]
        for at in np.unique(group):
            of_group = np.flatnonzero(group == at)
            own = _Attached(start.at[of_group], start.node[of_group], start.minutes[of_group])
            reached, _ = self._from_all(graph, of_group, limit_minutes)
            minutes[at, stop.at] = self._arrived(reached[stop.node] + stop.minutes, own, stop, limit_minutes)
        return minutes

    def distance_to_road_m(self, places: Places) -> Floats:
        """Straight distance from each place to the nearest node (m); NaN where it is unlocated."""
        distance = np.full(len(places), np.nan)
        there = places.is_located
        distance[there] = self._tree.query(places.take(there).points)[0]
        return distance

    @functools.cached_property
    def _matrix(self) -> "csr_array":
        """The network as SciPy wants it."""
        from scipy.sparse import csr_array  # noqa: PLC0415

        graph = self.graph
        parts = (graph.minutes, graph.ends.astype(np.int32), graph.starts.astype(np.int32))
        return csr_array(parts, shape=(self.size, self.size))

    @functools.cached_property
    def _matrix_back(self) -> "csr_array":
        """The network driven backwards."""
        return self._matrix.T.tocsr()

    def _between(self, origins: Ints, others: Ints, limit_minutes: float) -> Floats:
        """Minutes from nodes (rows) to nodes (columns), worked out from whichever are fewer."""
        if len(np.unique(others)) < len(np.unique(origins)):
            return self._spread(self._matrix_back, others, origins, limit_minutes).T
        return self._spread(self._matrix, origins, others, limit_minutes)

    def _spread(self, matrix: "csr_array", origins: Ints, others: Ints, limit_minutes: float) -> Floats:
        """Minutes from each origin (row) to each other node (column), some origins at a time."""
        from scipy.sparse.csgraph import dijkstra  # noqa: PLC0415

        node, by_node = np.unique(origins, return_inverse=True)
        minutes = np.empty((len(node), len(others)))
        at_once = max(1, _AT_ONCE // self.size)
        for first in range(0, len(node), at_once):
            some = slice(first, first + at_once)
            minutes[some] = dijkstra(matrix, indices=node[some], limit=limit_minutes)[:, others]
        return np.asarray(minutes[by_node])

    def _attached(self, places: Places) -> _Attached:
        """The places that are on the network, each with its nearest node."""
        there = np.flatnonzero(places.is_located)
        distance_m, node = self._tree.query(places.take(there).points, distance_upper_bound=REACH_M)
        near = np.isfinite(distance_m)
        return _Attached(there[near], node[near].astype(np.int64), distance_m[near] / 1000.0 / ACCESS_KMH * 60.0)

    def _with_starts(self, start: _Attached) -> "csr_array":
        """The network with one more node for each starting place, which leads to its nearest node and nowhere else."""
        from scipy.sparse import csr_array  # noqa: PLC0415

        matrix, extra = self._matrix, len(start.at)
        starts = np.concatenate([matrix.indptr, matrix.indptr[-1] + np.arange(1, extra + 1, dtype=np.int32)])
        ends = np.concatenate([matrix.indices, start.node.astype(np.int32)])
        minutes = np.concatenate([matrix.data, start.minutes])
        return csr_array((minutes, ends, starts), shape=(self.size + extra, self.size + extra))

    def _from_all(self, graph: "csr_array", starts: Ints, limit_minutes: float) -> tuple[Floats, Ints]:
        """Minutes to every node from the nearest of some starting places, and the node that stands for that place."""
        from scipy.sparse.csgraph import dijkstra  # noqa: PLC0415

        reached, _, came_from = dijkstra(
            graph, indices=self.size + starts, min_only=True, limit=limit_minutes, return_predecessors=True
        )
        return reached, came_from

    def _arrived(self, minutes: Floats, start: _Attached, stop: _Attached, limit_minutes: float) -> Floats:
        """Minutes to targets, infinite beyond the limit, no data where no source is on the same part of the network."""
        within = np.where(minutes > limit_minutes, np.inf, minutes)
        part = self.graph.part
        has_source = np.zeros(int(part.max()) + 1, dtype=bool)
        has_source[part[start.node]] = True
        return np.where(has_source[part[stop.node]], within, np.nan)
