"""Open waits by how long they have lasted, the only split that is released: by area where enough can be shown."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import pandas as pd

from geo.disclosure.counts import Count, Seen, hidden_too, rounded, stands_for
from geo.disclosure.rules import MOST_HIDDEN, RuleSet
from geo.disclosure.system import Key, Shown, Sum, System
from geo.metrics.waits import open_waits
from geo.release.released import BANDS, WHOLE

LEAST_TO_SPLIT: Final = 20
"""A count of people that may be smaller is not split (people)."""
TWO_BANDS: Final = {"up_to_28_days": "Up to 28 days", "over_28_days": "Over 28 days"}
"""Names of the coarser bands by code."""
ENDS: Final = {
    "up_to_7_days": 7,
    "over_7_to_14_days": 14,
    "over_14_to_28_days": 28,
    "over_28_to_56_days": 56,
    "up_to_28_days": 28,
}
"""Last day of each band but the longest (days)."""
LONGER: Final = {
    "over_7_days": tuple(BANDS)[1:],
    "over_14_days": tuple(BANDS)[2:],
    "over_28_days": tuple(BANDS)[3:],
}
"""Bands that lie beyond a day, by the name of what they make up."""
HIDDEN_PART: Final = Shown(0, None, is_hidden=True)
"""What `[c]` says in a split: it may be nobody, for a whole row is hidden where few people are split."""

Parts = Mapping[str, Mapping[str, int]]
"""Counts by area, then by band."""
SeenParts = Mapping[str, Mapping[str, int | None]]
"""What is shown of them; None where it is hidden."""


@dataclass(frozen=True)
class Waiting:
    """The people that are split."""

    release: str
    """Week and version of the record."""
    count: Count
    seen: Seen
    """What is shown of them."""
    rules: RuleSet

    def key(self, area: str) -> Key:
        """Name of a count."""
        return (self.release, self.count.measure, area)


@dataclass(frozen=True)
class Table:
    """A split as it is shown, and what a reader knows by it."""

    bands: Mapping[str, str]
    seen: SeenParts
    system: System
    rank: int = 0
    """Finer tables that were passed over."""

    @property
    def is_by_area(self) -> bool:
        """Whether it is given by area."""
        return len(self.seen) > 1


def waits_by_band(awaiting: pd.DataFrame, as_at: dt.date, areas: list[str], bands: Mapping[str, str]) -> Parts:
    """Open waits by area and band (people); `all` counts those in no zone too.

    Args:
        awaiting: The awaiting list with zone_code.
        as_at: The date.
        areas: Codes of the zones.
        bands: The bands, shortest first.
    """
    waits = open_waits(awaiting, as_at)
    edges = [-1.0, *(ENDS[band] for band in list(bands)[:-1]), float("inf")]
    band = pd.cut(waits["wait_days"], edges, labels=list(bands))
    table = pd.crosstab(waits["zone_code"].astype(str), band, dropna=False)
    table = table.reindex(columns=list(bands), fill_value=0)
    table.loc[WHOLE] = table.sum()
    return {area: {name: int(table[name].get(area, 0)) for name in bands} for area in [*areas, WHOLE]}


def split(waiting: Waiting, kinds: Sequence[Parts], areas: Sequence[str], split_from: int = 0) -> Table | None:
    """The finest table that can be shown: all bands by area, two bands by area, all or two of the whole council.

    Args:
        waiting: The people that are split.
        kinds: Counts by area and band, for all bands and then for two.
        areas: Codes of the zones; empty where they may not be shown.
        split_from: Tables that are left out, the finest first.

    Returns:
        None where not even two bands of the whole council can be shown.
    """
    finest = [(chosen, kind) for chosen in (areas, ()) for kind in kinds]
    for rank, (chosen, kind) in enumerate(finest[split_from:], split_from):
        table = _protected(waiting, {area: kind[area] for area in [*chosen, WHOLE]})
        if table is not None:
            return replace(table, rank=rank)
    return None


def _protected(waiting: Waiting, parts: Parts) -> Table | None:
    """One table with what must be hidden; None where that is too much."""
    shown = {area: _row(parts[area], waiting.seen[area], waiting.rules) for area in parts}
    if _hidden_share(shown) > MOST_HIDDEN:
        return None
    system = system_of_parts(waiting, parts, shown)
    able = [(*waiting.key(area), band) for area in shown for band in shown[area]]
    added = hidden_too(system, waiting.rules, able)
    if added is None:
        return None
    final = {
        area: {band: None if (*waiting.key(area), band) in added else value for band, value in row.items()}
        for area, row in shown.items()
    }
    if _hidden_share(final) > MOST_HIDDEN:
        return None
    names = BANDS if set(parts[WHOLE]) == set(BANDS) else TWO_BANDS
    return Table(names, final, system_of_parts(waiting, parts, final))


def _row(parts: Mapping[str, int], total: int | None, rules: RuleSet) -> dict[str, int | None]:
    """One area: nobody is nobody in each band; few people are not split at all."""
    if total == 0:
        return dict.fromkeys(parts, 0)
    if total is None or stands_for(total, rules).low < LEAST_TO_SPLIT:
        return dict.fromkeys(parts, None)
    return {band: rounded(count, rules) for band, count in parts.items()}


def _hidden_share(seen: SeenParts) -> float:
    """Share of the cells that are hidden, of the areas where there are any (ratio)."""
    rows = [row for area, row in seen.items() if area != WHOLE] or [seen[WHOLE]]
    cells = [value for row in rows for value in row.values()]
    return sum(value is None for value in cells) / len(cells)


def system_of_parts(waiting: Waiting, parts: Parts, shown: SeenParts) -> System:
    """What a reader knows by a split beside the totals, who also knows how many people in each band are in no zone."""
    true: dict[Key, int] = {}
    said: dict[Key, Shown] = {}
    for area, row in shown.items():
        total = waiting.key(area)
        true[total] = waiting.count.whole if area == WHOLE else waiting.count.areas[area]
        said[total] = stands_for(waiting.seen[area], waiting.rules)
        for band, value in row.items():
            true[*total, band] = parts[area][band]
            said[*total, band] = HIDDEN_PART if value is None else stands_for(value, waiting.rules)
    sums = [line for area, row in shown.items() for line in sums_of_bands(waiting.key(area), tuple(row))]
    areas = [area for area in shown if area != WHOLE]
    for band in shown[WHOLE] if areas else ():
        apart = (*waiting.key("apart"), band)
        true[apart] = parts[WHOLE][band] - sum(parts[area][band] for area in areas)
        if shown[WHOLE][band] is not None:
            said[apart] = Shown(true[apart], true[apart], is_hidden=False)
        sums.append(Sum((*waiting.key(WHOLE), band), (*((*waiting.key(area), band) for area in areas), apart)))
    return System(true, said, tuple(sums))


def sums_of_bands(total: Key, bands: Sequence[str]) -> Iterator[Sum]:
    """The bands make up their total; those beyond a day are named, for the links between weeks."""
    yield Sum(total, tuple((*total, band) for band in bands))
    for name, parts in LONGER.items():
        if set(parts) < set(bands):
            yield Sum((*total, name), tuple((*total, band) for band in parts))
