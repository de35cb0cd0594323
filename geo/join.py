"""Points into zones: every point gets one zone, `outside` or `unlocated`; nothing is lost and nothing doubled.

A point on a shared boundary belongs to the lower zone code, in natural order. A point in a gap between zones that
is narrower than a metre belongs to the nearest zone. A postcode is put into its zone once per version of the
boundaries and remembered, so that the weekly join is a lookup.
"""

import functools
import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from geo.errors import JoinError
from geo.locate import Floats, PostcodeDirectory
from geo.schemas import OUTSIDE, UNLOCATED

Zone = npt.NDArray[np.int16]
"""Position of a zone in the zone table, or one of the three below."""

OUTSIDE_AT: Final = -2
UNLOCATED_AT: Final = -1
NOT_YET_AT: Final = -3
"""A postcode that nobody has asked for yet."""

MANY_ZONES: Final = 2_000
"""From so many zones on, points ask a tree of zones instead of every zone asking about points near it. Below it zone
by zone was up to 39 times faster and never 0.1 s slower (benchmarks/many_zones.py)."""

MOST_ZONES: Final = 32_000
"""More cannot be numbered in 16 bits, which keep the weekly join quick."""

NEAREST_M: Final = 5.0
"""A point in a narrow gap belongs to the nearest zone within this distance (m); the gap is an accident."""


@dataclass(frozen=True)
class ZoneIndex:
    """Zone boundaries ready for asking which zone a point is in."""

    codes: tuple[str, ...]
    """In natural order: the first of two zones that share a boundary owns it."""
    shapes: npt.NDArray[np.object_]
    version: str
    """Hash of codes and boundaries: another version, another index."""
    narrow_gaps: npt.NDArray[np.object_] = field(default_factory=lambda: np.empty(0, dtype=object))
    """Gaps between zones whose points belong to the nearest zone; mostly none."""

    @classmethod
    def of(cls, zones: gpd.GeoDataFrame, narrow_gaps: gpd.GeoSeries | None = None) -> "ZoneIndex":
        """Index zones (metres, indexed by code in natural order).

        Args:
            zones: The boundaries.
            narrow_gaps: Gaps between them that have no meaning, as validation finds them; none where None.

        Raises:
            JoinError: There are more than `MOST_ZONES`.
        """
        if len(zones) > MOST_ZONES:
            raise JoinError(f"{len(zones)} zones are more than the {MOST_ZONES} that can be told apart. Merge some.")
        shapes = zones.geometry.to_numpy()
        digest = hashlib.sha256("\n".join(zones.index).encode())
        for wkb in shapely.to_wkb(shapes):
            digest.update(wkb)
        shapely.prepare(shapes)
        gaps = np.empty(0, dtype=object) if narrow_gaps is None else narrow_gaps.to_numpy()
        shapely.prepare(gaps)
        return cls(tuple(zones.index), shapes, digest.hexdigest(), gaps)

    def zone_of(self, easting: Floats, northing: Floats) -> Zone:
        """Zone of each point.

        Args:
            easting: m; NaN where unlocated.
            northing: m.

        Returns:
            Position of the zone in `codes`, `OUTSIDE_AT` or `UNLOCATED_AT`.
        """
        zone = np.full(len(easting), OUTSIDE_AT, dtype=np.int16)
        if len(self.shapes) < MANY_ZONES:
            self._by_zone(easting, northing, zone)
        else:
            self._by_tree(easting, northing, zone)
        self._from_gaps(easting, northing, zone)
        zone[np.isnan(easting) | np.isnan(northing)] = UNLOCATED_AT
        return zone

    def in_gap(self, easting: Floats, northing: Floats) -> npt.NDArray[np.bool_]:
        """Whether each point lies in a narrow gap between zones, from which it is put into the nearest."""
        found = np.zeros(len(easting), dtype=bool)
        for gap, (west, south, east, north) in zip(self.narrow_gaps, shapely.bounds(self.narrow_gaps), strict=True):
            near = np.flatnonzero((easting >= west) & (easting <= east) & (northing >= south) & (northing <= north))
            found[near[shapely.contains_xy(gap, easting[near], northing[near])]] = True
        return found

    def named(self, zone: Zone) -> pd.Categorical:
        """Codes of zones given by position, `outside` and `unlocated` after them; no text is made for each row."""
        names = [*self.codes, OUTSIDE, UNLOCATED]
        return pd.Categorical.from_codes(zone + (zone < 0) * np.int16(len(names)), names)

    def _by_zone(self, easting: Floats, northing: Floats, zone: Zone) -> None:
        """Zone by zone, asking only about points near it that have none yet; the first zone wins."""
        by_east = np.argsort(easting)
        east, north = easting[by_east], northing[by_east]
        found = zone[by_east]
        for at, (west, south, east_end, north_end) in enumerate(shapely.bounds(self.shapes)):
            band = slice(np.searchsorted(east, west), np.searchsorted(east, east_end, side="right"))
            free = found[band] == OUTSIDE_AT
            near = np.flatnonzero(free & (north[band] >= south) & (north[band] <= north_end))
            inside = shapely.intersects_xy(self.shapes[at], east[band][near], north[band][near])
            found[band][near[inside]] = at
        zone[by_east] = found

    def _by_tree(self, easting: Floats, northing: Floats, zone: Zone) -> None:
        """All points at once against a tree of zones; of several zones the first wins."""
        there = np.flatnonzero(~np.isnan(easting))
        points = shapely.points(easting[there], northing[there])
        point, found = shapely.STRtree(self.shapes).query(points, predicate="intersects")
        order = np.argsort(-found, kind="stable")
        zone[there[point[order]]] = found[order]

    def _from_gaps(self, easting: Floats, northing: Floats, zone: Zone) -> None:
        """Points that no zone has and a narrow gap has, into the nearest zone; of two as near the first wins."""
        if not len(self.narrow_gaps):
            return
        lost = np.flatnonzero(zone == OUTSIDE_AT)
        lost = lost[self.in_gap(easting[lost], northing[lost])]
        for at, point in zip(lost, shapely.points(easting[lost], northing[lost]), strict=True):
            distance_m = shapely.distance(self.shapes, point)
            if distance_m.min() <= NEAREST_M:
                zone[at] = distance_m.argmin()


