"""Rules on packages: what may start outside the framework, and what an hour is paid."""

import datetime as dt
from typing import Any

import pandas as pd
import pytest
from small_market import asked_for, held, no_data, packages, rule, said_of, week

NOVEMBER = dt.date(2018, 11, 1)
FRAMEWORK_FIRST = rule("off_framework_starts", in_force_from=NOVEMBER)


def started(*rows: tuple[Any, ...]) -> pd.DataFrame:
    """Packages of 10 hours in lot 1: provider, first day, route."""
    return packages(*[(who, "1", 10, day, route) for who, day, route in rows], columns="contract_route")


def starts(*rows: tuple[Any, ...]) -> pd.Series:
    return held(FRAMEWORK_FIRST, week("2018-12-01", packages=started(*rows))).loc["1"]


@pytest.mark.parametrize(
    ("day", "value"),
    [("2018-10-31", 0), ("2018-11-01", 1), ("2018-11-02", 1), ("2018-12-01", 1), ("2018-12-02", 0)],
)
def test_starts_off_the_framework_count_from_the_day_the_rule_holds(day: str, value: int) -> None:
    """003_51ed6bb292d2c81a.txt, paragraph 18."""
    row = starts(("A", day, "off_framework"))
    assert (row["outcome"], row["value"]) == ("fail" if value else "pass", value)


def test_starts_off_the_framework_are_named_with_their_providers() -> None:
    row = starts(
        ("B", "2018-11-05", "off_framework"),
        ("A", "2018-11-06", "off_framework"),
        ("A", "2018-11-07", "off_framework"),
        ("C", "2018-11-08", "framework"),
        ("C", "2018-11-08", "exception"),
    )
    assert (row["outcome"], row["value"], row["limit"], row["unit"]) == ("fail", 3, "0", "packages")
    assert row["reason"] == (
        "3 of 5 packages started off the framework: Demo Ash Care and Demo Beech Care. 1 start by exception."
    )
    assert row["remedy"] == "Move them to a framework provider, or record the exception."


def test_an_exception_is_allowed() -> None:
    row = starts(("A", "2018-11-05", "exception"), ("B", "2018-11-05", "exception"))
    assert (row["outcome"], row["value"], row["remedy"]) == ("pass", 0, "")
    assert row["reason"] == "0 of 2 packages started off the framework. 2 starts by exception."


def test_a_direct_payment_is_not_the_councils_to_place() -> None:
    table = packages(
        ("A", "1", 10, "2018-11-05", "off_framework", "direct_payment"),
        ("B", "2", 10, "2018-11-05", "off_framework", None),
        ("B", "10", 10, "2018-11-05", "off_framework", "commissioned"),
        columns="contract_route delivery_mechanism",
    )
    found = held(FRAMEWORK_FIRST, week("2018-12-01", packages=table))
    assert [said_of(found, lot) for lot in ("1", "2", "10")] == [("pass", 0), ("fail", 1), ("fail", 1)]
    assert found.loc["1", "reason"] == "0 of 0 packages started off the framework."


def test_an_unstated_route_is_no_data() -> None:
    row = starts(("A", "2018-11-05", None), ("A", "2018-11-05", "framework"))
    assert row["outcome"] == "no_data"
    assert pd.isna(row["value"])
    assert row["reason"] == "0 of 2 packages started off the framework. The route of 1 start is not stated."
    assert row["remedy"] == "State the contract route of every package."


def test_a_start_off_the_framework_fails_whatever_else_is_unstated() -> None:
    row = starts(("A", "2018-11-05", None), ("A", "2018-11-05", "off_framework"))
    assert (row["outcome"], row["value"]) == ("fail", 1)


def test_an_ended_package_did_start() -> None:
    table = packages(("A", "1", 10, "2018-11-05", "off_framework", "2018-11-06"), columns="contract_route ended_on")
    assert said_of(held(FRAMEWORK_FIRST, week("2018-12-01", packages=table)), "1") == ("fail", 1)


def test_without_a_first_day_of_the_rule_every_start_counts() -> None:
    table = started(("A", "2001-01-01", "off_framework"))
    assert said_of(held(rule("off_framework_starts"), week(packages=table)), "1") == ("fail", 1)


def test_starts_without_a_route_column_are_unknown() -> None:
    found = held(FRAMEWORK_FIRST, week("2018-12-01", packages=packages(("A", "1", 10, "2018-11-05"))))
    no_data(
        found,
        "The packages table has no column contract_route.",
        "Map it below [sources.packages.columns] in carezones.toml.",
    )
    assert asked_for(found) == ("0", "packages")
    assert list(found.index) == ["1", "2", "10"]


