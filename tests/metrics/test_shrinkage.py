"""Rates of small zones drawn towards all, worked by hand and as PySAL has them; tiers that one person would change."""

import numpy as np
import pandas as pd
import pytest
from esda.smoothing import Empirical_Bayes
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import gamma

from geo.metrics.shrinkage import awaiting_per_100, is_certain, tiers_nearby

ZONES = pd.Index(["1", "2", "3"], name="zone_code")


def estimated(awaiting: list[float], receiving: list[float]) -> pd.DataFrame:
    index = pd.Index([str(at) for at in range(len(awaiting))], name="zone_code")
    return awaiting_per_100(pd.Series(awaiting, index=index), pd.Series(receiving, index=index))


def test_the_estimate_is_as_by_hand() -> None:
    # m = 60/300 = 0.2. Between zones: (100 x 0.1^2 + 100 x 0 + 100 x 0.1^2) / 300 - 0.2 / 100 = 0.0046667.
    # Own weight: 100 / (100 + 0.2 / 0.0046667) = 0.7. Estimates: 20 -/+ 0.7 x 10.
    found = estimated([10, 20, 30], [100, 100, 100])
    assert found["awaiting_per_100"].tolist() == [10.0, 20.0, 30.0]
    assert found["own_weight"].tolist() == pytest.approx([0.7, 0.7, 0.7])
    assert found["estimate_per_100"].tolist() == pytest.approx([13.0, 20.0, 27.0])


def test_a_small_zone_moves_farther_than_a_large_one_with_the_same_rate() -> None:
    found = estimated([4, 40, 10, 60], [10, 100, 200, 400])
    assert found["awaiting_per_100"].tolist()[:2] == [40.0, 40.0]
    assert found["estimate_per_100"].iloc[0] < found["estimate_per_100"].iloc[1] < 40.0
    assert found["own_weight"].is_monotonic_increasing
    width = found["high_per_100"] - found["low_per_100"]
    assert width.iloc[0] > width.iloc[1]


def test_a_zone_where_nobody_waits_is_not_estimated_at_nothing() -> None:
    found = estimated([0, 40, 10, 60], [5, 100, 200, 400]).iloc[0]
    assert found["awaiting_per_100"] == 0.0
    assert found["estimate_per_100"] > 5.0
    assert 0.0 < found["low_per_100"] < found["estimate_per_100"] < found["high_per_100"]


def test_the_interval_is_the_middle_of_the_gamma_distribution_that_follows() -> None:
    # Prior of mean 0.2 and variance 0.0046667 is gamma with shape 8.5714 and rate 42.857; with 10 of 100 added 18.571
    # and 142.857, of which the middle 95 % lie from 0.0778 to 0.1955.
    found = estimated([10, 20, 30], [100, 100, 100]).iloc[0]
    ends = gamma.ppf([0.025, 0.975], 18.5714, scale=100 / 142.857)
    assert found[["low_per_100", "high_per_100"]].tolist() == pytest.approx(ends.tolist(), rel=1e-5)


def test_zones_that_differ_no_more_than_by_chance_have_the_rate_of_all() -> None:
    # 30 of 300; the interval of a count of 30 with shape 30 and rate 300: 6.75 to 13.88 for every 100.
    found = estimated([10, 10, 10], [100, 100, 100])
    assert found["estimate_per_100"].tolist() == pytest.approx([10.0] * 3)
    assert found["own_weight"].tolist() == [0.0] * 3
    assert found[["low_per_100", "high_per_100"]].iloc[0].tolist() == pytest.approx([6.75, 13.88], abs=0.01)


COUNTS = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 400)), min_size=3, max_size=20)


@settings(max_examples=40)
@given(COUNTS)
def test_the_estimate_is_marshalls_as_pysal_has_it_wherever_zones_differ(counts: list[tuple[int, int]]) -> None:
    y, n = (np.array(side, dtype=float) for side in zip(*counts, strict=True))
    found = estimated(y.tolist(), n.tolist())
    if y.sum() == 0 or not found["own_weight"].gt(0).all():
        return
    assert found["estimate_per_100"].to_numpy() == pytest.approx(100 * Empirical_Bayes(y, n).r.ravel(), rel=1e-9)


@settings(max_examples=40)
@given(COUNTS)
def test_the_estimate_lies_between_the_zone_and_all_and_inside_its_interval(counts: list[tuple[int, int]]) -> None:
    y, n = zip(*counts, strict=True)
    found = estimated(list(y), list(n)).dropna()
    whole = 100 * sum(y) / sum(n)
    low = found["awaiting_per_100"].clip(upper=whole)
    high = found["awaiting_per_100"].clip(lower=whole)
    assert (found["estimate_per_100"] >= low - 1e-9).all()
    assert (found["estimate_per_100"] <= high + 1e-9).all()
    assert (found["low_per_100"] < found["estimate_per_100"]).all()
    assert (found["estimate_per_100"] <= found["high_per_100"] + 1e-9).all()


def test_a_zone_without_people_receiving_or_without_a_count_has_no_rate() -> None:
    awaiting = pd.Series([3, pd.NA, 4, 5, 9], dtype="Int64")
    found = awaiting_per_100(awaiting, pd.Series([0, 50, 50, 60, 70], dtype="Int64"))
    assert found.iloc[:2].isna().all(axis=None)
    assert found.iloc[2:].notna().all(axis=None)


def test_two_zones_or_nobody_waiting_give_the_counted_rate_only() -> None:
    for found in (estimated([1, 2], [10, 10]), estimated([0, 0, 0], [10, 10, 10])):
        assert found["awaiting_per_100"].notna().all()
        assert found.drop(columns="awaiting_per_100").isna().all(axis=None)


def judge(figures: pd.Series) -> str:
    """Hard from 10 waiting, or with fewer than two providers."""
    return "hard" if figures["people_awaiting"] >= 10 or figures["providers_delivering"] < 2 else "fair"


def test_a_tier_at_its_limit_is_not_certain_and_says_what_would_change_it() -> None:
    found = tiers_nearby(pd.Series({"people_awaiting": 8, "providers_delivering": 5}), judge)
    assert found["figure"].tolist() == ["people_awaiting"] * 4 + ["providers_delivering"] * 2
    assert found.loc[found["differs"], ["change", "value", "tier"]].to_numpy().tolist() == [[2, 10, "hard"]]
    assert not is_certain(found)


def test_a_tier_far_from_its_limits_is_certain() -> None:
    assert is_certain(tiers_nearby(pd.Series({"people_awaiting": 4, "providers_delivering": 5}), judge))


def test_no_count_goes_below_nothing_and_an_unknown_one_is_left() -> None:
    found = tiers_nearby(pd.Series({"people_awaiting": 1, "providers_delivering": 0, "people_receiving": pd.NA}), judge)
    assert found["value"].tolist() == [0, 2, 3, 1]
    assert found["change"].tolist() == [-1, 1, 2, 1]


def test_the_figures_given_are_not_changed() -> None:
    figures = pd.Series({"people_awaiting": 8, "providers_delivering": 5})
    tiers_nearby(figures, judge)
    assert figures.tolist() == [8, 5]
