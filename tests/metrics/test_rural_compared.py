"""Rural and urban side by side, and where waiting concentrates, on a few made-up rows."""

import datetime as dt

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from geo.metrics.concentration import where_waiting_concentrates
from geo.metrics.rural_compared import rural_compared, undelivered_by_zone

DAY = dt.date(2022, 9, 5)
ZONES = gpd.GeoDataFrame(
    {"zone_name": ["West", "East"]},
    geometry=[shapely.box(400e3, 300e3, 440e3, 350e3), shapely.box(440e3, 300e3, 480e3, 350e3)],
    index=pd.Index(["W", "E"], name="zone_code"),
    crs="EPSG:27700",
)


def sides(rural: list[float], urban: list[float], name: str) -> pd.DataFrame:
    flags = pd.array([True] * len(rural) + [False] * len(urban), dtype="boolean")
    return pd.DataFrame({name: [*map(float, rural), *map(float, urban)], "is_rural": flags})


def compared(**parts: pd.DataFrame | pd.Series) -> pd.DataFrame:
    usual = {
        "waiting": sides([11, 12, 13, 14, 15], [1, 2, 3, 4, 5], "wait_days").assign(hours_per_week=10.0),
        "active": sides([100.0], [200.0], "hours_per_week"),
        "areas": sides([5, 5, 5, 5, 5], [5, 5, 5, 5, 5], "minutes"),
        "undelivered": pd.Series(dtype="float64"),
        "is_rural_zone": pd.Series(pd.array([True], dtype="boolean"), index=["W"]),
    }
    return rural_compared(**(usual | parts))


def test_the_gap_of_waits_is_worked_out_by_hand() -> None:
    """Every rural wait is 10 days longer than its urban one; the median of all 25 differences is 10."""
    row = compared().loc["wait_days"]
    assert row[["rural", "urban", "difference", "rural_rows", "urban_rows"]].to_list() == [13, 3, 10, 5, 5]
    assert row["low"] > 0


def test_hours_awaiting_stand_to_hours_delivered_on_each_side() -> None:
    """5 x 10 hours wait on each side; 100 and 200 hours are delivered."""
    row = compared().loc["hours_per_100"]
    assert row[["rural", "urban", "difference"]].to_list() == [50, 25, 25]


def test_four_against_five_is_not_compared() -> None:
    row = compared(areas=sides([1, 2, 3, 4], [1, 2, 3, 4, 5], "minutes")).loc["second_provider_minutes"]
    assert row[["rural_rows", "urban_rows"]].to_list() == [4, 5]
    assert np.isnan(row["difference"])


def test_waits_without_hours_leave_the_hours_unknown() -> None:
    waits = sides([1, 2, 3, 4, 5], [1, 2, 3, 4, 5], "wait_days")
    assert np.isnan(compared(waiting=waits).loc["hours_per_100", "difference"])


def test_hours_not_delivered_are_of_zones_and_empty_where_not_recorded() -> None:
    performance = pd.DataFrame(
        {"zone_code": ["W", "W"], "commissioned_hours": [60.0, 40.0], "delivered_hours": [50.0, 45.0]}
    )
    assert undelivered_by_zone(performance, pd.Index(["W", "E"]))["W"] == pytest.approx(10.0)
    assert undelivered_by_zone(None, pd.Index(["W"])).empty


@pytest.fixture
def tables() -> dict[str, pd.DataFrame]:
    """Ten receive care in each of 8 x 10 places of 5 km; twelve wait around one place on the line between the zones."""
    at = [(400e3 + 5e3 * east + 2.5e3, 300e3 + 5e3 * north + 2.5e3) for east in range(16) for north in range(10)]
    places = pd.DataFrame([place for place in at for _ in range(5)], columns=["easting", "northing"])
    packages = places.assign(person_id=[f"P{row}" for row in places.index], zone_code="W", hours_per_week=7.0)
    packages = packages.assign(started_on=pd.Timestamp("2022-01-01"), ended_on=pd.NaT, provider_id="A")
    waiting = pd.DataFrame({"easting": 440e3 + 500.0 * np.arange(-6, 6), "northing": 325e3, "zone_code": "W"})
    return {"packages": packages, "awaiting": waiting.assign(waiting_since=pd.Timestamp("2022-09-01"))}


def test_a_cluster_on_the_line_between_two_zones_names_both(tables) -> None:
    found = where_waiting_concentrates(tables, ZONES, DAY)
    assert len(found) == 1
    assert found["waiting"].iloc[0] == 12
    assert sorted(found["zone_codes"].iloc[0]) == ["E", "W"]
    assert ZONES.union_all().buffer(1).contains(found.geometry.iloc[0])
    assert found["is_seen_by_gstar"].tolist() == [False]


def test_a_cluster_of_many_is_seen_by_gstar_too(tables) -> None:
    places = pd.DataFrame([(e, n) for e in range(-12, 13) for n in range(-6, 7)], columns=["east", "north"])
    many = pd.DataFrame(
        {
            "easting": 440e3 + 1000.0 * places["east"],
            "northing": 325e3 + 1000.0 * places["north"],
            "zone_code": "W",
            "waiting_since": pd.Timestamp("2022-09-01"),
        }
    )
    found = where_waiting_concentrates({**tables, "awaiting": many}, ZONES, DAY)
    assert found["is_seen_by_gstar"].tolist() == [True]


def test_people_spread_evenly_make_no_cluster_and_too_few_cannot_be_told(tables) -> None:
    even = tables["packages"].iloc[::40].assign(waiting_since=pd.Timestamp("2022-09-01"))
    assert where_waiting_concentrates({**tables, "awaiting": even}, ZONES, DAY).empty
    assert where_waiting_concentrates({**tables, "awaiting": even.iloc[:4]}, ZONES, DAY) is None


def test_two_packages_of_one_person_are_one_person_who_needs_care(tables) -> None:
    twice = pd.concat([tables["packages"], tables["packages"]], ignore_index=True)
    once = where_waiting_concentrates(tables, ZONES, DAY)
    again = where_waiting_concentrates({**tables, "packages": twice}, ZONES, DAY)
    assert again["base"].to_list() == once["base"].to_list()
