"""The demo's files against the report they follow.

Paragraphs are those of `003_51ed6bb292d2c81a.txt`: Leicestershire County Council, Adults and Communities
Overview and Scrutiny Committee, 5 September 2022. The files are read without the product's own code.
"""

import json
import re
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from geo.demo import write_demo
from geo.workspace import demos

DEMO = Path(__file__).resolve().parents[2] / "data" / "demo" / "leicestershire-2022"
AS_AT = pd.Timestamp("2022-09-05")
MONDAYS = list(pd.date_range("2022-06-06", "2022-08-29", freq="7D"))
SIGNIFICANT = ["Bottesford", "Castle Donington", "Melton"]
SUPPORT = ["Harborough Rural", "Lutterworth"]
MONITOR = ["Ashby", "Market Harborough", "West Leicestershire Rural"]
TOWNS = ["Blaby", "Coalville", "Hinckley", "Loughborough", "Syston", "Wigston"]


def read_zones() -> gpd.GeoDataFrame:
    return gpd.read_file(DEMO / "reference" / "zones.geojson")


def read_directory() -> pd.DataFrame:
    names = ["postcode", "quality", "easting", "northing", "country", "c1", "c2", "c3", "c4", "c5"]
    return pd.read_csv(DEMO / "reference" / "postcodes.csv", header=None, names=names)


@pytest.fixture(scope="module")
def zone_of() -> pd.Series:
    """Zone name of each postcode of the directory; outside the county it is missing."""
    directory = read_directory()
    points = gpd.GeoDataFrame(
        directory[["postcode"]],
        geometry=gpd.points_from_xy(directory["easting"], directory["northing"]),
        crs="EPSG:27700",
    )
    joined = points.sjoin(read_zones().to_crs("EPSG:27700"), how="left", predicate="within")
    assert joined["postcode"].is_unique
    return joined.set_index("postcode")["zone_name"]


def read_table(name: str, *dates: str) -> pd.DataFrame:
    return pd.read_csv(DEMO / "incoming" / f"{name}.csv", parse_dates=list(dates), dtype={"case_id": str})


@pytest.fixture(scope="module")
def packages(zone_of: pd.Series) -> pd.DataFrame:
    table = read_table("packages", "started_on", "ended_on")
    return table.assign(zone=table["postcode"].map(zone_of), listed=table["postcode"].isin(zone_of.index))


@pytest.fixture(scope="module")
def awaiting(zone_of: pd.Series) -> pd.DataFrame:
    table = read_table("awaiting", "waiting_since", "outcome_on")
    return table.assign(zone=table["postcode"].map(zone_of))


@pytest.fixture(scope="module")
def awards() -> pd.DataFrame:
    return read_table("awards", "interested_on", "awarded_on", "mobilised_on", "ended_on")


@pytest.fixture(scope="module")
def providers() -> pd.DataFrame:
    return read_table("providers")


def active(packages: pd.DataFrame, day: str | pd.Timestamp) -> pd.DataFrame:
    day = pd.Timestamp(day)
    ended = packages["ended_on"]
    return packages[(packages["started_on"] <= day) & (ended.isna() | (ended > day))]


def waiting(awaiting: pd.DataFrame, day: pd.Timestamp) -> pd.DataFrame:
    ended = awaiting["outcome_on"]
    return awaiting[(awaiting["waiting_since"] <= day) & (ended.isna() | (ended > day))]


def off_framework_pct(rows: pd.DataFrame) -> float:
    off = rows["contract_route"] == "off_framework"
    return 100 * rows.loc[off, "hours_per_week"].sum() / rows["hours_per_week"].sum()


# Files


@pytest.mark.slow
def test_writing_the_demo_again_gives_the_same_bytes(tmp_path):
    write_demo("leicestershire-2022", tmp_path)
    written = {p.relative_to(tmp_path): p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()}
    kept = {p: (DEMO / p).read_bytes() for p in written}
    assert [str(p) for p in written if written[p] != kept[p]] == []
    assert len(written) == 11


def test_every_text_file_has_lf_line_ends_and_no_byte_order_mark():
    for path in [*DEMO.glob("incoming/*.csv"), *DEMO.glob("reference/*"), DEMO / "carezones.toml"]:
        content = path.read_bytes()
        assert b"\r" not in content, path.name
        assert not content.startswith(b"\xef\xbb\xbf"), path.name
        assert content.endswith(b"\n"), path.name


def test_the_demo_describes_the_day_of_the_report():
    assert next(demo.as_at for demo in demos() if demo.name == "leicestershire-2022") == "2022-09-05"


# Geography


