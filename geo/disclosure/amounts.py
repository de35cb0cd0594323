"""Hours of care by area, which are values of providers: the p% rule, partners for what it hides, and shares."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import pandas as pd

from geo.disclosure.counts import Seen, rounded, stands_for
from geo.disclosure.rules import HOURS_TO, LEAST_PEOPLE_FOR_HOURS, RuleSet
from geo.metrics.supply import OFF_FRAMEWORK
from geo.release import Marker, Value
from geo.release.released import WHOLE
from geo.schemas import EXTRA_ROWS

SHARES_TO_PCT: Final = 10
"""Shares by area are rounded to the nearest so many (%): whole ones would show the hours of a lone provider."""
HIDDEN_SHARE: Final = Value(marker=Marker.CONFIDENTIAL)


@dataclass(frozen=True)
class Hours:
    """Hours of one area."""

    by_provider: Mapping[str, float]
    """Of each provider, largest first (hours a week)."""
    people: int
    """People who receive them."""

    @property
    def total(self) -> float:
        """All hours (hours a week)."""
        return sum(self.by_provider.values())

    @property
    def seen(self) -> int:
        """Rounded, halves up (hours a week)."""
        return int(self.total / HOURS_TO + 0.5) * HOURS_TO

    @property
    def beyond_two(self) -> float:
        """Hours of all providers but the two largest (hours a week)."""
        return sum([*self.by_provider.values()][2:])

    def passes(self, rules: RuleSet) -> bool:
        """Whether hours of enough providers can be shown and none of them can work out another's from the total."""
        return len(self.by_provider) >= rules.least_providers and self.hides(rules.p_pct)

    def may_be_part(self, rules: RuleSet, open_hours: float) -> bool:
        """Whether a share may be worked out from these hours, when rounding leaves so many of them open."""
        # As a count would be shown, so that the edge is where a shown count changes too.
        seen = rounded(self.people, rules)
        is_many = seen is not None and stands_for(seen, rules).low >= LEAST_PEOPLE_FOR_HOURS
        return not self.total or (is_many and self.hides(rules.p_pct, open_hours))

    def hides(self, p_pct: float, open_hours: float = 0.0) -> bool:
        """The p% rule: the second largest provider cannot work out the largest to within p %.

        Formula: hours of all but the two largest + hours left open >= p % of the hours of the largest.

        Source: Statistical Disclosure Control Handbook, 2nd edition 2024, chapter 4.
        """
        largest = next(iter(self.by_provider.values()), 0.0)
        return bool(self.by_provider) and self.beyond_two + open_hours >= p_pct / 100.0 * largest


NOBODY: Final = Hours({}, 0)
Parts = tuple[Mapping[str, Hours], Mapping[str, Hours]]
"""A part of the hours by area, and the rest of them."""


def hours_of(active: pd.DataFrame) -> dict[str, Hours]:
    """Hours by area and of the whole council (`all`), of the areas that have any.

    Args:
        active: Active packages with zone_code, provider_id and hours_per_week; each counts.
    """
    person = active["package_id"].astype(str)
    if "person_id" in active:
        person = active["person_id"].astype(str).where(active["person_id"].notna(), "package " + person)
    rows = pd.DataFrame(
        {
            "area": active["zone_code"].astype(str),
            "provider": active["provider_id"].astype(str),
            "person": person,
            "hours": active["hours_per_week"].astype("float64").fillna(0.0),
        }
    )
    rows = pd.concat([rows, rows.assign(area=WHOLE)], ignore_index=True)
    return {str(area): _hours(group) for area, group in rows.groupby("area")}


def shown_hours(hours: Mapping[str, Hours], people: Seen, rules: RuleSet) -> dict[str, int | None]:
    """Hours by area as they are shown; None where an area's are hidden.

    Hidden are the hours of fewer than 10 people, of areas whose people are hidden, and those that fail the rule. Then,
    because the whole council is shown, partners are hidden with them, the smallest first, until what is left of the
    whole council without the shown areas passes the rule, whoever holds the hours that were hidden first. Hours in no
    zone, which are in the whole council alone, are hidden in the same way.

    Formula: sum over partners of the hours of all but their two largest providers >= p % of all that is left.

    Args:
        hours: Hours by area.
        people: What is shown of the people who receive them.
        rules: The rules.

    Returns:
        Hidden in every area where there are not enough partners.
    """
    first = {area: _first(hours.get(area, NOBODY), people[area], rules) for area in people}
    areas = [area for area in people if area != WHOLE]
    whole = first[WHOLE]
    is_all_shown = all(first[area] is not None for area in areas)
    if whole is None or (is_all_shown and not _shows_elsewhere(hours, len(areas), rules)):
        return first
    partners = sorted((seen, area) for area in areas if (seen := first[area]))
    sure = 0.0
    while partners:
        seen, area = partners.pop(0)
        first[area] = None
        sure += hours[area].beyond_two
        # Each shown value may stand for half a step of rounding more or less.
        left = whole - sum(first[area] or 0 for area in areas) + HOURS_TO / 2.0 * (len(partners) + 1)
        if sure >= rules.p_pct / 100.0 * left:
            return first
    return {**dict.fromkeys(areas), WHOLE: whole}


