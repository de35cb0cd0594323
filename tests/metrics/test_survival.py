"""The time to source: curves worked out by hand, the published textbook example, and SciPy's own estimate."""

import datetime as dt
import warnings

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import CensoredData, ecdf

from geo.metrics.survival import (
    completed_waits,
    followed_waits,
    open_waits_by,
    still_waiting,
    time_to_source,
    time_to_source_overall,
)
from geo.metrics.waits import open_waits

AS_AT = dt.date(2022, 12, 31)
ZONES = pd.Index(["A", "B"], name="zone_code")


def awaiting(*rows: tuple[str, int, str | None, int | None]) -> pd.DataFrame:
    """Waits as zone, days before the date they began, outcome, and days before the date it came."""
    day = pd.Timestamp(AS_AT)
    frame = pd.DataFrame(rows, columns=["zone_code", "began", "outcome", "ended"])
    since = (day - pd.to_timedelta(frame["began"], unit="D")).astype("datetime64[s]")
    ended = (day - pd.to_timedelta(frame["ended"].astype("float64"), unit="D")).astype("datetime64[s]")
    return frame[["zone_code"]].assign(
        waiting_since=since, outcome=frame["outcome"].astype("str").mask(frame["outcome"].isna()), outcome_on=ended
    )


def followed(sourced: list[int], censored: list[int]) -> pd.DataFrame:
    days = [*sourced, *censored]
    is_sourced = [True] * len(sourced) + [False] * len(censored)
    is_open = [not done for done in is_sourced]
    return pd.DataFrame({"zone_code": "A", "wait_days": days, "is_sourced": is_sourced, "is_open": is_open})


def test_the_curve_of_five_waits_is_as_by_hand() -> None:
    # Sourced after 2, 4 and 4 days, still waiting after 3 and 5: 1 - 1/5 = 0.8; then 0.8 x (1 - 2/3) = 0.2667.
    curve = still_waiting(followed([2, 4, 4], [3, 5]))
    assert curve["days"].tolist() == [2, 3, 4, 5]
    assert curve["share_waiting_pct"].tolist() == pytest.approx([80.0, 80.0, 80.0 / 3, 80.0 / 3])
    assert curve["followed"].tolist() == [5, 4, 3, 1]
    assert curve["sourced"].tolist() == [1, 0, 2, 0]


def test_of_two_waits_of_one_length_the_sourced_one_counts_before_the_censored_one() -> None:
    assert still_waiting(followed([3], [3]))["share_waiting_pct"].tolist() == [50.0]


def test_the_published_example_gives_its_published_median_and_interval() -> None:
    # 6-MP arm of Freireich (1963), as in Kalbfleisch and Prentice: median 23, log(-log) interval from 13, open above.
    sourced = [6, 6, 6, 7, 10, 13, 16, 22, 23]
    censored = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
    found = time_to_source_overall(followed(sourced, censored))
    assert found["time_to_source_median_days"] == 23
    assert found["time_to_source_median_low_days"] == 13
    assert found["time_to_source_median_high_days"] is pd.NA
    curve = still_waiting(followed(sourced, censored)).set_index("days")
    assert curve.loc[[6, 7, 10, 13, 16, 22, 23], "share_waiting_pct"].tolist() == pytest.approx(
        [85.7, 80.7, 75.3, 69.0, 62.7, 53.8, 44.8], abs=0.05
    )


WAIT_LISTS = st.lists(st.tuples(st.integers(0, 40), st.booleans()), min_size=1, max_size=40)