def test_there_are_fourteen_zones_coded_in_order_of_name():
    """Paragraph 8: fourteen zones; paragraphs 25 and 34 name eight of them."""
    zones = read_zones()
    assert zones["zone_name"].tolist() == sorted([*SIGNIFICANT, *SUPPORT, *MONITOR, *TOWNS])
    assert zones["zone_code"].tolist() == [f"HC{number:02d}" for number in range(1, 15)]


@pytest.mark.parametrize("name", ["zones", "small_areas"])
def test_shapes_are_single_valid_and_cover_the_county_without_gap_or_overlap(name):
    shapes = gpd.read_file(DEMO / "reference" / f"{name}.geojson").geometry
    assert shapes.geom_type.eq("Polygon").all()
    assert shapes.is_valid.all()
    assert shapely.coverage_is_valid(shapes.to_numpy())


def test_the_city_is_the_only_hole_and_lies_in_no_single_zone():
    zones = read_zones()
    assert zones.geometry.map(lambda shape: len(shape.interiors)).sum() == 0
    county = shapely.coverage_union_all(zones.geometry.to_numpy())
    assert len(county.interiors) == 1


def test_no_zone_border_has_a_straight_stretch_of_more_than_half_a_kilometre():
    for shape in read_zones().to_crs("EPSG:27700").geometry:
        points = shapely.get_coordinates(shape.exterior)
        assert max(((points[1:] - points[:-1]) ** 2).sum(axis=1)) < 500**2


def test_small_areas_nest_in_zones_and_add_up_to_the_county():
    areas = gpd.read_file(DEMO / "reference" / "small_areas.geojson").to_crs("EPSG:27700")
    zones = read_zones().to_crs("EPSG:27700")
    inside = areas.set_geometry(areas.representative_point()).sjoin(zones, predicate="within")
    assert len(inside) == len(areas) == 380
    by_zone = areas.area.groupby(inside["zone_code"]).sum()
    assert by_zone.to_numpy() == pytest.approx(zones.area.to_numpy(), rel=1e-6)
    assert areas["population"].sum() == 712_000
    assert areas["population_65_plus"].sum() / 712_000 == pytest.approx(0.21, abs=0.001)
    assert areas["population_85_plus"].sum() / 712_000 == pytest.approx(0.028, abs=0.001)
    assert (areas["population_85_plus"] <= areas["population_65_plus"]).all()
    assert (areas["population_65_plus"] <= areas["population"]).all()
    assert set(areas["rural_urban"]) == {
        "Urban city and town",
        "Rural town and fringe",
        "Rural village and dispersed",
    }


def test_zone_coordinates_have_at_most_six_decimals():
    text = (DEMO / "reference" / "zones.geojson").read_text(encoding="utf-8")
    assert re.search(r"\d\.\d{7}", text) is None
    assert len(text) < 250_000
    assert set(json.loads(text)["features"][0]["properties"]) == {"zone_code", "zone_name"}


def test_postcodes_are_invented_and_shaped_like_code_point_open(zone_of):
    directory = read_directory()
    assert directory["postcode"].str.fullmatch(r"ZZ(\d |\d\d)\d[A-Z]{2}").all()
    assert directory["postcode"].is_unique
    assert 3_400 <= len(directory) <= 3_700
    assert zone_of.isna().sum() == 18


def test_no_postcode_stands_so_near_a_border_that_its_zone_is_in_doubt():
    directory = read_directory()
    points = shapely.points(directory["easting"], directory["northing"])
    borders = shapely.union_all(read_zones().to_crs("EPSG:27700").boundary.to_numpy())
    assert shapely.distance(points, borders).min() > 20


# Market


def test_forty_nine_won_a_place_in_round_one_and_four_of_them_never_mobilised(awards, packages):
    """Paragraph 7."""
    framework = awards[(awards["role"] == "framework") & (awards["awarded_on"] == "2021-10-26")]
    assert framework["provider_id"].nunique() == 49
    mobilised = framework.dropna(subset="mobilised_on")["provider_id"].unique()
    assert len(mobilised) == 45
    assert set(mobilised) <= set(active(packages, AS_AT)["provider_id"])


def test_round_two_added_forty_two_of_which_twenty_seven_are_new(awards, providers):
    """Paragraphs 14, 16 and 19: 45 + 42 = 87 when mobilised."""
    framework = awards[(awards["role"] == "framework") & (awards["awarded_on"] == "2022-06-17")]
    joined = set(framework["provider_id"])
    new = set(providers.loc[providers["is_new_to_area"], "provider_id"])
    interim = set(awards.loc[awards["role"] == "interim", "provider_id"])
    assert len(joined) == 42
    assert len(new) == 27
    assert new <= joined
    assert joined - new == joined & interim
    assert len(joined & interim) == 15


