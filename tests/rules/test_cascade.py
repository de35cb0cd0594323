"""The rule on what becomes of referrals that those with first refusal do not take."""

from typing import Any

import pandas as pd
import pytest
from small_market import asked_for, awards, held, no_data, offers, rule, said_of, table, week

CASCADE = rule("referral_cascade", first=("lead",), then=("additional",), within_days=7)
TWO = awards(("A", "1", "lead", "2018-07-01"), ("B", "1", "additional", "2018-07-01"))
REMEDY = "Offer what is stuck to the additional providers at once, and new referrals to the lead first."


def cases(*rows: tuple[Any, ...]) -> pd.DataFrame:
    """Offers in lot 1, with the case at the end."""
    return offers(*[(who, "1", *rest) for who, *rest in rows], columns="case_id")


def in_lot_1(made: pd.DataFrame, **tables: pd.DataFrame) -> pd.Series:
    return held(CASCADE, week(**{"awards": TWO, "offers": made} | tables)).loc["1"]


def test_a_refusal_that_went_on_to_the_others_passes() -> None:
    row = in_lot_1(cases(("A", "2018-08-01", "declined", "c1"), ("B", "2018-08-03", "accepted", "c1")))
    assert (row["outcome"], row["value"], row["limit"], row["unit"]) == ("pass", 0, "0", "referrals")
    assert row["reason"] == "The lead did not take 1 referral; 1 went on to additional providers."
    assert row["remedy"] == ""


def test_the_same_day_is_soon_enough() -> None:
    row = in_lot_1(cases(("A", "2018-08-01", "declined", "c1"), ("B", "2018-08-01", "declined", "c1")))
    assert (row["outcome"], row["value"]) == ("pass", 0)


def test_an_accepted_referral_goes_nowhere_and_passes() -> None:
    row = in_lot_1(
        cases(
            ("A", "2018-07-05", "accepted", "c1"),
            ("A", "2018-07-05", "no_response", "c2"),
            ("A", "2018-07-09", "accepted", "c2"),
        )
    )
    assert (row["outcome"], row["value"]) == ("pass", 0)
    assert row["reason"] == "The lead did not take 0 referrals."


def test_a_refusal_that_went_to_nobody_for_7_days_is_stuck() -> None:
    row = in_lot_1(cases(("A", "2018-08-25", "declined", "c1"), ("A", "2018-08-20", "no_response", "c2")))
    assert (row["outcome"], row["value"], row["remedy"]) == ("fail", 2, REMEDY)
    assert row["reason"] == ("The lead did not take 2 referrals; 2 went to nobody for 7 days or more.")


def test_a_refusal_passed_on_after_more_than_7_days_was_passed_on_late() -> None:
    row = in_lot_1(cases(("A", "2018-08-01", "declined", "c1"), ("B", "2018-08-09", "accepted", "c1")))
    assert (row["outcome"], row["value"]) == ("fail", 1)
    assert row["reason"] == (
        "The lead did not take 1 referral; 1 went on to additional providers; 1 of these after more than 7 days."
    )
    on_time = in_lot_1(cases(("A", "2018-08-01", "declined", "c1"), ("B", "2018-08-08", "accepted", "c1")))
    assert on_time["outcome"] == "pass"


def test_a_refusal_that_cannot_be_followed_is_no_data_where_nothing_fails() -> None:
    made = cases(("A", "2018-08-01", "declined", "c1"), ("B", "2018-08-02", "accepted", "c1"),
                 ("A", "2018-08-03", "declined", None))  # fmt: skip
    row = in_lot_1(made)
    assert row["outcome"] == "no_data"
    assert row["reason"].endswith("1 refusal without a case cannot be followed.")
    assert row["remedy"] == "Give every offer its case_id."


def test_a_refusal_of_6_days_is_too_young_to_be_stuck() -> None:
    row = in_lot_1(cases(("A", "2018-08-01", "no_response", "c1"), ("A", "2018-08-26", "declined", "c1")))
    assert (row["outcome"], row["value"]) == ("pass", 0)
    assert row["reason"] == "The lead did not take 1 referral; 1 need not have gone on yet, or were closed meanwhile."


def test_each_referral_counts_once_whatever_went_wrong_with_it() -> None:
    """c1 went to the others first and the lead refused it too; c2 went on late; c3 is stuck; c4 went on in time."""
    row = in_lot_1(
        cases(
            ("B", "2018-08-01", "declined", "c1"),
            ("A", "2018-08-02", "declined", "c1"),
            ("A", "2018-08-01", "declined", "c2"),
            ("B", "2018-08-20", "accepted", "c2"),
            ("A", "2018-08-01", "declined", "c3"),
            ("A", "2018-08-01", "declined", "c4"),
            ("B", "2018-08-03", "accepted", "c4"),
            ("A", "2018-08-01", "declined", None),
            ("A", "2018-08-01", "accepted", None),
        )
    )
    assert (row["outcome"], row["value"], row["remedy"]) == ("fail", 3, REMEDY)
    assert row["reason"] == (
        "The lead did not take 4 referrals; 3 went on to additional providers; 1 of these after more than 7 days; "
        "1 went to nobody for 7 days or more; 1 went to additional providers first; "
        "1 refusal without a case cannot be followed."
    )


