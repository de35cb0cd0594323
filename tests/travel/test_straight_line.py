"""Minutes in a straight line times a detour factor."""

import numpy as np
import pytest
from lots import REAL, needs_real_files
from made_roads import at

from geo.settings import Source
from geo.travel import NO_SOURCE, Places, RoadNetwork, StraightLine, TravelTerms, read_travel

LINE = StraightLine(detour_factor=1.5, speed_kmh=30)


def test_minutes_are_distance_times_detour_by_speed() -> None:
    # 3-4-5: 5 km x 1.5 = 7.5 km, at 30 km/h a quarter of an hour.
    assert LINE.minutes_between(at((500, 300)), at((503, 304)))[0, 0] == pytest.approx(15)


def test_the_nearest_source_is_named_and_unlocated_ones_are_skipped() -> None:
    found = LINE.minutes_to_nearest(at((np.nan, np.nan), (500, 310), (500, 302)), at((500, 300), (np.nan, np.nan)))
    assert found.minutes == pytest.approx([6, np.nan], nan_ok=True)
    assert found.source.tolist() == [2, NO_SOURCE]
    assert LINE.covered(at((500, 300), (np.nan, np.nan))).tolist() == [True, False]


@pytest.mark.parametrize("count", [1, 16, 17, 40])
def test_the_nearest_of_many_is_found_as_of_few(count: int) -> None:
    chance = np.random.default_rng(count)
    sources, targets = (Places(*chance.uniform(400_000, 450_000, (2, size))) for size in (count, 30))
    found, each = LINE.minutes_to_nearest(sources, targets), LINE.minutes_between(sources, targets)
    assert found.minutes == pytest.approx(each.min(axis=0))
    assert found.source.tolist() == each.argmin(axis=0).tolist()


def test_beyond_the_limit_is_infinite_and_without_a_source_no_data() -> None:
    found = LINE.minutes_to_nearest(at((500, 310)), at((500, 300)), limit_minutes=29)
    assert found.minutes.tolist() == [np.inf]
    assert found.source.tolist() == [NO_SOURCE]
    assert np.isnan(LINE.minutes_to_nearest(at(), at((500, 300))).minutes).all()


def test_the_terms_of_a_model_are_what_the_figure_says() -> None:
    usual = TravelTerms()
    assert StraightLine().basis == "Straight line times 1.3 at 45 km/h; no roads are given."
    assert (usual.detour_factor, usual.straight_speed_kmh) == (1.3, 45)
    assert StraightLine().version != LINE.version


@pytest.mark.real
@needs_real_files
def test_the_usual_terms_are_about_right_for_the_rounds_of_carers_in_rutland() -> None:
    source = Source("roads", (REAL / "rutland.osm.pbf",), ("rutland.osm.pbf",))
    roads = read_travel(source, TravelTerms()).travel
    assert isinstance(roads, RoadNetwork)
    some = np.random.default_rng(0).choice(roads.size, 300, replace=False)
    places = Places(roads.graph.easting[some], roads.graph.northing[some])
    by_road, straight = (travel.minutes_between(places, places) for travel in (roads, StraightLine()))
    is_a_round = (straight > 5) & (straight < 15)
    assert 0.85 < np.median(straight[is_a_round] / by_road[is_a_round]) < 1.15
