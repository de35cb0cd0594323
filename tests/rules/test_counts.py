"""Rules on how many: providers in a lot, lots of a provider, lots with a holder, providers that have mobilised."""

import pandas as pd
import pytest
from small_market import LOTS, asked_for, awards, held, no_data, packages, rule, said_of, week

from geo.rules.counts import range_in_words

ONE_LEAD = rule("providers_per_zone", count="awarded", roles=("lead",), exactly=1)
NO_AWARDS = ("There is no awards table.", "Add [sources.awards] to carezones.toml.")
DATED = "provider_id zone_code role interested_on awarded_on mobilised_on ended_on"

LEADS = awards(
    ("A", "1", "lead", "2018-07-01"),
    ("B", "1", "lead", "2018-07-01"),
    ("A", "2", "lead", "2018-07-01"),
    ("C", "2", "additional", "2018-07-01"),
)


def test_two_leads_in_one_lot_fail_with_both_names() -> None:
    row = held(ONE_LEAD, week(awards=LEADS)).loc["1"]
    assert (row["outcome"], row["value"], row["limit"], row["unit"]) == ("fail", 2, "exactly 1", "providers")
    assert row["reason"] == (
        "2 providers awarded as lead, 1 more than the rule allows: Demo Ash Care and Demo Beech Care."
    )
    assert row["remedy"] == "End 1 award, or correct the table."
    assert (row["zone_code"], row["zone_name"], row["provider_id"]) == ("1", "Ashfield", "")


def test_one_lead_passes_and_other_roles_do_not_count() -> None:
    row = held(ONE_LEAD, week(awards=LEADS)).loc["2"]
    assert (row["outcome"], row["value"], row["remedy"]) == ("pass", 1, "")
    assert row["reason"] == "1 provider awarded as lead: Demo Ash Care."


def test_a_lot_without_a_lead_is_0_and_fails() -> None:
    row = held(ONE_LEAD, week(awards=LEADS)).loc["10"]
    assert (row["outcome"], row["value"]) == ("fail", 0)
    assert row["reason"] == "0 providers awarded as lead, 1 fewer than the rule asks for."
    assert row["remedy"] == "Award the contract to 1 more provider."


def test_an_awards_table_of_no_rows_is_0_in_every_lot_and_not_unknown() -> None:
    found = held(ONE_LEAD, week(awards=LEADS.iloc[:0]))
    assert [said_of(found, lot) for lot in LOTS] == [("fail", 0)] * 3


def test_a_provider_with_two_awards_in_a_lot_counts_once() -> None:
    twice = awards(("A", "1", "lead", "2018-07-01"), ("A", "1", "lead", "2018-08-01"))
    assert said_of(held(ONE_LEAD, week(awards=twice)), "1") == ("pass", 1)


@pytest.mark.parametrize(
    ("awarded_on", "ended_on", "count"),
    [
        ("2018-07-01", None, 1),
        ("2018-09-01", None, 1),
        ("2018-09-02", None, 0),
        (None, None, 0),
        ("2018-07-01", "2018-09-01", 0),
        ("2018-07-01", "2018-09-02", 1),
    ],
)
def test_awards_that_ended_or_are_not_yet_made_do_not_count(
    awarded_on: str | None, ended_on: str | None, count: int
) -> None:
    table = awards(("A", "1", "lead", awarded_on, ended_on), columns="provider_id zone_code role awarded_on ended_on")
    assert held(ONE_LEAD, week(awards=table)).loc["1", "value"] == count


# Four are interested, three awarded, two mobilised, and one delivers.
FOUR_COUNTS = awards(
    ("A", "1", "framework", "2018-01-01", "2018-03-01", "2018-05-01", None),
    ("B", "1", "framework", "2018-01-01", "2018-03-01", "2018-09-01", None),
    ("C", "1", "framework", "2018-01-01", "2018-03-01", "2018-09-02", None),
    ("D", "1", "framework", "2018-01-01", None, None, None),
    ("E", "1", "framework", "2018-09-02", None, None, None),
    columns=DATED,
)


@pytest.mark.parametrize(
    ("count", "number", "said", "remedy"),
    [
        ("interested", 4, "4 providers interested", "Ask providers near by: 1 more provider would do."),
        ("awarded", 3, "3 providers awarded", "Award the contract to 1 more provider."),
        ("mobilised", 2, "2 providers mobilised", "Support 1 more provider to mobilise."),
        ("delivering", 1, "1 provider delivering", "Place packages with 1 more provider that may work here."),
    ],
)
def test_interested_awarded_mobilised_and_delivering_are_four_counts(
    count: str, number: int, said: str, remedy: str
) -> None:
    facts = week(awards=FOUR_COUNTS, packages=packages(("A", "1", 7, "2018-06-01"), ("A", "1", 9, "2018-06-01")))
    row = held(rule("providers_per_zone", count=count, at_least=number + 1), facts).loc["1"]
    assert (row["outcome"], row["value"], row["remedy"]) == ("fail", number, remedy)
    assert row["reason"].startswith(f"{said}, 1 fewer than the rule asks for: Demo Ash Care")


