"""What a store of the weekly record must do; folders and PostgreSQL are the two that come with the program."""

import datetime as dt
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

import geopandas as gpd
import pandas as pd

from geo.snapshot.manifest import Manifest


@dataclass(frozen=True)
class Recorded:
    """One version as it is read back, every table held against its hash."""

    manifest: Manifest
    tables: Mapping[str, pd.DataFrame]
    """The tables that were asked for and are still there."""

    @property
    def figures(self) -> pd.DataFrame:
        """The zone table, indexed by zone_code."""
        return self.tables["figures"].set_index("zone_code")

    @property
    def zones(self) -> gpd.GeoDataFrame:
        """Zones in metres, indexed by zone_code."""
        zones = self.tables["zones"]
        if not isinstance(zones, gpd.GeoDataFrame):
            raise TypeError("zones were stored without boundaries")
        return zones.set_index("zone_code")


@dataclass(frozen=True)
class Forgotten:
    """That people's rows of a version were removed."""

    on: dt.date
    by: str
    tables: tuple[str, ...]


class Store(Protocol):
    """Where versions of weeks are kept. Versions never change; one pointer says which of a week's counts."""

    def lock(self) -> AbstractContextManager[None]:
        """Keep every other writer out.

        Raises:
            SnapshotError: Somebody else is recording.
        """
        ...

    def unlock(self) -> str:
        """Break a lock that a lost process left behind; says whose it was."""
        ...

    def put(self, manifest: Manifest, tables: Mapping[str, bytes]) -> None:
        """Record a version and make it the one that counts for its week: wholly, or not at all.

        Args:
            manifest: Its account; `number` is the next one.
            tables: Parquet by name, as the manifest lists them.
        """
        ...

    def next_number(self) -> int:
        """Number of the next version, from 1."""
        ...

    def weeks(self) -> dict[str, Manifest]:
        """The version that counts of each week, by week in order. A damaged one is left out; see `damage`."""
        ...

    def versions(self, week: str) -> list[Manifest]:
        """Every version of a week, oldest first."""
        ...

    def damage(self) -> list[str]:
        """What of the record cannot be read, each as a sentence; empty where all is well."""
        ...

    def read(self, week: str, names: tuple[str, ...] = ("figures", "zones")) -> Recorded:
        """Tables of the version that counts, or of the last good one before it.

        Raises:
            SnapshotError: The week is not recorded, or no version of it can be read.
        """
        ...

    def forget(self, week: str, today: dt.date, by: str) -> int:
        """Remove people's rows from every version of a week and record that; says how many tables went."""
        ...

    def forgotten(self, week: str) -> Forgotten | None:
        """That people's rows of the version that counts were removed; None where they are there."""
        ...
