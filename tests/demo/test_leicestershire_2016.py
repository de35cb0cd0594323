"""The demo of Help to Live at Home against the report it follows, read through the product itself.

Paragraphs are those of `000_1fa762de56cfc52a.txt`: Leicestershire County Council, Adults and Communities Overview
and Scrutiny Committee, 8 November 2016.
"""

import datetime as dt
import json
import re
from pathlib import Path

import pandas as pd
import pytest

from geo.demo import write_demo
from geo.week import Week, load_week
from geo.workspace import demos

DEMO = Path(__file__).resolve().parents[2] / "data" / "demo" / "leicestershire-2016"
START = dt.date(2016, 11, 7)
MONDAYS = pd.date_range("2016-07-04", "2016-11-07", freq="7D")
CUT_OFF = pd.Timestamp("2016-09-19")
HOLDERS = {
    1: "Castlerock", 2: "Castlerock", 3: "Caring Hands", 4: "Medacs", 5: "Castlerock", 6: "Fosse Healthcare",
    7: "Help at Home", 8: "Precious Hope", 9: "Help at Home", 10: "Fosse Healthcare", 11: "Hales Group Ltd",
    12: "TLC Homecare", 13: "TLC Homecare", 14: "Allied Healthcare", 15: "Help at Home", 16: "Hales Group Ltd",
    17: "Hales Group Ltd", 18: "TLC Homecare",
}  # fmt: skip
REPORT_ORDER = [13, 12, 18, 17, 3, 6, 14, 16, 2, 8, 10, 11, 5, 1, 9, 15, 4, 7]
RURAL = ["2", "6", "7", "13"]


@pytest.fixture(scope="module")
def week() -> Week:
    return load_week(DEMO, START)


@pytest.fixture(scope="module")
def awards(week: Week) -> pd.DataFrame:
    return week.tables["awards"].merge(week.tables["providers"][["provider_id", "provider_name"]], on="provider_id")


@pytest.fixture(scope="module")
def held(awards: pd.DataFrame) -> pd.DataFrame:
    return awards[awards["role"].isin(["sole", "lead"])]


@pytest.fixture(scope="module")
def transitions(week: Week) -> pd.DataFrame:
    return week.tables["transitions"].assign(zone_code=week.tables["transitions"]["zone_code"].astype(str))


def decided_by(transitions: pd.DataFrame, monday: pd.Timestamp) -> pd.Series:
    """Destination of each transfer as known on a day."""
    known = transitions["decided_on"] <= monday
    return transitions["destination"].where(known, "not yet confirmed")


# Files


@pytest.mark.slow
def test_writing_the_demo_again_gives_the_same_bytes(tmp_path):
    write_demo("leicestershire-2016", tmp_path)
    written = {p.relative_to(tmp_path): p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()}
    assert [str(p) for p in written if written[p] != (DEMO / p).read_bytes()] == []
    assert len(written) == 11


def test_every_file_has_lf_line_ends_and_together_they_are_small():
    files = [path for path in DEMO.rglob("*") if path.is_file() and ".carezones" not in path.parts]
    for path in files:
        content = path.read_bytes()
        assert b"\r" not in content, path.name
        assert content.endswith(b"\n"), path.name
    assert sum(path.stat().st_size for path in files) < 1_500_000


def test_the_demo_describes_the_day_the_contracts_began():
    """Paragraph 1."""
    assert next(demo.as_at for demo in demos() if demo.name == "leicestershire-2016") == "2016-11-07"


def test_every_row_is_loaded_and_lies_in_a_lot(week):
    for table in week.report.tables:
        assert table.rows_loaded == table.rows_read, table.table
    assert week.figures.loc[["outside", "unlocated"], "people_receiving"].tolist() == [0, 0]


# Lots and holders


