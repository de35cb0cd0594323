"""How far rural and urban people lie apart: differences by hand, intervals against R's and SciPy's tables."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import mannwhitneyu, ttest_ind

from geo.metrics.rural_gap import gap, hours_gap, shift_rank, undelivered_pct


def compared(rural: list[float], urban: list[float]) -> pd.Series:
    values = pd.Series([*rural, *urban], name="wait_days")
    sides = pd.Series([True] * len(rural) + [False] * len(urban), dtype="boolean")
    return gap(values, sides)


def test_means_medians_and_shift_are_as_by_hand() -> None:
    # All 25 differences of 11..15 and 1..5 lie between 6 and 14; their median is 10.
    found = compared([11, 12, 13, 14, 15], [1, 2, 3, 4, 5])
    assert found[["rural_mean", "urban_mean", "mean_difference"]].tolist() == [13.0, 3.0, 10.0]
    assert found[["rural_median", "urban_median", "shift"]].tolist() == [13.0, 3.0, 10.0]
    # Five against five: the third difference from each end. 6, 7, 7 and 14, 13, 13.
    assert found[["shift_low", "shift_high"]].tolist() == [7.0, 13.0]
    # Welch: standard error sqrt(2.5/5 + 2.5/5) = 1, 8 degrees of freedom, t = 2.306.
    assert found[["mean_difference_low", "mean_difference_high"]].tolist() == pytest.approx([7.694, 12.306], abs=5e-4)


def test_one_very_long_wait_moves_the_mean_and_hardly_the_shift() -> None:
    found = compared([11, 12, 13, 14, 500], [1, 2, 3, 4, 5])
    assert found["mean_difference"] == 107.0
    assert found["shift"] == 10.0


@pytest.mark.parametrize(
    ("rural", "urban", "rank"),
    # Critical values of the Mann-Whitney test at 5 % two-sided, as every table prints them, plus one.
    [(5, 5, 3), (5, 8, 7), (8, 5, 7), (8, 8, 14), (10, 10, 24), (20, 20, 128), (4, 4, 1), (3, 3, 1)],
)
def test_the_rank_of_the_interval_follows_the_printed_tables(rural: int, urban: int, rank: int) -> None:
    assert shift_rank(rural, urban) == rank


def test_counting_and_the_normal_approximation_meet_where_one_takes_over_from_the_other() -> None:
    assert shift_rank(51, 51) - shift_rank(50, 50) == pytest.approx(
        (51**2 - 50**2) / 2 - 1.96 * (np.sqrt(51**2 * 103 / 12) - np.sqrt(50**2 * 101 / 12)), abs=2
    )


WAITS = st.lists(st.integers(0, 400).map(float), min_size=5, max_size=25, unique=True)


@given(WAITS, WAITS)
def test_the_interval_holds_no_difference_exactly_when_the_test_does_not_reject_it(
    rural: list[float], urban: list[float]
) -> None:
    apart = [days + 0.5 for days in urban]
    found = compared(rural, apart)
    p = mannwhitneyu(rural, apart, method="exact").pvalue
    assert (found["shift_low"] <= 0 <= found["shift_high"]) == (p > 0.05)


@given(WAITS, WAITS)
def test_the_interval_of_the_means_is_that_of_scipy(rural: list[float], urban: list[float]) -> None:
    theirs = ttest_ind(rural, urban, equal_var=False).confidence_interval(0.95)
    found = compared(rural, urban)
    assert found[["mean_difference_low", "mean_difference_high"]].tolist() == pytest.approx([theirs.low, theirs.high])


@given(WAITS, WAITS)
def test_swapping_the_sides_changes_the_signs_and_nothing_else(rural: list[float], urban: list[float]) -> None:
    one, other = compared(rural, urban), compared(urban, rural)
    for name in ("shift", "mean_difference"):
        assert one[name] == pytest.approx(-other[name])
        assert one[f"{name}_low"] == pytest.approx(-other[f"{name}_high"])


def test_with_four_on_one_side_there_is_no_gap_only_counts() -> None:
    found = compared([1, 2, 3, 4], [1, 2, 3, 4, 5, 6])
    assert found[["rural_rows", "urban_rows", "unknown_rows"]].tolist() == [4, 6, 0]
    assert found.iloc[3:].isna().all()


def test_rows_of_unknown_place_or_value_are_counted_apart() -> None:
    values = pd.Series([1.0, 2.0, np.nan] + [3.0] * 12)
    sides = pd.Series([pd.NA, True, True] + [True] * 6 + [False] * 6, dtype="boolean")
    found = gap(values, sides)
    assert found[["rural_rows", "urban_rows", "unknown_rows"]].tolist() == [7, 6, 2]
    assert found["rural_mean"] == pytest.approx(20 / 7)


def test_waits_that_are_all_alike_have_an_interval_without_width() -> None:
    found = compared([9.0] * 5, [2.0] * 5)
    assert found[["mean_difference_low", "mean_difference_high", "shift_low", "shift_high"]].tolist() == [7.0] * 4


def sides(rural: list[float], urban: list[float]) -> pd.DataFrame:
    is_rural = pd.Series([True] * len(rural) + [False] * len(urban), dtype="boolean")
    return pd.DataFrame({"hours_per_week": [*rural, *urban], "is_rural": is_rural})


def test_hours_awaiting_are_related_to_hours_delivered_on_the_same_side() -> None:
    found = hours_gap(sides([10.0] * 5, [10.0] * 10), sides([200.0, 50.0], [1_000.0]))
    assert found[["rural_per_100", "urban_per_100", "difference"]].tolist() == [20.0, 10.0, 10.0]
    # Variance: (100/250)^2 x 500 + (100/1000)^2 x 1000 = 80 + 10; 1.96 x sqrt(90) = 18.594.
    assert found[["difference_low", "difference_high"]].tolist() == pytest.approx([-8.594, 28.594], abs=5e-4)


def test_hours_that_nobody_states_and_places_that_nobody_knows_are_left_out() -> None:
    waiting = sides([10.0] * 5 + [np.nan], [10.0] * 5)
    waiting.loc[len(waiting)] = [99.0, pd.NA]
    found = hours_gap(waiting.astype({"is_rural": "boolean"}), sides([100.0], [100.0]))
    assert found[["rural_rows", "urban_rows"]].tolist() == [5, 5]
    assert found["rural_per_100"] == 50.0


def test_too_few_waits_or_no_care_delivered_on_a_side_give_no_difference() -> None:
    assert hours_gap(sides([10.0] * 4, [10.0] * 9), sides([1.0], [1.0])).iloc[2:].isna().all()
    assert hours_gap(sides([10.0] * 5, [10.0] * 9), sides([], [1.0])).iloc[2:].isna().all()


def test_hours_not_delivered_are_a_share_of_those_commissioned_and_extra_hours_make_up_for_none() -> None:
    performance = pd.DataFrame(
        {
            "zone_code": ["A", "A", "C"],
            "commissioned_hours": [100.0, 100.0, 0.0],
            "delivered_hours": [70.0, 120.0, 0.0],
        }
    )
    found = undelivered_pct(performance, pd.Index(["A", "B", "C"]))
    assert found.iloc[0] == 15.0
    assert found.iloc[1:].isna().all()
