"""The demo of the scrutiny review panel's market against the report it follows, read through the product itself.

Paragraphs are those of `001_fbdbaef32cdf2ae0.txt`: Leicestershire County Council, Adults and Communities Overview
and Scrutiny Committee, 2 June 2015.
"""

import datetime as dt
from pathlib import Path

import pandas as pd
import pytest

from geo.demo import write_demo
from geo.metrics.supply import active_packages
from geo.week import Week, load_week
from geo.workspace import demos

DEMO = Path(__file__).resolve().parents[2] / "data" / "demo" / "leicestershire-2015"
AS_AT = dt.date(2015, 6, 2)
EXTRA = ["outside", "unlocated"]
EAST = ["HA", "ME"]
SIX_WEEKS = pd.Timedelta(weeks=6)


@pytest.fixture(scope="module")
def week() -> Week:
    return load_week(DEMO, AS_AT)


@pytest.fixture(scope="module")
def localities() -> Week:
    return load_week(DEMO, AS_AT, "localities")


@pytest.fixture(scope="module")
def running(week: Week) -> pd.DataFrame:
    """Active packages with their age."""
    active = active_packages(week.tables["packages"], AS_AT)
    age = pd.Timestamp(AS_AT) - active["started_on"]
    return active.assign(zone_code=active["zone_code"].astype(str), age=age)


@pytest.fixture(scope="module")
def social(running: pd.DataFrame) -> set[str]:
    """Providers that deliver for social care."""
    return set(running.loc[running["funder"].isin(["social_care", "joint"]), "provider_id"])


@pytest.fixture(scope="module")
def health(running: pd.DataFrame) -> set[str]:
    """Providers that deliver for health."""
    return set(running.loc[running["funder"].isin(["health", "joint"]), "provider_id"])


# Files


@pytest.mark.slow
def test_writing_the_demo_again_gives_the_same_bytes(tmp_path):
    write_demo("leicestershire-2015", tmp_path)
    written = {p.relative_to(tmp_path): p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()}
    assert [str(p) for p in written if written[p] != (DEMO / p).read_bytes()] == []
    assert len(written) == 10


def test_every_file_has_lf_line_ends_and_together_they_are_small():
    files = [path for path in DEMO.rglob("*") if path.is_file() and ".carezones" not in path.parts]
    for path in files:
        content = path.read_bytes()
        assert b"\r" not in content, path.name
        assert content.endswith(b"\n"), path.name
    assert sum(path.stat().st_size for path in files) < 1_200_000


def test_the_demo_describes_the_day_of_the_report():
    assert next(demo.as_at for demo in demos() if demo.name == "leicestershire-2015") == "2015-06-02"


# Providers: the number depends on what is counted


def test_61_providers_deliver_for_social_care(social, week):
    """Paragraph 27; all of them and nobody else have a place on the council's contract."""
    assert len(social) == 61
    assert set(week.tables["awards"]["provider_id"]) == social


def test_well_over_100_providers_deliver_across_social_care_and_health(social, health, week):
    """Paragraph 27; 112 is invented."""
    assert len(social | health) == 112
    assert len(week.tables["providers"]) == 112


def test_half_of_the_providers_are_commissioned_by_both(social, health):
    """Paragraph 35: approximately half."""
    assert len(social & health) == 56 == 112 / 2
    assert (len(social - health), len(health - social)) == (5, 51)


def test_providers_are_invented(week):
    names = week.tables["providers"]["provider_name"]
    assert names.is_unique
    assert names.str.startswith("Demo ").all()


def test_every_area_has_more_than_one_provider_on_the_contract(week):
    """Paragraphs 2 (c) and 26; the numbers are invented, as the upper limit is left open."""
    awarded = week.figures.drop(index=EXTRA)["providers_awarded"]
    assert awarded.to_dict() == {"BL": 16, "CH": 20, "HA": 8, "HB": 17, "ME": 6, "NW": 14, "OW": 12}


def test_care_on_the_contract_is_delivered_only_where_a_place_is_held(running, week):
    awards = week.tables["awards"]
    held = set(zip(awards["provider_id"], awards["zone_code"], strict=True))
    council = running[(running["contract_route"] == "framework") & ~running["zone_code"].isin(EXTRA)]
    assert set(zip(council["provider_id"], council["zone_code"], strict=True)) <= held
    assert running.loc[running["contract_route"].isna(), "funder"].eq("health").all()