def test_the_files_keep_number_and_name_in_one_cell_and_the_order_of_the_report():
    """Paragraph 16 iii."""
    layer = json.loads((DEMO / "reference/lots.geojson").read_text(encoding="utf-8"))
    texts = [feature["properties"]["Lot"] for feature in layer["features"]]
    assert all(set(feature["properties"]) == {"Lot"} for feature in layer["features"])
    assert [int(re.fullmatch(r"Lot (\d+) .+", text)[1]) for text in texts] == REPORT_ORDER
    assert texts[0] == "Lot 13 Groby & Market Bosworth"
    awards = pd.read_csv(DEMO / "incoming/awards.csv")
    assert awards["Lot"].drop_duplicates().tolist() == texts


def test_there_are_18_lots_in_numeric_order_with_their_holders(week, held):
    """Paragraphs 11 and 16 iii: lot 18 comes after lot 17 and not before lot 2."""
    lots = week.figures.drop(index=["outside", "unlocated"])
    assert lots.index.tolist() == [str(number) for number in range(1, 19)]
    assert held.set_index("zone_code")["provider_name"][lots.index].tolist() == list(HOLDERS.values())
    assert lots.loc["18", "zone_name"] == "18 Mountsorrel & Quorn"
    assert lots.loc["2", "zone_name"] == "2 Ibstock & Measham"


def test_every_lot_has_exactly_one_contract_holder_who_is_ready(week):
    """Paragraphs 11 and 14."""
    lots = week.figures.drop(index=["outside", "unlocated"])
    assert lots["providers_awarded"].tolist() == [1] * 18
    assert lots["providers_mobilised"].tolist() == [1] * 18


def test_nine_providers_hold_3_3_3_3_2_1_1_1_1_lots(held):
    """Paragraph 16 i: four with three, one with two, four with one make 18."""
    assert sorted(held.groupby("provider_id").size(), reverse=True) == [3, 3, 3, 3, 2, 1, 1, 1, 1]
    assert len(held) == 18


def test_three_newcomers_hold_nine_lots(week, held):
    """Paragraph 16 iv."""
    providers = week.tables["providers"]
    new = providers[providers["is_new_to_area"].fillna(False)]
    assert new["provider_name"].tolist() == ["TLC Homecare", "Hales Group Ltd", "Castlerock"]
    assert held["provider_id"].isin(new["provider_id"]).sum() == 9


def test_a_newcomer_holds_the_three_largest_lots_and_another_the_fourth(transitions, week):
    """Paragraph 16 iv, by people and by hours that pass over and by hours on the first day."""
    hours = transitions.groupby("zone_code")["hours_per_week"].sum()
    people = transitions.groupby("zone_code").size()
    first_day = week.figures["hours_per_week"]
    for size in (hours, people, first_day):
        assert size.nlargest(4).index.tolist() == ["13", "12", "18", "17"]
    assert [HOLDERS[number] for number in (13, 12, 18)] == ["TLC Homecare"] * 3
    assert HOLDERS[17] == "Hales Group Ltd"


# Business models


def test_six_are_sole_one_leads_four_subcontractors_and_two_lead_consortia_of_eight_juniors(awards):
    """Paragraph 16 ii."""
    sole = set(awards.loc[awards["role"] == "sole", "provider_id"])
    leads = set(awards.loc[awards["role"] == "lead", "provider_id"])
    subcontractors = awards[awards["role"] == "subcontractor"]
    members = awards[awards["role"] == "consortium_member"]
    assert (len(sole), len(leads)) == (6, 3)
    assert subcontractors["provider_id"].nunique() == 4
    assert subcontractors["contract_provider_id"].nunique() == 1
    consortium_leads = set(members["contract_provider_id"])
    assert len(consortium_leads) == 2
    assert leads == consortium_leads | set(subcontractors["contract_provider_id"])
    assert len(set(members["provider_id"]) - consortium_leads) == 8


