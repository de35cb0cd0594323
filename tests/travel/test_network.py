"""Minutes on a road network, by hand and against shortest paths worked out another way."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lots import REAL, needs_real_files
from made_roads import at, links, network
from scipy.sparse.csgraph import bellman_ford, floyd_warshall

from geo.errors import InputError
from geo.settings import Source
from geo.travel import NO_SOURCE, Places, RoadNetwork, TravelTerms, read_travel
from geo.travel.graph import graph_of
from geo.travel.network import ACCESS_KMH

INF = np.inf
# A square of 10 km: 0 - 1 is quick, 1 -> 2 is one-way, 2 - 3 and 3 - 0 are slow.
SQUARE = [(500, 300), (510, 300), (510, 310), (500, 310)]
ROUND = network((0, 1, 5, 5), (1, 2, 4, INF), (2, 3, 20, 20), (3, 0, 30, 30), nodes=SQUARE)
# The same, and 100 km away an island of two junctions.
WITH_ISLAND = network(
    (0, 1, 5, 5), (1, 2, 4, INF), (2, 3, 20, 20), (3, 0, 30, 30), (4, 5, 7, 7), nodes=[*SQUARE, (600, 300), (605, 300)]
)


def test_a_one_way_street_makes_the_way_back_longer() -> None:
    corners = at(*SQUARE)
    minutes = ROUND.minutes_between(corners, corners)
    assert minutes == pytest.approx(np.array([[0, 5, 9, 29], [5, 0, 4, 24], [50, 55, 0, 20], [30, 35, 20, 0]]))


def test_minutes_to_the_nearest_are_from_the_source_not_to_it() -> None:
    found = ROUND.minutes_to_nearest(at(SQUARE[2], SQUARE[3]), at(SQUARE[0], SQUARE[1]))
    # From 3 it is 30 to 0 and 35 to 1; to 2 it would be 9 from 0.
    assert found.minutes == pytest.approx([30, 35])
    assert found.source.tolist() == [1, 1]


def test_the_way_to_the_node_costs_minutes_at_both_ends() -> None:
    west_of_0, east_of_1 = at((499.5, 300)), at((510.25, 300))
    found = ROUND.minutes_between(west_of_0, east_of_1)
    assert found[0, 0] == pytest.approx(5 + 60 * (0.5 + 0.25) / ACCESS_KMH)
    nearest = ROUND.minutes_to_nearest(west_of_0, east_of_1)
    assert nearest.minutes[0] == pytest.approx(found[0, 0])


def test_a_place_two_kilometres_from_every_road_has_no_data_and_one_just_nearer_has() -> None:
    places = at((497.9, 300), (498.1, 300))
    assert ROUND.covered(places).tolist() == [False, True]
    found = ROUND.minutes_to_nearest(at(SQUARE[0]), places)
    assert np.isnan(found.minutes[0])
    assert found.minutes[1] == pytest.approx(60 * 1.9 / ACCESS_KMH)
    assert np.isnan(ROUND.minutes_between(places, at(SQUARE[0]))[0, 0])


def test_an_unlocated_place_has_no_data_as_target_and_is_no_source() -> None:
    nowhere = at((np.nan, np.nan))
    both = at((np.nan, np.nan), SQUARE[1])
    assert not ROUND.covered(nowhere)[0]
    assert np.isnan(ROUND.minutes_to_nearest(at(SQUARE[0]), nowhere).minutes[0])
    found = ROUND.minutes_to_nearest(both, at(SQUARE[0]))
    assert found.minutes[0] == pytest.approx(5)
    assert found.source[0] == 1


def test_without_any_located_source_everything_is_no_data_and_not_zero() -> None:
    found = ROUND.minutes_to_nearest(at((np.nan, np.nan)), at(SQUARE[0]))
    assert np.isnan(found.minutes[0])
    assert found.source[0] == NO_SOURCE
    assert ROUND.minutes_between(at(), at(SQUARE[0])).shape == (0, 1)


def test_beyond_the_limit_is_infinite_and_at_the_limit_is_not() -> None:
    found = ROUND.minutes_to_nearest(at(SQUARE[0]), at(*SQUARE), limit_minutes=9)
    assert found.minutes == pytest.approx([0, 5, 9, INF])
    assert found.source.tolist() == [0, 0, 0, NO_SOURCE]
    assert ROUND.minutes_between(at(SQUARE[0]), at(*SQUARE), 9)[0] == pytest.approx([0, 5, 9, INF])


def test_the_limit_counts_the_way_to_the_door() -> None:
    near = at((510.5, 300))
    assert ROUND.minutes_to_nearest(at(SQUARE[0]), near, limit_minutes=6).minutes[0] == INF
    assert ROUND.minutes_to_nearest(at(SQUARE[0]), near, limit_minutes=7).minutes[0] == pytest.approx(6.5)


def test_an_island_has_its_own_minutes_and_none_from_the_mainland() -> None:
    island, mainland = at((600, 300), (605, 300)), at(SQUARE[0])
    assert WITH_ISLAND.minutes_between(island, island)[0] == pytest.approx([0, 7])
    assert np.isnan(WITH_ISLAND.minutes_between(mainland, island)).all()
    assert np.isnan(WITH_ISLAND.minutes_to_nearest(mainland, island, 10).minutes).all()
    assert WITH_ISLAND.covered(island).all()


def test_a_small_part_that_nothing_joins_is_left_out_but_the_largest_never() -> None:
    stretches = ((0, 1, 5, 5), (1, 2, 4, 4), (4, 5, 7, 7))
    nodes = [*SQUARE, (600, 300), (605, 300)]
    kept = network(*stretches, nodes=nodes, smallest_part=50)
    assert kept.size == 3
    assert not kept.covered(at((600, 300)))[0]


def test_a_dead_end_one_way_is_no_place_to_go_to() -> None:
    # One can drive from 1 to 2 and never leave again.
    trap = network((0, 1, 5, 5), (1, 2, 4, INF), nodes=SQUARE[:3])
    assert trap.size == 2
    assert np.isnan(trap.minutes_between(at(SQUARE[0]), at(SQUARE[2]))[0, 0])


def test_of_two_roads_between_the_same_junctions_the_quicker_counts() -> None:
    twice = network((0, 1, 9, 9), (1, 0, 5, 6), nodes=SQUARE[:2])
    assert twice.minutes_between(at(SQUARE[0]), at(SQUARE[1]))[0, 0] == pytest.approx(6)
    assert twice.minutes_between(at(SQUARE[1]), at(SQUARE[0]))[0, 0] == pytest.approx(5)


def test_a_road_of_no_minutes_is_a_road() -> None:
    quick = network((0, 1, 0, 0), (1, 2, 3, 3), nodes=SQUARE[:3])
    assert quick.minutes_between(at(SQUARE[0]), at(SQUARE[2]))[0, 0] == pytest.approx(3)
    assert quick.minutes_to_nearest(at(SQUARE[0]), at(SQUARE[1])).minutes[0] == 0


def test_roads_that_lead_nowhere_are_refused() -> None:
    with pytest.raises(InputError, match=r"^made: the roads lead nowhere.*extract\.$"):
        graph_of(links((0, 1, 5, INF), nodes=SQUARE[:2]), "made")


def test_groups_take_the_nearest_of_their_places_whichever_way_it_is_worked_out() -> None:
    sources, group = at(SQUARE[0], SQUARE[3], SQUARE[1], (np.nan, np.nan)), np.array([0, 0, 1, 2])
    many = at(*SQUARE)
    minutes = ROUND.minutes_from_groups(sources, group, many)
    assert minutes[:2] == pytest.approx(np.array([[0, 5, 9, 0], [5, 0, 4, 24]]))
    assert np.isnan(minutes[2]).all()
    # One target is fewer than three groups, so the paths run backwards from it.
    assert ROUND.minutes_from_groups(sources, group, at(SQUARE[2]))[:, 0] == pytest.approx([9, 4, np.nan], nan_ok=True)


def test_the_version_changes_with_the_minutes() -> None:
    slower = network((0, 1, 5, 5.5), (1, 2, 4, INF), (2, 3, 20, 20), (3, 0, 30, 30), nodes=SQUARE)
    same = network((0, 1, 5, 5), (1, 2, 4, INF), (2, 3, 20, 20), (3, 0, 30, 30), nodes=SQUARE)
    assert same.version == ROUND.version != slower.version


@st.composite
def tangles(draw: st.DrawFn) -> tuple[list[tuple[int, int, float, float]], list[tuple[float, float]]]:
    """Random roads between up to nine junctions, some one-way, with a ring so that there is a way round."""
    count = draw(st.integers(3, 9))
    minutes = st.floats(0.1, 50)
    ring = [(node, (node + 1) % count, draw(minutes), INF) for node in range(count)]
    node = st.integers(0, count - 1)
    more = draw(st.lists(st.tuples(node, node, minutes, st.one_of(minutes, st.just(INF))), max_size=12))
    places = draw(
        st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), min_size=count, max_size=count, unique=True)
    )
    return ring + more, [(500 + 5 * x, 300 + 5 * y) for x, y in places]


@given(tangles())
def test_every_minute_is_that_of_floyd_and_warshall(tangle: tuple[list, list]) -> None:
    stretches, nodes = tangle
    key = np.full((len(nodes), len(nodes)), INF)
    for start, end, there, back in stretches:
        key[start, end], key[end, start] = min(key[start, end], there), min(key[end, start], back)
    expected = floyd_warshall(key)
    made = network(*stretches, nodes=nodes)
    assert made.minutes_between(at(*nodes), at(*nodes)) == pytest.approx(expected)
    assert made.minutes_to_nearest(at(*nodes[:2]), at(*nodes)).minutes == pytest.approx(expected[:2].min(axis=0))
    group = np.arange(len(nodes)) % 2
    by_group = made.minutes_from_groups(at(*nodes), group, at(*nodes))
    assert by_group == pytest.approx(np.array([expected[group == 0].min(axis=0), expected[group == 1].min(axis=0)]))


@pytest.fixture(scope="module")
def rutland() -> RoadNetwork:
    """The roads of Rutland."""
    source = Source("roads", (REAL / "rutland.osm.pbf",), ("rutland.osm.pbf",))
    travel = read_travel(source, TravelTerms()).travel
    assert isinstance(travel, RoadNetwork)
    return travel


@pytest.mark.real
@needs_real_files
def test_rutland_agrees_with_bellman_and_ford(rutland: RoadNetwork) -> None:
    origins = np.random.default_rng(3).choice(rutland.size, 6, replace=False)
    every = Places(rutland.graph.easting, rutland.graph.northing)
    expected = bellman_ford(rutland._matrix, indices=origins)
    assert rutland.minutes_between(every.take(origins), every) == pytest.approx(expected)
    assert rutland.minutes_to_nearest(every.take(origins), every).minutes == pytest.approx(expected.min(axis=0))
    assert rutland.minutes_to_nodes(every.take(origins)).minutes == pytest.approx(expected.min(axis=0))


@pytest.mark.real
@needs_real_files
def test_oakham_to_uppingham_takes_about_a_quarter_of_an_hour(rutland: RoadNetwork) -> None:
    # Route planners give 10 to 14 minutes for these 10 km of the A6003.
    oakham, uppingham = at((486.0, 308.8)), at((486.7, 299.7))
    there = rutland.minutes_between(oakham, uppingham)[0, 0]
    back = rutland.minutes_between(uppingham, oakham)[0, 0]
    assert 9 < there < 17
    assert 9 < back < 17


@pytest.mark.real
@needs_real_files
def test_nottingham_is_off_the_roads_of_rutland(rutland: RoadNetwork) -> None:
    assert rutland.covered(at((486.0, 308.8), (457.0, 340.0))).tolist() == [True, False]