DELIVERY = packages(
    ("A", "1", 7, "2018-06-01", None),
    ("B", "1", 7, "2018-06-01", None),
    ("C", "1", 7, "2018-06-01", None),
    ("D", "1", 7, "2018-06-01", "2018-09-01"),
    ("E", "1", 7, "2018-09-02", None),
    ("E", "outside", 7, "2018-06-01", None),
    columns="ended_on",
)


def test_delivering_counts_everyone_with_a_running_package_and_needs_no_awards_table() -> None:
    found = held(rule("providers_per_zone", count="delivering", at_least=2), week(packages=DELIVERY))
    assert list(found.index) == ["2", "10", "1"]
    assert said_of(found, "1") == ("pass", 3)
    assert found.loc["1", "reason"] == "3 providers delivering: Demo Ash Care, Demo Beech Care and Demo Cedar Care."


def test_delivering_with_roles_counts_only_those_that_hold_the_role_in_that_lot() -> None:
    roles = awards(
        ("A", "1", "lead", "2018-07-01"),
        ("B", "2", "lead", "2018-07-01"),
        ("C", "1", "subcontractor", "2018-07-01"),
        ("D", "1", "lead", "2018-07-01"),
    )
    by_role = rule("providers_per_zone", count="delivering", roles=("lead",), exactly=1)
    found = held(by_role, week(packages=DELIVERY, awards=roles))
    assert said_of(found, "1") == ("pass", 1)
    assert found.loc["1", "reason"] == "1 provider delivering as lead: Demo Ash Care."
    no_data(held(by_role, week(packages=DELIVERY)), *NO_AWARDS)


def test_left_out_roles_are_the_holders_of_a_contract() -> None:
    every = ("sole", "lead", "additional", "framework", "subcontractor", "consortium_member", "interim", "exception")
    table = awards(*[(who, "1", role, "2018-07-01") for who, role in zip("ABCDEABC", every, strict=True)])
    table = pd.concat([table, awards(("E", "2", "interim", "2018-07-01"))])
    found = held(rule("providers_per_zone", count="awarded", at_most=4), week(awards=table))
    assert (said_of(found, "1"), said_of(found, "2")) == (("pass", 4), ("pass", 0))
    assert found.loc["1", "reason"].startswith("4 providers awarded: Demo Ash Care")


def test_without_a_limit_the_number_is_said_and_nothing_is_judged() -> None:
    row = held(rule("providers_per_zone", count="awarded"), week(awards=LEADS)).loc["1"]
    assert (row["outcome"], row["value"], row["limit"]) == ("no_data", 2, "not set")
    assert row["reason"] == (
        "2 providers awarded: Demo Ash Care and Demo Beech Care. "
        "The model leaves the limit open, so it cannot be told whether that is too many."
    )
    assert row["remedy"] == "Write at_most into the rule of your model."


@pytest.mark.parametrize(("number", "outcome"), [(4, "fail"), (5, "pass")])
def test_at_least_5_holds_from_5(number: int, outcome: str) -> None:
    table = awards(*[(who, "1", "additional", "2018-07-01") for who in "ABCDE"[:number]])
    found = held(rule("providers_per_zone", count="awarded", at_least=5, at_most=10), week(awards=table))
    assert (found.loc["1", "outcome"], found.loc["1", "limit"]) == (outcome, "5 to 10")


@pytest.mark.parametrize(("number", "outcome"), [(3, "pass"), (4, "fail")])
def test_at_most_3_holds_up_to_3(number: int, outcome: str) -> None:
    table = awards(*[(who, "1", "additional", "2018-07-01") for who in "ABCDE"[:number]])
    found = held(rule("providers_per_zone", count="awarded", at_most=3), week(awards=table))
    assert (found.loc["1", "outcome"], found.loc["1", "limit"]) == (outcome, "at most 3")


def test_of_five_names_three_are_said() -> None:
    table = awards(*[(who, "1", "additional", "2018-07-01") for who in "EDCBA"])
    assert held(rule("providers_per_zone", count="awarded", at_least=1), week(awards=table)).loc["1", "reason"] == (
        "5 providers awarded: Demo Ash Care, Demo Beech Care, Demo Cedar Care and 2 more."
    )


@pytest.mark.parametrize(("count", "column"), [("interested", "interested_on"), ("mobilised", "mobilised_on")])
def test_a_count_whose_date_is_not_given_is_unknown(count: str, column: str) -> None:
    no_data(
        held(rule("providers_per_zone", count=count, at_least=1), week(awards=LEADS)),
        f"The awards table has no column {column}.",
        "Map it below [sources.awards.columns] in carezones.toml.",
    )


