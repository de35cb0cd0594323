"""Places that a journey starts or ends at, and what every way of travelling can answer."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt
import pandas as pd

from geo.locate import Floats

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

NO_SOURCE = -1
"""Position of the nearest source where there is none."""


@dataclass(frozen=True)
class Places:
    """Points in metres of the British National Grid; NaN where a row is unlocated."""

    easting: Floats
    northing: Floats

    @classmethod
    def of(cls, rows: pd.DataFrame) -> "Places":
        """The places of a located table, row by row."""
        return cls(*(rows[name].to_numpy(dtype="float64") for name in ("easting", "northing")))

    @property
    def is_located(self) -> Flags:
        """Whether each place is known."""
        return np.asarray(np.isfinite(self.easting) & np.isfinite(self.northing))

    @property
    def points(self) -> Floats:
        """One row of easting and northing for each place."""
        return np.column_stack([self.easting, self.northing])

    def take(self, at: npt.NDArray[np.generic]) -> "Places":
        """Some of the places, by position or flag."""
        return Places(self.easting[at], self.northing[at])

    def __len__(self) -> int:
        return len(self.easting)


@dataclass(frozen=True)
class Nearest:
    """The nearest source of each target."""

    minutes: Floats
    """From the source to the target; infinite beyond the limit, NaN for no data."""
    source: Ints
    """Position of the source; `NO_SOURCE` where there is none within the limit."""


class Travel(Protocol):
    """A way to say how long a drive takes, from source to target: one-way streets make the way back differ.

    Infinite is known to be farther than the limit; NaN is no data: unlocated, off the roads, or no road between.
    """

    @property
    def basis(self) -> str:
        """What the minutes rest on, as a sentence to stand beside every figure."""

    @property
    def version(self) -> str:
        """Hash of all that the minutes depend on: another version, other minutes."""

    def covered(self, places: Places) -> Flags:
        """Whether each place can be travelled to at all."""

    def minutes_to_nearest(self, sources: Places, targets: Places, limit_minutes: float = np.inf) -> Nearest:
        """Minutes to each target from the source nearest to it."""

    def minutes_between(self, sources: Places, targets: Places, limit_minutes: float = np.inf) -> Floats:
        """Minutes from each source (row) to each target (column)."""

    def minutes_from_groups(
        self, sources: Places, group: Ints, targets: Places, limit_minutes: float = np.inf
    ) -> Floats:
        """Minutes from the nearest source of each group (row, by its number from 0) to each target (column)."""