def shares_pct(parts: Parts, people: Seen, rules: RuleSet) -> dict[str, Value]:
    """Shares of hours: by area to the nearest 10 %, of the whole council in whole % where that may be.

    Args:
        parts: The part of the hours by area, and the rest of them.
        people: What is shown of the people who receive care, by area.
        rules: The rules.
    """
    sides = {area: (parts[0].get(area, NOBODY), parts[1].get(area, NOBODY)) for area in people}
    found = {area: share_pct(*sides[area], seen, rules, SHARES_TO_PCT) for area, seen in people.items()}
    if WHOLE in people and not _tells_alone(sides, found, rules):
        finely = share_pct(*sides[WHOLE], people[WHOLE], rules, 1)
        found[WHOLE] = found[WHOLE] if finely == HIDDEN_SHARE else finely
    return found


def _tells_alone(sides: Mapping[str, tuple[Hours, Hours]], found: Mapping[str, Value], rules: RuleSet) -> bool:
    """Whether a share of the whole council in whole % would show, less the other areas, a part of one of them.

    Formula: 0.5 % of the whole council's hours + what the rounding leaves open in each other area that has such a part
    (2.5 % of its hours, where the share is hidden half of them) is what is left open.
    """
    hours = {area: part.total + rest.total for area, (part, rest) in sides.items()}
    zones = [area for area in sides if area != WHOLE]
    for side in (0, 1):
        left_open = {
            area: hours[area] * (0.5 if found[area] == HIDDEN_SHARE else 0.025) if sides[area][side].total else 0.0
            for area in zones
        }
        for area in zones:
            part, others = sides[area][side], sum(left_open.values()) - left_open[area]
            open_hours = 0.005 * hours[WHOLE] + others
            is_many = part.people >= LEAST_PEOPLE_FOR_HOURS or open_hours >= part.total / 2.0
            if part.total and not (is_many and part.hides(rules.p_pct, open_hours)):
                return True
    return False


def share_pct(part: Hours, rest: Hours, people: int | None, rules: RuleSet, step_pct: int) -> Value:
    """A share of hours, rounded.

    The hours of the area must be such as may be shown. Part and rest must each be of nobody, or of 10 people or more
    and pass the p% rule with what the rounding leaves open. A part that is there is never shown as 0.

    Args:
        part: The part.
        rest: What is left of the whole without it.
        people: What is shown of the people who receive care there.
        rules: The rules.
        step_pct: Rounded to the nearest so many %.

    Returns:
        Not applicable where there are no hours.
    """
    hours = part.total + rest.total
    if not hours:
        return Value(marker=Marker.NOT_APPLICABLE if people == 0 else Marker.CONFIDENTIAL)
    open_hours = hours * step_pct / 200.0 if step_pct > 1 else 0.0
    providers = len({*part.by_provider, *rest.by_provider})
    if people is None or providers < rules.least_providers:
        return HIDDEN_SHARE
    share = min(100, int(100.0 * part.total / hours / step_pct + 0.5) * step_pct)
    is_open = all(side.may_be_part(rules, open_hours) for side in (part, rest))
    return Value(number=float(share)) if is_open and (share or not part.total) else HIDDEN_SHARE


def off_framework(active: pd.DataFrame) -> Parts | None:
    """Hours off the framework and on it, of the packages whose contract route is stated; None where none is."""
    if "contract_route" not in active or not active["contract_route"].notna().any():
        return None
    stated = active[active["contract_route"].notna()]
    is_off = stated["contract_route"].isin(OFF_FRAMEWORK)
    return hours_of(stated[is_off]), hours_of(stated[~is_off])


def under_notice(active: pd.DataFrame, as_at: dt.date) -> Parts | None:
    """Hours on which the provider has given notice, and the others; None where the file does not say."""
    if "notice_given_on" not in active:
        return None
    is_noticed = active["notice_given_on"] <= pd.Timestamp(as_at)
    return hours_of(active[is_noticed]), hours_of(active[~is_noticed])


def _first(hours: Hours, people: int | None, rules: RuleSet) -> int | None:
    """Hours of one area by its own: rounded, or hidden."""
    if people == 0 and not hours.total:
        return 0
    is_many = people is not None and stands_for(people, rules).low >= LEAST_PEOPLE_FOR_HOURS
    return hours.seen if is_many and hours.passes(rules) else None


def _shows_elsewhere(hours: Mapping[str, Hours], areas: int, rules: RuleSet) -> bool:
    """Whether the hours in no zone follow from the whole council less its zones, and may not be known."""
    parts = [hours.get(row, NOBODY) for row in EXTRA_ROWS]
    by_provider = pd.Series([*parts[0].by_provider.values(), *parts[1].by_provider.values()], dtype="float64")
    by_provider.index = pd.Index([*parts[0].by_provider, *parts[1].by_provider], dtype="object")
    largest_first = by_provider.groupby(level=0).sum().sort_values(ascending=False)
    elsewhere = Hours(dict(largest_first), sum(part.people for part in parts))
    open_hours = HOURS_TO / 2.0 * (areas + 1)
    is_many = elsewhere.people >= LEAST_PEOPLE_FOR_HOURS and elsewhere.passes(rules)
    return elsewhere.total > open_hours and not is_many


def _hours(rows: pd.DataFrame) -> Hours:
    """Hours of the rows of one area."""
    by_provider = rows.groupby("provider")["hours"].sum().sort_values(ascending=False)
    return Hours({str(name): float(value) for name, value in by_provider.items()}, int(rows["person"].nunique()))
