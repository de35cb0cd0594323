"""Rules on the contract itself: who works for whom, and how well they are rated."""

from typing import Any

import pandas as pd
import pytest
from small_market import NAMES, asked_for, awards, held, no_data, packages, rule, said_of, table, week

NAMED = rule("holders_and_deliverers")
WORKS_FOR = "provider_id zone_code role awarded_on contract_provider_id ended_on"
# A holds lot 1 with B as subcontractor; C leads a consortium in lot 2, and is a member of A's in lot 10.
CONSORTIA = awards(
    ("A", "1", "lead", "2018-05-01", None, None),
    ("B", "1", "subcontractor", "2018-05-01", "A", None),
    ("C", "2", "lead", "2018-05-01", None, None),
    ("D", "2", "consortium_member", "2018-05-01", "C", None),
    ("A", "10", "lead", "2018-05-01", None, None),
    ("C", "10", "consortium_member", "2018-05-01", "A", None),
    columns=WORKS_FOR,
)


def care(*rows: tuple[Any, ...], columns: str = "") -> pd.DataFrame:
    """Packages of 10 hours since June: provider and lot."""
    return packages(*[(who, lot, 10, "2018-06-01", *rest) for who, lot, *rest in rows], columns=columns)


def test_holder_and_subcontractor_may_deliver_and_are_counted_once() -> None:
    facts = week(awards=CONSORTIA, packages=care(("A", "1"), ("A", "1"), ("B", "1")))
    row = held(NAMED, facts).loc["1"]
    assert (row["outcome"], row["value"], row["limit"]) == ("pass", 0, "0")
    assert (row["unit"], row["remedy"]) == ("organisations outside the contract", "")
    assert row["reason"] == (
        "1 contract holder (Demo Ash Care) and 1 that works for the holder; 2 organisations deliver, each counted once."
    )


def test_two_subcontractors_work_for_the_holder() -> None:
    more = pd.concat([CONSORTIA, awards(("E", "1", "subcontractor", "2018-05-01", "A", None), columns=WORKS_FOR)])
    assert held(NAMED, week(awards=more, packages=care(("E", "1")))).loc["1", "reason"] == (
        "1 contract holder (Demo Ash Care) and 2 that work for the holder; 1 organisation delivers, each counted once."
    )


def test_a_subcontractor_of_somebody_elses_contract_is_outside_this_one() -> None:
    """B works for A, who holds nothing in lot 2."""
    strange = pd.concat([CONSORTIA, awards(("B", "2", "subcontractor", "2018-05-01", "A", None), columns=WORKS_FOR)])
    row = held(NAMED, week(awards=strange, packages=care(("B", "2"), ("C", "2"), ("D", "2")))).loc["2"]
    assert (row["outcome"], row["value"]) == ("fail", 1)
    assert row["reason"] == (
        "1 contract holder (Demo Cedar Care) and 1 that works for the holder; 3 organisations deliver, each counted "
        "once; outside the contract: Demo Beech Care."
    )
    assert row["remedy"] == "Name for whom they work in the awards table, or move their packages."


def test_a_subcontractor_is_named_for_its_own_lot_only() -> None:
    assert said_of(held(NAMED, week(awards=CONSORTIA, packages=care(("B", "10")))), "10") == ("fail", 1)


def test_a_consortium_lead_that_is_a_member_in_another_lot_is_a_holder_in_one_and_a_worker_in_the_other() -> None:
    found = held(NAMED, week(awards=CONSORTIA, packages=care(("C", "2"), ("C", "10"), ("A", "10"))))
    assert (said_of(found, "2"), said_of(found, "10")) == (("pass", 0), ("pass", 0))
    assert found.loc["10", "reason"] == (
        "1 contract holder (Demo Ash Care) and 1 that works for the holder; 2 organisations deliver, each counted once."
    )
    assert found.loc["2", "reason"].endswith("; 1 organisation delivers, each counted once.")


def test_whoever_holds_and_works_for_a_holder_is_counted_as_holder() -> None:
    both = awards(
        ("A", "1", "lead", "2018-05-01", None, None),
        ("B", "1", "lead", "2018-05-01", None, None),
        ("B", "1", "consortium_member", "2018-05-01", "A", None),
        columns=WORKS_FOR,
    )
    assert held(NAMED, week(awards=both, packages=care(("B", "1")))).loc["1", "reason"] == (
        "2 contract holders (Demo Ash Care and Demo Beech Care) and nobody else named; "
        "1 organisation delivers, each counted once."
    )


def test_a_stranger_is_named() -> None:
    row = held(NAMED, week(awards=CONSORTIA, packages=care(("E", "1"), ("D", "1"), ("E", "1"), ("A", "1")))).loc["1"]
    assert (row["outcome"], row["value"]) == ("fail", 2)
    assert row["reason"].endswith(
        "; 3 organisations deliver, each counted once; outside the contract: Demo Dogwood Care and Demo Elder Care."
    )


def test_a_lot_without_packages_passes() -> None:
    row = held(NAMED, week(awards=CONSORTIA.iloc[:0])).loc["1"]
    assert (row["outcome"], row["value"]) == ("pass", 0)
    assert row["reason"] == "0 contract holders and nobody else named; 0 organisations deliver, each counted once."


