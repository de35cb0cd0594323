"""What a reader knows by a release of the ledger, and what is known between releases of different weeks."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import Final

from geo.disclosure.counts import stands_for
from geo.disclosure.rules import RuleSet
from geo.disclosure.splits import HIDDEN_PART, sums_of_bands
from geo.disclosure.system import AtMost, Key, Shown, Sum, System
from geo.release import Marker, Release, Value
from geo.release.ledger import Released

PEOPLE: Final = ("people_receiving", "people_awaiting")
"""Measures that count people."""
SPLIT: Final = "waits"
"""Name of the split of people awaiting."""
_BEYOND: Final = {"over_7_days": 7, "over_14_days": 14, "over_28_days": 28, "over_56_days": 56}
"""Days that a wait is longer than, by what it is called (days)."""


def release_name(week: str, version: str) -> str:
    """What the counts of one release are named after."""
    return f"{week} {version}"


def system_of_released(released: Released) -> System:
    """What a reader knows by a release, without the true counts.

    How many people are in no zone is not known of an earlier release, so that its zones and the whole council are not
    held against each other.
    """
    rules = RuleSet(**released.entry.terms)
    name = release_name(released.entry.week, released.entry.version)
    return System({}, dict(_shown(released.release, name, rules)), tuple(_sums(released.release, name)))


def _shown(release: Release, name: str, rules: RuleSet) -> Iterator[tuple[Key, Shown]]:
    """What each shown count may stand for."""
    for measure in PEOPLE:
        found = release.measures.get(measure)
        for area, value in found.values.items() if found else ():
            yield from _one((name, measure, area), value, rules)
    for area, row in release.splits[SPLIT].values.items() if SPLIT in release.splits else ():
        for band, value in row.items():
            for key, shown in _one((name, "people_awaiting", area, band), value, rules):
                yield key, HIDDEN_PART if shown.is_hidden else shown


def _one(key: Key, value: Value, rules: RuleSet) -> Iterator[tuple[Key, Shown]]:
    """What one value says; nothing where it is not available."""
    if value.number is not None or value.marker is Marker.CONFIDENTIAL:
        yield key, stands_for(None if value.number is None else round(value.number), rules)


def _sums(release: Release, name: str) -> Iterator[Sum]:
    """How the bands of a split add up."""
    if SPLIT not in release.splits:
        return
    for area, row in release.splits[SPLIT].values.items():
        yield from sums_of_bands((name, "people_awaiting", area), tuple(row))


def links_between(days: Mapping[str, dt.date], areas: Sequence[str]) -> list[AtMost]:
    """Who waits longer than the time between two weeks waited already in the first of them.

    Args:
        days: As-at date by name of the release.
        areas: Codes of the areas, the whole council among them.
    """
    order = sorted(days, key=lambda name: (days[name], name))
    found: list[AtMost] = []
    for earlier, later in combinations(order, 2):
        apart = (days[later] - days[earlier]).days
        for longer, beyond in _BEYOND.items() if apart else ():
            if beyond >= apart:
                then = [name for name, day in _BEYOND.items() if day <= beyond - apart][-1:]
                for area in areas:
                    smaller = (later, "people_awaiting", area, longer)
                    found.append(AtMost(smaller, (earlier, "people_awaiting", area, *then)))
    return found
