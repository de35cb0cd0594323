"""Maps of small areas: classes that stay the same, outlines without gaps, and text that is never code."""

import json
import re

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from lots import REAL, needs_real_files

from geo.maps import OutlineLayer, area_outlines, area_shapes, minutes_classes, outline_data, painted
from geo.schemas import METRES_CRS

INFINITE = float("inf")


@pytest.fixture
def areas() -> pd.DataFrame:
    """Two squares of 5 km that touch."""
    shapes = [shapely.box(450e3, 340e3, 455e3, 345e3), shapely.box(455e3, 340e3, 460e3, 345e3)]
    columns = {"geometry": shapes, "easting": [452.5e3, 457.5e3], "northing": 342.5e3, "zone_code": ["Z", "{{1}}"]}
    rural = pd.array([True, pd.NA], dtype="boolean")
    return pd.DataFrame({**columns, "is_rural": rural}, index=pd.Index(["A", "<b>"], name="area_code"))


def test_the_end_of_a_class_of_minutes_belongs_to_it_and_unknown_is_a_class_of_its_own() -> None:
    minutes = pd.Series([0.0, 2.0, 2.1, 20.0, 30.0, 30.1, INFINITE, None], index=list("abcdefgh"))
    classed = minutes_classes(minutes)
    labels = [classed.bands[place].label for place in classed.band_of]
    assert labels == [
        "Up to 2 minutes", "Up to 2 minutes", "Over 2 to 5 minutes", "Over 10 to 20 minutes", "Over 20 to 30 minutes",
        "Over 30 minutes", "Over 30 minutes", "No data",
    ]  # fmt: skip
    assert classed.bands[-1].is_missing


def test_the_classes_are_the_same_whatever_the_minutes_and_no_data_only_where_there_is_some() -> None:
    near, far = (minutes_classes(pd.Series([value])).bands for value in (1.0, 55.0))
    assert near == far
    assert len(near) == 6
    assert len({band.fill for band in near}) == 6


def test_neighbours_keep_sharing_their_edge(areas: pd.DataFrame) -> None:
    outlines = area_outlines(areas)
    assert outlines.index.to_list() == ["A", "<b>"]
    one, other = outlines.geometry
    assert one.intersection(other).length > 0.03


def test_areas_with_points_only_are_drawn_as_points_and_without_any_not_at_all(areas: pd.DataFrame) -> None:
    points = areas.drop(columns="geometry")
    assert set(area_outlines(points).geom_type) == {"Point"}
    assert area_outlines(points.assign(easting=float("nan"))) is None


def test_the_file_and_the_values_hold_no_text_that_a_template_or_browser_reads(areas: pd.DataFrame) -> None:
    values = pd.Series(["1 minute", "{{no data}}"], index=areas.index)
    said = painted(minutes_classes(pd.Series([1.0, None], index=areas.index)), values)
    content = area_shapes(area_outlines(areas), areas["is_rural"], areas["zone_code"]).content
    features = json.loads(content[content.index(",") + 1 : -3])["areas"]["features"]
    first, second = (feature["properties"] for feature in features)
    assert first == {"name": "Small area A", "zone": "Z", "rural": 1}
    assert second["rural"] == 0
    assert "<" not in second["name"]
    assert "{{" not in second["zone"]
    assert (said["band"], said["value"][0]) == ([0, 6], "1 minute")
    assert "{" not in said["value"][1]


@needs_real_files
@pytest.mark.real
def test_the_small_areas_of_a_whole_county_are_less_than_a_megabyte() -> None:
    read = gpd.read_file(REAL / "lsoa21_leicestershire.geojson").to_crs(METRES_CRS)
    codes = pd.Index(read["LSOA21CD"], name="area_code")
    areas = pd.DataFrame({"geometry": read.geometry.to_numpy()}, index=codes)
    drawn = area_outlines(areas)
    content = area_shapes(drawn, pd.Series(True, index=codes), pd.Series("HC01", index=codes)).content
    assert len(drawn) == 634
    assert 100_000 < len(content.encode()) < 1_000_000


def test_the_script_of_outlines_holds_nothing_that_a_template_would_run() -> None:
    assert not re.search(r"\{\{|\}\}|\{%|%\}|\{#|#\}", OutlineLayer("0").body())


def test_an_outline_says_its_sentence() -> None:
    cluster = gpd.GeoDataFrame(geometry=[shapely.box(450e3, 340e3, 455e3, 345e3)], crs="EPSG:27700")
    data = json.loads(outline_data(cluster, ["10 people wait"]))
    assert data["features"][0]["properties"] == {"name": "10 people wait"}
    assert -2 < data["features"][0]["geometry"]["coordinates"][0][0][0] < -1
