"""Rules on referrals: the share a provider accepts, and what becomes of those that are refused."""

from fractions import Fraction
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_market import asked_for, awards, held, no_data, offers, rule, said_of, week

from geo.rules.referrals import share_in_words

LEAD = awards(("A", "1", "lead", "2018-07-01"))
MOST = rule("acceptance", roles=("lead",), at_least_pct=75)
EVERYTHING = rule("acceptance", roles=("lead",), at_least_pct=100, setting="extra_care")


def asked(accepted: int, refused: int, response: str = "declined") -> list[tuple[Any, ...]]:
    """So many offers to A in lot 1 that were accepted, and so many that were not."""
    return [("A", "1", "2018-08-01", word) for word in ["accepted"] * accepted + [response] * refused]


def test_204_of_272_are_75_per_cent_and_pass() -> None:
    """004_f288f57ae75ab6a5.txt, paragraph 9."""
    row = held(MOST, week(awards=LEAD, offers=offers(*asked(204, 68)))).loc["A in 1"]
    assert (row["outcome"], row["value"], row["limit"], row["unit"]) == ("pass", 75, "at least 75", "% of referrals")
    assert row["reason"] == "Demo Ash Care accepted 204 of 272 referrals: 75.0 %."
    assert (row["remedy"], row["zone_code"], row["provider_id"]) == ("", "1", "A")


def test_203_of_271_are_74_9_per_cent_and_fail() -> None:
    """004_f288f57ae75ab6a5.txt, paragraph 9."""
    row = held(MOST, week(awards=LEAD, offers=offers(*asked(203, 68)))).loc["A in 1"]
    assert (row["outcome"], round(row["value"], 4)) == ("fail", 74.9077)
    assert row["reason"] == "Demo Ash Care accepted 203 of 271 referrals: 74.9 %."
    assert row["remedy"] == "1 more acceptance would have met it: raise it with the provider."


@pytest.mark.parametrize(("accepted", "outcome"), [(749, "fail"), (750, "pass"), (1000, "pass")])
def test_of_1000_referrals_750_are_enough_and_749_are_not(accepted: int, outcome: str) -> None:
    found = held(MOST, week(awards=LEAD, offers=offers(*asked(accepted, 1000 - accepted))))
    assert said_of(found, "A in 1") == (outcome, accepted / 10)


def test_a_share_just_below_the_limit_never_reads_like_the_limit() -> None:
    row = held(MOST, week(awards=LEAD, offers=offers(*asked(1874, 626)))).loc["A in 1"]
    assert (row["outcome"], row["value"]) == ("fail", 74.96)
    assert row["reason"] == "Demo Ash Care accepted 1,874 of 2,500 referrals: 74.96 %."


def test_a_limit_with_decimals_is_held_and_shown_to_the_last_of_them() -> None:
    exactly = rule("acceptance", roles=("lead",), at_least_pct=66.7)
    row = held(exactly, week(awards=LEAD, offers=offers(*asked(667, 333)))).loc["A in 1"]
    assert (row["outcome"], row["limit"]) == ("pass", "at least 66.7")
    nearly_all = rule("acceptance", roles=("lead",), at_least_pct=99.95)
    assert held(nearly_all, week(awards=LEAD, offers=offers(*asked(1, 0))))["limit"].iloc[0] == "at least 99.95"


@given(accepted=st.integers(0, 300), refused=st.integers(0, 300), tenths=st.integers(0, 1000))
@settings(max_examples=40, deadline=None)
def test_it_passes_if_and_only_if_the_accepted_reach_the_limit(accepted: int, refused: int, tenths: int) -> None:
    asked_for = rule("acceptance", roles=("lead",), at_least_pct=tenths / 10)
    row = held(asked_for, week(awards=LEAD, offers=offers(*asked(accepted, refused)))).loc["A in 1"]
    total = accepted + refused
    is_met = 100 * accepted >= Fraction(tenths, 10) * total
    assert row["outcome"] == ("no_data" if total == 0 else "pass" if is_met else "fail")