def test_without_awards_every_lot_is_unknown_and_the_limit_is_still_said() -> None:
    found = held(ONE_LEAD, week())
    no_data(found, *NO_AWARDS)
    assert list(found.index) == list(LOTS)
    assert asked_for(found) == ("exactly 1", "providers")


def test_counted_on_other_zones_awards_say_nothing() -> None:
    no_data(
        held(ONE_LEAD, week(apart="Health localities")),
        "The awards table names the lots of the contract and says nothing of other zones.",
        "Count on the lots of the contract.",
    )


@pytest.mark.parametrize(
    ("least", "most", "words"),
    [(1, 1, "exactly 1"), (5, 10, "5 to 10"), (2, None, "at least 2"), (None, 3, "at most 3"), (None, None, "not set")],
)
def test_a_range_in_words(least: int | None, most: int | None, words: str) -> None:
    assert range_in_words(least, most) == words


FOUR_LOTS = {"1": "Ashfield", "2": "Beeston", "10": "Calverton", "11": "Denby"}
THREE_AT_MOST = rule("zones_per_provider", roles=("sole", "lead"), at_most=3)
HOLDERS = awards(
    *[("A", lot, "sole", "2018-07-01") for lot in ("11", "10", "2", "1")],
    *[("B", lot, "lead", "2018-07-01") for lot in ("10", "2", "1")],
    *[("C", lot, "subcontractor", "2018-07-01") for lot in FOUR_LOTS],
    ("B", "1", "sole", "2018-07-01"),
)


def test_a_fourth_lot_fails_and_is_named_in_the_order_of_the_lots() -> None:
    row = held(THREE_AT_MOST, week(awards=HOLDERS, lots=FOUR_LOTS)).loc["A"]
    assert (row["outcome"], row["value"], row["limit"], row["unit"]) == ("fail", 4, "at most 3", "lots")
    assert row["reason"] == "Holds 4 lots: Ashfield, Beeston, Calverton and Denby."
    assert row["remedy"] == "Award 1 lot to somebody else."
    assert (row["provider_id"], row["provider_name"], row["zone_code"]) == ("A", "Demo Ash Care", "")


def test_three_lots_pass_and_a_lot_held_twice_is_one() -> None:
    row = held(THREE_AT_MOST, week(awards=HOLDERS, lots=FOUR_LOTS)).loc["B"]
    assert (row["outcome"], row["value"], row["remedy"]) == ("pass", 3, "")
    assert row["reason"] == "Holds 3 lots: Ashfield, Beeston and Calverton."


def test_a_provider_without_award_holds_0_lots_and_passes() -> None:
    found = held(THREE_AT_MOST, week(awards=HOLDERS, lots=FOUR_LOTS))
    assert [said_of(found, who) for who in "CDE"] == [("pass", 0)] * 3
    assert found.loc["C", "reason"] == "Holds 0 lots."


def test_lots_of_an_ended_award_are_not_held() -> None:
    ended = HOLDERS.assign(ended_on=pd.Timestamp("2018-09-01").as_unit("s"))
    assert set(held(THREE_AT_MOST, week(awards=ended, lots=FOUR_LOTS))["value"]) == {0}


def test_lots_of_a_provider_are_unknown_without_awards() -> None:
    found = held(THREE_AT_MOST, week())
    no_data(found, *NO_AWARDS)
    assert list(found.index) == list("ABCDE")
    assert asked_for(found) == ("at most 3", "lots")


def test_full_coverage_passes_when_every_lot_has_a_holder() -> None:
    table = awards(*[("A", lot, "sole", "2018-07-01") for lot in LOTS])
    row = held(rule("full_coverage"), week(awards=table)).loc["all"]
    assert (row["outcome"], row["value"], row["limit"], row["unit"]) == ("pass", 3, "3", "lots")
    assert (row["reason"], row["remedy"]) == ("Every one of the 3 lots has a contract holder.", "")


def test_full_coverage_names_the_lots_that_nobody_holds() -> None:
    table = awards(("A", "2", "sole", "2018-07-01"), ("A", "1", "interim", "2018-07-01"))
    row = held(rule("full_coverage"), week(awards=table)).loc["all"]
    assert (row["outcome"], row["value"], row["limit"]) == ("fail", 1, "3")
    assert (row["reason"], row["remedy"]) == ("Nobody holds Ashfield and Calverton.", "Award Ashfield and Calverton.")


def test_full_coverage_is_unknown_without_awards_and_on_other_zones() -> None:
    no_data(held(rule("full_coverage"), week()), *NO_AWARDS)
    apart = held(rule("full_coverage"), week(apart="Wards"))
    no_data(apart, "The awards table names the lots of the contract and says nothing of other zones.")
    assert list(apart.index) == ["all"]
    assert asked_for(apart) == ("3", "lots")


