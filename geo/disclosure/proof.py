"""Proof that nothing can be worked out: for each target, worlds that lie far enough apart.

One extreme world widens thousands of targets at once, so that a safe release of a year is proved by some dozen
solutions; what is still open then is solved exactly, one by one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from geo.disclosure.system import Key
from geo.disclosure.worlds import Counts, Vector, Worlds

Flags = npt.NDArray[np.bool_]
SEED: Final = 7
"""Of the ways in which targets are pushed; what is found does not depend on it, only how soon."""
MOST_ROUNDS: Final = 40
"""Rounds in which all open targets are pushed at once."""
IDLE_ROUNDS: Final = 3
"""After so many rounds that settled nothing, targets are solved one by one."""


@dataclass(frozen=True)
class Need:
    """What an attacker must not get below."""

    width: int = 5
    """Largest less smallest possible count of a hidden cell (people)."""
    reach: int = 8
    """A hidden cell must be able to stand for this many: a small count and its partner look alike (people)."""


@dataclass(frozen=True)
class Targets:
    """Weighted sums of counts that an attacker wants to know; each attacker may know one cell."""

    rows: Any
    """Sparse, a line for each target and a column for each count."""
    knows: Counts
    """Column of the count that this attacker knows; -1 for none."""
    least_width: Vector
    """Largest less smallest value at the least."""
    reach: Vector
    """Value that must be possible; minus infinity where there is no such need."""
    is_derived: Flags
    """Not a hidden cell but what follows from cells, such as the difference of two releases: it is safe where it may be
    nobody, or may be as many as `reach`, and is not exact."""
    group: Counts
    """Targets that one finding speaks of: when one of them fails, the others need not be looked at."""

    def is_safe(self, low: Counts, high: Counts) -> Flags:
        """Whether what an attacker finds is wide enough; wider is never less safe."""
        is_small = ((low >= 1) & (high < self.reach)) | ((high <= -1) & (low > -self.reach))
        is_exact = (low == high) & (low != 0)
        is_wide = (high - low >= self.least_width) & (high >= self.reach)
        return np.where(self.is_derived, ~is_small & ~is_exact, is_wide)


class Proof:
    """What attackers find out: for each target, the least and most that any world found so far gives it."""

    def __init__(self, worlds: Worlds, targets: Targets) -> None:
        """Begin with the true counts alone."""
        self.worlds, self.targets = worlds, targets
        start = targets.rows @ worlds.start
        self.low, self.high = start.copy(), start.copy()
        self._true = worlds.start
        self._draw = np.random.default_rng(SEED)

    def failing(self, most: int | None = None) -> Counts:
        """Targets that are not safe, exactly worked out: the first of each group; no more than `most` of them."""
        self._push_all()
        failed: dict[int, int] = {}
        for target in self._open():
            if len(failed) == most:
                break
            group = int(self.targets.group[target])
            if group not in failed and not self._is_safe_exactly(int(target)):
                failed[group] = int(target)
        return np.array(sorted(failed.values()), dtype=np.int64)

    def _open(self) -> Counts:
        """Targets that no worlds prove to be safe yet."""
        return np.flatnonzero(~self.targets.is_safe(self.low, self.high))

    def _push_all(self) -> None:
        """Widen all open targets at once, each in a direction by lot."""
        idle, left = 0, len(self._open())
        for _ in range(MOST_ROUNDS):
            if not left or idle == IDLE_ROUNDS:
                return
            given, chosen = self._attackers(self._open())
            row = self._draw.choice([-1.0, 1.0], len(chosen)) @ self.targets.rows[chosen]
            self._learn(self.worlds.world(row, given))
            self._learn(self.worlds.world(-row, given))
            before, left = left, len(self._open())
            idle = idle + 1 if left == before else 0

    def _attackers(self, targets: Counts) -> tuple[Mapping[Key, int], Counts]:
        """Half of what the attackers know, by lot, and the targets of those whose knowledge is among it."""
        known = np.unique(self.targets.knows[targets])
        half = known[(known == -1) | (self._draw.random(len(known)) < 0.5)]
        half = half if len(half) else known
        given = {self.worlds.keys[at]: int(self._true[at]) for at in half if at >= 0}
        return given, targets[np.isin(self.targets.knows[targets], half)]

    def _is_safe_exactly(self, target: int) -> bool:
        """Whether a target is safe, with both its ends worked out."""
        knows = int(self.targets.knows[target])
        given = {self.worlds.keys[knows]: int(self._true[knows])} if knows >= 0 else {}
        row = np.asarray(self.targets.rows[[target]].todense(), dtype=np.float64).ravel()
        for way in (row, -row):
            self._learn(self.worlds.world(way, given))
        return target not in self._open()

    def _learn(self, world: Counts) -> None:
        """Widen every target by one more world, for the attackers whose knowledge agrees with it."""
        knows = self.targets.knows
        agrees = (knows == -1) | (world[knows] == self._true[knows])
        values = self.targets.rows @ world
        self.low = np.where(agrees, np.minimum(self.low, values), self.low)
        self.high = np.where(agrees, np.maximum(self.high, values), self.high)
