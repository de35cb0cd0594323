"""Secondary suppression: further cells are hidden until no hidden cell can be worked out from the others."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from geo.disclosure.attack import Interval, attack
from geo.disclosure.system import Key, System

WIDTH: Final = 5
"""Largest less smallest possible count of a hidden cell, at the least (people)."""
REACH: Final = 8
"""A hidden cell must be able to stand for this many: a small count and its partner look alike (people)."""
INSIDER_UP_TO: Final = 2
"""Somebody in a cell of so few may know its count (people)."""


@dataclass(frozen=True)
class Need:
    """What an attacker must not get below."""

    width: int = WIDTH
    reach: int = REACH

    def is_met(self, found: Interval, *, is_insider: bool = False) -> bool:
        """Whether a hidden cell is safe; somebody who knows another cell may know that it is small, never how small."""
        reaches = is_insider or found.high is None or found.high >= self.reach
        return found.width >= self.width and reaches


@dataclass(frozen=True)
class Protected:
    """A system in which more is hidden."""

    system: System
    added: tuple[Key, ...]
    """Cells that were hidden to protect others, in order."""
    unsafe: tuple[Key, ...] = ()
    """Cells that cannot be protected by hiding what may be hidden; the table must be coarser."""

    @property
    def is_possible(self) -> bool:
        """Whether every hidden cell is protected."""
        return not self.unsafe


def protect(system: System, need: Need | None = None, *, may_hide: Collection[Key] | None = None) -> Protected:
    """Hide partners, the cheapest first and never a zero, until an attack on each hidden cell fails.

    Args:
        system: All that is published, with the small counts hidden; it may be joined with earlier releases.
        need: How wide an attacker's interval must be.
        may_hide: What may be hidden; without it, all cells.

    Returns:
        The same cells for the same system, whatever the order of its parts.
    """
    needed, added = need or Need(), list[Key]()
    while unsafe := [key for key, found in attack(system.hiding(added)).items() if not needed.is_met(found)]:
        partners = [key for key in _partners(system.hiding(added), unsafe[0]) if may_hide is None or key in may_hide]
        if not partners:
            return Protected(system.hiding(added), tuple(sorted(added)), tuple(unsafe))
        added.append(partners[0])
    return Protected(system.hiding(added), tuple(sorted(added)))


def _partners(system: System, key: Key) -> list[Key]:
    """Shown cells that stand in a sum with a cell and are not zero, the cheapest first."""
    rows = [{row.total, *row.parts} for row in system.sums if key == row.total or key in row.parts]
    near = set().union(*rows) - {key}
    shown = [one for one in near if one in system.shown and not system.shown[one].is_hidden]
    return sorted((one for one in shown if system.true.get(one, 1) > 0), key=lambda one: (system.true.get(one, 0), one))
