"""What is paid of the hours that were commissioned."""

from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_market import asked_for, awards, held, no_data, rule, said_of, table, week

from geo.rules.paying import payable_pct

PAID = rule("payment", base_pct=95, outcomes_pct=5, outcomes=2, at_most_pct=100)
JULY, AUGUST = ("2018-07-01", "2018-07-31"), ("2018-08-01", "2018-08-31")


def periods(*rows: tuple[Any, ...]) -> pd.DataFrame:
    """Provider, lot, first and last day, hours commissioned, hours delivered, outcomes met."""
    columns = "provider_id zone_code period_start period_end commissioned_hours delivered_hours outcomes_met"
    return table("performance", columns, *rows)


def august(delivered: float, met: int | None, commissioned: float = 1000) -> pd.Series:
    """What A is paid in lot 1 for August."""
    return held(PAID, week(performance=periods(("A", "1", *AUGUST, commissioned, delivered, met)))).loc["A in 1"]


def test_both_outcomes_met_bring_95_and_5_per_cent() -> None:
    """004_f288f57ae75ab6a5.txt, paragraph 8."""
    row = august(970, 2)
    assert (row["outcome"], row["value"], row["limit"], row["unit"]) == ("pass", 100, "100", "% of commissioned hours")
    assert row["reason"] == (
        "Demo Ash Care, the period to 31 August 2018: 2 of 2 outcomes met, so 100 % of 1,000 hours commissioned are "
        "paid: 1,000 hours. It delivered 97 %."
    )
    assert (row["remedy"], row["zone_code"], row["provider_id"]) == ("", "1", "A")


def test_whoever_delivers_108_per_cent_and_meets_both_is_still_paid_100() -> None:
    """004_f288f57ae75ab6a5.txt, paragraph 8."""
    row = august(1080, 2)
    assert (row["outcome"], row["value"]) == ("pass", 100)
    assert row["reason"].endswith(" It delivered 108 %, and is still paid no more than 100 %.")


def test_one_of_two_outcomes_brings_95_per_cent() -> None:
    row = august(1000, 1)
    assert (row["outcome"], row["value"]) == ("fail", 95)
    assert row["reason"] == (
        "Demo Ash Care, the period to 31 August 2018: 1 of 2 outcomes met, so 95 % of 1,000 hours commissioned are "
        "paid: 950 hours. It delivered 100 %."
    )
    assert row["remedy"] == "1 more outcome would have brought 5 % more."


def test_no_outcome_brings_95_per_cent_however_little_was_delivered() -> None:
    row = august(400, 0, commissioned=1234.5)
    assert (row["outcome"], row["value"]) == ("fail", 95)
    assert "95 % of 1,234.5 hours commissioned are paid: 1,172.8 hours. It delivered 32.4 %." in row["reason"]
    assert row["remedy"] == "2 more outcomes would have brought 5 % more."


def test_more_outcomes_than_there_are_cannot_be_right() -> None:
    row = august(1000, 3)
    assert row["outcome"] == "no_data"
    assert row["reason"].endswith("3 outcomes met in the period to 31 August 2018, and there are only 2.")


def test_a_holder_that_has_mobilised_and_sent_nothing_has_no_data_and_is_not_left_out() -> None:
    table = periods(("A", "1", *AUGUST, 10, 10, 2))
    ready = awards(("A", "1", "lead", "2018-06-22"), ("B", "2", "lead", "2018-06-22")).assign(
        mobilised_on=pd.to_datetime(["2018-07-01", "2018-07-01"])
    )
    found = held(PAID, week("2018-09-03", performance=table, awards=ready))
    assert said_of(found, "A in 1")[0] == "pass"
    assert found.loc["B in 2", "outcome"] == "no_data"
    assert found.loc["B in 2", "reason"].endswith("has sent nothing yet.")


def test_a_holder_that_has_not_mobilised_yet_or_holds_no_contract_has_nothing_to_send() -> None:
    table = periods(("A", "1", *AUGUST, 10, 10, 2))
    later = awards(
        ("A", "1", "lead", "2018-06-22", "2018-07-01"),
        ("B", "2", "lead", "2018-06-22", None),
        ("C", "2", "lead", "2018-06-22", "2018-09-02"),
        ("D", "2", "subcontractor", "2018-06-22", "2018-07-01"),
        columns="provider_id zone_code role awarded_on mobilised_on",
    )
    assert list(held(PAID, week("2018-09-01", performance=table, awards=later)).index) == ["A in 1"]


def test_one_early_return_hides_nobody() -> None:
    early = ("A", "1", "2018-08-01", "2018-09-02", 10, 10, 2)
    others = [(who, "2", *AUGUST, 10, 10, 1) for who in ("B", "C")]
    found = held(PAID, week("2018-09-03", performance=periods(early, *others)))
    assert [said_of(found, subject) for subject in ("A in 1", "B in 2", "C in 2")] == [
        ("pass", 100), ("fail", 95), ("fail", 95),
    ]  # fmt: skip


def test_no_hours_commissioned_are_paid_with_no_hours_and_nothing_is_divided_by_0() -> None:
    row = august(0, 2, commissioned=0)
    assert (row["outcome"], row["value"]) == ("pass", 100)
    assert row["reason"].endswith("100 % of 0 hours commissioned are paid: 0 hours.")


