"""What quick locating and joining must not get wrong: slices, empty tables, rows of every kind at once."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from lots import square

from geo import join
from geo.errors import JoinError
from geo.join import PostcodeZones, ZoneIndex, with_zones
from geo.locate import directory, locate, postcode_keys

ZONES = gpd.GeoDataFrame(geometry=[square(0, 0), square(10, 0)], index=["2", "18"], crs=27700)
TABLE = pd.DataFrame(
    {"postcode": ["AA11AA", "AA11AB", "AA11AC"], "easting": [5e3, 15e3, 50e3], "northing": [5e3, 5e3, 5e3]}
)


def test_a_slice_of_a_longer_column_has_the_keys_of_its_own_cells() -> None:
    longer = pd.Series(["A-B", "", "ABCDEFGH", "LE11AA", "W1A0AX"], dtype="str")
    assert postcode_keys(longer.iloc[3:]).tolist() == postcode_keys(longer).tolist()[3:]
    assert (postcode_keys(longer.iloc[3:]) > 0).all()


@pytest.mark.parametrize("cells", [[], [""], ["", ""]])
def test_a_column_without_text_has_no_keys_and_no_points(cells: list[str]) -> None:
    column = pd.Series(cells, dtype="str")
    assert postcode_keys(column).tolist() == [0] * len(cells)
    assert locate(pd.DataFrame({"postcode": column}), directory(TABLE)).points["easting"].isna().all()


def test_rows_by_postcode_by_coordinates_and_nowhere_each_get_their_zone_in_one_join() -> None:
    columns = {"easting": ["", "15000", "", "99000", ""], "northing": ["", "5000", "", "5000", ""]}
    rows = pd.DataFrame(
        columns | {"postcode": ["aa1 1aa", "", "nowhere", "", "AA1 1AC"]}, dtype="str", index=[9, 3, 5, 1, 2]
    )
    known = directory(TABLE)
    located = locate(rows, known).points
    index = ZoneIndex.of(ZONES)
    expected = {9: "2", 3: "18", 5: "unlocated", 1: "outside", 2: "outside"}
    assert with_zones(located, index, PostcodeZones(index, known))["zone_code"].to_dict() == expected
    assert with_zones(located, index)["zone_code"].to_dict() == expected


def test_an_empty_directory_and_an_empty_table_can_be_joined() -> None:
    index = ZoneIndex.of(ZONES)
    empty = PostcodeZones(index, directory(TABLE.iloc[:0]))
    rows = pd.DataFrame({"easting": [5e3, np.nan], "northing": [5e3, np.nan], "directory_row": -1})
    assert with_zones(rows, index, empty)["zone_code"].tolist() == ["2", "unlocated"]
    assert with_zones(rows.iloc[:0], index, empty).empty


def test_more_zones_than_can_be_numbered_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(join, "MOST_ZONES", 1)
    with pytest.raises(JoinError, match="2 zones are more than the 1"):
        ZoneIndex.of(ZONES)
