"""A status in words: thresholds, certainty, ways out, the weeks before and the officers' list, worked out by hand."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from geo.model import Condition, OfficersList, Tier, load_model
from geo.schemas import ZoneFigures, columns_of
from geo.status import Agreement, Certainty, Nearby, indicators_of, limits_of, ways_out_together, with_limits
from geo.words import officers, status, thresholds

MODEL = load_model("leicestershire-2022", Path())
SHARE = "25 % or more of hours off the framework"
WAITING = "people waiting for every 100 receiving care"
MEDIAN = "a median open wait of"
FEWER = f"Fewer than 5 {WAITING} (now 7; here that is at most 4 people waiting, now 7)"
TIERS = {tier.code: tier.name for tier in MODEL.tiers}


def figures(**zones: dict[str, object]) -> pd.DataFrame:
    names = [column.name for column in columns_of(ZoneFigures).values() if column.kind in ("number", "whole")]
    plain = dict.fromkeys(names, np.nan) | {"people_receiving": 100, "people_awaiting": 0, "providers_delivering": 9}
    return pd.DataFrame({code: {"zone_name": f"Zone {code}", **plain, **said} for code, said in zones.items()}).T


def indicators(**said: float) -> dict[str, float]:
    return indicators_of(figures(A=said)).loc["A"].to_dict()


def test_the_tiers_of_the_model_are_read_aloud() -> None:
    assert [thresholds.tier_words(tier) for tier in MODEL.tiers] == [
        f"Significant risk: {SHARE} and 5 or more {WAITING}.",
        f"Support to mobilise: 5 or more {WAITING}, or {MEDIAN} 18 days or more, or 1 or fewer providers delivering.",
        f"Monitor closely: 3 or more {WAITING}, or {MEDIAN} 11 days or more, or {SHARE}.",
        "Meeting demand: none of the thresholds above.",
    ]
    assert status.tier_notes(MODEL)[0].startswith("Status: the first of these that applies")


def test_a_tier_with_both_kinds_of_conditions_says_that_both_are_needed() -> None:
    tier = Tier(
        "x", "X", (Condition("providers_delivering", "less_than", 3),), (Condition("wait_mean_days", "more_than", 9),)
    )
    assert thresholds.tier_words(tier) == (
        "X: fewer than 3 providers delivering, and beside that a mean open wait of more than 9 days."
    )


@pytest.mark.parametrize(
    ("comparison", "said", "left"),
    [
        ("at_least", "2 or more providers delivering", "fewer than 2 providers delivering"),
        ("more_than", "more than 2 providers delivering", "2 or fewer providers delivering"),
        ("at_most", "2 or fewer providers delivering", "more than 2 providers delivering"),
        ("less_than", "fewer than 2 providers delivering", "2 or more providers delivering"),
    ],
)
def test_each_comparison_has_its_other_side(comparison: str, said: str, left: str) -> None:
    condition = Condition("providers_delivering", comparison, 2)
    assert thresholds.condition_words(condition) == said
    assert thresholds.left_words(condition) == left
    other = Condition("providers_delivering", thresholds.OTHER_SIDE[comparison], 2)
    assert all(condition.holds(value) != other.holds(value) for value in (1, 2, 3))


def test_a_share_is_less_and_not_fewer_and_a_figure_without_words_has_its_heading() -> None:
    assert thresholds.left_words(Condition("off_framework_hours_pct", "at_least", 25)) == (
        "less than 25 % of hours off the framework"
    )
    assert thresholds.condition_words(Condition("hours_per_week", "at_least", 1500)) == "hours a week: 1,500 or more"


def test_a_value_beside_its_threshold_is_never_rounded_to_its_other_side() -> None:
    assert thresholds.value_words(Condition("awaiting_per_100", "at_least", 5), 4.96) == "4.96"
    assert thresholds.value_words(Condition("awaiting_per_100", "at_least", 5), 4.9999) == "4.9999"
    assert thresholds.value_words(Condition("off_framework_hours_pct", "at_least", 25), 37.033) == "37 %"
    assert thresholds.value_words(Condition("off_framework_hours_pct", "at_least", 25), float("nan")) == "no data"


def test_what_is_tried_stands_beside_the_model() -> None:
    limit = ("significant_risk", "off_framework_hours_pct", "at_least")
    assert limits_of(MODEL)[limit] == 25.0
    assert len(limits_of(MODEL)) == 8
    assert limits_of(with_limits(MODEL, {limit: 30.0}))[limit] == 30.0
    assert thresholds.differing(MODEL, {limit: 30.0}) == [
        "Significant risk: 30 % or more of hours off the framework (the model: 25 %)."
    ]
    assert thresholds.label_of(limit) == "Hours off the framework (%), at least"


def test_every_threshold_is_held_against_a_zone() -> None:
    table = thresholds.threshold_table(indicators(people_awaiting=6, wait_median_days=12.0), MODEL)
    assert table["Here"].to_list() == ["no data", "6", "6", "12 days", "9", "6", "12 days", "no data"]
    assert table["Reached"].to_list() == ["no data", "yes", "yes", "no", "no", "yes", "yes", "no data"]
    assert table.index[0] == "25 % or more of hours off the framework"
    nobody = thresholds.threshold_table(indicators(), MODEL)
    assert (nobody.loc["A median open wait of 18 days or more", ["Here", "Reached"]] == ["nobody waiting", "no"]).all()


def test_a_firm_status_is_said_to_be_firm() -> None:
    said = status.certainty_points("A", Certainty("meeting_demand", ()), figures(A={}), TIERS)
    assert said == [
        "Firm: it would stay with one or two people more or fewer waiting, and one provider more or fewer.",
        "Steadier rate of people waiting: no data.",
    ]


def test_small_changes_are_told_by_the_status_they_give_the_smallest_of_a_kind_alone() -> None:
    near = (
        Nearby("1 person fewer waiting (longest waits)", "monitor"),
        Nearby("1 person fewer waiting (shortest waits)", "monitor"),
        Nearby("2 people fewer waiting (longest waits)", "monitor"),
        Nearby("1 provider fewer delivering", "support"),
        Nearby("2 people more waiting", "support"),
    )
    said = status.certainty_points("A", Certainty("support", near), figures(A={}), TIERS)
    assert said[:2] == [
        "Close to a threshold: with 1 person fewer waiting (longest or shortest waits) it would be Monitor closely.",
        "With 1 provider fewer delivering or 2 people more waiting it would be Support to mobilise.",
    ]


def test_the_steadier_rate_stands_beside_the_counted_one() -> None:
    # Rates 6, 1 and 1 of 100: m = 8 / 300; sum n (y/n - m)^2 / sum n = 5.5556e-4; less m / 100 gives A = 2.8889e-4.
    # (6 + m x m / A) / (100 + m / A) = (6 + 2.4615) / (100 + 92.3077) = 0.044.
    table = figures(A={"people_awaiting": 6}, B={"people_awaiting": 1}, C={"people_awaiting": 1})
    found = Certainty("support", (), Nearby("4.4 people wait for every 100", "monitor"))
    first, rate = status.certainty_points("A", found, table, TIERS)
    assert first == "Close to a threshold: a person or two would not change it, but the steadier rate would."
    assert rate.startswith("Steadier rate: 4.4 people waiting for every 100 receiving care, 6 as counted.")
    assert rate.endswith("With it the status would be Monitor closely.")


def test_a_rate_just_below_a_whole_number_is_not_shown_as_it() -> None:
    # 8 of 267 is 2.9963 for every 100, which does not reach a threshold of 3.
    table = figures(A={"people_receiving": 267, "people_awaiting": 8}, B={"people_awaiting": 9}, C={})
    said = status.certainty_points("A", Certainty("meeting_demand", ()), table, TIERS)
    assert "2.9963 as counted" in said[1]


def test_a_zone_without_a_status_has_no_certainty_to_tell() -> None:
    assert status.certainty_points("A", Certainty("no_data", ()), figures(A={}), TIERS) == []


def test_the_one_figure_that_would_do_is_named_with_what_it_is_now() -> None:
    said = status.change_points(
        indicators(people_awaiting=7, off_framework_hours_pct=40.0, wait_median_days=1.0), MODEL
    )
    assert said == [
        "Less than 25 % of hours off the framework (now 40 %): that alone would make it Support to mobilise.",
        f"{FEWER}: that alone would make it Monitor closely.",
    ]


def test_where_no_single_figure_would_do_all_are_named_together() -> None:
    zone = indicators(people_awaiting=7, wait_median_days=20.0, off_framework_hours_pct=0.0)
    together = ways_out_together(zone, MODEL)
    assert together is not None
    assert [condition.indicator for condition, _ in together.held] == ["awaiting_per_100", "wait_median_days"]
    both = f"{FEWER} and {MEDIAN} less than 18 days (now 20 days)"
    assert status.change_points(zone, MODEL) == [
        f"{both}: that together would make it Monitor closely. No single figure would do."
    ]


def test_a_zone_that_one_figure_holds_has_none_to_change_together() -> None:
    assert ways_out_together(indicators(people_awaiting=7), MODEL) is None
    assert ways_out_together(indicators(), MODEL) is None
    assert ways_out_together(indicators(people_receiving=0), MODEL) is None


def test_what_is_not_known_is_said_of_each_zone() -> None:
    assert status.change_points(indicators(), MODEL) == ["There is no data on Hours off the framework (%)."]


def test_earlier_weeks_are_told_in_runs_with_the_newest_first() -> None:
    days = [dt.date(2022, 8, 1) + dt.timedelta(weeks=week) for week in range(4)]
    earlier = pd.Series(["monitor", "support", "support", None], index=days)
    assert status.earlier_points(earlier, TIERS, is_recorded=True) == [
        "no data: 22 August 2022.",
        "Support to mobilise: 8 August 2022 to 15 August 2022 (2 recorded weeks).",
        "Monitor closely: 1 August 2022.",
    ]
    assert status.earlier_points(earlier[1:3], TIERS, is_recorded=False) == [
        "Support to mobilise: 8 August 2022 and 15 August 2022."
    ]


def test_where_earlier_weeks_are_from_is_always_said() -> None:
    said = {status.earlier_source(is_recorded=a, is_tried=b) for a in (True, False) for b in (True, False)}
    assert len(said) == 4
    assert "From the record, as it was recorded then." in said


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["firm", "firm"], "All 2 statuses are firm: one or two people would change none."),
        (["firm", None], "The one status is firm: one or two people would not change it."),
        ([None, None], "No zone has a status."),
    ],
)
def test_how_many_are_firm(words: list[str | None], said: str) -> None:
    table = figures(A={}, B={}).assign(status_certainty=words)
    assert status.sure_sentence(table, "zone") == said


def test_the_ones_close_to_a_threshold_are_named() -> None:
    table = figures(A={}, B={}).assign(status_certainty=["firm", "close"])
    said = status.sure_sentence(table, "zone")
    assert said.startswith("1 of 2 statuses is firm. Close to a threshold, so that one or two people")
    assert said.endswith("could change it: Zone B.")


LIST = OfficersList(dt.date(2022, 9, 5), "Report, paragraph 25", {"support": ("Zone A", "Zone B", "Zone Z")})
HELD = Agreement(LIST, ("Zone A",), (("Zone B", "support", "monitor"),), ("Zone Z",), ("Zone C",))


def test_the_officers_list_is_told_with_who_agrees_who_differs_and_who_is_not_on_it() -> None:
    table = figures(A={}, B={}, C={}, D={})
    assert officers.officers_points(HELD, table, TIERS, "zone") == [
        "1 of 2 zones on the list are in the tier that it gives.",
        "Zone B is Support to mobilise on the list and Monitor closely from the data.",
        "On the list, but no zone of these boundaries: Zone Z.",
        "Not on the list: Zone C and Zone D.",
        "Of these the data puts into a tier that the list uses: Zone C.",
        "List of 5 September 2022. Report, paragraph 25.",
    ]


def test_what_the_list_says_of_one_zone() -> None:
    day = "Officers' own list of 5 September 2022"
    assert officers.officers_sentence(HELD, "Zone A", TIERS) == f"{day} has it in the same tier."
    assert officers.officers_sentence(HELD, "Zone B", TIERS).startswith(
        f"{day}: Zone B is Support to mobilise on the list"
    )
    assert officers.officers_sentence(HELD, "Zone C", TIERS) == f"{day} does not name it."


def test_a_list_whose_zones_are_all_of_other_boundaries_agrees_with_nothing() -> None:
    found = Agreement(LIST, (), (), ("Zone A", "Zone B", "Zone Z"), ())
    assert officers.officers_points(found, figures(D={}), TIERS, "zone")[0].startswith("On the list, but no zone")


def test_rural_share_and_travel_stand_with_their_basis_or_as_no_data() -> None:
    known = pd.Series({"rural_population_pct": 60.06, "two_bases_within_20_minutes_pct": 78.4})
    assert status.place_points(known, "By road.") == [
        "Residents who live rurally: 60.1 %.",
        "Residents aged 65 and over within 20 minutes of the bases of two delivering providers: 78 %. By road.",
    ]
    assert status.place_points(known * np.nan, "By road.")[1].endswith("providers: no data.")


def test_a_table_of_other_thresholds_says_so_in_its_heading_and_in_its_name() -> None:
    table = figures(A={}, B={}).assign(status=["monitor", "no_data"], status_certainty=["close", None])
    shown = status.sourcing_table(table, ["status", "status_certainty", "providers_delivering"], TIERS, is_tried=True)
    assert shown["Certainty"].to_list() == ["Close", "no data"]
    assert shown["Providers delivering"].to_list() == ["9", "9"]
    assert shown["Status by other thresholds than the model's"].to_list() == ["Monitor closely", "no data"]
    own = status.sourcing_table(table, ["status", "status_certainty"], TIERS, is_tried=False)
    assert list(own.columns) == ["Status", "Certainty"]
    assert status.file_name(is_tried=True) != status.file_name(is_tried=False)
    assert status.titled("None", is_tried=True) == "With other thresholds: None"


def test_a_council_whose_model_has_no_thresholds_has_nothing_to_try() -> None:
    assert limits_of(replace(MODEL, tiers=MODEL.tiers[-1:])) == {}