def test_one_hour_is_said_as_one() -> None:
    reason = august(0.9, 2, commissioned=1)["reason"]
    assert reason.endswith("100 % of 1 hour commissioned are paid: 1 hour. It delivered 90 %.")


def test_shares_with_decimals_are_said_to_the_last_of_them() -> None:
    finer = rule("payment", base_pct=92.25, outcomes_pct=5.5, outcomes=1, at_most_pct=97.75)
    row = held(finer, week(performance=periods(("A", "1", *AUGUST, 1000, 990, 1)))).loc["A in 1"]
    assert (row["value"], row["limit"]) == (97.75, "97.75")
    assert "so 97.75 % of 1,000 hours commissioned are paid: 977.5 hours" in row["reason"]
    assert row["reason"].endswith("It delivered 99 %, and is still paid no more than 97.75 %.")


def test_unknown_outcomes_are_no_data() -> None:
    row = august(900, None)
    assert row["outcome"] == "no_data"
    assert pd.isna(row["value"])
    assert row["reason"] == (
        "Demo Ash Care: it is not known yet how many outcomes were met in the period to 31 August 2018."
    )
    assert row["remedy"] == "Enter the outcomes."


def test_without_a_column_of_outcomes_it_is_no_data() -> None:
    plain = periods(("A", "1", *AUGUST, 10, 10, 2)).drop(columns="outcomes_met")
    row = held(PAID, week(performance=plain)).loc["A in 1"]
    assert (row["outcome"], row["remedy"]) == ("no_data", "Enter the outcomes.")


def test_the_same_period_twice_is_no_data() -> None:
    twice = periods(("A", "1", *AUGUST, 1000, 900, 2), ("A", "1", *AUGUST, 1000, 950, 1))
    row = held(PAID, week(performance=twice)).loc["A in 1"]
    assert (row["outcome"], row["remedy"]) == ("no_data", "Keep the right one.")
    assert row["reason"] == "Demo Ash Care: the period to 31 August 2018 stands 2 times."


def test_a_provider_without_the_newest_period_is_no_data() -> None:
    table = periods(
        ("A", "1", *AUGUST, 10, 10, 2),
        ("B", "1", *JULY, 10, 10, 2),
        ("B", "1", "2018-06-01", "2018-06-30", 10, 10, 2),
        ("B", "2", *AUGUST, 10, 10, 2),
    )
    found = held(PAID, week(performance=table))
    assert said_of(found, "B in 1") == ("no_data", None)
    assert found.loc["B in 1", "reason"] == (
        "Demo Beech Care: nothing for the period to 31 August 2018; the newest is to 31 July 2018."
    )
    assert found.loc["B in 1", "remedy"] == "Ask for the missing period."
    assert [said_of(found, who) for who in ("A in 1", "B in 2")] == [("pass", 100)] * 2
    assert asked_for(found) == ("100", "% of commissioned hours")


def test_only_the_newest_period_that_is_over_is_paid() -> None:
    table = periods(("A", "1", *JULY, 10, 10, 1), ("A", "1", *AUGUST, 10, 10, 2))
    assert said_of(held(PAID, week("2018-09-01", performance=table)), "A in 1") == ("pass", 100)
    assert said_of(held(PAID, week("2018-08-31", performance=table)), "A in 1") == ("fail", 95)


def test_payments_come_in_the_order_of_the_lots() -> None:
    rows = [("A", lot, *AUGUST, 10, 10, 2) for lot in ("10", "2", "1")]
    assert list(held(PAID, week(performance=periods(*rows))).index) == ["A in 1", "A in 2", "A in 10"]


@pytest.mark.parametrize("rows", [[], [("A", "1", *AUGUST, 10, 10, 2)]])
def test_before_the_end_of_the_first_period_it_is_no_data(rows: list[tuple[Any, ...]]) -> None:
    found = held(PAID, week("2018-08-30", performance=periods(*rows)))
    no_data(found, "No period is over yet.", "Ask for the figures of the first period.")
    assert asked_for(found) == ("100", "% of commissioned hours")
    assert list(found.index) == ["1", "2", "10"]


def test_payment_is_unknown_without_performance_and_on_other_zones() -> None:
    no_data(held(PAID, week()), "There is no performance table.", "Add [sources.performance] to carezones.toml.")
    apart = held(PAID, week(apart="Wards"))
    no_data(apart, "The performance table names the lots of the contract and says nothing of other zones.")
    assert asked_for(apart) == ("100", "% of commissioned hours")


@given(
    base=st.floats(0, 100),
    more=st.floats(0, 100),
    most=st.floats(0, 120),
    met=st.integers(0, 9),
    outcomes=st.integers(1, 5),
)
def test_never_more_is_paid_than_the_most(base: float, more: float, most: float, met: int, outcomes: int) -> None:
    terms = rule("payment", base_pct=base, outcomes_pct=more, outcomes=outcomes, at_most_pct=most)
    paid = payable_pct(terms, met)
    assert min(base, most) <= paid <= most
    assert paid == min(base, most) or met >= outcomes
