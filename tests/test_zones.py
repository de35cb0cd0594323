"""Boundaries by themselves and together: what is refused, what is told, and what a map can show of it."""

import json
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from lots import lots_layer, square

from geo.ingest import RawLayer, read_table
from geo.intake import read_workspace
from geo.join import OUTSIDE_AT, PostcodeZones, ZoneIndex
from geo.locate import directory
from geo.settings import Source, load_settings
from geo.validate.areas import far_from_people
from geo.validate.zones import Boundaries, BoundaryError, validate_zones
from geo.validate.zones.coverage import gaps, overlaps, slivers

WEST = shapely.box(0, 0, 9_999.5, 10_000)
EAST = shapely.box(10_000, 0, 20_000, 10_000)


def zones_of(*shapes: shapely.Geometry) -> gpd.GeoDataFrame:
    codes = [str(at) for at in range(1, len(shapes) + 1)]
    return gpd.GeoDataFrame({"zone_name": codes}, geometry=list(shapes), index=codes, crs=27700)


def validated(folder: Path, *shapes: shapely.Geometry) -> Boundaries:
    path = folder / "zones.parquet"
    zones_of(*shapes).rename_axis("zone_code").reset_index().to_parquet(path)
    source = Source("zones", (path,), ("zones.parquet",))
    layer = read_table(source)
    assert isinstance(layer, RawLayer)
    return validate_zones(layer, source)


def refused(folder: Path, *shapes: shapely.Geometry) -> BoundaryError:
    with pytest.raises(BoundaryError) as error:
        validated(folder, *shapes)
    return error.value


CROSSING = (
    "the boundary crosses itself at easting 405,000, northing 305,000. "
    "It has 0.00 km2 as drawn, and would have 50.00 km2 made valid by the GIS."
)
BOW_TIE = shapely.Polygon([(400e3, 300e3), (410e3, 310e3), (410e3, 300e3), (400e3, 310e3)])


def test_a_crossing_comes_with_its_point_for_the_map(tmp_path: Path) -> None:
    found = refused(tmp_path, square(420, 300), BOW_TIE).boundary_problems
    assert found["kind"].to_list() == ["crossing"]
    assert found.geometry.to_list() == [shapely.Point(405e3, 305e3)]
    assert found["sentence"].to_list() == [f"zone 2 2: {CROSSING}"]
    assert found.crs == "EPSG:27700"


def test_everything_wrong_with_boundaries_is_named_at_once(tmp_path: Path) -> None:
    said = str(refused(tmp_path, BOW_TIE, shapely.Point(405e3, 305e3), shapely.Polygon()))
    assert [line.split(": ")[1] for line in said.splitlines()] == [
        f"{CROSSING} Look at that place, mend it in the GIS and export again.",
        "it is a Point, not an area. Export polygons.",
        "it has no boundary. Add it, or take the row out.",
    ]


def test_overlaps_come_with_their_area_and_with_gaps_for_the_map(tmp_path: Path) -> None:
    holed = square(420, 300).difference(square(424, 304, 1))
    found = refused(tmp_path, square(400, 300), square(405, 300), holed).boundary_problems
    assert found["kind"].to_list() == ["overlap", "gap"]
    assert (found.area / 1e6).to_list() == [50.0, 1.0]
    assert found["sentence"].to_list() == ["1 and 2 (50.00 km2)", "a hole of 1.00 km2 between zones"]


def test_zones_that_fit_have_nothing_for_the_map(tmp_path: Path) -> None:
    found = validated(tmp_path, square(400, 300), square(410, 300))
    assert found.boundary_problems.empty
    assert list(found.boundary_problems.columns) == ["kind", "sentence", "geometry"]


def test_what_a_map_can_show_is_there_for_a_refused_workspace_too(lots_workspace: Path) -> None:
    overlapping = lots_layer()
    overlapping.loc[1, "geometry"] = square(455, 340)
    layer = overlapping.to_crs(4326).to_json()
    (lots_workspace / "reference/lots.geojson").write_text(layer, encoding="utf-8")
    found = read_workspace(load_settings(lots_workspace))
    assert found.zones is None
    assert found.boundary_problems is not None
    assert found.boundary_problems["kind"].to_list() == ["overlap"]


def test_a_workspace_whose_zones_fit_has_no_boundary_problems(lots_workspace: Path) -> None:
    found = read_workspace(load_settings(lots_workspace))
    assert found.boundary_problems is not None
    assert found.boundary_problems.empty


@pytest.mark.parametrize("width_m", [0.01, 0.5, 0.99])
def test_a_gap_narrower_than_a_metre_is_a_sliver_of_its_own_size(width_m: float) -> None:
    (found,) = slivers(zones_of(shapely.box(0, 0, 10_000 - width_m, 10_000), EAST))
    assert found.shape.area == pytest.approx(width_m * 10_000, rel=1e-3)
    assert found.sentence.endswith("between 1 and 2")