def test_what_went_to_the_others_before_the_lead_fails() -> None:
    row = in_lot_1(cases(("B", "2018-08-01", "accepted", "c1"), ("A", "2018-08-02", "accepted", "c1")))
    assert (row["outcome"], row["value"], row["remedy"]) == ("fail", 1, REMEDY)
    assert row["reason"] == "The lead did not take 0 referrals; 1 went to additional providers first."


def test_what_never_went_to_the_lead_went_to_the_others_first() -> None:
    row = in_lot_1(cases(("B", "2018-08-01", "declined", "c1")))
    assert (row["outcome"], row["value"]) == ("fail", 1)


@pytest.mark.parametrize(("closed_on", "value"), [("2018-09-01", 0), ("2018-09-02", 1), (None, 1)])
def test_a_closed_case_is_not_stuck(closed_on: str | None, value: int) -> None:
    waits = table("awaiting", "case_id waiting_since outcome_on", ("c1", "2018-07-20", closed_on))
    row = in_lot_1(cases(("A", "2018-08-01", "declined", "c1")), awaiting=waits)
    assert (row["value"], row["outcome"]) == (value, "fail" if value else "pass")


def test_where_no_wait_ever_ends_no_case_is_closed() -> None:
    waits = table("awaiting", "case_id waiting_since", ("c1", "2018-07-20"))
    assert in_lot_1(cases(("A", "2018-08-01", "declined", "c1")), awaiting=waits)["value"] == 1


def test_a_lot_without_a_referral_is_unknown() -> None:
    found = held(CASCADE, week(awards=TWO, offers=cases(("A", "2018-08-01", "accepted", "c1"))))
    assert list(found.index) == ["2", "10", "1"]
    assert asked_for(found) == ("0", "referrals")
    assert found.loc["2", "reason"] == "No referral that can be followed was offered to the lead."
    assert said_of(found, "10") == ("no_data", None)


def test_an_offer_without_a_case_cannot_be_followed() -> None:
    row = in_lot_1(cases(("A", "2018-08-01", "declined", None), ("A", "2018-08-01", "no_response", None)))
    assert (row["outcome"], row["reason"]) == ("no_data", "2 refusals without a case cannot be followed.")
    assert pd.isna(row["value"])


def test_an_acceptance_without_a_case_needs_no_following() -> None:
    row = in_lot_1(cases(("A", "2018-08-01", "accepted", None), ("A", "2018-08-01", "accepted", "c1")))
    assert (row["outcome"], row["reason"]) == ("pass", "The lead did not take 0 referrals.")


def test_the_same_case_in_two_lots_is_followed_in_each() -> None:
    table = awards(("A", "1", "lead", "2018-07-01"), ("B", "2", "additional", "2018-07-01"))
    made = offers(
        ("A", "1", "2018-08-01", "declined", "c1"), ("B", "2", "2018-08-02", "accepted", "c1"), columns="case_id"
    )
    found = held(CASCADE, week(awards=table, offers=made))
    assert (said_of(found, "1"), said_of(found, "2")) == (("fail", 1), ("fail", 1))


def test_refusals_before_the_rule_holds_are_not_followed() -> None:
    since = rule(
        "referral_cascade", first=("lead",), then=("additional",), in_force_from=pd.Timestamp("2018-08-02").date()
    )
    made = cases(("A", "2018-08-01", "declined", "c1"), ("A", "2018-08-02", "declined", "c2"))
    assert said_of(held(since, week(awards=TWO, offers=made)), "1") == ("fail", 1)


def test_what_was_refused_before_the_rule_held_did_not_go_to_the_others_first() -> None:
    since = rule(
        "referral_cascade", first=("lead",), then=("additional",), in_force_from=pd.Timestamp("2018-08-02").date()
    )
    made = cases(("A", "2018-08-01", "declined", "c1"), ("B", "2018-08-02", "accepted", "c1"))
    row = held(since, week(awards=TWO, offers=made)).loc["1"]
    assert (row["outcome"], row["reason"]) == ("pass", "The lead did not take 0 referrals.")
    before = cases(("A", "2018-08-01", "declined", "c1"), ("A", "2018-08-01", "declined", None))
    found = held(since, week(awards=TWO, offers=before))
    no_data(found, "No referral that can be followed was offered to the lead.")
    first_day = held(since, week(awards=TWO, offers=cases(("A", "2018-08-02", "declined", None))))
    assert first_day.loc["1", "reason"] == "1 refusal without a case cannot be followed."


def test_the_cascade_is_unknown_without_its_tables_and_case_id() -> None:
    no_data(held(CASCADE, week(offers=offers())), "There is no awards table.")
    no_data(held(CASCADE, week(awards=TWO)), "There is no offers table.")
    no_data(
        held(CASCADE, week(awards=TWO, offers=offers(("A", "1", "2018-08-01", "declined")))),
        "The offers table has no column case_id.",
        "Map it below [sources.offers.columns] in carezones.toml.",
    )
    apart = held(CASCADE, week(apart="Wards"))
    no_data(apart, "The awards table names the lots of the contract and says nothing of other zones.")
    assert asked_for(apart) == ("0", "referrals")