def test_eleven_interim_suppliers_do_not_join_seven_of_them_without_a_bid(awards):
    """Paragraphs 5 and 17."""
    interim = awards[awards["role"] == "interim"]
    assert interim["awarded_on"].eq("2021-10-26").all()
    assert interim["ended_on"].eq("2022-10-31").all()
    framework = awards[awards["role"] == "framework"]
    won = set(framework.dropna(subset="awarded_on")["provider_id"])
    leaving = set(interim["provider_id"]) - won
    assert len(leaving) == 11
    assert len(leaving - set(framework["provider_id"])) == 7


def test_the_seventy_one_delivering_are_those_of_round_one_and_the_interim_suppliers(awards, packages):
    """Paragraphs 7, 16 and 17: 45 + 15 + 11; no new provider delivers and no other."""
    delivering = set(active(packages, AS_AT)["provider_id"])
    expected = set(awards.loc[awards["role"] == "interim", "provider_id"])
    round_one = awards[(awards["awarded_on"] == "2021-10-26") & awards["mobilised_on"].notna()]
    assert delivering == expected | set(round_one["provider_id"])
    assert len(delivering) == 71


def test_every_zone_has_two_framework_providers_and_care_only_where_awarded(awards, packages):
    """Paragraph 8: at least two a zone. Four counts fall from interested to delivering."""
    named = awards.merge(read_zones()[["zone_code", "zone_name"]], on="zone_code")
    named = named[named["awarded_on"].notna()]
    awarded = named[named["role"] == "framework"].groupby("zone_name")["provider_id"].nunique()
    assert len(awarded) == 14
    assert awarded.min() >= 2
    here = active(packages, AS_AT).dropna(subset="zone")
    allowed = set(zip(named["provider_id"], named["zone_name"], strict=True))
    assert set(zip(here["provider_id"], here["zone"], strict=True)) <= allowed
    counts = here.groupby("zone")["provider_id"].nunique()
    assert counts[SIGNIFICANT + SUPPORT].between(2, 5).all()
    assert counts[TOWNS].between(12, 25).all()


def test_providers_are_invented_and_no_rating_is_inadequate(providers):
    assert len(providers) == 102
    assert providers["provider_name"].is_unique
    assert providers["provider_name"].str.startswith("Demo ").all()
    assert providers["cqc_location_id"].str.fullmatch(r"1-DEMO\d{4}").all()
    assert set(providers["cqc_rating"]) == {"outstanding", "good", "requires_improvement", "not_inspected"}
    assert (providers["cqc_rating_on"].isna() == (providers["cqc_rating"] == "not_inspected")).all()


# People receiving care


@pytest.mark.parametrize(
    ("day", "people", "hours"),
    [("2020-04-01", 1_778, 23_519.0), ("2022-04-01", 2_269, 31_909.0), ("2022-09-05", 2_269, 31_909.0)],
)
def test_people_and_weekly_hours_are_those_of_the_report(packages, day, people, hours):
    """Paragraph 10 for the first two days; without later figures they stand on the report's date too."""
    running = active(packages, day)
    assert running["person_id"].nunique() == people
    assert running["hours_per_week"].sum() == hours


@pytest.mark.parametrize("monday", MONDAYS, ids=str)
def test_the_thirteen_weeks_before_stay_near_the_latest_figures(packages, monday):
    running = active(packages, monday)
    assert running["person_id"].nunique() == pytest.approx(2_269, rel=0.015)
    assert running["hours_per_week"].sum() == pytest.approx(31_909, rel=0.015)


def test_thirty_to_sixty_people_start_and_end_each_week(packages):
    weeks = pd.cut(packages["started_on"], [*MONDAYS, AS_AT]), pd.cut(packages["ended_on"], [*MONDAYS, AS_AT])
    for week in weeks:
        assert week.value_counts().between(30, 60).all()


def test_fourteen_percent_of_hours_are_with_suppliers_who_do_not_join(packages, awards):
    """Paragraph 20, read as weekly hours; the eleven are those of paragraph 17."""
    running = active(packages, AS_AT)
    assert off_framework_pct(running) == pytest.approx(14.0, abs=0.05)
    off = set(running.loc[running["contract_route"] == "off_framework", "provider_id"])
    won = awards[(awards["role"] == "framework") & awards["awarded_on"].notna()]
    assert len(off) == 11
    assert off.isdisjoint(won["provider_id"])
    assert "exception" not in set(packages["contract_route"])


def test_suppliers_who_do_not_join_matter_most_in_the_three_zones_at_significant_risk(packages):
    """Paragraph 25."""
    shares = active(packages, AS_AT).groupby("zone").apply(off_framework_pct)
    assert shares[SIGNIFICANT].between(32, 45).all()
    assert (shares.drop(SIGNIFICANT) < 20).all()