@pytest.mark.parametrize(
    "shapes",
    [
        (shapely.box(0, 0, 9_998.9, 10_000), EAST),
        (shapely.box(0, 0, 10_000, 10_000), EAST),
        (
            shapely.box(0, 0, 10_000, 10_000),
            shapely.box(10_000, 0, 20_000, 5_000),
            shapely.box(10_000, 6_000, 20_000, 9_000),
        ),
    ],
    ids=["wider than a metre", "none", "a wide gap with corners"],
)
def test_what_is_no_narrow_gap_is_no_sliver(shapes: tuple[shapely.Polygon, ...]) -> None:
    assert slivers(zones_of(*shapes)) == []


def test_a_corner_that_lies_on_a_straight_edge_makes_neither_sliver_nor_overlap() -> None:
    zones = zones_of(shapely.box(0, 0, 10, 10), shapely.box(10, 0, 20, 5), shapely.box(10, 5, 20, 10))
    assert (slivers(zones), overlaps(zones), gaps(zones)) == ([], ([], []), [])


def in_gap(*points: tuple[float, float], zones: gpd.GeoDataFrame | None = None) -> list[int]:
    zones = zones_of(WEST, EAST) if zones is None else zones
    narrow = gpd.GeoSeries([sliver.shape for sliver in slivers(zones)], crs=27700)
    east, north = np.array(points, dtype=float).T
    return ZoneIndex.of(zones, narrow).zone_of(east, north).tolist()


def test_a_point_in_a_sliver_belongs_to_the_nearest_zone_and_midway_to_the_lower_code() -> None:
    assert in_gap((9_999.6, 5_000), (9_999.9, 5_000), (9_999.75, 5_000)) == [0, 1, 0]


def test_a_point_beside_the_zones_is_outside_however_near() -> None:
    assert in_gap((20_000.3, 5_000), (5_000, -0.1), (9_999.75, -0.6)) == [OUTSIDE_AT] * 3


@given(st.floats(0, 20_000), st.floats(0, 10_000))
def test_slivers_change_nothing_for_a_point_that_is_in_a_zone(east: float, north: float) -> None:
    zones = zones_of(WEST, EAST)
    (plain,) = ZoneIndex.of(zones).zone_of(np.array([east]), np.array([north]))
    if plain != OUTSIDE_AT:
        assert in_gap((east, north), zones=zones) == [plain]


def test_zones_of_postcodes_are_remembered_apart_with_slivers_and_without() -> None:
    zones = zones_of(WEST, EAST)
    narrow = gpd.GeoSeries([sliver.shape for sliver in slivers(zones)], crs=27700)
    known = directory(pd.DataFrame({"postcode": ["LE11AA"], "easting": [9_999.9], "northing": [5_000.0]}))
    plain, filled = (PostcodeZones(ZoneIndex.of(zones, gap), known) for gap in (None, narrow))
    assert plain._file_name != filled._file_name
    assert plain.index.version == filled.index.version
    assert plain.zone_of(np.array([0])).tolist() == [OUTSIDE_AT]
    assert filled.zone_of(np.array([0])).tolist() == [1]


def people(count: int, east: float) -> dict[str, pd.DataFrame]:
    return {"packages": pd.DataFrame({"easting": [east] * count, "northing": [5_000.0] * count})}


def test_zones_nobody_lives_near_are_refused_from_ten_people_on() -> None:
    zones = zones_of(EAST)
    assert far_from_people(zones, "z", people(9, 90_000)) is None
    assert far_from_people(zones, "z", people(10, 15_000)) is None
    found = far_from_people(zones, "z", people(10, 90_000))
    assert found is not None
    assert (found.severity, found.cause.split(":")[0]) == ("refused", "0 of 10 people live near these zones")


def test_one_person_in_a_hundred_near_the_zones_is_enough() -> None:
    there = people(99, 90_000)["packages"]
    both = {"packages": there, "awaiting": people(1, 15_000)["packages"]}
    assert far_from_people(zones_of(EAST), "z", both) is None


def test_nested_json_without_end_is_refused_and_no_fault_of_the_program(tmp_path: Path) -> None:
    path = tmp_path / "zones.geojson"
    path.write_text('{"type":' + "[" * 100_000, encoding="utf-8")
    with pytest.raises(Exception, match=r"nested too deeply|not whole GeoJSON") as error:
        read_table(Source("zones", (path,), ("zones.geojson",)))
    assert type(error.value).__name__ == "InputError"


def test_several_faults_of_geojson_are_named_at_once(tmp_path: Path) -> None:
    path = tmp_path / "zones.geojson"
    feature = {"type": "Feature", "properties": {"zone_code": "1", "zone_name": "A"}}
    rings = ([[0, 50], [1, 50]], [[0, 50], [1, 50], [1, 51], [0, 51]], [["x", 50]] * 4)
    features = [feature | {"geometry": {"type": "Polygon", "coordinates": [ring]}} for ring in rings]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    with pytest.raises(Exception, match="not whole") as error:
        read_table(Source("zones", (path,), ("zones.geojson",)))
    assert [line.split("whole: ")[1] for line in str(error.value).splitlines()] == [
        "a ring has 2 points, and needs 4 to enclose an area. Mend it and export again.",
        "a ring is not closed: it does not end where it begins. Mend it and export again.",
        "its coordinates are not as GeoJSON has them. Mend it and export again.",
    ]