def test_an_award_that_has_ended_or_is_not_yet_made_allows_nobody_to_deliver() -> None:
    past = awards(
        ("A", "1", "lead", "2018-05-01", None, "2018-09-01"),
        ("B", "2", "lead", "2018-09-02", None, None),
        columns=WORKS_FOR,
    )
    found = held(NAMED, week(awards=past, packages=care(("A", "1"), ("B", "2"))))
    assert [said_of(found, lot) for lot in ("1", "2")] == [("fail", 1)] * 2


def test_what_is_off_the_framework_by_exception_or_by_direct_payment_is_no_matter_of_the_contract() -> None:
    bought = care(
        ("D", "1", "off_framework", None),
        ("E", "1", "exception", None),
        ("B", "2", "framework", "direct_payment"),
        ("B", "10", "framework", None),
        ("D", "10", None, None),
        columns="contract_route delivery_mechanism",
    )
    found = held(NAMED, week(awards=CONSORTIA, packages=bought))
    assert [said_of(found, lot) for lot in ("1", "2", "10")] == [("pass", 0), ("pass", 0), ("fail", 2)]


def test_interim_cover_on_the_contract_is_outside_it() -> None:
    cover = pd.concat([CONSORTIA, awards(("E", "1", "interim", "2018-05-01", "A", None), columns=WORKS_FOR)])
    assert said_of(held(NAMED, week(awards=cover, packages=care(("E", "1")))), "1") == ("fail", 1)


def test_without_a_column_of_whom_they_work_for_workers_are_outside() -> None:
    plain = CONSORTIA.drop(columns="contract_provider_id")
    assert said_of(held(NAMED, week(awards=plain, packages=care(("A", "1"), ("B", "1")))), "1") == ("fail", 1)


def test_holders_are_unknown_without_awards_and_on_other_zones() -> None:
    no_data(held(NAMED, week()), "There is no awards table.", "Add [sources.awards] to carezones.toml.")
    apart = held(NAMED, week(apart="Wards"))
    no_data(apart, "The awards table names the lots of the contract and says nothing of other zones.")
    assert list(apart.index) == ["1", "2", "10"]
    assert asked_for(apart) == ("0", "organisations outside the contract")


HOLDERS = awards(*[(who, "1", "framework", "2018-05-01") for who in "ABCDE"])
GOOD = rule("quality_floor", at_least="good")


def rated(**ratings: str | None) -> pd.DataFrame:
    rows = [(who, name, ratings.get(who)) for who, name in NAMES.items()]
    return table("providers", "provider_id provider_name cqc_rating", *rows)


@pytest.mark.parametrize(
    ("rating", "outcome", "reason", "remedy"),
    [
        ("outstanding", "pass", "Rated outstanding.", ""),
        ("good", "pass", "Rated good.", ""),
        (
            "requires_improvement",
            "fail",
            "Rated requires improvement.",
            "See that improvements are completed before it takes on more.",
        ),
        ("inadequate", "fail", "Rated inadequate.", "See that improvements are completed before it takes on more."),
        ("not_inspected", "no_data", "The Care Quality Commission has not inspected it yet.", ""),
        (None, "no_data", "Its rating is not known.", "Fill in its cqc_rating in the providers table."),
    ],
)
def test_each_rating_against_good(rating: str | None, outcome: str, reason: str, remedy: str) -> None:
    row = held(GOOD, week(awards=HOLDERS, providers=rated(A=rating))).loc["A"]
    assert (row["outcome"], row["reason"], row["remedy"]) == (outcome, reason, remedy)
    assert (row["limit"], row["provider_name"], row["zone_code"]) == ("at least good", "Demo Ash Care", "")
    assert pd.isna(row["value"])


@pytest.mark.parametrize(
    ("at_least", "passes"),
    [("outstanding", "A"), ("good", "AB"), ("requires_improvement", "ABC"), ("inadequate", "ABCD")],
)
def test_each_floor_lets_the_better_pass(at_least: str, passes: str) -> None:
    providers = rated(A="outstanding", B="good", C="requires_improvement", D="inadequate", E="not_inspected")
    found = held(rule("quality_floor", at_least=at_least), week(awards=HOLDERS.iloc[::-1], providers=providers))
    assert "".join(found.index[found["outcome"] == "pass"]) == passes
    assert found.loc["E", "outcome"] == "no_data"
    assert set(found["limit"]) == {f"at least {at_least.replace('_', ' ')}"}


def test_only_providers_with_an_award_in_the_role_are_rated_and_each_once() -> None:
    table = awards(
        ("B", "1", "framework", "2018-05-01"),
        ("B", "2", "framework", "2018-05-01"),
        ("A", "1", "interim", "2018-05-01"),
        ("C", "1", "framework", "2018-09-02"),
    )
    assert list(held(GOOD, week(awards=table, providers=rated())).index) == ["B"]


def test_where_nobody_holds_an_award_there_is_nobody_to_rate() -> None:
    found = held(GOOD, week(awards=HOLDERS.iloc[:0], providers=rated()))
    no_data(found, "There is nobody whom the rule speaks of.")
    assert list(found.index) == ["all"]


def test_ratings_are_unknown_without_awards_or_their_column() -> None:
    no_data(held(GOOD, week(providers=rated())), "There is no awards table.")
    no_data(
        held(GOOD, week(awards=HOLDERS)),
        "The providers table has no column cqc_rating.",
        "Map it below [sources.providers.columns] in carezones.toml.",
    )
    apart = held(GOOD, week(apart="Wards"))
    no_data(apart, "The awards table names the lots of the contract and says nothing of other zones.")
    assert asked_for(apart) == ("at least good", "")