@given(WAIT_LISTS)
def test_curve_and_band_are_those_of_scipy_wherever_they_are_defined(waits: list[tuple[int, bool]]) -> None:
    sourced = [days for days, done in waits if done]
    censored = [days for days, done in waits if not done]
    curve = still_waiting(followed(sourced, censored))
    theirs = ecdf(CensoredData(uncensored=sourced, right=censored)).sf
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        band = theirs.confidence_interval(method="log-log")
    assert curve["days"].tolist() == theirs.quantiles.tolist()
    assert curve["share_waiting_pct"].to_numpy() == pytest.approx(100 * theirs.probabilities)
    defined = curve["low_pct"].notna().to_numpy()
    assert curve["low_pct"][defined].to_numpy() == pytest.approx(100 * band.low.probabilities[defined])
    assert curve["high_pct"][defined].to_numpy() == pytest.approx(100 * band.high.probabilities[defined])
    inside = (theirs.probabilities > 0) & (theirs.probabilities < 1)
    assert (defined == inside).all()


@given(WAIT_LISTS)
def test_the_share_still_waiting_never_rises_and_its_interval_holds_it(waits: list[tuple[int, bool]]) -> None:
    curve = still_waiting(followed([d for d, done in waits if done], [d for d, done in waits if not done]))
    assert (curve["share_waiting_pct"].diff().dropna() <= 1e-9).all()
    known = curve.dropna()
    assert (known["low_pct"] <= known["share_waiting_pct"] + 1e-9).all()
    assert (known["share_waiting_pct"] <= known["high_pct"] + 1e-9).all()


def test_with_nothing_censored_the_median_is_the_first_day_by_which_half_were_sourced() -> None:
    found = time_to_source_overall(followed([0, 1, 2, 3, 4, 5], []))
    assert found["time_to_source_quarter_days"] == 1
    assert found["time_to_source_median_days"] == 2
    assert found["time_to_source_three_quarters_days"] == 4


def test_a_median_that_is_not_reached_is_missing_with_a_flag_and_never_the_longest_wait() -> None:
    found = time_to_source_overall(followed([1, 2, 3, 4, 5], [90] * 15))
    assert found["time_to_source_quarter_days"] == 5
    assert found["is_quarter_reached"] is True
    assert found["time_to_source_median_days"] is pd.NA
    assert found["is_median_reached"] is False


def test_with_four_sourced_there_is_no_figure_and_with_five_there_is() -> None:
    four = time_to_source_overall(followed([1, 2, 3, 4], [9]))
    assert four["waits_sourced"] == 4
    assert four.drop(["waits_followed", "waits_sourced", "waits_ended_otherwise", "waits_open"]).isna().all()
    assert time_to_source_overall(followed([1, 2, 3, 4, 5], [9]))["time_to_source_median_days"] == 3


def test_open_waits_make_the_median_longer_than_that_of_completed_ones() -> None:
    assert time_to_source_overall(followed([1, 2, 3, 4, 5], []))["time_to_source_median_days"] == 3
    assert time_to_source_overall(followed([1, 2, 3, 4, 5], [30, 30, 30]))["time_to_source_median_days"] == 4


def test_waits_are_followed_to_their_outcome_or_to_the_date() -> None:
    waits = awaiting(("A", 10, "sourced", 4), ("A", 10, "withdrawn", 3), ("A", 8, None, None), ("A", 5, "sourced", -2))
    found = followed_waits(waits, AS_AT)
    assert found["wait_days"].tolist() == [6, 7, 8, 5]
    assert found["is_sourced"].tolist() == [True, False, False, False]
    assert found["is_open"].tolist() == [False, False, True, True]


def test_a_wait_that_ended_on_the_date_itself_has_ended() -> None:
    found = followed_waits(awaiting(("A", 3, "sourced", 0), ("A", 0, "sourced", 0)), AS_AT)
    assert found["is_sourced"].tolist() == [True, True]
    assert found["wait_days"].tolist() == [3, 0]


def test_only_waits_that_began_in_the_window_are_followed() -> None:
    waits = awaiting(
        ("A", 365, "sourced", 300), ("A", 364, "sourced", 300), ("A", 0, None, None), ("A", -1, None, None)
    )
    assert followed_waits(waits, AS_AT)["wait_days"].tolist() == [64, 0]