def test_three_members_the_two_leads_among_them_are_in_both_consortia(awards):
    """Paragraph 16 ii."""
    members = awards[awards["role"] == "consortium_member"]
    consortia = [{lead, *rows["provider_id"]} for lead, rows in members.groupby("contract_provider_id")]
    both = consortia[0] & consortia[1]
    assert len(both) == 3
    assert set(members["contract_provider_id"]) < both
    assert sum(len(consortium) for consortium in consortia) - len(both) == 2 + 8


def test_nobody_is_counted_twice_so_that_21_organisations_deliver_under_the_contracts(week, awards):
    """Paragraph 16 ii: 9 holders, 4 subcontractors and 8 junior members."""
    assert awards["provider_id"].nunique() == 9 + 4 + 8
    packages = week.tables["packages"]
    running = packages[packages["ended_on"].isna() & (packages["contract_route"] == "framework")]
    assert set(running["provider_id"]) == set(awards["provider_id"])
    allowed = set(zip(awards["provider_id"], awards["zone_code"], strict=True))
    assert set(zip(running["provider_id"], running["zone_code"].astype(str), strict=True)) == allowed


# Transfer


def test_2744_people_of_social_care_and_86_of_health_pass_over(transitions):
    """Paragraph 23: between 2,500 and 3,000 and between 70 and 100; the exact numbers are invented."""
    counts = transitions["funder"].value_counts()
    assert counts.to_dict() == {"social_care": 2744, "health": 86}
    assert 2500 <= counts["social_care"] <= 3000
    assert 70 <= counts["health"] <= 100
    assert transitions["transfer_on"].eq(pd.Timestamp(START)).all()


def test_the_status_adds_up_to_all_transfers_in_each_lot_in_each_week(transitions):
    """Paragraphs 22 and 29: followed weekly; with the lot's provider, by direct payment or privately."""
    total = transitions.groupby("zone_code").size()
    for monday in MONDAYS:
        status = decided_by(transitions, monday)
        counts = pd.crosstab(transitions["zone_code"], status)
        assert set(counts.columns) <= {"contract_provider", "direct_payment", "private", "not yet confirmed"}
        assert (counts.sum(axis=1) == total).all(), monday
    assert decided_by(transitions, MONDAYS[0]).eq("not yet confirmed").all()


def test_direct_payments_rise_after_the_award_and_none_comes_after_the_cut_off(transitions):
    """Paragraph 27: significantly more after the award; requests were accepted until 19 September 2016."""
    direct = [int((decided_by(transitions, monday) == "direct_payment").sum()) for monday in MONDAYS]
    by_day = dict(zip(MONDAYS.strftime("%m-%d"), direct, strict=True))
    assert by_day["07-04"] == 0
    assert 20 <= by_day["08-22"] <= 70
    assert by_day["09-19"] > 5 * by_day["08-22"]
    assert by_day["09-19"] == by_day["11-07"]
    chosen = transitions[transitions["destination"] == "direct_payment"]
    assert chosen["decided_on"].max() <= CUT_OFF


def test_on_the_first_day_12_percent_are_direct_payments_and_4_percent_not_confirmed(transitions):
    """Invented shares; the rural lots are the furthest behind."""
    status = decided_by(transitions, MONDAYS[-1])
    share = status.value_counts(normalize=True) * 100
    assert share["direct_payment"] == pytest.approx(12, abs=0.1)
    assert share["private"] == pytest.approx(3, abs=0.1)
    assert share["not yet confirmed"] == pytest.approx(4, abs=0.1)
    by_lot = (status == "not yet confirmed").groupby(transitions["zone_code"]).mean() * 100
    assert by_lot[RURAL].min() > by_lot.drop(RURAL).max()


