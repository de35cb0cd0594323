"""Counts of people by area: small ones hidden, the rest rounded, and what a reader can know of them all together.

Every decision here rests on what will be shown, never on the counts behind it: one person more or fewer in a hidden
cell then changes nothing.
"""

import dataclasses
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from geo.disclosure.rules import RuleSet
from geo.disclosure.secondary import protect
from geo.disclosure.system import HIDDEN, AtMost, Key, Shown, Sum, System
from geo.disclosure.worlds import Worlds
from geo.release.released import WHOLE

Seen = Mapping[str, int | None]
"""What is shown of a count, by area; None where it is hidden."""


@dataclass(frozen=True)
class Count:
    """One count of people."""

    measure: str
    areas: Mapping[str, int]
    """By code of the zone."""
    whole: int
    """Of the whole council: also those in no zone, and everybody once."""


def rounded(count: int, rules: RuleSet) -> int | None:
    """A count as it is shown: 0 stays, a small one is hidden (None), others are rounded, halves up."""
    if count == 0:
        return 0
    step = rules.round_to
    return None if count <= rules.hidden_up_to else (count + step // 2) // step * step


def stands_for(seen: int | None, rules: RuleSet) -> Shown:
    """The counts that a shown value may stand for."""
    if seen is None:
        return HIDDEN
    if seen == 0:
        return Shown(0, 0, is_hidden=False)
    half = rules.round_to // 2
    return Shown(max(rules.hidden_up_to + 1, seen - half), seen + rules.round_to - 1 - half, is_hidden=False)


def protected(
    release: str, counts: Iterable[Count], rules: RuleSet, earlier: Sequence[System] = (), links: Sequence[AtMost] = ()
) -> dict[str, dict[str, int | None]]:
    """What is shown of each count by area and of the whole council: small counts hidden, and partners to protect them.

    Args:
        release: Week and version of the record.
        counts: The counts.
        rules: The rules.
        earlier: Releases that a reader has kept, oldest first.
        links: What is known between counts of different weeks.
    """
    found: dict[str, dict[str, int | None]] = {}
    for count in counts:
        seen = {area: rounded(number, rules) for area, number in {**count.areas, WHOLE: count.whole}.items()}
        system = system_of(release, count, seen, rules)
        keys = {(release, count.measure, area): area for area in seen}
        zones = [key for key, area in keys.items() if area != WHOLE]
        added = hidden_too(system, rules, zones, earlier, links)
        if added is None:
            added = hidden_too(system, rules, [*keys], earlier, links) or frozenset(keys)
        found[count.measure] = {area: None if key in added else seen[area] for key, area in keys.items()}
    return found


def hidden_too(
    system: System, rules: RuleSet, able: Collection[Key], earlier: Sequence[System] = (), links: Sequence[AtMost] = ()
) -> frozenset[Key] | None:
    """Cells to hide so that no hidden one can be worked out, chosen without the true counts.

    Chosen for the counts that agree with all that is shown and have the fewest people in hidden cells, in which most
    people know their own cell.

    Args:
        system: What is shown.
        rules: The rules.
        able: Cells that may be hidden.
        earlier: Releases that a reader has kept, oldest first.
        links: What is known between counts of different weeks.

    Returns:
        None where hiding these is not enough.
    """
    if not system.hidden and not earlier:
        return frozenset()
    worlds = Worlds(dataclasses.replace(system, true={}))
    weights = np.isin(np.arange(len(worlds.keys)), [worlds.at[key] for key in system.hidden]).astype(np.float64)
    stand_in = {key: int(count) for key, count in zip(worlds.keys, worlds.world(weights), strict=True)}
    blind = dataclasses.replace(system, true=stand_in)
    found = protect(blind, rules.need, earlier=earlier, links=links, may_hide=able)
    return frozenset(found.added) if found.is_possible else None


def system_of(release: str, count: Count, seen: Seen, rules: RuleSet) -> System:
    """What a reader knows of one count who, where the whole is shown, knows how many people are in no zone or two."""
    keys: dict[str, Key] = {area: (release, count.measure, area) for area in seen}
    shown = {keys[area]: stands_for(value, rules) for area, value in seen.items()}
    true = {keys[area]: number for area, number in {**count.areas, WHOLE: count.whole}.items()}
    parts = [keys[area] for area in count.areas]
    apart = count.whole - sum(count.areas.values())
    if apart < 0:
        # More people are in two zones than in none: the total then stands for the sum of the zones.
        true[keys[WHOLE]] -= apart
        shown[keys[WHOLE]] = shifted(shown[keys[WHOLE]], -apart)
    else:
        parts.append((release, count.measure, "apart"))
        true[parts[-1]] = apart
        if seen[WHOLE] is not None:
            shown[parts[-1]] = Shown(apart, apart, is_hidden=False)
    return System(true, shown, (Sum(keys[WHOLE], tuple(parts)),))


def shifted(shown: Shown, by: int) -> Shown:
    """What is shown of a count that is so many higher; a hidden one says as little."""
    if shown.is_hidden or shown.high is None:
        return shown
    return Shown(shown.low + by, shown.high + by, is_hidden=False)


def hidden_share(seen: Seen) -> float:
    """Share of the areas whose count is hidden (ratio); 0 without areas."""
    areas = [value for area, value in seen.items() if area != WHOLE]
    return sum(value is None for value in areas) / len(areas) if areas else 0.0