# Two sets of zones


def test_there_are_seven_localities_of_the_community_health_teams(localities):
    """Paragraph 29; their names are invented."""
    assert localities.figures.drop(index=EXTRA).index.tolist() == [f"L{number}" for number in range(1, 8)]


@pytest.mark.parametrize("figure", ["people_receiving", "hours_per_week", "people_awaiting", "hours_awaiting"])
def test_the_same_points_give_the_same_total_on_both_sets_of_zones(week, localities, figure):
    """Paragraph 29: what is counted does not change with where the lines are drawn."""
    areas, others = week.figures[figure], localities.figures[figure]
    assert areas.sum() == others.sum() > 0
    assert areas[EXTRA].tolist() == others[EXTRA].tolist()
    assert sorted(areas.drop(EXTRA)) != sorted(others.drop(EXTRA))


def test_about_1900_people_receive_care_and_four_cannot_be_located(week):
    people = week.figures["people_receiving"]
    assert people.sum() == 1_900
    assert people[EXTRA].tolist() == [0, 4]


# Rates


def test_the_east_is_paid_a_different_rate(running):
    """Paragraph 30: Melton and Harborough; the amounts are invented."""
    east = running["zone_code"].isin(EAST)
    assert set(running.loc[east, "hourly_rate_gbp"].dropna()) == {18.00, 15.50}
    assert set(running.loc[~east, "hourly_rate_gbp"].dropna()) == {16.50, 14.00}


def test_the_rate_falls_after_the_first_six_weeks_but_for_the_slips_on_purpose(running):
    """Paragraph 24: a higher rate for a fixed initial period, then a lower one; its length is invented."""
    first = running["zone_code"].isin(EAST).map({True: 18.00, False: 16.50})
    later = running["zone_code"].isin(EAST).map({True: 15.50, False: 14.00})
    expected = first.where(running["age"] < SIX_WEEKS, later)
    known = running["hourly_rate_gbp"].notna()
    wrong = running[known & (running["hourly_rate_gbp"] != expected)]
    assert wrong.groupby("zone_code").size().to_dict() == {"CH": 9, "ME": 4}
    assert (wrong["hourly_rate_gbp"] == first[wrong.index]).all()
    assert running.loc[~known].groupby("zone_code").size().to_dict() == {"BL": 3}


def test_no_package_is_so_near_the_end_of_the_first_period_that_its_rate_is_in_doubt(running):
    from_step = (running["age"] - SIX_WEEKS).abs()
    assert from_step.min() > pd.Timedelta(days=2)
    assert (running["age"] < SIX_WEEKS).sum() > 100


# Data quality, the project's own warning


def test_unknown_postcodes_and_spellings_are_all_in_the_rows_of_health(week):
    """Paragraph 34: concerns about the quality of data; these slips are invented."""
    raw = pd.read_csv(DEMO / "incoming/packages.csv")
    known = pd.read_csv(DEMO / "reference/postcodes.csv", header=None)[0]
    lost = raw[~raw["postcode"].isin(known)]
    spelled = raw[raw["provider_id"].str.islower()]
    assert (len(lost), len(spelled)) == (4, 7)
    assert pd.concat([lost, spelled])["funder"].eq("health").all()
    report = next(table for table in week.report.tables if table.table == "packages")
    assert report.rows_set_aside == 4
    assert [problem.column for problem in report.problems if problem.severity == "repaired"] == ["provider_id"]


# People awaiting care


def test_people_wait_longer_in_the_rural_east(week):
    """Paragraphs 9 and 30 for where it is hard; the counts are invented."""
    areas = week.figures.drop(index=EXTRA)
    assert areas["people_awaiting"].sum() == 42
    assert areas.loc[EAST, "wait_median_days"].min() > 2 * areas.drop(index=EAST)["wait_median_days"].max()
    rate = areas["people_awaiting"] / areas["people_receiving"]
    assert rate[EAST].min() > 2 * rate.drop(EAST).max()


def test_earlier_weeks_have_about_as_many_people(week):
    for monday in pd.date_range("2015-03-02", "2015-06-01", freq="7D"):
        people = active_packages(week.tables["packages"], monday.date())["person_id"].nunique()
        assert people == pytest.approx(1_900, rel=0.05), monday
