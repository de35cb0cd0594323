"""Whole counts that agree with everything published: each such world is one that a reader cannot exclude.

What a world proves needs no trust in the solver: its counts are whole, and every range, sum and limit is checked again
in whole numbers. The corners of a linear programme are whole where sums form a network (areas by bands with their
margins); linked releases of several weeks need not be one, so a corner that is not whole is solved as an integer
programme.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from geo.disclosure.system import Key, System

Vector = npt.NDArray[np.float64]
Counts = npt.NDArray[np.int64]
SPARE: Final = 1000
"""Added to where a count without an end is cut off, so that it lies far beyond every count that has one (people)."""
MOST_APART: Final = 3
"""More components than these are solved faster in one go."""


@dataclass(frozen=True)
class _Part:
    """Equations that share no count with the others."""

    columns: Counts
    matrix: Any
    least: Vector


class Worlds:
    """The counts that agree with a system, and the solver that finds extreme ones."""

    def __init__(self, system: System) -> None:
        """Set up the equations of all that is published."""
        from scipy.sparse import csr_array  # noqa: PLC0415 - slow to load

        self.keys = system.keys
        self.at = {key: at for at, key in enumerate(self.keys)}
        self._true = system.true
        self.low, self.high, self.no_end = _ends(system, self.keys)
        signs = [{row.total: -1, **dict.fromkeys(row.parts, 1)} for row in system.sums]
        signs += [{row.smaller: 1, row.larger: -1} for row in system.limits]
        entries = [(line, self.at[key], sign) for line, row in enumerate(signs) for key, sign in row.items()]
        lines, columns, values = np.array(entries, dtype=np.int64).reshape(-1, 3).T
        matrix = csr_array((values, (lines, columns)), shape=(len(signs), len(self.keys)))
        least = np.r_[np.zeros(len(system.sums)), np.full(len(system.limits), -np.inf)]
        self._all = _Part(np.arange(len(self.keys)), matrix, least)

    @cached_property
    def start(self) -> Counts:
        """The true counts; where some are no longer known, any that agree with the rest.

        Raises:
            ValueError: The true counts do not agree with what is shown of them.
        """
        given = {key: self._true[key] for key in self.keys if key in self._true}
        world = self._solved(self._all, np.zeros(len(self.keys)), *self._given(given))
        if world is None:
            raise ValueError("the true counts do not agree with what is shown")
        return world

    @cached_property
    def component(self) -> Counts:
        """Number of the component that each count belongs to; what happens in one says nothing of another."""
        from scipy.sparse.csgraph import connected_components  # noqa: PLC0415 - slow to load

        linked = abs(self._all.matrix)
        return np.asarray(connected_components(linked.T @ linked, directed=False)[1], dtype=np.int64)

    def world(self, row: Vector, given: Mapping[Key, int] | None = None) -> Counts:
        """The counts with the least weighted sum; a component without weight keeps its start.

        Args:
            row: Weight by count.
            given: Counts that this reader knows.

        Raises:
            ValueError: No counts agree with what is shown and given.
        """
        low, high = self._given(given or {})
        touched = np.unique(self.component[row != 0])
        parts = [self._all] if len(touched) > MOST_APART else [self._part(int(number)) for number in touched]
        world = self.start.copy()
        for part in parts:
            found = self._solved(part, row, low, high)
            if found is None:
                raise ValueError("no counts agree with what is shown")
            world[part.columns] = found
        return world

    def _part(self, number: int) -> _Part:
        """One component."""
        columns = np.flatnonzero(self.component == number)
        sliced = self._all.matrix[:, columns]
        lines = np.flatnonzero(np.diff(sliced.indptr))
        return _Part(columns, sliced[lines], self._all.least[lines])

    def _given(self, given: Mapping[Key, int]) -> tuple[Counts, Counts]:
        """Smallest and largest counts for a reader who knows some."""
        low, high = self.low.copy(), self.high.copy()
        for key, count in given.items():
            low[self.at[key]] = max(low[self.at[key]], count)
            high[self.at[key]] = min(high[self.at[key]], count)
        return low, high

    def _solved(self, part: _Part, row: Vector, low: Counts, high: Counts) -> Counts | None:
        """The least corner of one part in whole numbers; None where nothing agrees."""
        ends = low[part.columns], high[part.columns]
        for is_whole in (0, 1):
            found = _corner(part, row[part.columns], *ends, is_whole)
            if found is None:
                return None
            counts = np.rint(found).astype(np.int64)
            if np.abs(found - counts).max(initial=0.0) < 1e-5 and _agrees(part, counts, *ends):
                return counts
        raise RuntimeError("the solver found counts that are not whole")


def _corner(part: _Part, row: Vector, low: Counts, high: Counts, is_whole: int) -> Vector | None:
    """Where the linear (0) or integer (1) programme is least; None where nothing agrees."""
    from scipy.optimize import Bounds, LinearConstraint, milp  # noqa: PLC0415 - slow to load

    if (low > high).any():
        return None
    rules = LinearConstraint(part.matrix, part.least, 0) if part.matrix.shape[0] else ()
    whole = np.full(len(row), is_whole)
    solved = milp(row, constraints=rules, bounds=Bounds(low, high), integrality=whole, options={"mip_rel_gap": 0.0})
    return None if solved.x is None else np.asarray(solved.x, dtype=np.float64)


def _agrees(part: _Part, counts: Counts, low: Counts, high: Counts) -> bool:
    """Whether counts agree with every range, sum and limit of a part; in whole numbers."""
    lines = part.matrix @ counts
    return bool(((counts >= low) & (counts <= high)).all() and ((lines <= 0) & (lines >= part.least)).all())


def _ends(system: System, keys: Collection[Key]) -> tuple[Counts, Counts, int]:
    """Smallest and largest count of every key, and from where on a count has no end."""
    low = np.array([system.shown[key].low if key in system.shown else 0 for key in keys], dtype=np.int64)
    ends = [system.shown[key].high if key in system.shown else None for key in keys]
    no_end = int(sum(end for end in ends if end is not None) + low.sum()) + SPARE
    return low, np.array([4 * no_end if end is None else end for end in ends], dtype=np.int64), no_end
