"""The demo's files against the report they follow.

Paragraphs are those of `002_bac2925cb4a75b8d.txt`: Leicester City Council, Adult Social Care Scrutiny Commission,
20 March 2018. Files are read without the product's own code, but for the figures that must come through it.
"""

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest

from geo.demo import write_demo
from geo.metrics.waits import open_waits
from geo.week import Week, figures_as_at, load_week
from geo.workspace import demos

DEMO = Path(__file__).resolve().parents[2] / "data" / "demo" / "leicester-2018"
AS_AT = pd.Timestamp("2018-02-01")
FIRST_DAY = pd.Timestamp("2017-04-01")
START = pd.Timestamp("2017-10-09")


def read_table(name: str, *dates: str) -> pd.DataFrame:
    return pd.read_csv(DEMO / "incoming" / f"{name}.csv", parse_dates=list(dates), dtype={"period": str})


@pytest.fixture(scope="module")
def week() -> Week:
    return load_week(DEMO)


@pytest.fixture(scope="module")
def packages() -> pd.DataFrame:
    return read_table("packages", "started_on", "ended_on")


@pytest.fixture(scope="module")
def awards() -> pd.DataFrame:
    return read_table("awards", "awarded_on", "mobilised_on", "ended_on")


@pytest.fixture(scope="module")
def providers() -> pd.DataFrame:
    return read_table("providers").set_index("provider_id")


@pytest.fixture(scope="module")
def published() -> pd.DataFrame:
    return read_table("published", "period_start", "period_end")


def running(rows: pd.DataFrame, day: str | pd.Timestamp, start: str = "started_on") -> pd.DataFrame:
    """Rows that began by the day and had not ended on it."""
    day = pd.Timestamp(day)
    return rows[(rows[start] <= day) & (rows["ended_on"].isna() | (rows["ended_on"] > day))]


def awarded(awards: pd.DataFrame, day: str) -> set[str]:
    return set(running(awards, day, "awarded_on")["provider_id"])


def mobilised(awards: pd.DataFrame, day: str) -> set[str]:
    return set(running(awards, day, "mobilised_on")["provider_id"])


# Files


def test_writing_the_demo_again_gives_the_same_bytes(tmp_path):
    write_demo("leicester-2018", tmp_path)
    written = {p.relative_to(tmp_path): p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()}
    assert [str(p) for p in written if written[p] != (DEMO / p).read_bytes()] == []
    assert len(written) == 10


def test_the_files_are_small_and_end_their_lines_as_unix_does():
    files = [path for part in ("incoming", "reference") for path in (DEMO / part).iterdir()]
    assert sum(path.stat().st_size for path in files) < 1_000_000
    assert not [
        path.name for path in [*files, DEMO / "carezones.toml", DEMO / "NOTICE.md"] if b"\r" in path.read_bytes()
    ]


def test_the_demo_describes_the_day_of_the_latest_count_without_a_row_set_aside(week):
    """Paragraph 4.1."""
    assert next(demo.as_at for demo in demos() if demo.name == "leicester-2018") == "2018-02-01"
    problems = [problem for table in week.report.tables for problem in table.problems]
    assert {(problem.table, problem.severity) for problem in problems} <= {("published", "warning")}


# Market


def test_one_hundred_and_ten_providers_are_registered_in_the_city(providers, week):
    """Paragraph 4.4."""
    assert len(providers) == providers["cqc_location_id"].nunique() == 110
    assert providers["provider_name"].str.match(r"Demo [A-Z][a-z]+ ").all()
    assert providers["provider_name"].is_unique
    assert week.tables["providers"]["zone_code"].isin(week.zones.index).all()


def test_the_twenty_five_contracted_are_rated_0_14_5_0_6(providers, awards):
    """Paragraph 4.4: outstanding, good, requires improvement, inadequate, not yet inspected."""
    ratings = providers.loc[sorted(awarded(awards, "2018-01-31")), "cqc_rating"].value_counts()
    words = ["outstanding", "good", "requires_improvement", "inadequate", "not_inspected"]
    assert [int(ratings.get(word, 0)) for word in words] == [0, 14, 5, 0, 6]
    assert "inadequate" not in set(providers["cqc_rating"])
    assert (providers["cqc_rating_on"].isna() == (providers["cqc_rating"] == "not_inspected")).all()


def test_thirteen_providers_held_the_contract_before_9_october_2017(awards):
    """Paragraph 4.6."""
    old = set(awards.loc[awards["ended_on"] == START, "provider_id"])
    assert len(old) == 13
    assert old == awarded(awards, "2017-06-30") == mobilised(awards, "2017-10-08")


