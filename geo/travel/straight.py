"""Travel in a straight line, where the workspace has no roads."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from geo.locate import Floats
from geo.travel.places import NO_SOURCE, Flags, Ints, Nearest, Places
from geo.travel.terms import DETOUR_FACTOR, STRAIGHT_SPEED_KMH

_FEW: Final = 16
"""Of so few sources the nearest is found by asking all (count), which is quicker than loading and building a tree."""


@dataclass(frozen=True)
class StraightLine:
    """Minutes = distance in a straight line (km) x detour factor / speed (km/h) x 60."""

    detour_factor: float = DETOUR_FACTOR
    speed_kmh: float = STRAIGHT_SPEED_KMH

    @property
    def basis(self) -> str:
        """What the minutes rest on."""
        return f"Straight line times {self.detour_factor:g} at {self.speed_kmh:g} km/h; no roads are given."

    @property
    def version(self) -> str:
        """What the minutes depend on."""
        return f"straight-{self.detour_factor:g}-{self.speed_kmh:g}"

    def covered(self, places: Places) -> Flags:
        """Every located place can be reached."""
        return places.is_located

    def minutes_to_nearest(self, sources: Places, targets: Places, limit_minutes: float = np.inf) -> Nearest:
        """Minutes to each target from the source nearest to it."""
        minutes, source = np.full(len(targets), np.nan), np.full(len(targets), NO_SOURCE, dtype=np.int64)
        there, known = np.flatnonzero(targets.is_located), np.flatnonzero(sources.is_located)
        if len(there) and len(known):
            distance_m, at = _nearest(sources.take(known), targets.take(there))
            minutes[there], source[there] = self._minutes(distance_m), known[at]
            source[minutes > limit_minutes] = NO_SOURCE
        return Nearest(_within(minutes, limit_minutes), source)

    def minutes_between(self, sources: Places, targets: Places, limit_minutes: float = np.inf) -> Floats:
        """Minutes from each source (row) to each target (column)."""
        return _within(self._minutes(_distances_m(sources, targets)), limit_minutes)

    def minutes_from_groups(
        self, sources: Places, group: Ints, targets: Places, limit_minutes: float = np.inf
    ) -> Floats:
        """Minutes from the nearest source of each group (row) to each target (column)."""
        groups = range(int(group.max()) + 1 if len(group) else 0)
        rows = [self.minutes_to_nearest(sources.take(group == at), targets, limit_minutes).minutes for at in groups]
        return np.array(rows).reshape(len(rows), len(targets))

    def _minutes(self, distance_m: Floats) -> Floats:
        """Minutes for straight distances."""
        return distance_m / 1000.0 * self.detour_factor / self.speed_kmh * 60.0


def _distances_m(sources: Places, targets: Places) -> Floats:
    """Straight distance from each source (row) to each target (column), in metres."""
    east = sources.easting[:, None] - targets.easting
    north = sources.northing[:, None] - targets.northing
    return np.hypot(east, north)


def _nearest(sources: Places, targets: Places) -> tuple[Floats, Ints]:
    """Straight distance to each target from the source nearest to it (m), and the position of that source."""
    if len(sources) <= _FEW:
        distances_m = _distances_m(sources, targets)
        return distances_m.min(axis=0), distances_m.argmin(axis=0)
    from scipy.spatial import cKDTree  # noqa: PLC0415 - slow to load

    distance_m, at = cKDTree(sources.points).query(targets.points)
    return distance_m, at


def _within(minutes: Floats, limit_minutes: float) -> Floats:
    """Minutes, infinite beyond the limit; no data stays so."""
    return np.where(minutes > limit_minutes, np.inf, minutes)
