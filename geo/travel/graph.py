"""Links as a graph that shortest paths run on: parts within which one can drive from everywhere to everywhere."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from geo.errors import InputError
from geo.locate import Floats
from geo.travel.links import Links
from geo.travel.places import Flags, Ints

if TYPE_CHECKING:  # SciPy is slow to load, and few workspaces have roads
    from scipy.sparse import csr_array

SMALLEST_PART: Final = 50
"""A part of the network that no road joins to the rest, both ways, is kept from so many nodes on (nodes). A smaller one
is a gap in the drawing or a road that the edge of the extract cuts off; a larger one is an island."""

_CELL_M: Final = 250.0
"""Nodes are numbered cell by cell along a curve (m), so that what is read together lies together."""


@dataclass(frozen=True, eq=False)
class Graph:
    """A directed graph in compressed rows: the links from node i are those from starts[i] to starts[i + 1]."""

    starts: Ints
    ends: Ints
    minutes: Floats
    easting: Floats
    """Of each node (m)."""
    northing: Floats
    part: Ints
    """The part of the network each node is in; within a part every node can be reached from every other."""


def graph_of(links: Links, label: str, smallest_part: int = SMALLEST_PART) -> Graph:
    """The parts of a road network in which one can drive from everywhere to everywhere.

    Args:
        links: The links; of several between two nodes the quickest counts.
        label: Name of the file in messages.
        smallest_part: Parts with fewer nodes are left out, but for the largest.

    Raises:
        InputError: There are no two nodes with a road there and back.
    """
    matrix = _quickest(links)
    part, kept = _parts(matrix, smallest_part)
    if not len(kept):
        raise InputError(
            f"{label}: the roads lead nowhere: there are no two junctions with a road there and back. "
            "Look at from_node and to_node, or give a larger extract."
        )
    node = np.flatnonzero(np.isin(part, kept))
    node = node[np.argsort(_along_a_curve(links.easting[node], links.northing[node]), kind="stable")]
    inside = matrix[node][:, node].tocoo()
    part = np.searchsorted(kept, part[node])
    row, column = inside.coords
    same = part[row] == part[column]
    # Built from sorted parts, for a sparse matrix adds up or drops what a road of no minutes must keep.
    order = np.lexsort((column[same], row[same]))
    starts = np.concatenate([[0], np.cumsum(np.bincount(row[same], minlength=len(node)))]).astype(np.int64)
    ends, minutes = column[same][order].astype(np.int64), inside.data[same][order]
    return Graph(starts, ends, minutes, links.easting[node], links.northing[node], part.astype(np.int64))


def _parts(matrix: "csr_array", smallest_part: int) -> tuple[Ints, Ints]:
    """The part of the network each node is in, and the parts that are kept."""
    from scipy.sparse.csgraph import connected_components  # noqa: PLC0415

    _, part = connected_components(matrix, directed=True, connection="strong")
    size = np.bincount(part, minlength=1)
    return part, np.flatnonzero(((size >= smallest_part) | (size == size.max())) & (size > 1))


def _quickest(links: Links) -> "csr_array":
    """The links in the directions in which they may be driven, the quickest between two nodes."""
    from scipy.sparse import csr_array  # noqa: PLC0415

    row = np.concatenate([links.start, links.end])
    column = np.concatenate([links.end, links.start])
    minutes = np.concatenate([links.minutes, links.minutes_back])
    real: Flags = np.isfinite(minutes) & (row != column)
    row, column, minutes = row[real], column[real], minutes[real]
    order = np.lexsort((minutes, column, row))
    row, column, minutes = row[order], column[order], minutes[order]
    first = np.ones(len(row), dtype=bool)
    first[1:] = (row[1:] != row[:-1]) | (column[1:] != column[:-1])
    size = len(links.easting)
    return csr_array((minutes[first], (row[first], column[first])), shape=(size, size))


def _along_a_curve(easting: Floats, northing: Floats) -> Ints:
    """Place of each point along a curve that visits cell by cell, near ones one after the other (Morton, 1966)."""
    code = np.zeros(len(easting), dtype=np.int64)
    for shift, metres in enumerate((easting, northing)):
        cell = (metres / _CELL_M).astype(np.int64)
        for bit in range(14):
            code |= ((cell >> bit) & 1) << (2 * bit + shift)
    return code
