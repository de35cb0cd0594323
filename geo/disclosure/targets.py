"""What attackers want to know, as lines of the proof: hidden cells, insiders' neighbours, and what weeks leave over."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, Literal, NamedTuple

import numpy as np

from geo.disclosure.proof import Need, Targets
from geo.disclosure.system import Key, System
from geo.disclosure.worlds import Worlds

Cause = Literal["cell", "insider", "derived", "difference", "correction"]
"""How something is found: from the release, by somebody in it, by sums, from another week, from the same week again."""
INSIDER_UP_TO: Final = 2
"""Somebody in a cell of so few may know its count (people)."""


class Target(NamedTuple):
    """A weighted sum of counts that somebody wants to know."""

    cause: Cause
    weights: Mapping[Key, int]
    knows: Key | None = None
    """The cell whose count this attacker knows."""

    @property
    def key(self) -> Key:
        """The count that it is about; of a difference, that of the later release."""
        return next(iter(self.weights))

    @property
    def other(self) -> Key:
        """Of a difference, the count of the earlier release."""
        return next(key for key, weight in self.weights.items() if weight < 0)


def cells(system: System) -> list[Target]:
    """Every hidden cell."""
    return [Target("cell", {key: 1}) for key in system.hidden]


def unshown(system: System) -> list[Target]:
    """Counts that sums speak of and nothing shows, such as those of areas where only the whole council is given."""
    return [Target("derived", {key: 1}) for key in system.keys if key not in system.shown]


def insiders(system: System, worlds: Worlds) -> list[Target]:
    """Every hidden cell for each somebody in another one of 1 or 2 that has to do with it.

    Somebody knows the finest cell that they are in, and no total of several: of two people in a zone who wait in two
    bands, neither knows that there are two. What they learn of a total that counts them is no finding in itself: it
    tells them of themselves, and of others only what it tells of the cells of those.
    """
    totals = {row.total for row in system.sums if any(part in system.shown for part in row.parts)}
    finest = [key for key in system.hidden if key not in totals]
    knowing = [key for key in finest if 1 <= system.true.get(key, 0) <= INSIDER_UP_TO]
    part = {key: int(worlds.component[worlds.at[key]]) for key in system.hidden}
    near: dict[int, list[tuple[Key, dict[Key, int]]]] = {number: [] for number in part.values()}
    for key, number in part.items():
        near[number].append((key, {key: 1}))
    own = {known: _counted_in(known, system) for known in knowing}
    return [
        Target("insider", one, known) for known in knowing for key, one in near[part[known]] if key not in own[known]
    ]


def _counted_in(key: Key, system: System) -> set[Key]:
    """A cell and every total that counts it."""
    found, new = {key}, {key}
    while new:
        new = {row.total for row in system.sums if new & {*row.parts}} - found
        found |= new
    return found


def lines(targets: Sequence[Target], worlds: Worlds, need: Need, groups: Sequence[object]) -> Targets:
    """Targets as the lines of a proof.

    Args:
        targets: What is wanted.
        worlds: The counts that agree with the system.
        need: How much must stay unknown.
        groups: What a finding of each would speak of.
    """
    number = {group: at for at, group in enumerate(dict.fromkeys(groups))}
    is_derived = np.array([target.cause not in ("cell", "insider") for target in targets], dtype=np.bool_)
    may_be_known_small = np.array([target.cause == "insider" for target in targets], dtype=np.bool_)
    return Targets(
        rows=_rows([target.weights for target in targets], worlds),
        knows=np.array([-1 if one.knows is None else worlds.at[one.knows] for one in targets], dtype=np.int64),
        least_width=np.full(len(targets), float(need.width)),
        reach=np.where(may_be_known_small, -np.inf, float(need.reach)),
        is_derived=is_derived,
        group=np.array([number[group] for group in groups], dtype=np.int64),
    )


def _rows(weights: Iterable[Mapping[Key, int]], worlds: Worlds) -> object:
    """A sparse line for each weighted sum."""
    from scipy.sparse import csr_array  # noqa: PLC0415 - slow to load

    sums = list(weights)
    entries = [(line, worlds.at[key], weight) for line, row in enumerate(sums) for key, weight in row.items()]
    at, columns, values = np.array(entries, dtype=np.int64).reshape(-1, 3).T
    return csr_array((values, (at, columns)), shape=(len(sums), len(worlds.keys)))
