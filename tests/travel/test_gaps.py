"""Where roads are missing in the file it is said, and minutes there are no data."""

import geopandas as gpd
import numpy as np
import pytest
from lots import REAL, needs_real_files
from made_roads import at, links
from shapely import box

from geo.settings import Source
from geo.travel import Places, RoadNetwork, TravelTerms, gap_in_roads, off_road_pct, read_travel
from geo.travel.graph import graph_of


def roads_over(west_km: float, east_km: float) -> RoadNetwork:
    """Streets every kilometre between 300 and 320 km north."""
    columns, rows = np.arange(west_km, east_km + 1), np.arange(300, 321)
    nodes = [(x, y) for y in rows for x in columns]
    width = len(columns)
    along = [(at, at + 1, 1, 1) for at in range(len(nodes) - 1) if (at + 1) % width]
    across = [(at, at + width, 1, 1) for at in range(len(nodes) - width)]
    return RoadNetwork(graph_of(links(*along, *across, nodes=nodes), "made"), "By road (made).")


ZONES = gpd.GeoDataFrame(
    {"zone_name": ["West", "East"]},
    geometry=[box(500_000, 300_000, 520_000, 320_000), box(520_000, 300_000, 540_000, 320_000)],
    index=["1", "2"],
    crs="EPSG:27700",
)


def test_roads_that_cover_the_county_leave_nothing_to_say() -> None:
    whole = roads_over(500, 540)
    assert off_road_pct(whole, ZONES).tolist() == [0, 0]
    assert gap_in_roads(whole, ZONES, "roads.osm.pbf") is None


def test_roads_of_half_the_county_are_said_with_the_zone_and_its_share() -> None:
    half = roads_over(500, 520)
    off = off_road_pct(half, ZONES)
    assert off["1"] == 0
    # All but the 2 km beside the last road: 18 of 20 km.
    assert off["2"] == pytest.approx(90)
    said = gap_in_roads(half, ZONES, "roads.osm.pbf")
    assert said is not None
    assert (said.table, said.severity, said.place) == ("roads", "warning", "roads.osm.pbf")
    assert said.cause.startswith("roads are missing in 1 of 2 zones: East. Of their area 90% is farther than 2 km")
    assert said.remedy == "Give an extract that covers the whole county and its borders."


def test_minutes_in_the_missing_half_are_no_data_and_never_zero() -> None:
    half = roads_over(500, 520)
    minutes = half.minutes_to_nearest(at((510, 310)), at((515, 310), (530, 310))).minutes
    assert minutes[0] == pytest.approx(5)
    assert np.isnan(minutes[1])
    assert half.covered(at((515, 310), (530, 310))).tolist() == [True, False]


def test_a_zone_smaller_than_the_grid_is_judged_by_a_point_in_it() -> None:
    tiny = gpd.GeoDataFrame(
        {"zone_name": ["In", "Off"]},
        geometry=[box(510_000, 310_000, 510_100, 310_100), box(560_000, 310_000, 560_100, 310_100)],
        index=["1", "2"],
        crs="EPSG:27700",
    )
    assert off_road_pct(roads_over(500, 520), tiny).tolist() == [0, 100]


@pytest.mark.real
@needs_real_files
def test_roads_of_rutland_are_no_roads_of_leicestershire() -> None:
    source = Source("roads", (REAL / "rutland.osm.pbf",), ("rutland.osm.pbf",))
    travel = read_travel(source, TravelTerms()).travel
    assert isinstance(travel, RoadNetwork)
    wards = gpd.read_file(REAL / "wards25_leicestershire.geojson").to_crs("EPSG:27700")
    wards = wards.set_index("WD25CD").rename(columns={"WD25NM": "zone_name"})
    off = off_road_pct(travel, wards)
    rutland = wards["LAD25CD"] == "E06000017"
    assert off[rutland].max() < 10
    assert off[~rutland].median() == 100
    inside = wards.geometry.representative_point()
    covered = travel.covered(Places(inside.x.to_numpy(), inside.y.to_numpy()))
    assert covered[rutland.to_numpy()].all()
    said = gap_in_roads(travel, wards, "rutland.osm.pbf")
    assert said is not None
    assert f"of {len(wards)} zones" in said.cause