@given(accepted=st.integers(0, 5000), total=st.integers(1, 5000), limit=st.integers(0, 100))
def test_a_share_in_words_reads_like_the_limit_only_where_it_is_the_limit(
    accepted: int, total: int, limit: int
) -> None:
    share = 100.0 * min(accepted, total) / total
    words = share_in_words(share, limit)
    assert (float(words) == limit) == (share == limit)
    assert abs(float(words) - share) < 0.0501


def test_a_share_in_words_has_no_more_than_six_decimals() -> None:
    assert share_in_words(74.99999, 75) == "74.99999"
    assert share_in_words(74.99999999, 75) == "75.000000"


def test_one_refusal_of_20_in_extra_care_fails_where_all_must_be_accepted() -> None:
    """004_f288f57ae75ab6a5.txt, paragraph 9."""
    made = offers(
        *[(*row, "extra_care") for row in asked(19, 1)], *[(*row, "general") for row in asked(0, 5)], columns="setting"
    )
    row = held(EVERYTHING, week(awards=LEAD, offers=made)).loc["A in 1"]
    assert (row["outcome"], row["value"], row["limit"]) == ("fail", 95, "at least 100")
    assert row["reason"] == "Demo Ash Care accepted 19 of 20 extra care referrals: 95.0 %."


def test_another_setting_does_not_count_and_an_unstated_one_is_said() -> None:
    made = offers(
        *[(*row, "extra_care") for row in asked(1, 0)], *[(*row, None) for row in asked(0, 2)], columns="setting"
    )
    row = held(EVERYTHING, week(awards=LEAD, offers=made)).loc["A in 1"]
    assert row["outcome"] == "no_data"
    assert row["reason"] == (
        "Demo Ash Care accepted 1 of 1 extra care referral: 100.0 %. "
        "2 referrals without a setting could not be counted. They could turn the outcome."
    )
    general = rule("acceptance", roles=("lead",), at_least_pct=75, setting="general")
    row = held(general, week(awards=LEAD, offers=made)).loc["A in 1"]
    assert row["outcome"] == "no_data"
    assert row["reason"] == (
        "Demo Ash Care was offered no general referral. 2 referrals without a setting could not be counted."
    )


def test_a_rule_of_no_setting_counts_every_setting() -> None:
    made = offers(
        *[(*row, "extra_care") for row in asked(3, 0)], *[(*row, None) for row in asked(0, 1)], columns="setting"
    )
    assert said_of(held(MOST, week(awards=LEAD, offers=made)), "A in 1") == ("pass", 75)


def test_no_referral_is_no_data_and_not_0_per_cent() -> None:
    made = offers(("A", "2", "2018-08-01", "accepted"), ("B", "1", "2018-08-01", "accepted"))
    both = pd.concat([LEAD, awards(("B", "2", "lead", "2018-07-01"), ("A", "2", "lead", "2018-07-01"))])
    found = held(MOST, week(awards=both, offers=made))
    for row in (found.loc["A in 1"], held(MOST, week(awards=LEAD, offers=offers())).loc["A in 1"]):
        assert (row["outcome"], row["reason"]) == ("no_data", "Demo Ash Care was offered no referral.")
        assert pd.isna(row["value"])
    assert said_of(found, "A in 2") == ("pass", 100)


def test_no_answer_is_no_acceptance() -> None:
    made = offers(*asked(3, 1, response="no_response"))
    assert said_of(
        held(rule("acceptance", roles=("lead",), at_least_pct=76), week(awards=LEAD, offers=made)), "A in 1"
    ) == ("fail", 75)


def test_a_lot_without_the_role_has_nobody_to_accept() -> None:
    found = held(MOST, week(awards=LEAD, offers=offers(*asked(1, 0))))
    assert list(found.index) == ["2", "10", "A in 1"]
    assert asked_for(found) == ("at least 75", "% of referrals")
    assert found.loc["2", "reason"] == "There is no lead here, so there is nobody to accept."
    assert found.loc["2", "remedy"] == "Award the lot to somebody as lead."
    assert said_of(found, "10") == ("no_data", None)


