"""Who is within reach of one, two or three providers, what is not known, and the places nobody reaches."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.metrics.reach import coverage_curve, out_of_reach, within_reach, within_reach_by_zone

PLACES = pd.Index(["S1", "S2", "S3", "S4"], name="area_code")
MINUTES = pd.DataFrame({1: [5.0, 10.0, 25.0, np.nan], 2: [10.1, 31.0, np.inf, np.nan]}, index=PLACES)
PEOPLE = pd.Series([100.0, 300.0, 400.0, 200.0], index=PLACES)


def test_shares_are_of_the_people_whose_journey_is_known_and_the_limit_itself_is_within() -> None:
    found = within_reach(MINUTES, PEOPLE)
    assert found.loc[(1, 10)].tolist() == [50.0, 20.0, 800.0]  # S1 and S2 of S1 to S3; S4 is 200 of 1,000
    assert found.loc[(1, 30), "within_pct"] == 100.0
    assert found.loc[2, "within_pct"].tolist() == [0.0, 12.5, 12.5]


def test_beyond_reach_is_known_and_counts_against_while_unknown_does_not() -> None:
    reached = within_reach(MINUTES[[2]], PEOPLE, limits=[60])
    assert reached["within_pct"].tolist() == [50.0]
    assert reached["known"].tolist() == [800.0]


def test_with_nothing_known_there_is_no_share_and_without_people_there_is_neither() -> None:
    unknown = within_reach(MINUTES.iloc[3:], PEOPLE, limits=[30])
    assert unknown["within_pct"].isna().all()
    assert unknown["unknown_pct"].tolist() == [100.0, 100.0]
    nobody = within_reach(MINUTES, PEOPLE * 0, limits=[30])
    assert nobody[["within_pct", "unknown_pct"]].isna().all(axis=None)


def test_a_place_without_weight_counts_for_nothing() -> None:
    people = PEOPLE.copy()
    people["S3"] = np.nan
    assert within_reach(MINUTES, people, limits=[10]).loc[(1, 10)].tolist() == pytest.approx([100.0, 100 / 3, 400.0])


def test_by_zone_a_zone_without_places_has_no_share() -> None:
    zone_code = pd.Series(["A", "A", "B", "B"], index=PLACES)
    found = within_reach_by_zone(MINUTES[1], PEOPLE, zone_code, pd.Index(["A", "B", "C"]), 10)
    assert found["within_pct"].tolist()[:2] == [100.0, 0.0]
    assert found["unknown_pct"].tolist()[:2] == pytest.approx([0.0, 100 / 3])
    assert found.loc["C"].isna().all()


def test_the_curve_starts_at_no_minutes_and_steps_up_where_a_place_is_reached() -> None:
    curve = coverage_curve(MINUTES, PEOPLE, end=30)
    assert curve.index.tolist() == list(range(31))
    assert curve.columns.tolist() == [1, 2]
    assert curve.loc[[0, 4, 5, 9, 10, 24, 25], 1].tolist() == [0.0, 0.0, 12.5, 12.5, 50.0, 50.0, 100.0]
    assert curve.loc[[10, 11], 2].tolist() == [0.0, 12.5]


@given(
    st.lists(
        st.tuples(
            st.one_of(st.floats(0, 80), st.just(float("inf")), st.just(float("nan"))),
            st.floats(0, 80),
            st.floats(0, 500),
        ),
        min_size=1,
        max_size=20,
    )
)
def test_no_curve_falls_and_more_providers_are_never_reached_by_more_people(
    places: list[tuple[float, float, float]],
) -> None:
    table = pd.DataFrame({1: [first for first, _, _ in places], 2: [first + more for first, more, _ in places]})
    curve = coverage_curve(table, pd.Series([people for _, _, people in places]))
    assert (curve.diff().iloc[1:].fillna(0.0) >= -1e-9).all(axis=None)
    assert (curve[2].fillna(0.0) <= curve[1].fillna(0.0) + 1e-9).all()
    assert curve.fillna(0.0).le(100.0 + 1e-9).all(axis=None)


def test_places_nobody_reaches_are_listed_and_unknown_ones_are_not() -> None:
    assert out_of_reach(MINUTES[2]).tolist() == ["S3"]
    assert out_of_reach(MINUTES[1]).tolist() == []
    assert out_of_reach(MINUTES[1], limit=10).tolist() == ["S3"]
    assert out_of_reach(MINUTES[2], limit=10.1).tolist() == ["S2", "S3"]
