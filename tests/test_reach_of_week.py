"""Who is within reach, worked out by hand: two providers and three areas on a line, one kilometre being one minute."""

import datetime as dt

import numpy as np
import pandas as pd
import pytest

from geo.reach import RECEIVING, RESIDENTS, WAITING, Reach, hours_by_area, reach_of, two_bases_within_20_minutes_pct
from geo.travel import StraightLine

DAY = dt.date(2022, 9, 5)
TRAVEL = StraightLine(detour_factor=1.0, speed_kmh=60.0)


def placed(km: list[float | None], **columns: object) -> pd.DataFrame:
    return pd.DataFrame(
        {"easting": [None if at is None else at * 1e3 for at in km], "northing": 0.0, **columns}
    ).astype({"easting": "float64"})


@pytest.fixture
def tables() -> dict[str, pd.DataFrame]:
    """P1 at 0 km with a package at 10, P2 at 30 with one there, P3 delivers nothing; areas at 0, 15 and 100 km."""
    dates = {"started_on": pd.to_datetime(["2022-01-01", "2022-01-01"]), "ended_on": pd.NaT}
    return {
        "providers": placed([0, 30, 15], provider_id=["P1", "P2", "P3"]),
        "packages": placed(
            [10, 30], package_id=["K1", "K2"], provider_id=["P1", "P2"], hours_per_week=[10.0, 5.0],
            zone_code=["Z1", "Z1"], **dates,
        ),
        "awaiting": placed(
            [1, None], case_id=["W1", "W2"], waiting_since=pd.to_datetime(["2022-09-01", "2022-09-03"]),
            zone_code=["Z1", "unlocated"],
        ),
        "small_areas": placed(
            [0, 15, 100], area_code=["A", "B", "C"], zone_code=["Z1", "Z1", "Z2"], population=[200.0, 100.0, 100.0],
            population_65_plus=[100.0, 50.0, 50.0], rural_urban=["D1", "A1", None],
        ),
    }  # fmt: skip


def test_rounds_start_at_the_base_or_the_nearest_package_and_bases_at_the_base_alone(tables) -> None:
    rounds, bases = (reach_of(tables, TRAVEL, DAY, start).areas for start in ("rounds", "bases"))
    assert rounds.loc["A", [1, 2]].to_list() == [0.0, 30.0]
    assert rounds.loc["B", [1, 2]].to_list() == [5.0, 15.0]
    assert bases.loc["B", [1, 2]].to_list() == [15.0, 15.0]


def test_farther_than_an_hour_is_said_as_such_and_a_third_provider_that_is_not_there_is_not_known(tables) -> None:
    areas = reach_of(tables, TRAVEL, DAY).areas
    assert np.isposinf(areas.loc["C", [1, 2]].astype(float)).all()
    assert areas[3].isna().all()


def test_a_provider_without_a_running_package_is_nobodys_next(tables) -> None:
    """P3 has its base where area B is."""
    assert reach_of(tables, TRAVEL, DAY, "bases").areas.loc["B", 1] == 15.0
    ended = {**tables, "packages": tables["packages"].assign(ended_on=pd.Timestamp("2022-09-05"))}
    assert reach_of(ended, TRAVEL, DAY).areas[1].isna().all()


def test_people_waiting_are_reached_at_their_own_place_and_who_is_unlocated_is_not_known(tables) -> None:
    waiting = reach_of(tables, TRAVEL, DAY).waiting
    assert waiting[1].iloc[0] == 1.0
    assert waiting[2].iloc[0] == 29.0
    assert waiting[1].isna().iloc[1]
    assert waiting["is_rural"].to_list() == [True, pd.NA]


def test_residents_weigh_by_their_number_and_packages_and_people_one_each(tables) -> None:
    reach = reach_of(tables, TRAVEL, DAY)
    assert reach.weights(RESIDENTS).to_list() == [100.0, 50.0, 50.0]
    assert reach.weights(WAITING).to_list() == [1.0, 1.0]
    assert reach.known == [RESIDENTS, RECEIVING, WAITING]


def test_without_small_areas_only_packages_and_people_are_known(tables) -> None:
    del tables["small_areas"]
    reach: Reach = reach_of(tables, TRAVEL, DAY)
    assert reach.areas is None
    assert reach.known == [RECEIVING, WAITING]
    assert reach.packages["is_rural"].isna().all()
    assert hours_by_area(reach, tables, TRAVEL) is None


def test_two_bases_within_20_minutes_are_a_share_of_the_residents_of_each_zone(tables) -> None:
    """Zone Z1: B, 50 of 150, is within 20 minutes of both bases; Z2: nobody."""
    found = two_bases_within_20_minutes_pct(tables, TRAVEL, pd.Index(["Z1", "Z2", "outside"]), DAY)
    assert found["Z1"] == pytest.approx(100 / 3)
    assert found["Z2"] == 0.0
    assert np.isnan(found["outside"])


def test_hours_are_shared_out_by_hand_and_nothing_is_lost(tables) -> None:
    """P1: 10 h among 100 + 50. P2: 5 h among 0.22 x 100 (30 minutes) + 0.68 x 50 (15 minutes) = 56."""
    hours = hours_by_area(reach_of(tables, TRAVEL, DAY), tables, TRAVEL)
    assert hours["A"] == pytest.approx(10 / 150 + 0.22 * 5 / 56)
    assert hours["B"] == pytest.approx(10 / 150 + 0.68 * 5 / 56)
    assert hours["C"] == 0.0
    assert (hours * [100, 50, 50]).sum() == pytest.approx(15.0)
