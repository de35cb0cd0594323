"""Sentences, tables and files: what a reader is told, from figures worked out by hand."""

import datetime as dt
from pathlib import Path

import pandas as pd
import pytest

from geo.model import load_model
from geo.text import counted, joined, long_date, number
from geo.words import findings, rules
from geo.words.compare import beside
from geo.words.numbers import decimals_alike, figure, spoken
from geo.words.tables import csv_of, explained, markdown_text, shown_values, worst_first, zone_table, zones_only

TIERS = {"risk": "Significant risk", "fine": "Meeting demand"}


@pytest.fixture
def figures() -> pd.DataFrame:
    """Two zones and what lies in none: 2 wait in West, nobody in East."""
    rows = {
        "zone_name": ["West", "East", "Outside every zone", "Could not be located"],
        "people_receiving": [100, 50, 2, 1],
        "hours_per_week": [1400.4, 700.0, 20.0, 10.0],
        "people_awaiting": [2, 0, 0, 1],
        "wait_median_days": [30.0, None, None, None],
        "wait_over_28_days": [1, 0, 0, 0],
        "rural_population_pct": [60.0, 10.0, None, None],
        "status": ["risk", "fine", None, None],
        "status_certainty": ["close", "firm", None, None],
        "reasons": [
            "37 % of hours are off. 7.1 people wait (threshold: 5 or more).",
            "No threshold is reached.",
            None,
            None,
        ],
    }
    return pd.DataFrame(rows, index=pd.Index(["A", "B", "outside", "unlocated"], name="zone_code"))


def test_an_unknown_is_no_data_and_the_wait_of_no_one_is_not(figures: pd.DataFrame) -> None:
    waits = shown_values(figures, "wait_median_days", TIERS)
    assert waits.to_list() == ["30", "nobody waiting", "nobody waiting", "no data"]


def test_the_rows_outside_the_zones_have_no_status(figures: pd.DataFrame) -> None:
    assert shown_values(figures, "status", TIERS).to_list() == [
        "Significant risk",
        "Meeting demand",
        "not a zone",
        "not a zone",
    ]


def test_a_table_keeps_the_order_and_says_units(figures: pd.DataFrame) -> None:
    table = zone_table(figures, ("hours_per_week", "wait_median_days"), TIERS)
    assert list(table.columns) == ["Hours a week", "Median wait (days)"]
    assert table["Hours a week"].to_list() == ["1,400", "700", "20", "10"]
    assert table.index.to_list() == figures["zone_name"].to_list()


def test_the_hardest_zones_come_first_and_keep_their_order(figures: pd.DataFrame) -> None:
    turned = zones_only(figures).assign(status=["fine", "risk"])
    assert worst_first(turned, TIERS).index.to_list() == ["B", "A"]


@pytest.mark.parametrize("text", ["=cmd()", "+1", "-1", "@x", "\tx", "\rx"])
def test_a_downloaded_text_is_never_a_formula(text: str) -> None:
    table = pd.DataFrame({"n": [-5]}, index=pd.Index([text], name="Zone"))
    written = csv_of(table, dt.date(2022, 9, 5)).decode("utf-8-sig")
    assert f"'{text.strip()}" in written.replace("\t", "").replace("\r", "")
    assert ",-5,2022-09-05" in written


@pytest.mark.parametrize(
    "text", [":red[x]", "$x$", "**x**", "[a](http://b)", "<b>x</b>", "`x`", "a_b_c", "# x", "1. x"]
)
def test_a_name_in_markdown_has_every_mark_escaped(text: str) -> None:
    escaped = markdown_text(text)
    assert escaped.replace("\\", "") == text
    assert all(escaped[place - 1] == "\\" for place, sign in enumerate(escaped) if sign in "*_[]()<>`#$:" and place)


def test_titles_name_the_hardest_zone_and_who_waits(figures: pd.DataFrame) -> None:
    assert findings.sourcing_title(figures, TIERS, "zone") == "West is hardest to source"
    assert findings.waiting_title(figures, "zone") == "3 people are still waiting, most in West; 1 for over 28 days"


def test_nobody_waiting_and_no_worst_zone_are_said_plainly(figures: pd.DataFrame) -> None:
    calm = figures.assign(people_awaiting=0, wait_over_28_days=0, status="fine")
    assert findings.waiting_title(calm, "lot") == "Nobody is waiting for care"
    assert findings.sourcing_title(calm, TIERS, "lot") == "No lot is at significant risk"


@pytest.mark.parametrize(
    ("outcomes", "said"),
    [
        (["pass", "pass"], "All 2 zones meet the rule: at least 2 providers in each zone, with no upper limit"),
        (["pass", "fail"], "1 of 2 zones meet the rule: at least 2 providers in each zone, with no upper limit"),
        (
            ["pass", "no_data"],
            "1 of 2 zones meet the rule: at least 2 providers in each zone, with no upper limit; 1 cannot be told",
        ),
        ([], "Who wants to work, may work and does work in each zone"),
    ],
)
def test_the_rule_on_providers_is_told_for_every_outcome(outcomes: list[str], said: str) -> None:
    model = load_model("leicestershire-2022", Path())
    assert rules.providers_title(pd.Series(outcomes, dtype=object), model, "zone") == said


