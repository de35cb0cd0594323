"""Hours within reach: worked by hand, shared out without loss, and the same as PySAL's access."""

import logging

import numpy as np
import pandas as pd
import pytest
from access import Access
from hypothesis import given
from hypothesis import strategies as st

from geo.metrics.catchment import hours_in_reach, zone_weight


def journeys(*pairs: tuple[str, str, float]) -> pd.DataFrame:
    return pd.DataFrame(pairs, columns=["area_code", "provider_id", "minutes"])


def test_the_end_of_a_zone_belongs_to_it_and_nobody_travels_beyond_half_an_hour() -> None:
    minutes = np.array([0.0, 10.0, 10.1, 20.0, 30.0, 30.1, np.inf, np.nan])
    assert zone_weight(minutes).tolist() == [1.0, 1.0, 0.68, 0.68, 0.22, 0.0, 0.0, 0.0]


def test_two_areas_and_two_providers_are_as_by_hand() -> None:
    # P1: 100 h for 50 + 0.68 x 25 = 67 people; P2: 44 h for 25 people, out of reach of S1.
    pairs = journeys(("S1", "P1", 5), ("S2", "P1", 15), ("S2", "P2", 3), ("S1", "P2", 40))
    found = hours_in_reach(pairs, pd.Series({"P1": 100.0, "P2": 44.0}), pd.Series({"S1": 50.0, "S2": 25.0}))
    assert found.tolist() == pytest.approx([100 / 67, 0.68 * 100 / 67 + 44 / 25])
    assert found.name == "hours_in_reach"
    assert found.index.tolist() == ["S1", "S2"]


def test_an_area_out_of_reach_has_no_hours_and_one_that_is_not_known_is_missing() -> None:
    pairs = journeys(("S1", "P1", 5), ("S2", "P1", np.inf), ("S3", "P1", np.nan))
    found = hours_in_reach(pairs, pd.Series({"P1": 10.0}), pd.Series({"S1": 5.0, "S2": 5.0, "S3": 5.0, "S4": 5.0}))
    assert found[["S1", "S2", "S4"]].tolist() == [2.0, 0.0, 0.0]
    assert np.isnan(found["S3"])


def test_hours_that_nobody_needs_are_missing_and_not_without_limit() -> None:
    pairs = journeys(("S1", "P1", 5), ("S2", "P2", 5))
    found = hours_in_reach(pairs, pd.Series({"P1": 10.0, "P2": 0.0}), pd.Series({"S1": 0.0, "S2": 0.0}))
    assert np.isnan(found["S1"])
    assert found["S2"] == 0.0


def test_an_area_where_nobody_needs_care_has_its_share_but_takes_none() -> None:
    pairs = journeys(("S1", "P1", 5), ("S2", "P1", 5))
    found = hours_in_reach(pairs, pd.Series({"P1": 10.0}), pd.Series({"S1": 0.0, "S2": 5.0}))
    assert found.tolist() == [2.0, 2.0]


def test_providers_without_stated_hours_and_areas_without_demand_are_left_out() -> None:
    pairs = journeys(("S1", "P1", 5), ("S1", "P2", 5), ("S2", "P1", 5), ("S9", "P1", 5))
    found = hours_in_reach(pairs, pd.Series({"P1": 10.0, "P2": np.nan}), pd.Series({"S1": 5.0, "S2": np.nan}))
    assert found["S1"] == 2.0
    assert np.isnan(found["S2"])


@pytest.mark.parametrize(
    ("pairs", "hours", "people"),
    [
        ([("S1", "P1", -1.0)], 1.0, 1.0),
        ([("S1", "P1", 1.0)], -1.0, 1.0),
        ([("S1", "P1", 1.0)], 1.0, -1.0),
        ([("S1", "P1", 1.0), ("S1", "P1", 2.0)], 1.0, 1.0),
    ],
)
def test_what_cannot_be_is_refused(pairs: list[tuple[str, str, float]], hours: float, people: float) -> None:
    with pytest.raises(ValueError, match=r"negative|twice"):
        hours_in_reach(journeys(*pairs), pd.Series({"P1": hours}), pd.Series({"S1": people}))


def drawn(seed: int, areas: int, providers: int) -> tuple[pd.DataFrame, pd.Series, pd.Series]:
    """Every pair of random areas and providers in a square of 40 minutes."""
    rng = np.random.default_rng(seed)
    here, there = rng.uniform(0, 40, (areas, 2)), rng.uniform(0, 40, (providers, 2))
    minutes = np.linalg.norm(here[:, None] - there, axis=2).round(1)
    codes = pd.Index([f"S{at}" for at in range(areas)]), pd.Index([f"P{at}" for at in range(providers)])
    long = pd.DataFrame(minutes, index=codes[0], columns=codes[1]).rename_axis("area_code").reset_index()
    pairs = long.melt("area_code", var_name="provider_id", value_name="minutes")
    hours = pd.Series(rng.integers(0, 60, providers).astype(float), index=codes[1])
    return pairs, hours, pd.Series(rng.integers(1, 400, areas).astype(float), index=codes[0])


@given(st.integers(0, 10_000), st.integers(1, 30), st.integers(1, 12))
def test_what_the_areas_get_adds_up_to_the_hours_that_can_be_reached(seed: int, areas: int, providers: int) -> None:
    pairs, hours, people = drawn(seed, areas, providers)
    found = hours_in_reach(pairs, hours, people)
    reached = pairs.loc[pairs["minutes"] <= 30, "provider_id"].unique()
    assert (found * people).sum() == pytest.approx(hours[reached].sum())


@pytest.mark.filterwarnings("ignore:The inplace keyword")
@pytest.mark.parametrize("seed", range(5))
def test_the_result_is_that_of_pysal_access(seed: int) -> None:
    pairs, hours, people = drawn(seed, 60, 15)
    near = pairs[pairs["minutes"] <= 30]
    theirs = Access(
        demand_df=people.rename("people").rename_axis("area_code").reset_index(),
        demand_index="area_code",
        demand_value="people",
        supply_df=hours.rename("hours").rename_axis("provider_id").reset_index(),
        supply_index="provider_id",
        supply_value="hours",
        cost_df=near,
        cost_origin="area_code",
        cost_dest="provider_id",
        cost_name="minutes",
    )
    logging.getLogger("access").handlers.clear()
    expected = theirs.enhanced_two_stage_fca(max_cost=30)["e2sfca_hours"].reindex(people.index).fillna(0.0)
    assert hours_in_reach(pairs, hours, people).to_numpy() == pytest.approx(expected.to_numpy(), rel=1e-12)