def test_an_outcome_without_its_day_is_left_out_and_an_ended_wait_without_outcome_is_not_called_sourced() -> None:
    waits = awaiting(("A", 9, "sourced", None), ("A", 9, "open", None), ("A", 9, None, 2))
    found = followed_waits(waits, AS_AT)
    assert found["wait_days"].tolist() == [9, 7]
    assert not found["is_sourced"].any()
    assert found["is_open"].tolist() == [True, False]


def test_a_list_without_outcomes_has_open_waits_only() -> None:
    waits = awaiting(("A", 9, None, None))[["zone_code", "waiting_since"]]
    found = followed_waits(waits, AS_AT)
    assert found["is_open"].tolist() == [True]
    assert time_to_source(found, ZONES)["time_to_source_median_days"].isna().all()
    assert completed_waits(waits, ZONES, AS_AT).isna().all(axis=None)


def test_by_zone_the_counts_add_up_and_a_zone_without_waits_has_none() -> None:
    rows = [("A", 50, "sourced", 50 - days) for days in (1, 2, 3, 4, 5)]
    waits = awaiting(*rows, ("A", 20, "withdrawn", 1), ("A", 20, None, None))
    table = time_to_source(followed_waits(waits, AS_AT), ZONES)
    assert table.loc["A", ["waits_followed", "waits_sourced", "waits_ended_otherwise", "waits_open"]].tolist() == [
        7, 5, 1, 1,
    ]  # fmt: skip
    assert table.loc["A", "time_to_source_median_days"] == 4
    assert table.loc["B", "waits_followed"] == 0
    assert table["time_to_source_median_days"].dtype == "Int64"
    assert table["is_median_reached"].tolist() == [True, pd.NA]
    assert table.index.equals(ZONES)


def test_completed_waits_are_those_sourced_in_the_last_91_days_only() -> None:
    rows = [("A", 95, "sourced", 90), ("A", 95, "sourced", 91), ("A", 9, "withdrawn", 1), ("A", 9, None, None)]
    more = [("A", days, "sourced", 0) for days in (1, 2, 3, 100)]
    found = completed_waits(awaiting(*rows, *more), ZONES, AS_AT)
    assert found["completed_waits"].tolist() == [5, 0]
    assert found["completed_wait_median_days"].iloc[0] == 3.0  # 1, 2, 3, 5 and 100
    assert np.isnan(found["completed_wait_median_days"].iloc[1])
    fewer = completed_waits(awaiting(*rows, *more[:3]), ZONES, AS_AT)
    assert fewer["completed_waits"].tolist() == [4, 0]
    assert fewer["completed_wait_median_days"].isna().all()


def test_open_waits_are_counted_once_in_each_reason_and_unstated_ones_apart() -> None:
    waits = awaiting(("A", 3, None, None), ("A", 4, None, None), ("B", 5, None, None), ("outside", 6, None, None))
    waits["reasons"] = ["double-up; language;double-up", " ; ", None, "language"]
    found = open_waits_by(open_waits(waits, AS_AT), "reasons", ZONES)
    assert found.columns.tolist() == ["language", "double-up", "not_stated"]
    assert found.loc["A"].tolist() == [1, 1, 1]
    assert found.loc["B"].tolist() == [0, 0, 1]
    assert found.loc["all"].tolist() == [2, 1, 2]
    assert open_waits_by(open_waits(waits, AS_AT), "interim_cover", ZONES) is None


def test_no_cover_is_stated_and_nobody_waiting_is_zero() -> None:
    waits = awaiting(("A", 3, None, None)).assign(interim_cover="none")
    assert open_waits_by(waits, "interim_cover", ZONES).loc["A", "none"] == 1
    empty = open_waits_by(waits.iloc[:0], "interim_cover", ZONES)
    assert empty.columns.tolist() == ["not_stated"]
    assert empty["not_stated"].tolist() == [0, 0, 0]
