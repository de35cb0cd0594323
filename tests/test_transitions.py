"""Where care passes to: every person once in each zone and each week, and nothing known before it was decided."""

import datetime as dt

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.metrics.transitions import STATUSES, mondays_to, status_on, transition_status, transition_weeks
from geo.words import transition

PEOPLE = pd.DataFrame(
    {
        "zone_code": ["2", "2", "2", "18", "outside"],
        "destination": ["direct_payment", "contract_provider", None, "private", "direct_payment"],
        "decided_on": pd.to_datetime(["2016-09-19", "2016-10-03", None, "2016-10-04", None]),
    }
)


@pytest.mark.parametrize(
    ("day", "known"),
    [
        ("2016-09-18", ["not_confirmed", "not_confirmed", "not_confirmed", "not_confirmed", "direct_payment"]),
        ("2016-09-19", ["direct_payment", "not_confirmed", "not_confirmed", "not_confirmed", "direct_payment"]),
        ("2016-11-07", ["direct_payment", "contract_provider", "not_confirmed", "private", "direct_payment"]),
    ],
)
def test_a_destination_is_known_from_the_day_it_was_decided(day: str, known: list[str]) -> None:
    assert list(status_on(PEOPLE, dt.date.fromisoformat(day))) == known


def test_without_destinations_nobody_is_confirmed() -> None:
    assert set(status_on(PEOPLE[["zone_code"]], dt.date(2016, 11, 7))) == {"not_confirmed"}


def test_a_zone_without_people_has_zeros_and_every_person_is_counted_once() -> None:
    zones = pd.Index(["2", "3", "18", "outside", "unlocated"])
    counts = transition_status(PEOPLE, zones, dt.date(2016, 11, 7))
    assert counts.loc["2"].to_dict() == dict(zip(STATUSES, [1, 1, 0, 1], strict=True))
    assert counts.loc["3"].sum() == 0
    assert counts.to_numpy().sum() == len(PEOPLE)


def test_share_of_direct_payments_is_of_all_who_transfer_and_no_data_where_nobody_does() -> None:
    counts = transition_status(PEOPLE, pd.Index(["2", "3"]), dt.date(2016, 11, 7))
    share = transition.share_pct(counts, "direct_payment")
    assert share["2"] == pytest.approx(100 / 3)
    assert list(transition.share_words(share)) == ["33.3 %", "no data"]


def test_weeks_begin_on_mondays_and_end_on_the_as_at_date() -> None:
    days = mondays_to(dt.date(2016, 11, 9), dt.date(2016, 10, 20))
    assert days == [dt.date(2016, 10, 24), dt.date(2016, 10, 31), dt.date(2016, 11, 7), dt.date(2016, 11, 9)]
    assert mondays_to(dt.date(2016, 11, 7), dt.date(2016, 11, 7)) == [dt.date(2016, 11, 7)]
    assert mondays_to(dt.date(2016, 11, 7), dt.date(2016, 12, 1)) == [dt.date(2016, 11, 7)]


@given(
    st.lists(
        st.tuples(st.sampled_from([*STATUSES[:3], None]), st.dates(dt.date(2016, 7, 1), dt.date(2016, 12, 1))),
        min_size=1,
        max_size=30,
    )
)
@settings(deadline=None)
def test_every_week_adds_up_to_everybody_and_nobody_becomes_unconfirmed_again(rows: list[tuple]) -> None:
    people = pd.DataFrame(rows, columns=["destination", "decided_on"])
    people["decided_on"] = pd.to_datetime(people["decided_on"])
    weeks = transition_weeks(people, mondays_to(dt.date(2016, 12, 5), dt.date(2016, 7, 1)))
    assert (weeks.sum(axis=1) == len(people)).all()
    assert (weeks["not_confirmed"].diff().dropna() <= 0).all()


def test_the_title_says_for_how_many_it_is_open() -> None:
    zones = pd.Index(["2", "18", "outside"])
    assert (
        transition.transition_title(transition_status(PEOPLE, zones, dt.date(2016, 11, 7)))
        == "It is not confirmed for 1 of 5 people how care goes on"
    )
    sure = transition_status(PEOPLE[PEOPLE["destination"].notna()], zones, dt.date(2016, 11, 7))
    assert transition.transition_title(sure) == "It is confirmed for all 4 people how care goes on"
