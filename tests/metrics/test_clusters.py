"""Where waiting concentrates: a grid that loses nobody, exact chances, and clusters that ignore zone lines."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from lots import square
from scipy.sparse import csr_array
from scipy.stats import binom

from geo.metrics.clusters import (
    cells_on_areas,
    cells_on_hexagons,
    count_p,
    find_clusters,
    gstar_p,
    neighbours_of,
)
from geo.metrics.hexagons import SIDES_M, hexagon_of, hexagons, side_for

SIDE_M = 3_000.0


def places(east: list[float], north: list[float]) -> pd.DataFrame:
    return pd.DataFrame({"easting": east, "northing": north}, dtype="float64")


COORDINATES = st.integers(0, 700_000).map(float)


@given(st.lists(st.tuples(COORDINATES, COORDINATES), min_size=1, max_size=20), st.sampled_from(SIDES_M))
def test_every_point_lies_in_the_hexagon_it_is_put_into(points: list[tuple[float, float]], side: float) -> None:
    table = places([east for east, _ in points], [north for _, north in points])
    shapes = np.array(hexagons(pd.Index(hexagon_of(table, side), tupleize_cols=False), side))
    assert (shapely.distance(shapes, shapely.points(table.to_numpy())) < 0.01).all()


def test_a_hexagon_has_its_side_and_area_and_touches_six_others() -> None:
    around = [(0, 0), (1, 0), (0, 1), (-1, 1), (-1, 0), (0, -1), (1, -1), (5, 5)]
    shapes = hexagons(pd.Index(around, tupleize_cols=False), SIDE_M)
    assert shapes[0].length == pytest.approx(6 * SIDE_M)
    assert shapes[0].area == pytest.approx(1.5 * 3**0.5 * SIDE_M**2)
    touching = neighbours_of(gpd.GeoDataFrame(geometry=shapes, crs="EPSG:27700"))
    assert touching.sum(axis=1).tolist() == [6, 3, 3, 3, 3, 3, 3, 0]


def test_the_side_gives_about_two_people_to_a_hexagon_and_is_one_of_four() -> None:
    # 2,338 km2 and 200 people: 23.38 km2 a hexagon, the area of one with a side of 3 km.
    assert side_for(places([0.0] * 200, [0.0] * 200), 2_338.0) == 3_000.0
    assert side_for(places([0.0] * 9_000, [0.0] * 9_000), 2_338.0) == 2_000.0
    assert side_for(places([], []), 2_338.0) == 5_000.0


def county(seed: int, waiting: int, is_likely: str = "") -> tuple[pd.DataFrame, pd.DataFrame]:
    """2,500 people in 50 km by 50 km, half of them in towns, and those who wait; 10 times as likely in a place."""
    rng = np.random.default_rng(seed)
    spread, town = rng.uniform(0, 50_000, (1_250, 2)), rng.normal(0, 2_500, (1_250, 2))
    town += rng.choice([[10_000, 12_000], [38_000, 30_000], [20_000, 40_000]], 1_250)
    people = places(*np.vstack([spread, town]).T).assign(weight=1.0)
    near = np.hypot(people["easting"] - 25_000, people["northing"] - 20_000) < 6_000
    chance = np.where(near & bool(is_likely), 10.0, 1.0)
    chosen = rng.choice(len(people), waiting, replace=False, p=chance / chance.sum())
    return people.iloc[chosen], people


def test_everybody_located_is_in_one_cell_and_nobody_else() -> None:
    waiting, people = county(1, 150)
    lost = pd.concat([waiting, places([np.nan], [np.nan])])
    cells = cells_on_hexagons(lost, people, SIDE_M)
    assert cells["waiting"].sum() == 150
    assert cells["base"].sum() == 2_500
    assert cells.crs.to_epsg() == 27700


def test_the_chance_of_a_window_is_as_by_hand() -> None:
    # Of 10 people 2 wait, both in a cell of 4 without neighbours: 4/10 x 3/9. One at least: 1 - 6/10 x 5/9.
    cells = pd.DataFrame({"waiting": [2, 0], "base": [4.0, 6.0]})
    assert count_p(cells, csr_array((2, 2))).tolist() == pytest.approx([12 / 90, 1.0])
    assert count_p(pd.DataFrame({"waiting": [1, 1], "base": [4.0, 6.0]}), csr_array((2, 2)))[0] == pytest.approx(
        60 / 90
    )
    together = csr_array(np.array([[0.0, 1.0], [1.0, 0.0]]))
    assert count_p(cells, together).tolist() == [1.0, 1.0]


def test_against_residents_the_chance_is_the_binomial_one() -> None:
    cells = pd.DataFrame({"waiting": [9, 21], "base": [100_000.0, 900_000.0]})
    assert count_p(cells, csr_array((2, 2)))[0] == pytest.approx(binom.sf(8, 30, 0.1), rel=1e-3)


@pytest.mark.parametrize("waiting", [60, 150, 400])
def test_where_everybody_is_equally_likely_to_wait_there_are_about_no_clusters(waiting: int) -> None:
    found = [find_clusters(cells_on_hexagons(*county(seed, waiting), SIDE_M)) for seed in range(20)]
    assert sum(len(clusters) > 0 for clusters in found) <= 3  # 5 % of 20 is 1; 4 or more happen once in 60


def test_a_cluster_across_a_zone_line_is_found_whole_and_nothing_else() -> None:
    for seed in range(5):
        found = find_clusters(cells_on_hexagons(*county(seed, 150, "in the middle"), SIDE_M))
        place, line = shapely.Point(25_000, 20_000), shapely.LineString([(25_000, 0), (25_000, 50_000)])
        assert found.iloc[0].geometry.contains(place)
        assert found.iloc[0].geometry.crosses(line)
        assert found["geometry"].distance(place).max() < 9_000


def test_a_cluster_says_how_many_wait_and_how_many_chance_would_put_there() -> None:
    cells = cells_on_hexagons(*county(0, 150, "in the middle"), SIDE_M)
    first = find_clusters(cells).iloc[0]
    inside = cells[cells.within(first.geometry.buffer(1.0))]
    assert first["waiting"] == inside["waiting"].sum()
    assert first["expected"] == pytest.approx(150 * inside["base"].sum() / 2_500)
    assert first["ratio"] == pytest.approx(first["waiting"] / first["expected"])
    assert first["ratio_low"] < first["ratio"] < first["ratio_high"]
    assert first["cells"] == len(inside)
    assert first["p"] < 0.001


def blocks(waiting: list[int], base: list[float]) -> gpd.GeoDataFrame:
    """Cells of 1 km in rows of six."""
    shapes = [square(at % 6, at // 6, 1) for at in range(len(waiting))]
    return gpd.GeoDataFrame({"waiting": waiting, "base": base}, geometry=shapes, crs="EPSG:27700")


def test_a_cluster_of_four_people_is_not_given_and_one_of_five_is() -> None:
    base = [50.0] * 36
    for count, clusters in ((4, 0), (5, 1)):
        waiting = [0] * 36
        waiting[0], waiting[35] = count, 1
        assert len(find_clusters(blocks(waiting, base))) == clusters


def test_with_too_few_cells_or_people_it_cannot_be_told_and_with_none_found_the_answer_is_empty() -> None:
    assert find_clusters(blocks([9] + [0] * 18, [50.0] * 19)) is None
    assert find_clusters(blocks([4] + [0] * 35, [50.0] * 36)) is None
    nothing = find_clusters(blocks([1] * 36, [50.0] * 36))
    assert len(nothing) == 0
    assert nothing.columns.tolist() == [
        "waiting", "base", "expected", "ratio", "ratio_low", "ratio_high", "p", "cells", "geometry",
    ]  # fmt: skip


def test_small_areas_count_people_by_code_and_leave_out_those_without_a_base() -> None:
    areas = gpd.GeoDataFrame({"area_code": ["S1", "S2", "S3"]}, geometry=[square(at, 0, 1) for at in range(3)])
    waiting = pd.Series(["S2", "S2", "S3", None, "S9"])
    cells = cells_on_areas(areas, waiting, pd.Series({"S1": 10.0, "S2": 20.0, "S3": 0.0}))
    assert cells[["waiting", "base"]].to_numpy().tolist() == [[0.0, 10.0], [2.0, 20.0]]
    assert cells.index.tolist() == ["S1", "S2"]


def test_the_statistic_of_pysal_finds_the_same_place_and_gives_the_same_answer_each_time() -> None:
    cells = cells_on_hexagons(*county(3, 400, "in the middle"), SIDE_M)
    found = find_clusters(cells, gstar_p)
    assert found.iloc[0].geometry.distance(shapely.Point(25_000, 20_000)) < 3_000
    neighbours = neighbours_of(cells)
    assert (gstar_p(cells, neighbours) == gstar_p(cells, neighbours)).all()


def test_the_statistic_of_pysal_is_1_for_a_cell_alone_and_where_all_rates_are_alike() -> None:
    cells = cells_on_hexagons(*county(3, 400, "in the middle"), SIDE_M)
    assert (gstar_p(cells, csr_array((len(cells), len(cells)))) == 1.0).all()
    highest = int((cells["waiting"] / cells["base"]).argmax())
    apart = neighbours_of(cells).tolil()
    apart[highest, :] = apart[:, highest] = 0
    assert gstar_p(cells, apart.tocsr())[highest] == 1.0
    assert (gstar_p(blocks([1] * 36, [50.0] * 36), neighbours_of(blocks([1] * 36, [50.0] * 36))) == 1.0).all()