MOBILISED = "provider_id zone_code role awarded_on mobilised_on ended_on"
READINESS = awards(
    ("A", "1", "sole", "2018-05-01", "2018-06-30", None),
    ("A", "1", "lead", "2018-05-01", "2018-06-30", None),
    ("A", "2", "sole", "2018-05-01", "2018-07-15", None),
    ("A", "10", "sole", "2018-05-01", None, None),
    ("B", "1", "sole", "2018-05-01", "2018-07-15", None),
    ("C", "1", "sole", "2018-08-01", None, None),
    ("D", "1", "sole", "2018-05-01", "2018-06-01", "2018-08-01"),
    ("E", "1", "subcontractor", "2018-05-01", None, None),
    columns=MOBILISED,
)
READY = rule("mobilised_by", by=pd.Timestamp("2018-07-01").date())


def test_a_provider_ready_in_one_of_its_lots_in_time_passes() -> None:
    row = held(READY, week(awards=READINESS)).loc["A"]
    assert (row["outcome"], row["value"], row["limit"], row["unit"]) == ("pass", 2, "at least 1 by 1 July 2018", "lots")
    assert row["reason"] == "Ready since 30 June 2018; mobilised in 2 lots by now."
    assert row["remedy"] == ""


def test_the_day_itself_is_in_time_and_the_next_is_one_day_late() -> None:
    for day, outcome in (("2018-07-01", "pass"), ("2018-07-02", "fail")):
        table = awards(("A", "1", "sole", "2018-05-01", day, None), columns=MOBILISED)
        row = held(READY, week(awards=table)).loc["A"]
        assert row["outcome"] == outcome
    assert row["reason"] == "Was first ready on 2 July 2018, 1 day late."


def test_a_late_provider_says_by_how_many_days() -> None:
    row = held(READY, week(awards=READINESS)).loc["B"]
    assert (row["outcome"], row["value"], row["remedy"]) == ("fail", 1, "")
    assert row["reason"] == "Was first ready on 15 July 2018, 14 days late."


def test_a_provider_that_never_mobilised_fails_with_0() -> None:
    row = held(READY, week(awards=READINESS)).loc["C"]
    assert (row["outcome"], row["value"]) == ("fail", 0)
    assert row["reason"] == "Has not mobilised anywhere yet."
    assert row["remedy"] == "Ask what keeps it from mobilising, or end the award."


def test_ended_awards_and_other_roles_are_not_asked_to_mobilise() -> None:
    assert list(held(READY, week(awards=READINESS.iloc[::-1])).index) == ["B", "C", "A"]


def test_before_the_day_a_provider_still_has_time() -> None:
    row = held(READY, week("2018-06-30", awards=READINESS)).loc["B"]
    assert (row["outcome"], row["value"], row["remedy"]) == ("no_data", 0, "")
    assert row["reason"] == "Has not mobilised anywhere yet; it has until 1 July 2018."
    assert held(READY, week("2018-06-30", awards=READINESS)).loc["A", "outcome"] == "pass"
    assert held(READY, week("2018-07-01", awards=READINESS)).loc["B", "outcome"] == "fail"


def test_without_a_day_it_is_due_on_the_as_at_date() -> None:
    found = held(rule("mobilised_by"), week(awards=READINESS))
    assert [said_of(found, who) for who in "ABC"] == [("pass", 2), ("pass", 1), ("fail", 0)]
    assert set(found["limit"]) == {"at least 1 by 1 September 2018"}


def test_a_mobilisation_after_the_as_at_date_has_not_happened() -> None:
    assert said_of(held(rule("mobilised_by"), week("2018-07-14", awards=READINESS)), "B") == ("fail", 0)


def test_only_awards_made_up_to_a_day_may_be_asked_for() -> None:
    first_round = rule("mobilised_by", awarded_by=pd.Timestamp("2018-05-01").date())
    assert sorted(held(first_round, week(awards=READINESS)).index) == ["A", "B"]
    earlier = rule("mobilised_by", awarded_by=pd.Timestamp("2018-04-30").date())
    no_data(held(earlier, week(awards=READINESS)), "There is nobody whom the rule speaks of.")


def test_mobilisation_is_unknown_without_its_dates() -> None:
    no_data(held(READY, week()), *NO_AWARDS)
    no_data(held(READY, week(awards=LEADS)), "The awards table has no column mobilised_on.")
    undated = READINESS.drop(columns="awarded_on")
    assert held(READY, week(awards=undated)).loc["A", "outcome"] == "pass"
    first_round = rule("mobilised_by", awarded_by=pd.Timestamp("2018-05-01").date())
    no_data(held(first_round, week(awards=undated)), "The awards table has no column awarded_on.")
