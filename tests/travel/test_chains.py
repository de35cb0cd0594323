"""Chains of links joined: fewer nodes, the same minutes."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lots import REAL, needs_real_files
from made_roads import at, links, network
from scipy.sparse.csgraph import floyd_warshall

from geo.ingest.roads import read_osm_roads
from geo.travel import SPEEDS_KMH, Places, RoadNetwork
from geo.travel.chains import LONGEST_M, chains_joined
from geo.travel.graph import graph_of
from geo.travel.links import Links, links_of_osm

INF = np.inf
LINE = [(500 + 0.1 * step, 300.0) for step in range(5)]


def used(joined: Links) -> list[int]:
    return sorted({*joined.start.tolist(), *joined.end.tolist()})


def test_a_chain_between_two_dead_ends_becomes_one_link_whose_minutes_add_up() -> None:
    chain = links((0, 1, 1, 10), (2, 1, 20, 2), (2, 3, 3, 30), (3, 4, 4, 40), nodes=LINE, length_m=100)
    joined = chains_joined(chain)
    assert used(joined) == [0, 4]
    there, back = joined.minutes[0], joined.minutes_back[0]
    assert {there, back} == {1 + 2 + 3 + 4, 10 + 20 + 30 + 40}
    assert (there if joined.start[0] == 0 else back) == 10
    assert joined.length_m[0] == 400


def test_a_one_way_stretch_makes_the_whole_chain_one_way() -> None:
    joined = chains_joined(links((0, 1, 1, 1), (1, 2, 2, INF), nodes=LINE[:3], length_m=100))
    ahead = joined.minutes[0] if joined.start[0] == 0 else joined.minutes_back[0]
    assert ahead == 3
    assert {joined.minutes[0], joined.minutes_back[0]} == {3, INF}


def test_a_junction_of_three_roads_stays() -> None:
    star = links((0, 1, 1, 1), (1, 2, 1, 1), (1, 3, 1, 1), nodes=LINE[:4], length_m=100)
    assert used(chains_joined(star)) == [0, 1, 2, 3]


def test_a_ring_keeps_three_nodes_so_that_no_link_leads_to_itself() -> None:
    ring = links(*((step, (step + 1) % 5, 1, INF) for step in range(5)), nodes=LINE, length_m=10)
    joined = chains_joined(ring)
    assert 2 <= len(used(joined)) <= 3
    assert (joined.start != joined.end).all()
    assert sum(np.minimum(joined.minutes, joined.minutes_back)) == 5


def test_a_long_road_keeps_a_node_on_the_way() -> None:
    chain = links(*((step, step + 1, 1, 1) for step in range(4)), nodes=LINE, length_m=LONGEST_M / 2)
    joined = chains_joined(chain)
    assert len(used(joined)) == 3
    assert joined.length_m.max() <= LONGEST_M


@st.composite
def roads(draw: st.DrawFn) -> Links:
    """Random roads of many short links between up to twelve nodes."""
    count = draw(st.integers(2, 12))
    node, minutes = st.integers(0, count - 1), st.floats(0.1, 9)
    way = st.one_of(minutes, st.just(INF))
    drawn = draw(st.lists(st.tuples(node, node, way, way), min_size=1, max_size=16))
    stretches = [(start, end, there, back) for start, end, there, back in drawn if start != end] or [(0, 1, 1.0, 1.0)]
    return links(*stretches, nodes=[(500.0 + at, 300.0) for at in range(count)], length_m=1)


def minutes_of(roads: Links) -> np.ndarray:
    key = np.full((len(roads.easting), len(roads.easting)), INF)
    for start, end, there, back in zip(roads.start, roads.end, roads.minutes, roads.minutes_back, strict=True):
        key[start, end], key[end, start] = min(key[start, end], there), min(key[end, start], back)
    return floyd_warshall(key)


@given(roads())
def test_minutes_between_the_nodes_that_stay_are_what_they_were(before: Links) -> None:
    joined = chains_joined(before)
    stay = used(joined)
    assert minutes_of(joined)[np.ix_(stay, stay)] == pytest.approx(minutes_of(before)[np.ix_(stay, stay)])


@pytest.mark.real
@needs_real_files
def test_rutland_joined_gives_the_minutes_of_rutland_point_by_point() -> None:
    whole = links_of_osm(read_osm_roads([REAL / "rutland.osm.pbf"], ["rutland"]), SPEEDS_KMH)
    fine, coarse = (RoadNetwork(graph_of(part, "rutland"), "By road.") for part in (whole, chains_joined(whole)))
    assert coarse.size < fine.size / 3
    at_nodes = np.random.default_rng(1).choice(coarse.size, 40, replace=False)
    places = Places(coarse.graph.easting[at_nodes], coarse.graph.northing[at_nodes])
    assert coarse.minutes_between(places, places) == pytest.approx(fine.minutes_between(places, places))


def test_a_place_along_a_road_without_junctions_is_near_a_node() -> None:
    # 10 km in links of 100 m, whose only junctions are the two ends.
    nodes = [(500 + 0.1 * step, 300.0) for step in range(101)]
    long_road = chains_joined(links(*((step, step + 1, 0.1, 0.1) for step in range(100)), nodes=nodes, length_m=100))
    there = RoadNetwork(graph_of(long_road, "made"), "By road.")
    assert there.distance_to_road_m(at((505.0, 300.0)))[0] <= LONGEST_M
    assert network((0, 1, 10, 10), nodes=[nodes[0], nodes[-1]]).distance_to_road_m(at((505.0, 300.0)))[0] == 5000
