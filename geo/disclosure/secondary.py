"""Secondary suppression: further cells are hidden until no hidden cell can be worked out from the others."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from geo.disclosure.examine import examine
from geo.disclosure.proof import Need
from geo.disclosure.system import AtMost, Key, System
from geo.disclosure.targets import Target

__all__ = ["Need", "Protected", "protect"]

AT_ONCE: Final = 8
"""Weak cells for which partners are sought before all are attacked again."""


@dataclass(frozen=True)
class Protected:
    """A system in which more is hidden."""

    system: System
    added: tuple[Key, ...]
    """Cells that were hidden to protect others, in order."""
    unsafe: tuple[Key, ...] = ()
    """Some cells that cannot be protected by hiding what may be hidden, if there are any; the table must be coarser."""

    @property
    def is_possible(self) -> bool:
        """Whether every hidden cell is protected."""
        return not self.unsafe


def protect(
    system: System,
    need: Need | None = None,
    *,
    earlier: Sequence[System] = (),
    links: Sequence[AtMost] = (),
    may_hide: Collection[Key] | None = None,
) -> Protected:
    """Hide partners, the cheapest first and never a zero, until an attack on each hidden cell fails.

    A partner stands in a sum with the cell, total included. When all are protected, partners that turn out not to be
    needed are shown again, the dearest first. Then the same against earlier releases: a count whose change would show
    a few people is hidden too.

    Args:
        system: All that is published of the week, with the small counts hidden.
        need: How much an attacker must not find out.
        earlier: Releases that a reader has kept, oldest first.
        links: What is known between counts of different weeks.
        may_hide: What may be hidden; without it, all cells of the week.

    Returns:
        The same cells for the same system, whatever the order of its parts.
    """
    able = frozenset(system.shown if may_hide is None else may_hide)
    alone = _Week(system, (), (), need or Need(), able)
    added, weak = alone.more(())
    added = added if weak else alone.needed(added)
    if earlier:
        added, weak = _Week(system, tuple(earlier), tuple(links), need or Need(), able).more(added)
    return Protected(system.hiding(added), tuple(sorted(added)), tuple(dict.fromkeys(one.key for one in weak)))


@dataclass(frozen=True)
class _Week:
    """A week that is protected, and against what."""

    system: System
    earlier: tuple[System, ...]
    links: tuple[AtMost, ...]
    need: Need
    able: frozenset[Key]

    def weak(self, added: Collection[Key], most: int = AT_ONCE) -> tuple[Target, ...]:
        """What an attacker finds out when some cells more are hidden; one of each count, and no more than `most`."""
        releases = [*self.earlier, self.system.hiding(added)]
        return examine(releases, self.links, self.need, lambda target: target.key, most=most).failing

    def more(self, added: tuple[Key, ...]) -> tuple[tuple[Key, ...], tuple[Target, ...]]:
        """Cells to hide until nothing is weak, one at a time in each sum; and what stays weak, with nothing to hide."""
        while weak := self.weak(added):
            chosen: set[Key] = set()
            for target in weak:
                partners = self._partners(target.key, {*added})
                chosen |= {*partners[:1]} if chosen.isdisjoint(partners) else set()
            if not chosen:
                break
            added = (*added, *sorted(chosen))
        return added, weak

    def needed(self, added: tuple[Key, ...]) -> tuple[Key, ...]:
        """The same without those that nothing needs."""
        for key in sorted(added, key=lambda one: (-self.system.true.get(one, 0), one)):
            fewer = tuple(one for one in added if one != key)
            added = added if self.weak(fewer, most=1) else fewer
        return added

    def _partners(self, key: Key, added: set[Key]) -> list[Key]:
        """Shown cells that are the count itself or stand in a sum with it and are not zero, the cheapest first."""
        rows = [{row.total, *row.parts} for row in self.system.sums if key == row.total or key in row.parts]
        near = {one for row in rows for one in row} | {key}
        shown = [one for one in near & self.able - added if one in self.system.shown]
        seen = [one for one in shown if not self.system.shown[one].is_hidden and self.system.true.get(one, 1) > 0]
        return sorted(seen, key=lambda one: (one != key, self.system.true.get(one, 0), one))
