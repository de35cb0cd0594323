"""Tables as Parquet and back: the same rows are the same bytes."""

import io
from typing import Final

import geopandas as gpd
import pandas as pd

from geo.errors import SnapshotError
from geo.snapshot.manifest import Kind, StoredFile, sha256
from geo.week import Week

KINDS: Final[dict[str, Kind]] = {
    "figures": "figures",
    "whole": "figures",
    "rules": "figures",
    "zones": "figures",
    "providers": "market",
    "awards": "market",
    "performance": "market",
    "published": "market",
    "packages": "people",
    "awaiting": "people",
    "offers": "people",
    "transitions": "people",
}
"""Every table that a version may hold. Reference data (postcodes, small areas) stays in the workspace."""
PEOPLE: Final = tuple(name for name, kind in KINDS.items() if kind == "people")
"""Tables with rows about people."""

_NOT_KEPT: Final = ("directory_row", "uprn", "geometry")
"""Columns of a trusted table that only the program needs, or that nobody should keep."""


def tables_of(week: Week) -> dict[str, pd.DataFrame]:
    """What a version holds of a week, by name."""
    zones = gpd.GeoDataFrame(week.zones[["zone_name"]], geometry=week.zones.geometry, crs=week.zones.crs).reset_index()
    found: dict[str, pd.DataFrame] = {
        "figures": week.figures.reset_index(),
        "whole": week.whole_figures.reset_index(),
        "rules": week.rule_outcomes,
        "zones": zones,
    }
    for name in KINDS.keys() & week.tables.keys():
        rows = week.tables[name].drop(columns=list(_NOT_KEPT), errors="ignore").reset_index(drop=True)
        found[name] = pd.DataFrame(rows)
    return {name: found[name] for name in KINDS if name in found}


def to_bytes(table: pd.DataFrame) -> bytes:
    """A table as Parquet; one with boundaries as GeoParquet."""
    out = io.BytesIO()
    table.to_parquet(out, index=False, compression="zstd")
    return out.getvalue()


def from_bytes(name: str, content: bytes) -> pd.DataFrame:
    """A table read back."""
    source = io.BytesIO(content)
    return gpd.read_parquet(source) if name == "zones" else pd.read_parquet(source)


def described(name: str, table: pd.DataFrame, content: bytes) -> StoredFile:
    """What the manifest says of a table."""
    types = {str(column): str(kind) for column, kind in table.dtypes.items()}
    return StoredFile(KINDS[name], sha256(content), len(content), len(table), types)


def checked(name: str, content: bytes, stored: StoredFile, place: str) -> pd.DataFrame:
    """A table whose bytes are those of its manifest.

    Raises:
        SnapshotError: They are not.
    """
    if len(content) != stored.size_bytes or sha256(content) != stored.sha256:
        raise SnapshotError(f"{place}: {name} is damaged: its bytes are not those that were recorded.")
    return from_bytes(name, content)
