"""Whole counts that agree with everything published: each such world is one that a reader cannot exclude.

What is proved by a world needs no trust in the solver: its counts are whole, and every range, sum and limit is checked
again in whole numbers.
"""

from collections.abc import Collection, Mapping
from typing import Final

import numpy as np
import numpy.typing as npt

from geo.disclosure.system import Key, System

Vector = npt.NDArray[np.float64]
Counts = npt.NDArray[np.int64]
SPARE: Final = 1000
"""Added to where a count without an end is cut off, so that it lies far beyond every count that has one (people)."""


class Worlds:
    """The counts that agree with a system, and the solver that finds the extreme ones."""

    def __init__(self, system: System, fixed: Collection[Key] = ()) -> None:
        """Set up the equations.

        Args:
            system: All that is published.
            fixed: Cells whose true count is known too.
        """
        from scipy.sparse import csr_array  # noqa: PLC0415 - slow to load

        self.keys = system.keys
        self._at = {key: at for at, key in enumerate(self.keys)}
        self.low, self.high, self.no_end = self._ends(system, fixed)
        entries = [
            (line, self._at[key], sign)
            for line, row in enumerate(system.sums)
            for key, sign in ((row.total, -1), *((part, 1) for part in row.parts))
        ]
        entries += [
            (line, self._at[key], sign)
            for line, row in enumerate(system.limits, len(system.sums))
            for key, sign in ((row.smaller, 1), (row.larger, -1))
        ]
        lines, columns, signs = np.array(entries, dtype=np.int64).reshape(-1, 3).T
        size = (len(system.sums) + len(system.limits), len(self.keys))
        self._matrix = csr_array((signs, (lines, columns)), shape=size)
        self._least = np.r_[np.zeros(len(system.sums)), np.full(len(system.limits), -np.inf)]

    def row(self, weights: Mapping[Key, int]) -> Vector:
        """A weighted sum of counts as a vector."""
        row = np.zeros(len(self.keys))
        for key, weight in weights.items():
            row[self._at[key]] = weight
        return row

    def world(self, row: Vector) -> Counts:
        """The counts with the least weighted sum.

        Raises:
            ValueError: No counts agree with what is shown.
        """
        for is_whole in (0, 1):
            found = self._solve(row, is_whole)
            counts = np.rint(found).astype(np.int64)
            if np.abs(found - counts).max(initial=0.0) < 1e-6 and self.agrees(counts):
                return counts
        raise ValueError("the solver found no whole counts")

    def least(self, row: Vector) -> float:
        """The least weighted sum of counts."""
        return float(row @ self.world(row))

    def agrees(self, counts: Counts) -> bool:
        """Whether counts agree with every range, sum and limit; in whole numbers."""
        lines = self._matrix @ counts
        in_ends = (counts >= self.low).all() and (counts <= self.high).all()
        return bool(in_ends and (lines <= 0).all() and (lines >= self._least).all())

    def _solve(self, row: Vector, is_whole: int) -> Vector:
        """One corner of the linear or integer programme."""
        from scipy.optimize import Bounds, LinearConstraint, milp  # noqa: PLC0415 - slow to load

        rules = LinearConstraint(self._matrix, self._least, 0) if self._matrix.shape[0] else ()
        solved = milp(
            row, constraints=rules, bounds=Bounds(self.low, self.high), integrality=np.full(len(row), is_whole)
        )
        if solved.x is None:
            raise ValueError("no counts agree with what is shown")
        return np.asarray(solved.x, dtype=np.float64)

    def _ends(self, system: System, fixed: Collection[Key]) -> tuple[Counts, Counts, int]:
        """Smallest and largest count of every key, and from where on a count has no end."""
        low = np.array([0 if key not in system.shown else system.shown[key].low for key in self.keys], dtype=np.int64)
        ends = [system.shown[key].high if key in system.shown else None for key in self.keys]
        no_end = int(sum(end for end in ends if end is not None) + low.sum()) + SPARE
        high = np.array([4 * no_end if end is None else end for end in ends], dtype=np.int64)
        for key in fixed:
            low[self._at[key]] = high[self._at[key]] = system.true[key]
        return low, high, no_end