def test_starts_can_be_counted_on_other_zones() -> None:
    table = started(("A", "2018-11-05", "off_framework"))
    assert said_of(held(FRAMEWORK_FIRST, week("2018-12-01", apart="Wards", packages=table)), "1") == ("fail", 1)


ONE_RATE = rule("hourly_rate", gbp=17.0)
STEPPED = rule("hourly_rate", first_weeks=6, first_gbp=16.5, later_gbp=14.0)


def paid(*rows: tuple[Any, ...]) -> pd.DataFrame:
    """Packages in lot 1: hours a week, first day, pounds an hour."""
    return packages(*[("A", "1", hours, day, gbp) for hours, day, gbp in rows], columns="hourly_rate_gbp")


def test_one_rate_paid_to_everybody_passes() -> None:
    row = held(ONE_RATE, week(packages=paid((10, "2018-01-01", 17.0), (5, "2018-08-01", 17.0)))).loc["1"]
    assert (row["outcome"], row["value"], row["limit"]) == ("pass", 0, "£17.00")
    assert (row["unit"], row["remedy"]) == ("packages at another rate", "")
    assert row["reason"] == "0 of 2 packages with a rate are paid another one."


def test_too_much_is_said_in_pounds_a_week() -> None:
    """10 hours at 1.50 too much, 4 hours at 2.00 too little: 15 - 8 = 7 pounds a week."""
    row = held(
        ONE_RATE, week(packages=paid((10, "2018-01-01", 18.5), (4, "2018-01-01", 15.0), (9, "2018-01-01", 17.0)))
    ).loc["1"]
    assert (row["outcome"], row["value"]) == ("fail", 2)
    assert row["reason"] == "2 of 3 packages with a rate are paid another one; in sum £7 a week too much."
    assert row["remedy"] == "Mend the rate of 1 package paid too much and 1 package paid too little."


def test_too_little_is_said_in_pounds_a_week() -> None:
    """3 hours at 0.25 too little: 75 pence a week."""
    row = held(ONE_RATE, week(packages=paid((3, "2018-01-01", 16.75)))).loc["1"]
    assert row["reason"] == "1 of 1 package with a rate is paid another one; in sum £0.75 a week too little."
    assert row["remedy"] == "Mend the rate of 1 package paid too little."


def test_half_a_pound_too_much_for_an_hour_is_50_pence_a_week() -> None:
    row = held(ONE_RATE, week(packages=paid((1, "2018-01-01", 17.5)))).loc["1"]
    assert row["reason"] == "1 of 1 package with a rate is paid another one; in sum £0.50 a week too much."
    assert row["remedy"] == "Mend the rate of 1 package paid too much."


def test_too_much_and_too_little_that_balance_are_not_called_too_little() -> None:
    row = held(ONE_RATE, week(packages=paid((3, "2018-01-01", 18.0), (3, "2018-01-01", 16.0)))).loc["1"]
    assert (row["outcome"], row["value"]) == ("fail", 2)
    assert row["reason"] == "2 of 2 packages with a rate are paid another one."


@pytest.mark.parametrize(("gbp", "outcome"), [(17.004, "pass"), (17.01, "fail"), (16.99, "fail")])
def test_a_penny_is_another_rate_and_a_rounding_is_not(gbp: float, outcome: str) -> None:
    assert held(ONE_RATE, week(packages=paid((10, "2018-01-01", gbp)))).loc["1", "outcome"] == outcome


@pytest.mark.parametrize(
    ("day", "gbp", "outcome"),
    [
        ("2018-07-22", 16.5, "pass"),  # 41 days before 1 September
        ("2018-07-22", 14.0, "fail"),
        ("2018-07-21", 16.5, "fail"),  # 42 days: six weeks are over
        ("2018-07-21", 14.0, "pass"),
        ("2018-09-01", 16.5, "pass"),
    ],
)
def test_the_first_rate_is_paid_for_42_days(day: str, gbp: float, outcome: str) -> None:
    """001_fbdbaef32cdf2ae0.txt, paragraph 24."""
    row = held(STEPPED, week(packages=paid((10, day, gbp)))).loc["1"]
    assert (row["outcome"], row["limit"]) == (outcome, "£16.50 for 6 weeks, then £14.00")


