"""The released tier: worked out by hand from what is shown, and from nothing else."""

import pytest
from details import MODEL

from geo.disclosure.rules import RuleSet
from geo.disclosure.status import status_by_area
from geo.release import Marker, Value


def tier(receiving: dict, awaiting: dict | None, zone: str = "A", **values: float) -> str:
    shown = {name: {zone: Value(number=value)} for name, value in values.items()}
    found = status_by_area(receiving, awaiting, shown, MODEL, RuleSet())[zone]
    return found.code or found.marker.value


@pytest.mark.parametrize(
    ("whole", "others", "expected"),
    [
        (None, {}, "support"),  # 4 of 80: 5 for 100
        (10, {"B": None}, "support"),  # 10 / 2 = 5 of 80: 6.25 for 100
        (10, {"B": None, "C": None}, "monitor"),  # 10 / 3 = 3.3 of 80: 4.2 for 100
        (30, {"B": 20, "C": None}, "support"),  # (30 - 20) / 2 = 5
        (20, {"B": 20}, "meeting_demand"),  # nothing is left: 1 of 80, 1.25 for 100
        (500, {"B": 20}, "support"),  # at most 7 of 80: 8.75 for 100
    ],
)
def test_a_hidden_count_stands_at_an_equal_part_of_what_is_left(whole: int | None, others: dict, expected: str) -> None:
    assert tier({"A": 80}, {"A": None, **others, "all": whole}, providers_delivering=5) == expected


def test_the_time_to_source_stands_for_the_median_open_wait() -> None:
    quick = {"receiving": {"A": 500}, "awaiting": {"A": 10, "all": 10}, "providers_delivering": 5}
    assert tier(**quick, time_to_source_median_days=10) == "meeting_demand"
    assert tier(**quick, time_to_source_median_days=11) == "monitor"
    assert tier(**quick, time_to_source_median_days=18) == "support"
    assert tier(**quick) == "meeting_demand"


def test_nobody_waits_long_where_nobody_waits() -> None:
    nobody = {"receiving": {"A": 500}, "awaiting": {"A": 0, "all": 0}, "providers_delivering": 5}
    assert tier(**nobody, time_to_source_median_days=40) == "meeting_demand"


@pytest.mark.parametrize(
    ("receiving", "awaiting", "marker"),
    [
        (None, {"A": 10, "all": 10}, Marker.CONFIDENTIAL),
        (0, {"A": 0, "all": 0}, Marker.NOT_APPLICABLE),
        (0, None, Marker.NOT_AVAILABLE),
    ],
)
def test_hidden_people_hide_the_tier_and_nobody_has_none(
    receiving: int | None, awaiting: dict | None, marker: Marker
) -> None:
    assert tier({"A": receiving}, awaiting) == marker


def test_unknown_waits_reach_no_threshold() -> None:
    assert tier({"A": 80}, None, providers_delivering=5) == "meeting_demand"
    assert tier({"A": 80}, None, providers_delivering=1) == "support"
    assert tier({"A": 80}, None, providers_delivering=5, off_framework_hours_pct=30) == "monitor"


def test_figures_that_are_never_released_are_no_part_of_it() -> None:
    assert tier({"A": 500}, {"A": 10, "all": 10}, providers_delivering=5, wait_max_days=400) == "meeting_demand"
