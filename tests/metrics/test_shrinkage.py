"""Rates of small zones drawn towards that of all, worked by hand and as PySAL has them."""

import numpy as np
import pandas as pd
import pytest
from esda.smoothing import Empirical_Bayes
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.metrics.shrinkage import awaiting_per_100

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


def test_a_zone_where_nobody_waits_is_not_estimated_at_nothing() -> None:
    found = estimated([0, 40, 10, 60], [5, 100, 200, 400]).iloc[0]
    assert found["awaiting_per_100"] == 0.0
    assert found["estimate_per_100"] > 5.0


def test_zones_that_differ_no_more_than_by_chance_have_the_rate_of_all() -> None:
    # 30 of 300.
    found = estimated([10, 10, 10], [100, 100, 100])
    assert found["estimate_per_100"].tolist() == pytest.approx([10.0] * 3)
    assert found["own_weight"].tolist() == [0.0] * 3


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
def test_the_estimate_lies_between_the_zone_and_all(counts: list[tuple[int, int]]) -> None:
    y, n = zip(*counts, strict=True)
    found = estimated(list(y), list(n)).dropna()
    whole = 100 * sum(y) / sum(n)
    low = found["awaiting_per_100"].clip(upper=whole)
    high = found["awaiting_per_100"].clip(lower=whole)
    assert (found["estimate_per_100"] >= low - 1e-9).all()
    assert (found["estimate_per_100"] <= high + 1e-9).all()


def test_a_zone_without_people_receiving_or_without_a_count_has_no_rate() -> None:
    awaiting = pd.Series([3, pd.NA, 4, 5, 9], dtype="Int64")
    found = awaiting_per_100(awaiting, pd.Series([0, 50, 50, 60, 70], dtype="Int64"))
    assert found.iloc[:2].isna().all(axis=None)
    assert found.iloc[2:].notna().all(axis=None)


def test_two_zones_or_nobody_waiting_give_the_counted_rate_only() -> None:
    for found in (estimated([1, 2], [10, 10]), estimated([0, 0, 0], [10, 10, 10])):
        assert found["awaiting_per_100"].notna().all()
        assert found.drop(columns="awaiting_per_100").isna().all(axis=None)
