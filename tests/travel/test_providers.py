"""Minutes from the nearest, second and third provider, from its base or from a package it delivers."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_roads import at, network

from geo.travel import (
    Places,
    StraightLine,
    minutes_to_nearest_providers,
    places_of_providers,
)

INF = np.inf
# One road of five junctions, 10 minutes each, and an island.
NODES = [(500.0 + 10 * step, 300.0) for step in range(5)] + [(500, 400), (505, 400)]
ROAD = network(*((step, step + 1, 10, 10) for step in range(4)), (5, 6, 5, 5), nodes=NODES)


def setting_out(**places: list[tuple[float, float]]) -> pd.DataFrame:
    rows = [(name, 1000 * x, 1000 * y) for name, listed in places.items() for x, y in listed]
    return pd.DataFrame(rows, columns=["provider_id", "easting", "northing"])


def test_a_provider_sets_out_from_its_base_and_from_each_of_its_packages() -> None:
    providers = pd.DataFrame(
        {
            "provider_id": ["P1", "P2", "P3"],
            "easting": [1.0, 2.0, np.nan],
            "northing": [1.0, 2.0, np.nan],
            "is_dormant": pd.array([None, True, False], dtype="boolean"),
        }
    )
    active = pd.DataFrame({"provider_id": ["P1", "P2"], "easting": [5.0, 6.0], "northing": [5.0, 6.0], "hours": 1})
    found = places_of_providers(providers, active)
    assert found["provider_id"].tolist() == ["P1", "P3", "P1", "P2"]
    assert found["easting"].tolist()[0] == 1
    assert places_of_providers(providers.drop(columns="is_dormant"), active)["provider_id"].tolist() == [
        "P1", "P2", "P3", "P1", "P2",
    ]  # fmt: skip


def test_each_provider_counts_once_from_whichever_of_its_places_is_nearest() -> None:
    places = setting_out(A=[NODES[0], NODES[3]], B=[NODES[1]], C=[NODES[4]])
    found = minutes_to_nearest_providers(ROAD, places, at(NODES[2]))
    assert found[0] == pytest.approx([10, 10, 20])


def test_a_second_provider_that_does_not_exist_is_no_data_and_one_too_far_is_infinite() -> None:
    places = setting_out(A=[NODES[0]], B=[NODES[4]])
    found = minutes_to_nearest_providers(ROAD, places, at(NODES[1]), limit_minutes=15)
    assert found[0, :2].tolist() == [10, INF]
    assert np.isnan(found[0, 2])


def test_a_provider_without_a_road_to_the_place_is_not_one_of_its_nearest() -> None:
    places = setting_out(A=[NODES[0]], B=[NODES[5]])
    found = minutes_to_nearest_providers(ROAD, places, at(NODES[1], NODES[6], (900, 900)), most=2)
    assert found[0] == pytest.approx([10, np.nan], nan_ok=True)
    assert found[1] == pytest.approx([5, np.nan], nan_ok=True)
    assert np.isnan(found[2]).all()


def test_a_row_without_a_provider_counts_for_nobody() -> None:
    places = setting_out(A=[NODES[0]], B=[NODES[1]])
    places.loc[1, "provider_id"] = None
    assert np.isnan(minutes_to_nearest_providers(ROAD, places, at(NODES[1]))[0, 1])


def test_nobody_at_all_is_no_data() -> None:
    assert np.isnan(minutes_to_nearest_providers(ROAD, setting_out(), at(NODES[1]))).all()
    assert np.isnan(minutes_to_nearest_providers(StraightLine(), setting_out(), at(NODES[1]))).all()
    assert minutes_to_nearest_providers(ROAD, setting_out(A=[NODES[0]]), at()).shape == (0, 3)


@pytest.mark.parametrize("travel", [ROAD, StraightLine()], ids=["road", "straight line"])
@given(
    sources=st.lists(st.tuples(st.sampled_from("ABCDEF"), st.sampled_from(range(5))), min_size=1, max_size=20),
    limit=st.sampled_from([5.0, 7.5, 15.0, 35.0, INF]),
    most=st.integers(1, 4),
)
def test_looking_around_step_by_step_finds_what_looking_at_every_pair_finds(
    travel: StraightLine, sources: list[tuple[str, int]], limit: float, most: int
) -> None:
    places = setting_out()
    places = pd.DataFrame(
        [(name, *(1000 * part for part in NODES[node])) for name, node in sources], columns=places.columns
    )
    targets = at(*NODES[:5])
    pairs = pd.DataFrame(travel.minutes_between(Places.of(places), targets))
    each = np.sort(pairs.groupby(places["provider_id"]).min().to_numpy(), axis=0)[:most].T
    expected = np.full((5, most), np.nan)
    expected[:, : each.shape[1]] = np.where(each > limit, INF, each)
    found = minutes_to_nearest_providers(travel, places, targets, most=most, limit_minutes=limit)
    assert found == pytest.approx(expected, nan_ok=True)