@pytest.mark.parametrize(
    ("sentence", "said"),
    [("At least 2 providers.", "at least 2 providers"), ("Melton has a lead.", "Melton has a lead"), ("", "")],
)
def test_a_rule_within_a_title_keeps_its_names(sentence: str, said: str) -> None:
    assert rules.within(sentence) == said


def test_changes_name_status_first_and_then_the_largest(figures: pd.DataFrame) -> None:
    before = figures.assign(status=["fine", "fine", None, None], people_awaiting=[1, 2, 0, 1])
    assert findings.changed(figures, before, TIERS) == [
        "West: Meeting demand before, now Significant risk.",
        "East: 2 fewer people waiting.",
        "West: 1 more person waiting.",
    ]
    assert findings.changed(figures, figures, TIERS) == []


def test_what_needs_attention_counts_the_people_no_map_shows(figures: pd.DataFrame) -> None:
    said = findings.attention(figures, TIERS, ["Not met: One lead in each lot (West)."], "zone")
    assert "Not met: One lead in each lot (West)." in said
    assert "1 status is close to a threshold: see Hard to source." in said
    assert "2 people could not be put on the map, so no zone counts them." in said


def test_the_tiles_count_every_row(figures: pd.DataFrame) -> None:
    before = figures.assign(people_awaiting=[1, 0, 0, 1])
    tiles = findings.tiles(figures, before)
    assert tiles["People still waiting"] == ("3", "1 more", "up")
    assert tiles["People receiving care"] == ("153", "no change", "off")


def test_reasons_become_one_sentence_each(figures: pd.DataFrame) -> None:
    assert findings.evidence(figures, "A", TIERS) == [
        "Status: Significant risk.",
        "37 % of hours are off.",
        "7.1 people wait (threshold: 5 or more).",
    ]


def test_the_highest_and_the_lowest_zone_are_named_with_their_figure(figures: pd.DataFrame) -> None:
    day = dt.date(2022, 9, 5)
    said = findings.range_sentence(figures, "wait_median_days", day, "zone")
    assert said.endswith("highest in West (30), lowest in West (30). 1 zone has no figure.")
    unknown = figures.assign(wait_median_days=None)
    assert "no zone has a figure" in findings.range_sentence(unknown, "wait_median_days", day, "zone")


def test_delayed_discharges_without_the_column_are_no_data_and_not_zero() -> None:
    waits = pd.DataFrame({"wait_days": [2, 10]})
    assert findings.waits_sentence(waits).endswith("longest 10 days so far. Delayed discharges: no data.")
    kept = waits.assign(is_delayed_discharge=pd.array([True, pd.NA], dtype="boolean"))
    assert findings.waits_sentence(kept).endswith("Delayed discharges from hospital: 1.")


def test_the_whole_area_counts_a_provider_once_and_every_person(demo_week) -> None:
    whole = demo_week.whole_figures
    assert whole["people_receiving"].iloc[0] == demo_week.figures["people_receiving"].sum()
    assert whole["people_awaiting"].iloc[0] == demo_week.figures["people_awaiting"].sum()
    assert whole["providers_delivering"].iloc[0] < demo_week.figures["providers_delivering"].sum()
    table = beside({"Melton": demo_week.figures.loc[["HC11"]], "Leicestershire": whole})
    assert list(table.columns) == ["Melton", "Leicestershire"]


def test_a_long_list_of_names_is_cut_and_counted() -> None:
    assert joined("ABCD") == "A, B, C and D"
    assert joined("ABCDE") == "A, B, C and 2 more"


def test_without_small_areas_nothing_is_said_of_rural_zones(figures: pd.DataFrame) -> None:
    tiers = {"significant_risk": "Significant risk"}
    none = pd.Series(data=False, index=figures.index)
    assert "Rural" in findings.tier_sentence(figures, tiers, none, "zone")
    unknown = figures.assign(rural_population_pct=float("nan"))
    assert "Rural" not in findings.tier_sentence(unknown, tiers, none, "zone")


def test_numbers_and_lists_read_as_people_say_them() -> None:
    assert number(1778) == "1,778"
    assert number(13.0, 1) == "13"
    assert number(40.84, 1) == "40.8"
    assert figure("people_receiving", 1234) == "1,234"
    assert figure("wait_max_days", pd.NA) == "no data"
    assert counted(1, "zone") == "1 zone"
    assert counted(2, "person", "people") == "2 people"
    assert joined(["A", "B", "C"]) == "A, B and C"
    assert joined([]) == ""
    assert spoken("rural_travel") == "Rural travel"
    assert long_date(dt.date(2022, 9, 5)) == "5 September 2022"


def test_every_explanation_has_a_meaning_from_the_schema() -> None:
    assert explained(["wait_max_days"]) == [("Longest wait (days)", "Longest open wait.", "days")]


def test_cells_beside_each_other_have_as_many_decimals_none_where_all_are_whole() -> None:
    assert decimals_alike("wait_median_days", [37.0, 34.6, None]) == 1
    assert decimals_alike("wait_median_days", [37.0, 34.04]) == 0
    assert decimals_alike("hours_per_week", [37.4]) == 0
    assert [figure("wait_median_days", days, 1) for days in (37.0, 34.6, 1234.0, None)] == [
        "37.0", "34.6", "1,234.0", "no data",
    ]  # fmt: skip