def test_fifteen_live_outside_the_county_and_three_cannot_be_located(packages):
    running = active(packages, AS_AT)
    assert (running["zone"].isna() & running["listed"]).sum() == 15
    assert (~running["listed"]).sum() == 3


def test_hours_are_quarter_hours_and_ends_follow_starts(packages):
    assert (packages["hours_per_week"] * 4 % 1 == 0).all()
    assert packages["hours_per_week"].between(2.5, 80).all()
    ended = packages.dropna(subset="ended_on")
    assert (ended["ended_on"] >= ended["started_on"]).all()
    assert packages["package_id"].is_unique
    assert packages[["started_on", "ended_on"]].max().max() <= AS_AT


# People awaiting care


def test_about_seventy_people_wait_and_the_rural_zones_have_most(awaiting, packages):
    """Paragraphs 22, 25 and 34 for the order of the zones; the counts are invented."""
    still = waiting(awaiting, AS_AT)
    assert 65 <= len(still) <= 75
    people = active(packages, AS_AT).groupby("zone")["person_id"].nunique()
    rate = 100 * still.groupby("zone").size() / people
    assert rate[SIGNIFICANT].between(6, 9).all()
    assert rate[SUPPORT].between(5.5, 7).all()
    assert rate[MONITOR].between(3.3, 4.7).all()
    assert rate[TOWNS].between(0.5, 2.5).all()


def test_median_open_waits_fall_from_the_rural_zones_to_the_towns(awaiting):
    still = waiting(awaiting, AS_AT)
    days = (AS_AT - still["waiting_since"]).dt.days
    medians = days.groupby(still["zone"]).median()
    assert medians[SIGNIFICANT].between(24, 35).all()
    assert medians[SUPPORT].between(18, 24).all()
    assert medians[MONITOR].between(11, 15).all()
    assert medians[TOWNS].between(4, 8).all()
    assert (days[still["zone"].isin(SIGNIFICANT)] > 28).sum() >= 10
    assert (days[still["zone"].isin(TOWNS)] <= 28).all()


def test_over_thirteen_weeks_melton_gets_worse_and_lutterworth_improves(awaiting):
    counts = pd.DataFrame({day: waiting(awaiting, day).groupby("zone").size() for day in [*MONDAYS, AS_AT]})
    counts = counts.fillna(0)
    assert counts.loc["Melton", AS_AT] >= counts.loc["Melton", MONDAYS[0]] + 4
    assert counts.loc["Lutterworth", AS_AT] <= counts.loc["Lutterworth", MONDAYS[0]] - 3
    steady = counts.drop(["Melton", "Lutterworth"])
    assert (steady.sum().max() - steady.sum().min()) < 20


def test_an_outcome_has_a_date_and_an_open_wait_has_none(awaiting):
    is_open = awaiting["outcome"] == "open"
    assert (awaiting["outcome_on"].isna() == is_open).all()
    ended = awaiting[~is_open]
    assert (ended["outcome_on"] > ended["waiting_since"]).all()
    assert awaiting["case_id"].is_unique


# Offers


def test_rural_zones_accept_far_fewer_offers_than_towns():
    names = read_zones()[["zone_code", "zone_name"]]
    offers = read_table("offers", "offered_on").merge(names, on="zone_code")
    accepted = offers["response"].eq("accepted").groupby(offers["zone_name"]).mean()
    assert accepted[SIGNIFICANT].max() < 0.3
    assert accepted[TOWNS].min() > 0.5
    assert offers["offered_on"].between("2022-06-01", AS_AT).all()
    assert offers["offer_id"].is_unique


def test_a_sourced_case_has_exactly_one_accepted_offer_on_its_last_day(awaiting):
    offers = read_table("offers", "offered_on")
    accepted = offers[(offers["response"] == "accepted") & offers["case_id"].notna()]
    assert accepted["case_id"].is_unique
    paired = accepted.merge(awaiting, on="case_id")
    assert len(paired) == len(accepted)
    assert (paired["offered_on"] == paired["outcome_on"]).all()
    assert paired["outcome"].eq("sourced").all()


def test_towns_on_the_maps_lie_where_the_settlements_of_the_demo_do():
    towns = pd.read_csv(DEMO / "reference" / "landmarks.csv").set_index("name")
    assert set(towns["kind"]) == {"town"}
    assert towns.loc["Melton Mowbray", ["easting", "northing"]].tolist() == [475_000, 319_000]
    points = gpd.GeoSeries(gpd.points_from_xy(towns["easting"], towns["northing"]), towns.index, crs="EPSG:27700")
    county = read_zones().to_crs("EPSG:27700").union_all()
    assert list(towns.index[~points.within(county)]) == ["Leicester"]
