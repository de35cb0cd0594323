"""Points into zones: nothing is lost, nothing doubled, and a shared boundary has one owner."""

from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from lots import lots_layer, square

from geo import join
from geo.join import OUTSIDE_AT, UNLOCATED_AT, PostcodeZones, ZoneIndex, with_zones
from geo.locate import directory
from geo.text import natural_order


def zones_of(shapes: dict[str, shapely.Geometry]) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame({"zone_name": list(shapes)}, geometry=list(shapes.values()), index=list(shapes), crs=27700)


TWO = zones_of({"2": square(0, 0), "18": square(10, 0)})


@pytest.fixture(params=[join.MANY_ZONES, 1], ids=["zone by zone", "tree"])
def either_way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(join, "MANY_ZONES", request.param)


def zone_of(zones: gpd.GeoDataFrame, *points: tuple[float, float]) -> list[int]:
    east, north = np.array(points, dtype=float).T
    return ZoneIndex.of(zones).zone_of(east, north).tolist()


@pytest.mark.usefixtures("either_way")
def test_point_on_shared_boundary_is_counted_once_in_the_lower_code() -> None:
    assert zone_of(TWO, (10_000, 5_000)) == [0]


@pytest.mark.usefixtures("either_way")
def test_point_where_four_zones_meet_is_counted_once_in_the_lowest_code() -> None:
    corners = {str(at): square(10 * (at % 2), 10 * (at // 2)) for at in range(4)}
    assert zone_of(zones_of(corners), (10_000, 10_000)) == [0]


@pytest.mark.usefixtures("either_way")
def test_points_outside_and_unlocated_are_kept_apart() -> None:
    assert zone_of(TWO, (25_000, 5_000), (np.nan, np.nan), (15_000, 5_000)) == [OUTSIDE_AT, UNLOCATED_AT, 1]


@pytest.mark.usefixtures("either_way")
def test_a_hole_is_outside_and_both_parts_of_a_zone_are_inside() -> None:
    holed = square(0, 0).difference(square(4, 4, 2))
    two_parts = shapely.MultiPolygon([square(20, 0), square(40, 0)])
    found = zone_of(zones_of({"a": holed, "b": two_parts}), (5_000, 5_000), (1_000, 1_000), (25_000, 1), (45_000, 1))
    assert found == [OUTSIDE_AT, 0, 1, 1]


@given(st.lists(st.tuples(st.floats(-5e3, 25e3), st.floats(-5e3, 15e3)) | st.just((np.nan, np.nan)), min_size=1))
def test_every_point_gets_one_zone_and_both_ways_agree(points: list[tuple[float, float]]) -> None:
    east, north = np.array(points).T
    index = ZoneIndex.of(TWO)
    zone = index.zone_of(east, north)
    tree = np.full(len(east), OUTSIDE_AT, dtype=np.int16)
    index._by_tree(east, north, tree)
    tree[np.isnan(east)] = UNLOCATED_AT
    assert zone.tolist() == tree.tolist()
    for (x, y), at in zip(points, zone, strict=True):
        inside = [
            i for i, shape in enumerate(TWO.geometry) if not np.isnan(x) and shape.intersects(shapely.Point(x, y))
        ]
        assert at == (inside[0] if inside else UNLOCATED_AT if np.isnan(x) else OUTSIDE_AT)


def directory_of(points: dict[str, tuple[float, float]]) -> pd.DataFrame:
    east, north = zip(*points.values(), strict=True)
    return pd.DataFrame({"postcode": list(points), "easting": east, "northing": north})


def test_rows_keep_their_order_and_number_and_all_have_a_zone() -> None:
    rows = pd.DataFrame(
        {"easting": [15e3, np.nan, 5e3, 99e3], "northing": [5e3, np.nan, 5e3, 5e3], "directory_row": -1},
        index=[7, 3, 5, 1],
    )
    joined = with_zones(rows, ZoneIndex.of(TWO))
    assert joined["zone_code"].to_dict() == {7: "18", 3: "unlocated", 5: "2", 1: "outside"}


class TestPostcodeZones:
    @pytest.fixture
    def known(self) -> PostcodeZones:
        table = directory_of({"AA11AA": (5e3, 5e3), "AA11AB": (15e3, 5e3), "AA11AC": (50e3, 5e3)})
        return PostcodeZones(ZoneIndex.of(TWO), directory(table))

    def test_geometry_is_asked_once_for_each_postcode(
        self, known: PostcodeZones, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        asked: list[int] = []
        real = ZoneIndex.zone_of
        monkeypatch.setattr(ZoneIndex, "zone_of", lambda s, e, n: (asked.append(len(e)), real(s, e, n))[1])
        rows = np.array([0, 1, 0, 1, 0])
        assert known.zone_of(rows).tolist() == [0, 1, 0, 1, 0]
        assert known.zone_of(np.array([0, 1, 2])).tolist() == [0, 1, OUTSIDE_AT]
        assert asked == [2, 1]

    def test_what_was_found_is_remembered_for_the_same_boundaries_only(
        self, known: PostcodeZones, tmp_path: Path
    ) -> None:
        known.zone_of(np.array([0, 1]))
        known.remember(tmp_path)
        again = PostcodeZones(known.index, known.postcodes)
        again.recall(tmp_path)
        assert again.zones.tolist() == known.zones.tolist()
        moved = zones_of({"2": square(0, 0, 9), "18": square(10, 0)})
        other = PostcodeZones(ZoneIndex.of(moved), known.postcodes)
        other.recall(tmp_path)
        assert (other.zones == join.NOT_YET_AT).all()

    def test_a_postcode_that_has_moved_is_asked_anew(self, known: PostcodeZones, tmp_path: Path) -> None:
        known.zone_of(np.array([0, 1]))
        known.remember(tmp_path)
        moved = directory(directory_of({"AA11AA": (15e3, 5e3), "AA11AB": (15e3, 5e3), "AA11AC": (50e3, 5e3)}))
        other = PostcodeZones(known.index, moved)
        other.recall(tmp_path)
        assert (other.zones == join.NOT_YET_AT).all()

    @pytest.mark.parametrize("damage", [b"", b"\x93NUMPY rubbish", None, -9])
    def test_a_damaged_memory_is_not_believed(
        self, known: PostcodeZones, tmp_path: Path, damage: bytes | int | None
    ) -> None:
        known.zone_of(np.array([0, 1]))
        known.remember(tmp_path)
        file = next(tmp_path.iterdir())
        if not isinstance(damage, bytes):
            with file.open("wb") as out:
                np.save(out, np.full(3, damage or 99, dtype=np.int16))
        else:
            file.write_bytes(damage)
        again = PostcodeZones(known.index, known.postcodes)
        again.recall(tmp_path)
        assert (again.zones == join.NOT_YET_AT).all()


def test_lots_of_ten_and_more_follow_lot_two_in_natural_order() -> None:
    assert natural_order(["18", "2", "Lot 10", "Lot 9", "A"]) == ["2", "18", "A", "Lot 9", "Lot 10"]
    assert list(lots_layer()["Lot Code"]) == natural_order(lots_layer()["Lot Code"])
