"""A release of a week, as coarse as a plan says, with the system of counts that the audit attacks."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from geo.disclosure import amounts, splits
from geo.disclosure.counts import Count, Seen, hidden_share, protected, rounded, stands_for, system_of
from geo.disclosure.detail import Detail
from geo.disclosure.figures import (
    CONFIDENTIAL,
    NOT_AVAILABLE,
    areas_of,
    counts_of,
    hidden_with,
    people_values,
    plain_values,
)
from geo.disclosure.published import PEOPLE, release_name
from geo.disclosure.rules import MOST_HIDDEN, RuleSet
from geo.disclosure.status import status_by_area
from geo.disclosure.system import AtMost, System, join
from geo.disclosure.waits import time_to_source_median
from geo.metrics.supply import active_packages
from geo.release import BANDS, Value
from geo.release.released import WHOLE

Values = dict[str, Value]

PLAIN: Final = ("providers_interested", "providers_awarded", "providers_mobilised", "two_bases_within_20_minutes_pct",
                "rural_population_pct")  # fmt: skip
"""Figures of businesses and of residents, which are public by themselves."""


MOVED_BY_ONE: Final = ("hours_per_week", "off_framework_hours_pct", "hours_under_notice_pct", "providers_delivering",
                       "time_to_source_median_days")  # fmt: skip
"""Figures in which a correction of one person's row can be seen."""


@dataclass(frozen=True)
class Before:
    """What was released before, as a reader has kept it."""

    systems: tuple[System, ...] = ()
    """Oldest first."""
    links: tuple[AtMost, ...] = ()
    is_quiet: bool = False
    """Another week near this one is among it, so that small counts by area are hidden."""
    is_correction: bool = False
    """Another version of the same week is among it, so that what one person can move is hidden."""


@dataclass(frozen=True)
class Plan:
    """How coarse a release is made, beyond what its rules do by themselves."""

    whole_only: frozenset[str] = frozenset()
    """Counts of people that are given for the whole council only."""
    split_from: int = 0
    """Tables of the split that are left out, the finest first."""