def test_a_stepped_rate_paid_on_too_long_is_too_much() -> None:
    """12 hours at 2.50 too much: 30 pounds a week."""
    row = held(STEPPED, week(packages=paid((12, "2018-01-01", 16.5)))).loc["1"]
    assert row["reason"] == "1 of 1 package with a rate is paid another one; in sum £30 a week too much."


def test_one_week_is_said_as_one() -> None:
    short = rule("hourly_rate", first_weeks=1, first_gbp=16.5, later_gbp=14.0)
    assert held(short, week(packages=paid())).loc["1", "limit"] == "£16.50 for 1 week, then £14.00"


def test_packages_that_ended_or_are_direct_payments_are_not_looked_at() -> None:
    table = packages(
        ("A", "1", 10, "2018-01-01", 99.0, "2018-09-01", None),
        ("A", "1", 10, "2018-01-01", 99.0, None, "direct_payment"),
        ("A", "1", 10, "2018-01-01", 17.0, None, None),
        columns="hourly_rate_gbp ended_on delivery_mechanism",
    )
    assert said_of(held(ONE_RATE, week(packages=table)), "1") == ("pass", 0)


def test_a_package_without_a_rate_is_no_data_unless_another_one_fails() -> None:
    row = held(ONE_RATE, week(packages=paid((10, "2018-01-01", None), (10, "2018-01-01", 17.0)))).loc["1"]
    assert row["outcome"] == "no_data"
    assert pd.isna(row["value"])
    assert row["reason"] == "0 of 1 package with a rate are paid another one; 1 package without a rate."
    assert row["remedy"] == "State the rate of every package."
    row = held(ONE_RATE, week(packages=paid((10, "2018-01-01", None), (10, "2018-01-01", 18.0)))).loc["1"]
    assert (row["outcome"], row["value"]) == ("fail", 1)


def test_a_lot_without_packages_is_no_data() -> None:
    row = held(ONE_RATE, week(packages=paid())).loc["1"]
    assert (row["outcome"], row["remedy"]) == ("no_data", "")
    assert row["reason"] == "0 of 0 packages with a rate are paid another one."


def test_a_rate_of_some_lots_speaks_of_no_other() -> None:
    here = rule("hourly_rate", gbp=17.0, zones=("10", "1"))
    table = packages(("A", "1", 1, "2018-01-01", 17.0), ("A", "2", 1, "2018-01-01", 1.0), columns="hourly_rate_gbp")
    found = held(here, week(packages=table))
    assert list(found.index) == ["10", "1"]
    assert said_of(found, "1") == ("pass", 0)


def test_a_code_of_no_lot_is_pointed_out() -> None:
    found = held(rule("hourly_rate", gbp=17.0, zones=("1", "01", "X")), week(packages=paid((1, "2018-01-01", 17.0))))
    assert list(found.index) == ["all", "1"]
    assert found.loc["all", "outcome"] == "no_data"
    assert asked_for(found) == ("£17.00", "packages at another rate")
    assert found.loc["all", "reason"] == "The rule names what is no lot: 01 and X."
    assert found.loc["all", "remedy"] == "Correct the codes in the rule of your model."


def test_on_other_zones_a_rate_by_lot_cannot_be_held() -> None:
    found = held(rule("hourly_rate", gbp=17.0, zones=("X",)), week(apart="Wards", packages=paid()))
    no_data(found, "The rate is by lot of the contract.", "Count on the lots of the contract.")
    assert list(found.index) == ["all"]


def test_amounts_that_are_examples_are_called_so() -> None:
    examples = rule("hourly_rate", gbp=17.0, is_illustrative=True)
    assert set(held(examples, week(packages=paid((1, "2018-01-01", 17.0))))["limit"]) == {"£17.00 (an example)"}
    assert set(held(examples, week(packages=packages()))["limit"]) == {"£17.00 (an example)"}
    stepped = rule("hourly_rate", first_weeks=6, first_gbp=16.5, later_gbp=14.0, is_illustrative=True)
    assert held(stepped, week(packages=paid())).loc["1", "limit"] == "£16.50 for 6 weeks, then £14.00 (an example)"


def test_rates_are_unknown_without_their_column() -> None:
    found = held(ONE_RATE, week(packages=packages(("A", "1", 10, "2018-01-01"))))
    no_data(found, "The packages table has no column hourly_rate_gbp.")
    assert list(found.index) == ["1", "2", "10"]
    assert asked_for(found) == ("£17.00", "packages at another rate")
