"""GeoPackage and GeoJSON of a release: released values, public boundaries and nothing else."""

import json
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import geopandas as gpd
import pytest
import shapely
from a_release import HIDDEN, WAITS, a_release

from geo.exports.geodata import LAYER, geojson_of, gpkg_of
from geo.release import Area, Value


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("gis") / "areas.gpkg"
    file.write_bytes(gpkg_of(a_release()))
    return file


def features() -> list[dict[str, object]]:
    return json.loads(geojson_of(a_release()))["features"]


def test_a_geopackage_opens_with_values_markers_and_boundaries_in_metres(package: Path) -> None:
    layer = gpd.read_file(package, layer=LAYER).set_index("area_code")
    assert layer.crs.to_epsg() == 27700
    assert layer.loc["Z11", "people_receiving"] == 1250
    assert layer.loc["Z10", "people_receiving_marker"] == "[c]"
    assert layer.loc["Z1", "geometry"].equals(a_release().areas[0].boundary)


def test_hidden_is_null_in_the_geopackage_and_zero_is_zero(package: Path) -> None:
    with closing(sqlite3.connect(package)) as base:
        rows = dict(base.execute(f"SELECT area_code, people_awaiting FROM {LAYER}").fetchall())  # noqa: S608
    assert rows == {"Z1": 10, "Z2": None, "Z10": None, "Z11": 0}


def test_a_geopackage_says_what_it_is_and_what_each_column_means(package: Path) -> None:
    with closing(sqlite3.connect(package)) as base:
        about = dict(base.execute("SELECT subject, text FROM about").fetchall())
        meanings = dict(base.execute("SELECT name, meaning FROM measures").fetchall())
        (described,) = base.execute(f"SELECT description FROM gpkg_contents WHERE table_name = '{LAYER}'")  # noqa: S608
    assert about["licence"] == "Boundaries: Open Government Licence v3.0."
    assert meanings["people_receiving"] == "People with a package of home care."
    assert "Care Zones disclosure rules 1" in described[0]


def test_a_geopackage_holds_no_time_of_writing_and_is_the_same_bytes_a_second_later(package: Path) -> None:
    time.sleep(1.1)
    assert gpkg_of(a_release()) == package.read_bytes()
    with closing(sqlite3.connect(package)) as base:
        assert base.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert base.execute("PRAGMA application_id").fetchone() == (0x47504B47,)
        changes = base.execute("SELECT DISTINCT last_change FROM gpkg_contents").fetchall()
    assert changes == [("2022-09-05T00:00:00.000Z",)]


def test_geojson_is_in_degrees_with_six_decimals_and_names_no_other_system() -> None:
    said = json.loads(geojson_of(a_release()))
    assert "crs" not in said
    west, south, east, north = said["bbox"]
    assert -2 < west < east < 0
    assert 52 < south < north < 53
    ring = said["features"][0]["geometry"]["coordinates"][0][0]
    assert all(round(degrees, 6) == degrees for place in ring for degrees in place)


def test_exterior_rings_of_geojson_run_anticlockwise_and_holes_clockwise() -> None:
    hole = shapely.box(453_000, 303_000, 456_000, 306_000)
    ring = shapely.box(450_000, 300_000, 459_000, 309_000).difference(hole)
    said = json.loads(geojson_of(a_release(areas=(Area("Z1", "Ashby", None, ring),))))
    outer, inner = said["features"][0]["geometry"]["coordinates"][0]
    assert shapely.LinearRing(outer).is_ccw
    assert not shapely.LinearRing(inner).is_ccw


def test_a_hidden_value_of_geojson_is_null_and_its_marker_says_why() -> None:
    hidden = features()[2]["properties"]
    assert (hidden["people_receiving"], hidden["people_receiving_marker"]) == (None, "[c]")
    assert (hidden["status"], hidden["status_marker"]) == ("Hard to source", None)


def test_geojson_tells_rules_day_and_licence() -> None:
    about = json.loads(geojson_of(a_release()))["about"]
    assert about["figures"] == "Figures as at 5 September 2022"
    assert "Care Zones disclosure rules 1" in about["method"]
    assert about["markers"].startswith("[c] means hidden")


def test_a_split_by_area_has_a_column_for_each_band_and_one_of_the_council_only_has_none() -> None:
    assert "waits_up_to_7_days" not in features()[0]["properties"]
    values = {"Z1": {"up_to_7_days": Value(number=10.0), "over_56_days": HIDDEN}}
    split = {"waits": type(WAITS)(**vars(WAITS) | {"values": values, "coarsened": ""})}
    first = json.loads(geojson_of(a_release(splits=split)))["features"][0]["properties"]
    assert first["waits_up_to_7_days"] == 10
    assert first["waits_over_56_days_marker"] == "[c]"


def test_an_area_without_a_boundary_is_a_row_without_a_shape() -> None:
    bare = a_release(areas=(Area("Z1", "Ashby", None, shapely.Polygon()),))
    said = json.loads(geojson_of(bare))
    assert said["features"][0]["geometry"] is None
    assert "bbox" not in said
    assert len(gpkg_of(bare)) > 0


def test_the_same_release_is_the_same_geojson() -> None:
    assert geojson_of(a_release()) == geojson_of(a_release())