@dataclass
class PostcodeZones:
    """The zone of each postcode of a directory, found when it is first asked for and then remembered."""

    index: ZoneIndex
    postcodes: PostcodeDirectory
    zones: Zone = field(init=False)
    """Zone of each position of the directory; `NOT_YET_AT` until asked for."""

    def __post_init__(self) -> None:
        self.zones = np.full(len(self.postcodes), NOT_YET_AT, dtype=np.int16)

    def zone_of(self, directory_rows: npt.NDArray[np.int64]) -> Zone:
        """Zone of each postcode given by its position in the directory.

        Only postcodes that were never asked for cost geometry, and each of them once; -1 gives `UNLOCATED_AT`.
        """
        if not len(self.zones):
            return np.full(len(directory_rows), UNLOCATED_AT, dtype=np.int16)
        zones = self.zones[directory_rows]
        zones[directory_rows < 0] = UNLOCATED_AT
        new = zones == NOT_YET_AT
        if not new.any():
            return zones
        asked = np.zeros(len(self.zones), dtype=bool)
        asked[directory_rows[new]] = True
        at = np.flatnonzero(asked)
        self.zones[at] = self.index.zone_of(self.postcodes.easting[at], self.postcodes.northing[at])
        zones[new] = self.zones[directory_rows[new]]
        return zones

    @functools.cached_property
    def _file_name(self) -> str:
        """Under which name this version of boundaries and directory is remembered."""
        digest = hashlib.sha256(self.index.version.encode())
        digest.update(b"".join(shapely.to_wkb(self.index.narrow_gaps)))
        for part in (self.postcodes.keys, self.postcodes.easting, self.postcodes.northing):
            digest.update(np.ascontiguousarray(part).data)
        return f"postcode-zones-{digest.hexdigest()[:16]}.npy"

    def recall(self, folder: Path) -> None:
        """Take over what is remembered for this version; a file that does not fit is not believed."""
        try:
            remembered = np.load(folder / self._file_name, allow_pickle=False)
        except (OSError, ValueError, EOFError):
            return
        fits = remembered.shape == self.zones.shape and remembered.dtype == self.zones.dtype
        if fits and (
            not len(remembered) or (remembered.min() >= NOT_YET_AT and remembered.max() < len(self.index.codes))
        ):
            self.zones = remembered

    def remember(self, folder: Path) -> None:
        """Write what is known now, whole or not at all."""
        folder.mkdir(exist_ok=True)
        file = folder / self._file_name
        staged = file.with_suffix(".part")
        with staged.open("wb") as out:
            np.save(out, self.zones, allow_pickle=False)
        staged.replace(file)


def with_zones(rows: pd.DataFrame, index: ZoneIndex, postcodes: PostcodeZones | None = None) -> pd.DataFrame:
    """Put each row of a located table into its zone.

    Args:
        rows: With `easting` and `northing` (m; NaN where unlocated) and `directory_row`.
        index: The zones.
        postcodes: What is known of postcodes, to spare geometry.

    Returns:
        The same rows, in the same order, with `zone_code`: a zone's, `outside` or `unlocated`.

    Raises:
        JoinError: Rows were lost or doubled; a fault of the program.
    """
    at = rows["directory_row"].to_numpy()
    if postcodes is None:
        zone, by_point = np.full(len(rows), UNLOCATED_AT, dtype=np.int16), np.ones(len(rows), dtype=bool)
    else:
        zone, by_point = postcodes.zone_of(at), at < 0
    if by_point.any():
        zone[by_point] = index.zone_of(rows["easting"].to_numpy()[by_point], rows["northing"].to_numpy()[by_point])
    joined = rows.assign(zone_code=index.named(zone))
    if len(joined) != len(rows) or joined["zone_code"].isna().any():
        raise JoinError(f"{len(rows)} rows went into the join and {int(joined['zone_code'].notna().sum())} came out")
    return joined
