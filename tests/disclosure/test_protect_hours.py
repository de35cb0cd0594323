"""Hours of providers: the p% rule and its partners, by hand and for any council."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.disclosure.amounts import HOURS_TO, Hours, share_pct, shown_hours
from geo.disclosure.rules import RuleSet
from geo.release import Marker

RULES = RuleSet()


def hours(*of_providers: float, people: int = 50, first: int = 0) -> Hours:
    by_provider = {f"P{at}": value for at, value in enumerate(of_providers, first)}
    return Hours(dict(sorted(by_provider.items(), key=lambda one: -one[1])), people)


def together(*parts: Hours) -> Hours:
    total: dict[str, float] = {}
    for part in parts:
        for provider, value in part.by_provider.items():
            total[provider] = total.get(provider, 0.0) + value
    return Hours(dict(sorted(total.items(), key=lambda one: -one[1])), sum(part.people for part in parts))


@pytest.mark.parametrize(
    ("found", "passes"),
    [
        (hours(100, 100, 10), True),
        (hours(100, 100, 9.9), False),
        (hours(100, 100), False),
        (hours(100), False),
        (hours(), False),
        (hours(1000, 40, 60, 100), True),
        (hours(1000, 60, 50, 49), False),
    ],
)
def test_the_second_largest_provider_cannot_work_out_the_largest(found: Hours, passes: bool) -> None:
    assert found.passes(RULES) == passes


def test_hours_must_be_of_so_many_providers_as_the_rules_ask() -> None:
    assert hours(100, 100, 100).passes(RULES)
    assert not hours(100, 100, 100).passes(RuleSet(least_providers=4))


def test_the_smallest_zone_that_is_enough_is_hidden_as_a_partner() -> None:
    zones = {"A": hours(200), "B": hours(100, 100, 100), "C": hours(200, 200, 200), "D": hours(300, 300, 300)}
    found = shown_hours({**zones, "all": together(*zones.values())}, dict.fromkeys([*zones, "all"], 50), RULES)
    # 500 hours are left, 515 with what rounding leaves open; 100 of B are of a third provider, more than 10 %.
    assert found == {"A": None, "B": None, "C": 600, "D": 900, "all": 2000}


def test_a_partner_that_is_not_enough_is_joined_by_the_next() -> None:
    zones = {"A": hours(2000), "B": hours(100, 100, 100), "C": hours(200, 200, 200), "D": hours(300, 300, 300)}
    found = shown_hours({**zones, "all": together(*zones.values())}, dict.fromkeys([*zones, "all"], 50), RULES)
    # B alone: 100 < 10 % of 2,315; with C: 300 >= 10 % of 2,910.
    assert found == {"A": None, "B": None, "C": None, "D": 900, "all": 3800}


def test_zones_are_left_out_where_no_partners_are_enough() -> None:
    zones = {"A": hours(9000), "B": hours(100, 100, 100)}
    found = shown_hours(
        {**zones, "all": together(*zones.values(), hours(*[500] * 9))}, dict.fromkeys([*zones, "all"], 50), RULES
    )
    assert found == {"A": None, "B": None, "all": 13800}


def test_hours_are_hidden_where_fewer_than_ten_people_may_be_behind_them() -> None:
    zone = hours(100, 100, 100)
    assert shown_hours({"A": zone, "all": zone}, {"A": None, "all": None}, RULES) == {"A": None, "all": None}
    assert shown_hours({"A": zone, "all": zone}, {"A": 10, "all": 10}, RULES) == {"A": None, "all": None}
    assert shown_hours({"A": zone, "all": zone}, {"A": 15, "all": 15}, RULES) == {"A": 300, "all": 300}


CELLS = st.lists(st.floats(1, 500), min_size=1, max_size=7)


@settings(max_examples=150)
@given(st.lists(st.tuples(CELLS, st.integers(0, 3)), min_size=2, max_size=7), CELLS)
def test_what_is_left_of_the_whole_council_passes_the_rule_itself(
    zones: list[tuple[list[float], int]], outside: list[float]
) -> None:
    made = {f"Z{at}": hours(*cell, first=first) for at, (cell, first) in enumerate(zones)}
    everybody = together(*made.values(), hours(*outside))
    found = shown_hours({**made, "all": everybody}, dict.fromkeys([*made, "all"], 50), RULES)
    hidden = [zone for zone in made if found[zone] is None]
    if found["all"] is not None and hidden and len(hidden) < len(made):
        assert together(hours(*outside), *(made[zone] for zone in hidden)).passes(RULES)
    for zone, value in found.items():
        assert value is None or (value % HOURS_TO == 0 and {**made, "all": everybody}[zone].passes(RULES))


@pytest.mark.parametrize(
    ("part", "rest", "share"),
    [
        (hours(30), hours(100, 100, 100, first=1), 10),  # 9.1 %, one provider: 16.5 hours stay open, more than 10 %
        (hours(170), hours(60, 50, 50, first=1), Marker.CONFIDENTIAL),  # 52 %: 16.5 are less than 10 % of 170
        (hours(100), hours(100, first=1), Marker.CONFIDENTIAL),  # two providers in all
        (hours(12), hours(100, 100, 100, first=1), Marker.CONFIDENTIAL),  # 3.8 % would read as none
        (hours(60, people=9), hours(100, 100, 100, first=1), Marker.CONFIDENTIAL),
        (hours(), hours(100, 100, 100, first=1), 0),
        (hours(100, 100, 100), hours(), 100),
    ],
)
def test_a_share_hides_a_lone_provider(part: Hours, rest: Hours, share: float | Marker) -> None:
    found = share_pct(part, rest, 50, RULES, 10)
    assert (found.marker or found.number) == share


def test_a_share_of_nothing_is_not_applicable() -> None:
    assert share_pct(hours(), hours(), 0, RULES, 10).marker is Marker.NOT_APPLICABLE
    assert share_pct(hours(), hours(), None, RULES, 10).marker is Marker.CONFIDENTIAL