def test_a_person_goes_on_with_one_package_in_the_way_that_was_decided(week, transitions):
    """Paragraphs 19 and 29: no care is lost and none is doubled on the first day."""
    packages = week.tables["packages"]
    ended = packages[packages["ended_on"] == pd.Timestamp(START)]
    started = packages[(packages["started_on"] == pd.Timestamp(START)) & packages["person_id"].isin(ended["person_id"])]
    assert len(ended) == len(transitions) == 2830
    assert started["person_id"].is_unique
    assert len(started) == 2830 - (transitions["destination"] == "private").sum()
    both = started.merge(ended, on="person_id", suffixes=("", "_before"))
    same = both["provider_id"] == both["provider_id_before"]
    is_direct = both["delivery_mechanism"] == "direct_payment"
    is_open = both["contract_route"] == "exception"
    assert (same == (is_direct | is_open)).all()
    assert is_direct.sum() == (transitions["destination"] == "direct_payment").sum()
    assert is_open.sum() == transitions["destination"].isna().sum()
    assert (both["hours_per_week"] == both["hours_per_week_before"]).all()


def test_before_the_first_day_forty_invented_providers_deliver(week):
    """Paragraph 7 speaks of up to 150; the number here is invented."""
    packages = week.tables["packages"]
    providers = week.tables["providers"].set_index("provider_id")["provider_name"]
    before = packages[packages["started_on"] < pd.Timestamp(START)]
    assert before["provider_id"].nunique() == 40
    assert before["provider_id"].map(providers).str.startswith("Demo ").all()
    on_mondays = [people_on(packages, monday) for monday in MONDAYS[:-1]]
    assert min(on_mondays) > 2700
    assert max(on_mondays) < 2960


def people_on(packages: pd.DataFrame, day: pd.Timestamp) -> int:
    """People with a package on a day."""
    running = (packages["started_on"] <= day) & (packages["ended_on"].isna() | (packages["ended_on"] > day))
    return packages.loc[running, "person_id"].nunique()


# What may not be said of named organisations


def test_nothing_invented_judges_the_nine_named_providers(week, awards):
    """No rating, no rate, no refusal, no lateness: only what the report says and neutral rows."""
    providers = week.tables["providers"]
    named = providers[~providers["provider_name"].str.startswith("Demo ")]
    assert set(named["provider_name"]) == set(HOLDERS.values())
    assert not {"cqc_rating", "is_dormant", "spare_hours_per_week"} & set(providers.columns)
    assert "hourly_rate_gbp" not in awards.columns
    assert "hourly_rate_gbp" not in week.tables["packages"].columns
    assert "performance" not in week.tables
    assert (awards["mobilised_on"] <= pd.Timestamp(START)).all()
    assert week.tables["offers"]["response"].eq("accepted").all()


def test_every_referral_is_accepted_by_the_holder_of_the_lot_on_the_first_day(week, held):
    """Paragraph 17: all packages arising in a lot are accepted."""
    offers = week.tables["offers"].merge(held[["provider_id", "zone_code"]], on="zone_code", suffixes=("", "_held"))
    assert (offers["provider_id"] == offers["provider_id_held"]).all()
    assert offers["offered_on"].eq(pd.Timestamp(START)).all()
    assert offers.groupby("zone_code").size().eq(2).all()
    assert offers["zone_code"].nunique() == 18


# People awaiting care


def test_sixty_people_wait_longer_in_the_rural_lots_and_all_since_before_the_contract(week):
    lots = week.figures.drop(index=["outside", "unlocated"])
    assert 55 <= lots["people_awaiting"].sum() <= 65
    assert lots.loc[RURAL, "wait_median_days"].min() > 2 * lots.drop(index=RURAL)["wait_median_days"].max()
    assert lots.loc[RURAL, "people_awaiting"].min() > lots.drop(index=RURAL)["people_awaiting"].max()
    assert week.tables["awaiting"]["waiting_since"].max() < pd.Timestamp(START)


def test_a_few_new_service_users_choose_a_direct_payment_after_the_cut_off(week):
    """Paragraph 27: the option remains open."""
    awaiting = week.tables["awaiting"]
    late = awaiting[(awaiting["outcome"] == "direct_payment") & (awaiting["outcome_on"] > CUT_OFF)]
    assert 3 <= len(late) <= 20
