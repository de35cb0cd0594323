"""Chains of short links as one: what lies between two junctions is one drive, whose minutes add up."""

from typing import Final

import numpy as np

from geo.travel.links import Links
from geo.travel.places import Flags, Ints

LONGEST_M: Final = 500.0
"""A joined link is no longer (m), so that a place along a road without junctions finds a node near it."""
_SEED: Final = 1


def chains_joined(links: Links, longest_m: float = LONGEST_M) -> Links:
    """The same roads with fewer nodes: a node between exactly two links is taken out and its links are joined.

    Minutes between the nodes that remain are unchanged, in both directions.

    Args:
        links: The links.
        longest_m: Two links that are longer together are not joined.

    Returns:
        Links between some of the same nodes; dead ends, junctions and rings keep theirs.
    """
    order = np.random.default_rng(_SEED).permutation(len(links.easting))
    while True:
        node, first, second = _joints(links, longest_m)
        chosen = _apart(node, links, first, second, order)
        if not len(chosen):
            return links
        links = _joined(links, node[chosen], first[chosen], second[chosen])


def _joints(links: Links, longest_m: float) -> tuple[Ints, Ints, Ints]:
    """Nodes that may be taken out, each with the positions of its two links."""
    count = len(links.start)
    ends = np.concatenate([links.start, links.end])
    by_node = np.argsort(ends, kind="stable")
    node, first_at, links_there = np.unique(ends[by_node], return_index=True, return_counts=True)
    two = links_there == 2
    first, second = by_node[first_at[two]] % count, by_node[first_at[two] + 1] % count
    node = node[two]
    short = links.length_m[first] + links.length_m[second] <= longest_m
    good = short & (first != second) & (_other_end(links, first, node) != _other_end(links, second, node))
    return node[good], first[good], second[good]


def _apart(node: Ints, links: Links, first: Ints, second: Ints, order: Ints) -> Ints:
    """Of the nodes, positions of some of which no two are neighbours: those that come before both neighbours."""
    turn = np.full(len(order), len(order))
    turn[node] = order[node]
    neighbours = np.minimum(turn[_other_end(links, first, node)], turn[_other_end(links, second, node)])
    return np.flatnonzero(turn[node] < neighbours)


def _joined(links: Links, node: Ints, first: Ints, second: Ints) -> Links:
    """Each node taken out, its two links as one."""
    into, out = _other_end(links, first, node), _other_end(links, second, node)
    first_ahead, second_ahead = links.end[first] == node, links.start[second] == node
    to_node = np.where(first_ahead, links.minutes[first], links.minutes_back[first])
    from_node = np.where(second_ahead, links.minutes[second], links.minutes_back[second])
    back_from = np.where(first_ahead, links.minutes_back[first], links.minutes[first])
    back_to = np.where(second_ahead, links.minutes_back[second], links.minutes[second])
    left: Flags = np.ones(len(links.start), dtype=bool)
    left[first] = left[second] = False
    rest = links.take(left)
    return Links(
        np.concatenate([rest.start, into]),
        np.concatenate([rest.end, out]),
        np.concatenate([rest.minutes, to_node + from_node]),
        np.concatenate([rest.minutes_back, back_to + back_from]),
        np.concatenate([rest.length_m, links.length_m[first] + links.length_m[second]]),
        links.easting,
        links.northing,
    )


def _other_end(links: Links, link: Ints, node: Ints) -> Ints:
    """The other end of each link."""
    return np.where(links.start[link] == node, links.end[link], links.start[link])
