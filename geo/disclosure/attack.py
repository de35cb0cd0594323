"""The attack: what the smallest and largest count of each hidden cell can be, for a reader who can solve equations.

A feasibility interval by linear programming over everything that is published (Statistical Disclosure Control
Handbook, 2nd edition 2024, chapter 4), worked out in whole numbers: linear programming is exact for the whole numbers
where the equations form a network (rows and columns that add up); where releases of several weeks are linked they
need not, so a corner that is not whole is solved again as an integer programme.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np

from geo.disclosure.system import Key, System
from geo.disclosure.worlds import Worlds


@dataclass(frozen=True)
class Interval:
    """The counts that a hidden cell can have; each end is reached by whole counts that agree with all that is shown."""

    low: int
    high: int | None
    """None where there is no end."""

    @property
    def width(self) -> float:
        """Largest less smallest; infinite without an end."""
        return float("inf") if self.high is None else float(self.high - self.low)


def attack(system: System, *, fixed: Collection[Key] = (), only: Collection[Key] | None = None) -> dict[Key, Interval]:
    """What a reader can find out about each hidden cell.

    Args:
        system: All that is published.
        fixed: Cells of which this reader knows the true count, such as somebody who is in it.
        only: The cells to attack; all hidden ones where it is left out.

    Returns:
        Interval by hidden cell, in order, without the fixed ones.

    Raises:
        ValueError: No counts agree with what is shown.
    """
    worlds, given = Worlds(system), {key: system.true[key] for key in fixed}
    chosen = [key for key in (system.hidden if only is None else sorted(only)) if key not in fixed]
    return {key: _interval(worlds, key, given) for key in chosen}


def _interval(worlds: Worlds, key: Key, given: Mapping[Key, int]) -> Interval:
    """Both ends of one cell."""
    row = np.zeros(len(worlds.keys))
    row[worlds.at[key]] = 1.0
    low, high = (int(worlds.world(way * row, given)[worlds.at[key]]) for way in (1, -1))
    return Interval(low, None if high >= worlds.no_end else high)