def test_all_but_two_of_twenty_six_were_ready_on_the_first_day(awards, providers):
    """Paragraph 4.10: one awaits its CQC registration, the other was removed."""
    new, ready = awarded(awards, "2017-10-09"), mobilised(awards, "2017-10-09")
    assert len(new) == 26
    assert ready < new
    assert len(ready) == 24
    late = new - ready
    assert providers.loc[sorted(late), "cqc_rating"].tolist() == ["not_inspected", "not_inspected"]
    assert len(late & awarded(awards, "2018-01-31")) == 1


def test_twenty_five_hold_a_contract_and_twenty_four_are_mobilised_in_every_area(week):
    """Paragraphs 4.4 and 4.10: the framework covers the whole city."""
    figures = figures_as_at(week, dt.date(2018, 1, 31)).loc[week.zones.index]
    assert len(figures) == 6
    assert figures["providers_awarded"].eq(25).all()
    assert figures["providers_mobilised"].eq(24).all()
    assert figures["providers_interested"].isna().all()


def test_exactly_those_who_are_ready_deliver(packages, awards):
    """Paragraph 4.10; before the new contracts those of the old one."""
    assert set(running(packages, AS_AT)["provider_id"]) == mobilised(awards, "2018-02-01")
    assert set(running(packages, "2017-10-08")["provider_id"]) == mobilised(awards, "2017-10-08")


# People receiving care


def test_1498_people_receive_care_on_1_february_2018(week, packages):
    """Paragraph 4.1."""
    assert week.figures["people_receiving"].sum() == 1_498
    assert week.figures.loc[["outside", "unlocated"], "people_receiving"].sum() == 0
    assert running(packages, AS_AT)["person_id"].nunique() == len(running(packages, AS_AT)) == 1_498


def test_1636_people_had_a_package_on_some_day_since_1_april_2017(packages):
    """Paragraph 4.1."""
    there = (packages["started_on"] <= AS_AT) & (packages["ended_on"].isna() | (packages["ended_on"] > FIRST_DAY))
    assert packages.loc[there, "person_id"].nunique() == 1_636
    assert packages["delivery_mechanism"].eq("commissioned").all()


def test_five_hundred_people_moved_to_another_provider_on_9_october_2017(packages):
    """Paragraph 2.5: approximately 500; exactly is ours."""
    before = running(packages, "2017-10-08").set_index("person_id")
    after = running(packages, "2017-10-09").set_index("person_id")
    both = before.index.intersection(after.index)
    moved = before.loc[both, "provider_id"] != after.loc[both, "provider_id"]
    assert moved.sum() == 500
    assert before.loc[both, "ended_on"].eq(START).all()
    assert after.loc[both, "started_on"].eq(START).all()
    assert (before.loc[both, "hours_per_week"] == after.loc[both, "hours_per_week"]).all()


def test_those_who_moved_were_with_providers_not_awarded_the_new_contract(packages, awards):
    """Paragraphs 2.5 and 4.9: the others stayed, or took a direct payment."""
    last = packages[(packages["started_on"] < START) & (packages["ended_on"] == START)]
    outgoing = last[~last["provider_id"].isin(awarded(awards, "2017-10-09"))]
    assert outgoing["provider_id"].nunique() == 4
    assert len(outgoing) - outgoing["person_id"].isin(running(packages, START)["person_id"]).sum() == 45
    assert outgoing["person_id"].isin(running(packages, START)["person_id"]).sum() == 500


@pytest.mark.parametrize(("day", "rate"), [("2017-10-01", "13.50"), ("2018-02-01", "14.30")])
def test_mean_hourly_rate_is_13_50_on_the_old_framework_and_14_30_now(packages, day, rate):
    """Paragraph 4.2; the mean over packages, each counting once."""
    paid = [Decimal(f"{value:.2f}") for value in running(packages, day)["hourly_rate_gbp"]]
    assert sum(paid) / len(paid) == Decimal(rate)


def test_a_package_is_paid_at_the_rate_of_its_award(packages, awards):
    agreed = awards.assign(is_old=awards["ended_on"] == START).set_index(["provider_id", "is_old"])["hourly_rate_gbp"]
    agreed = agreed[~agreed.index.duplicated()]
    keys = pd.MultiIndex.from_arrays([packages["provider_id"], packages["started_on"] < START])
    assert (agreed.loc[keys].to_numpy() == packages["hourly_rate_gbp"].to_numpy()).all()


# People awaiting care


def test_open_waits_on_9_january_2018_average_9_6_days_from_2_to_21():
    """Paragraph 4.14; that they are ten people is ours."""
    week = load_week(DEMO, dt.date(2018, 1, 9))
    days = open_waits(week.tables["awaiting"], week.as_at)["wait_days"]
    assert (days.mean(), days.min(), days.max(), len(days)) == (9.6, 2, 21, 10)
    assert week.figures["people_awaiting"].sum() == 10
    assert week.figures["wait_max_days"].max() == 21