@dataclass(frozen=True)
class Making:
    """The values of a release, worked out step by step."""

    detail: Detail
    rules: RuleSet
    before: Before
    plan: Plan

    @cached_property
    def areas(self) -> list[str]:
        """Codes of the zones."""
        return areas_of(self.detail)

    @cached_property
    def name(self) -> str:
        """What the counts are named after."""
        return release_name(self.detail.week, self.detail.manifest.version)

    @cached_property
    def counts(self) -> dict[str, Count]:
        """The counts of people."""
        return counts_of(self.detail)

    @cached_property
    def protected(self) -> dict[str, dict[str, int | None]]:
        """What may be shown of each count; by area also where it is not shown by area, for the status."""
        counts = [count for name, count in self.counts.items() if name not in self.plan.whole_only]
        found = protected(self.name, counts, self.rules, self.before.systems, self.before.links)
        for name in PEOPLE:
            if name not in found:
                found[name] = {WHOLE: rounded(self.counts[name].whole, self.rules)}
        return found

    @cached_property
    def better_whole(self) -> frozenset[str]:
        """Counts of which the whole council would be shown if zones, too many of which are hidden, were left out."""
        return frozenset(
            name
            for name, seen in self.protected.items()
            if seen[WHOLE] is None and rounded(self.counts[name].whole, self.rules) and hidden_share(seen) > MOST_HIDDEN
        )

    @cached_property
    def seen(self) -> dict[str, dict[str, int | None]]:
        """What is shown of each count: in a quiet release also larger counts by area are hidden."""
        if not self.before.is_quiet:
            return self.protected
        least = self.rules.weekly_least
        return {
            name: {
                area: None if area != WHOLE and value is not None and 0 < value < least else value
                for area, value in seen.items()
            }
            for name, seen in self.protected.items()
        }

    @cached_property
    def split(self) -> splits.Table | None:
        """The split of people awaiting; None where none can be shown or their rows are not kept."""
        awaiting = self.detail.rows.get("awaiting")
        if awaiting is None:
            return None
        areas = [] if "people_awaiting" in self.plan.whole_only or self.before.is_quiet else self.areas
        count, seen = self.counts["people_awaiting"], self.protected["people_awaiting"]
        waiting = splits.Waiting(self.name, count, seen, self.rules)
        kinds = [
            splits.waits_by_band(awaiting, self.detail.as_at, self.areas, bands) for bands in (BANDS, splits.TWO_BANDS)
        ]
        return splits.split(waiting, kinds, areas, self.plan.split_from)

    @cached_property
    def system(self) -> System:
        """All that is published of the counts, as the audit attacks it."""
        parts = [self._system(name) for name in PEOPLE]
        return join([*parts, self.split.system] if self.split else parts)

    @cached_property
    def values(self) -> dict[str, Values]:
        """Every measure but the status."""
        found = {name: people_values(self.seen[name]) for name in PEOPLE}
        found |= {name: plain_values(self.detail, name) for name in PLAIN}
        receiving = self._everywhere("people_receiving")
        found["providers_delivering"] = hidden_with(plain_values(self.detail, "providers_delivering"), receiving)
        awaiting = self.detail.rows.get("awaiting")
        found["time_to_source_median_days"] = (
            self._nowhere()
            if awaiting is None
            else time_to_source_median(awaiting, self.areas, self.detail.as_at, self.rules)
        )
        found |= self._hours(receiving)
        if self.before.is_correction:
            found |= {name: dict.fromkeys([*self.areas, WHOLE], CONFIDENTIAL) for name in MOVED_BY_ONE}
        return found

    @cached_property
    def status(self) -> Values:
        """The tier of each zone, from what may be shown."""
        receiving = {area: self.seen["people_receiving"].get(area) for area in self.areas}
        awaiting = None if "people_awaiting" in self.plan.whole_only else self.seen["people_awaiting"]
        values: dict[str, Mapping[str, Value]] = dict(self.values)
        if self.split and self.split.is_by_area and "over_28_days" in self.split.bands:
            values["over_28_days"] = people_values({a: row["over_28_days"] for a, row in self.split.seen.items()})
        return status_by_area(receiving, awaiting, values, self.detail.model, self.rules)

    def _system(self, name: str) -> System:
        """One count as the audit attacks it."""
        seen, count = self.protected[name], self.counts[name]
        if name not in self.plan.whole_only:
            return system_of(self.name, count, seen, self.rules)
        key = (self.name, name, WHOLE)
        return System({key: count.whole}, {key: stands_for(seen[WHOLE], self.rules)})

    def _everywhere(self, name: str) -> Seen:
        """A count by area, hidden where it is given for the whole council only."""
        return {area: self.seen[name].get(area) for area in [*self.areas, WHOLE]}

    def _nowhere(self) -> Values:
        """Not available anywhere."""
        return dict.fromkeys([*self.areas, WHOLE], NOT_AVAILABLE)

    def _hours(self, people: Seen) -> dict[str, Values]:
        """Hours and the shares of them."""
        names = ("hours_per_week", "off_framework_hours_pct", "hours_under_notice_pct")
        packages = self.detail.rows.get("packages")
        if packages is None:
            return {name: self._nowhere() for name in names}
        active = active_packages(packages, self.detail.as_at)
        hours = amounts.shown_hours(amounts.hours_of(active), people, self.rules)
        off, notice = amounts.off_framework(active), amounts.under_notice(active, self.detail.as_at)
        return {
            "hours_per_week": people_values(hours),
            "off_framework_hours_pct": self._shares(off, people),
            "hours_under_notice_pct": self._shares(notice, people),
        }

    def _shares(self, parts: amounts.Parts | None, people: Seen) -> Values:
        """Shares of hours by area."""
        return self._nowhere() if parts is None else amounts.shares_pct(parts, people, self.rules)