def test_a_sole_holder_must_accept_every_referral() -> None:
    """000_1fa762de56cfc52a.txt, paragraph 17."""
    every = rule("acceptance", roles=("sole", "lead"), at_least_pct=100)
    sole = awards(("A", "1", "sole", "2018-07-01"), ("B", "2", "lead", "2018-07-01"))
    made = offers(*asked(4, 0), ("B", "2", "2018-08-01", "accepted"), ("B", "2", "2018-08-02", "declined"))
    found = held(every, week(awards=sole, offers=made))
    assert (said_of(found, "A in 1"), said_of(found, "B in 2")) == (("pass", 100), ("fail", 50))
    assert found.loc["10", "reason"] == "There is no sole or lead here, so there is nobody to accept."


@pytest.mark.parametrize(
    ("day", "counts"),
    [("2018-06-30", False), ("2018-07-01", True), ("2018-09-01", True), ("2018-09-02", False)],
)
def test_offers_before_the_award_and_after_the_as_at_date_do_not_count(day: str, counts: bool) -> None:
    found = held(MOST, week(awards=LEAD, offers=offers(("A", "1", day, "accepted"))))
    assert said_of(found, "A in 1") == (("pass", 100) if counts else ("no_data", None))


def test_offers_in_another_role_or_lot_do_not_count() -> None:
    table = awards(
        ("A", "1", "additional", "2018-07-01", "2018-08-01"),
        ("A", "1", "lead", "2018-08-01", None),
        ("A", "2", "additional", "2018-07-01", None),
        columns="provider_id zone_code role awarded_on ended_on",
    )
    made = offers(
        ("A", "1", "2018-07-31", "declined"),
        ("A", "1", "2018-08-01", "accepted"),
        ("A", "2", "2018-08-05", "declined"),
        ("B", "1", "2018-08-05", "declined"),
    )
    assert said_of(held(MOST, week(awards=table, offers=made)), "A in 1") == ("pass", 100)


def test_an_award_that_has_ended_is_asked_no_more() -> None:
    table = awards(
        ("A", "1", "lead", "2018-07-01", "2018-08-15"),
        ("B", "1", "lead", "2018-08-15", None),
        columns="provider_id zone_code role awarded_on ended_on",
    )
    made = offers(("A", "1", "2018-08-01", "declined"), ("B", "1", "2018-08-20", "accepted"))
    assert sorted(held(MOST, week(awards=table, offers=made)).index) == ["10", "2", "B in 1"]


def test_an_offer_on_the_day_an_award_ended_was_made_to_no_holder() -> None:
    """The award ended and was made again later: what lies between does not count."""
    table = awards(
        ("A", "1", "lead", "2018-07-01", "2018-08-01"),
        ("A", "1", "lead", "2018-08-10", None),
        columns="provider_id zone_code role awarded_on ended_on",
    )
    made = offers(("A", "1", "2018-07-31", "accepted"), ("A", "1", "2018-08-01", "declined"))
    assert said_of(held(MOST, week(awards=table, offers=made)), "A in 1") == ("pass", 100)


def test_without_the_days_of_awards_every_offer_counts() -> None:
    undated = awards(("A", "1", "lead"), columns="provider_id zone_code role")
    assert said_of(held(MOST, week(awards=undated, offers=offers(*asked(1, 1)))), "A in 1") == ("fail", 50)


def test_two_awards_of_one_provider_do_not_count_an_offer_twice() -> None:
    twice = awards(("A", "1", "lead", "2018-07-01"), ("A", "1", "lead", "2018-07-15"))
    found = held(MOST, week(awards=twice, offers=offers(*asked(3, 1))))
    assert found.loc["A in 1", "reason"] == "Demo Ash Care accepted 3 of 4 referrals: 75.0 %."


