"""Intervals of counts and shares, and what is within chance: published values, and the definitions themselves."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binomtest, poisson

from geo.metrics.intervals import chance_p, is_within_chance, poisson_interval, wilson_interval

ZONES = pd.Index(["A", "B", "C", "D", "E"], name="zone_code")


def zones(values: list[float | None]) -> pd.Series:
    return pd.Series(values, index=ZONES[: len(values)], dtype="Int64", name="people_awaiting")


@pytest.mark.parametrize(
    ("count", "lower", "upper"),
    # Tables of the exact interval: Garwood (1936), as in the epidemiological textbooks.
    [(0, 0.0, 3.689), (1, 0.0253, 5.572), (2, 0.2422, 7.225), (10, 4.795, 18.390), (100, 81.36, 121.63)],
)
def test_a_count_has_its_published_exact_interval(count: int, lower: float, upper: float) -> None:
    found = poisson_interval(zones([count])).iloc[0]
    assert found["lower"] == pytest.approx(lower, rel=1e-3)
    assert found["upper"] == pytest.approx(upper, rel=1e-3)


def test_a_missing_count_has_no_interval_and_the_index_stays() -> None:
    found = poisson_interval(zones([3, None]))
    assert found.columns.tolist() == ["lower", "upper"]
    assert found.index.equals(ZONES[:2])
    assert found.isna().all(axis=1).tolist() == [False, True]


@pytest.mark.parametrize(
    ("part", "whole", "lower", "upper"),
    # 0/10: 0 and z^2 / (10 + z^2); 10/10 is its mirror image; 5/10 by hand, (5 + z^2/2 -/+ z sqrt(2.5 + z^2/4)) /
    # (10 + z^2); 81/263 and 15/148 are examples of Newcombe (1998).
    [
        (0, 10, 0.0, 27.75),
        (5, 10, 23.66, 76.34),
        (10, 10, 72.25, 100.0),
        (81, 263, 25.53, 36.62),
        (15, 148, 6.24, 16.05),
    ],
)
def test_a_share_has_its_published_wilson_interval(part: int, whole: int, lower: float, upper: float) -> None:
    found = wilson_interval(zones([part]), zones([whole])).iloc[0]
    assert found["lower_pct"] == pytest.approx(lower, abs=0.005)
    assert found["upper_pct"] == pytest.approx(upper, abs=0.005)


def test_a_share_of_nothing_is_unknown_and_not_zero() -> None:
    found = wilson_interval(zones([0, None, 1]), zones([0, 5, None]))
    assert found.columns.tolist() == ["lower_pct", "upper_pct"]
    assert found.isna().all(axis=None)


def test_the_whole_is_found_by_zone_and_not_by_place() -> None:
    found = wilson_interval(zones([0, 5]), zones([10, 20])[::-1])
    assert found["upper_pct"].round(2).tolist() == [27.75, 46.87]
    assert chance_p(zones([0, 0]), zones([0, 6])[::-1]).tolist() == [1.0, 0.03125]
    assert chance_p(zones([0, 0]), zones([0, 6, 4])).tolist() == [1.0, 0.03125]
    assert chance_p(zones([0, 6]), zones([0])).isna().tolist() == [False, True]


def test_a_part_greater_than_its_whole_is_refused() -> None:
    with pytest.raises(ValueError, match="people_awaiting: a part is greater than its whole"):
        wilson_interval(zones([1, 11]), zones([1, 10]))


@pytest.mark.parametrize("bad", [-1.0, 2.5])
def test_what_is_no_count_is_refused(bad: float) -> None:
    counts = pd.Series([1.0, bad], name="people_awaiting")
    whole = pd.Series([9.0, 9.0])
    for refused in (
        lambda: poisson_interval(counts),
        lambda: wilson_interval(counts, whole),
        lambda: wilson_interval(whole, counts),
        lambda: chance_p(counts, whole),
        lambda: is_within_chance(whole, counts),
    ):
        with pytest.raises(ValueError, match="a count is negative or not whole"):
            refused()


@pytest.mark.parametrize(
    ("before", "after", "p"),
    [
        (0, 0, 1.0),
        (4, 4, 1.0),
        (0, 5, 2 / 2**5),  # all five heads or all five tails
        (0, 6, 2 / 2**6),
        (1, 7, 2 * (1 + 8) / 2**8),  # at most one of eight, either way
        (3, 10, 2 * (1 + 13 + 78 + 286) / 2**13),
    ],
)
def test_a_change_is_as_probable_as_that_many_heads(before: int, after: int, p: float) -> None:
    assert chance_p(zones([before]), zones([after])).tolist() == [pytest.approx(p)]
    assert chance_p(zones([after]), zones([before])).tolist() == [pytest.approx(p)]


def test_none_to_five_is_within_chance_and_none_to_six_is_not() -> None:
    within = is_within_chance(zones([0, 0, 6, 8, None]), zones([5, 6, 0, 8, 3]))
    assert within.tolist()[:4] == [True, False, False, True]
    assert within.isna().tolist() == [False] * 4 + [True]
    assert within.dtype == "boolean"


def test_a_change_of_exactly_five_per_cent_is_within_chance(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("geo.metrics.intervals.CHANCE_P", 2 / 2**5)
    assert is_within_chance(zones([0]), zones([5])).tolist() == [True]


@given(st.integers(0, 2000))
@settings(max_examples=50, deadline=None)
def test_the_ends_of_an_exact_interval_are_the_means_that_leave_a_fortieth_in_the_tail(count: int) -> None:
    found = poisson_interval(pd.Series([count])).iloc[0]
    assert poisson.cdf(count, found["upper"]) == pytest.approx(0.025, rel=1e-6)
    if count:
        assert poisson.sf(count - 1, found["lower"]) == pytest.approx(0.025, rel=1e-6)
    assert found["lower"] <= count < found["upper"]


@given(st.integers(0, 300), st.integers(1, 300))
@settings(max_examples=50, deadline=None)
def test_a_wilson_interval_is_that_of_another_library_and_holds_the_share(part: int, whole: int) -> None:
    part = min(part, whole)
    found = wilson_interval(pd.Series([part]), pd.Series([whole])).iloc[0]
    other = binomtest(part, whole).proportion_ci(0.95, method="wilson")
    assert found.tolist() == pytest.approx([100 * other.low, 100 * other.high], abs=1e-9)
    assert 0.0 <= found["lower_pct"] <= 100 * part / whole + 1e-9
    assert 100 * part / whole - 1e-9 <= found["upper_pct"] <= 100.0


@given(st.integers(0, 400), st.integers(0, 400))
@settings(max_examples=50, deadline=None)
def test_the_chance_of_a_change_is_that_of_the_exact_binomial_test(before: int, after: int) -> None:
    p = chance_p(pd.Series([before]), pd.Series([after])).iloc[0]
    expected = binomtest(before, before + after, 0.5).pvalue if before + after else 1.0
    assert p == pytest.approx(expected, rel=1e-9)
    assert 0.0 < p <= 1.0


def test_many_zones_are_worked_out_at_once_as_each_alone() -> None:
    counts, after = pd.Series(range(50)), pd.Series(range(50, 100))
    for make in (lambda a, _: poisson_interval(a), wilson_interval, lambda a, b: chance_p(a, b).to_frame()):
        together = make(counts, after).to_numpy()
        alone = [make(counts.iloc[[row]], after.iloc[[row]]).to_numpy()[0] for row in range(50)]
        np.testing.assert_array_equal(together, np.array(alone))