@pytest.mark.parametrize("day", [dt.date(2018, 1, 31), dt.date(2018, 2, 1)])
def test_eleven_people_wait_all_with_cover_and_none_delaying_a_discharge(week, day):
    """Paragraph 4.13, for 31 January 2018."""
    waits = open_waits(week.tables["awaiting"], day)
    assert figures_as_at(week, day)["people_awaiting"].sum() == len(waits) == 11
    assert "none" not in set(waits["interim_cover"])
    assert waits["interim_cover"].notna().all()
    assert waits["is_delayed_discharge"].sum() == 0


def test_reasons_name_a_russian_speaker_and_two_male_carers(week):
    """Paragraph 4.13."""
    waits = open_waits(week.tables["awaiting"], week.as_at)
    reasons = waits["reasons"].str.split(";").map(set)
    russian = reasons.map(lambda found: {"language", "Russian speaker"} <= found)
    male = reasons.map(lambda found: {"gender of worker", "double-up", "two male carers"} <= found)
    assert (russian.sum(), male.sum()) == (1, 1)
    assert waits.loc[male, "carers"].tolist() == [2]


def test_an_outcome_has_a_date_and_the_history_begins_with_the_contracts():
    waits = read_table("awaiting", "waiting_since", "outcome_on")
    assert (waits["outcome_on"].isna() == (waits["outcome"] == "open")).all()
    assert (waits["outcome_on"].dropna() > waits.loc[waits["outcome_on"].notna(), "waiting_since"]).all()
    assert waits["outcome_on"].min() >= START
    assert waits["case_id"].is_unique


def test_a_sourced_case_has_one_accepted_offer_on_its_last_day():
    waits = read_table("awaiting", "waiting_since", "outcome_on")
    offers = read_table("offers", "offered_on")
    accepted = offers[offers["response"] == "accepted"].merge(waits, on="case_id")
    assert accepted["case_id"].is_unique
    assert (accepted["offered_on"] == accepted["outcome_on"]).all()
    since = waits[(waits["waiting_since"] >= START) & (waits["outcome"] == "sourced")]
    assert set(accepted["case_id"]) == set(since["case_id"])


def test_offers_go_to_providers_that_were_ready(awards):
    offers = read_table("offers", "offered_on")
    assert set(offers["provider_id"]) <= mobilised(awards, "2017-10-09")
    assert offers["offered_on"].between(START, AS_AT).all()


# Published figures


@pytest.mark.parametrize(
    ("series", "values"),
    [
        ("Service users, directly commissioned", [2745, 2583, 2502, 1636]),
        ("Service users on a day", [1498]),
        ("Annual spend on domiciliary support", [12.8, 12.2]),
        ("Average hourly rate, Leicester", [13.5, 14.3]),
        ("Hourly rate, region, lowest", [12.35]),
        ("Hourly rate, region, mean", [14.78]),
        ("Hourly rate, region, highest", [16.86]),
        ("UKHCA minimum price", [18.01]),
        ("Providers registered with the CQC in the city", [110]),
        ("Providers contracted", [13, 25]),
        ("People awaiting care on a day", [11]),
        ("Open wait on a day, mean", [9.6]),
        ("Open wait on a day, shortest", [2]),
        ("Open wait on a day, longest", [21]),
        ("CCG people a year, about", [900]),
        ("CCG spend a year, about", [10]),
    ],
)
def test_published_figures_are_those_of_the_report(published, series, values):
    """Paragraphs 4.1 to 4.14; the row names its own."""
    rows = published[published["series"] == series]
    assert rows["value"].tolist() == values
    assert rows["source"].str.match(r"Report of 20 March 2018, 4\.\d").all()
    assert rows["unit"].nunique() == 1


def test_two_spends_carry_the_same_period_as_in_the_report(published):
    """Paragraph 4.2 labels both 2016/17: the trap is kept."""
    spend = published[published["series"] == "Annual spend on domiciliary support"]
    assert spend["period"].tolist() == ["2016/17", "2016/17"]
    twice = published[published.duplicated(["series", "period"], keep=False)]
    assert set(twice["series"]) == {"Annual spend on domiciliary support"}


def test_the_year_to_date_is_shorter_than_the_years_before(published):
    """Paragraph 4.1: from 01/04/2017 to 01/02/2018, so not comparable."""
    users = published[published["series"] == "Service users, directly commissioned"]
    days = (users["period_end"] - users["period_start"]).dt.days + 1
    assert days.tolist() == [365, 366, 365, 307]
    assert users["period"].tolist()[-1] == "2017-18 YTD"


def test_the_ukhca_price_is_for_another_year_than_the_regional_rates(published):
    """Paragraph 4.3: 18.01 is for 2018/19."""
    periods = published.set_index("series")["period"]
    assert periods["UKHCA minimum price"] == "2018/19"
    assert periods["Hourly rate, region, mean"] == "2017/18"


def test_published_figures_are_read_as_a_table_of_the_week(week):
    assert len(week.tables["published"]) == 22