def test_offers_before_the_rule_holds_do_not_count() -> None:
    since = rule("acceptance", roles=("lead",), at_least_pct=75, in_force_from=pd.Timestamp("2018-08-01").date())
    made = offers(("A", "1", "2018-07-31", "declined"), ("A", "1", "2018-08-01", "accepted"))
    assert said_of(held(since, week(awards=LEAD, offers=made)), "A in 1") == ("pass", 100)


@pytest.mark.parametrize(("day", "counts"), [("2018-08-25", False), ("2018-08-26", True)])
def test_one_week_is_seven_days_with_the_as_at_date(day: str, counts: bool) -> None:
    newest = rule("acceptance", roles=("lead",), at_least_pct=75, weeks=1)
    found = held(newest, week("2018-09-01", awards=LEAD, offers=offers(("A", "1", day, "accepted"))))
    assert found.loc["A in 1", "outcome"] == ("pass" if counts else "no_data")


def test_weeks_do_not_reach_back_before_the_rule() -> None:
    both = rule(
        "acceptance", roles=("lead",), at_least_pct=75, weeks=4, in_force_from=pd.Timestamp("2018-08-20").date()
    )
    found = held(both, week(awards=LEAD, offers=offers(("A", "1", "2018-08-19", "accepted"))))
    assert found.loc["A in 1", "outcome"] == "no_data"


def test_shares_come_in_the_order_of_the_lots() -> None:
    table = awards(*[("A", lot, "lead", "2018-07-01") for lot in ("10", "2", "1")])
    made = offers(*[("A", lot, "2018-08-01", "accepted") for lot in ("10", "2", "1")])
    assert list(held(MOST, week(awards=table, offers=made)).index) == ["A in 1", "A in 2", "A in 10"]


def test_acceptance_is_unknown_without_its_tables_and_columns() -> None:
    no_data(held(MOST, week(offers=offers())), "There is no awards table.", "Add [sources.awards] to carezones.toml.")
    no_data(held(MOST, week(awards=LEAD)), "There is no offers table.", "Add [sources.offers] to carezones.toml.")
    no_data(held(EVERYTHING, week(awards=LEAD, offers=offers())), "The offers table has no column setting.")
    assert held(MOST, week(awards=LEAD, offers=offers())).loc["A in 1", "outcome"] == "no_data"
    apart = held(MOST, week(apart="Wards"))
    no_data(apart, "The awards table names the lots of the contract and says nothing of other zones.")
    assert list(apart.index) == ["1", "2", "10"]
    assert asked_for(apart) == ("at least 75", "% of referrals")


@given(
    known=st.tuples(st.integers(0, 3), st.integers(0, 3)),
    unstated=st.tuples(st.integers(0, 3), st.integers(0, 3)),
    limit=st.sampled_from([0, 25, 50, 75, 100]),
)
@settings(max_examples=40, deadline=None)
def test_unstated_settings_make_no_data_if_and_only_if_they_could_turn_the_outcome(
    known: tuple[int, int], unstated: tuple[int, int], limit: int
) -> None:
    """Held against every way in which the unstated referrals could be of the setting."""
    general = rule("acceptance", roles=("lead",), at_least_pct=limit, setting="general")
    rows = [(*row, "general") for row in asked(*known)] + [(*row, None) for row in asked(*unstated)]
    row = held(general, week(awards=LEAD, offers=offers(*rows, columns="setting"))).loc["A in 1"]
    ways = {
        100 * (known[0] + taken) >= limit * (sum(known) + taken + refused)
        for taken in range(unstated[0] + 1)
        for refused in range(unstated[1] + 1)
    }
    if not sum(known):
        assert row["outcome"] == "no_data"
    else:
        assert row["outcome"] == ("no_data" if len(ways) == 2 else "pass" if ways == {True} else "fail")


def test_unstated_settings_that_cannot_turn_the_outcome_leave_it() -> None:
    general = rule("acceptance", roles=("lead",), at_least_pct=75, setting="general")
    many = [(*row, "general") for row in asked(90, 5)]
    row = held(general, week(awards=LEAD, offers=offers(*many, *[(*r, None) for r in asked(0, 2)], columns="setting")))
    assert row.loc["A in 1", "outcome"] == "pass"
