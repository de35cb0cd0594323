"""One person more or fewer in a hidden cell changes nothing that is released."""

import dataclasses
from pathlib import Path

from details import Council
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from geo.disclosure import RuleSet, preview_of
from geo.disclosure.counts import rounded
from geo.release import Release
from geo.release.ledger import Ledger
from geo.release.written import to_json

ZONES = "ABCDE"
COUNTS = st.one_of(st.integers(0, 12), st.integers(0, 40), st.integers(60, 200))
WAITS = st.lists(st.sampled_from([2, 9, 20, 40, 80]), max_size=14)
RULES = RuleSet()
NONE = Ledger(Path("nowhere"))


@st.composite
def councils(draw: st.DrawFn) -> Council:
    receiving = {zone: draw(COUNTS) for zone in ZONES} | {"outside": draw(st.integers(0, 12))}
    waits = {zone: draw(WAITS) for zone in [*ZONES, "outside"]}
    return Council(receiving, waits, hours=0.001)


def release_of(council: Council) -> Release:
    return preview_of(council.detail(), RULES, NONE).release


def without_medians(release: Release) -> bytes:
    """A median of 20 people or more is a figure of its own, which one more of them may move by a day."""
    kept = {name: measure for name, measure in release.measures.items() if name != "time_to_source_median_days"}
    return to_json(dataclasses.replace(release, measures=kept))


def totals(council: Council) -> list[int | None]:
    """The whole council as it is shown: people receiving, waiting, and waiting in each band."""
    days = [day for waits in council.waits.values() for day in waits]
    bands = [sum(low < day <= high for day in days) for low, high in ((-1, 7), (7, 14), (14, 28), (28, 56), (56, 999))]
    counts = [sum(council.receiving.values()), len(days), *bands, sum(bands[:3]), sum(bands[3:])]
    return [rounded(count, RULES) for count in counts]


QUICK = settings(max_examples=8, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])


@QUICK
@given(councils(), st.sampled_from(ZONES))
@example(Council({"A": 2, "B": 30, "C": 0, "D": 12, "E": 60, "outside": 1}, hours=0.001), "A")
@example(Council({"A": 6, "B": 5, "C": 9, "D": 0, "E": 0}, hours=0.001), "B")
def test_one_more_person_receiving_care_in_a_hidden_zone_changes_no_byte(council: Council, zone: str) -> None:
    count = council.receiving[zone]
    more = dataclasses.replace(council, receiving={**council.receiving, zone: count + 1})
    assume(1 <= count < RULES.hidden_up_to and totals(council) == totals(more))
    assert to_json(release_of(council)) == to_json(release_of(more))


@QUICK
@given(councils(), st.sampled_from(ZONES), st.sampled_from([2, 9, 20, 40, 80]))
@example(Council(dict.fromkeys(ZONES, 90), {"A": [2, 40], "B": [9] * 14}, hours=0.001), "A", 9)
def test_one_more_person_waiting_in_a_hidden_zone_changes_no_byte(council: Council, zone: str, days: int) -> None:
    waits = council.waits.get(zone, [])
    more = dataclasses.replace(council, waits={**council.waits, zone: [*waits, days]})
    assume(1 <= len(waits) < RULES.hidden_up_to and totals(council) == totals(more))
    assert without_medians(release_of(council)) == without_medians(release_of(more))


@QUICK
@given(councils(), st.sampled_from(ZONES))
def test_one_more_person_in_a_shown_zone_changes_nothing_but_across_a_rounding_edge(
    council: Council, zone: str
) -> None:
    count = council.receiving[zone]
    more = dataclasses.replace(council, receiving={**council.receiving, zone: count + 1})
    assume(rounded(count, RULES) and rounded(count, RULES) == rounded(count + 1, RULES))
    assume(totals(council) == totals(more))
    assert to_json(release_of(council)) == to_json(release_of(more))


@QUICK
@given(councils())
def test_every_release_passes_its_audit_and_no_small_count_is_a_value(council: Council) -> None:
    found = preview_of(council.detail(), RULES, NONE)
    assert found.audit.passed
    for name in ("people_receiving", "people_awaiting"):
        for value in found.release.measures[name].values.values():
            assert value.number is None or value.number == 0 or (value.number >= 10 and value.number % 5 == 0)
