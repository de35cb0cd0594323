"""One recorded week in detail: what a release is made from, and what no reader of a release may see."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import geopandas as gpd
import pandas as pd

from geo.model import Model, load_model
from geo.settings import Settings
from geo.snapshot import Manifest, Store

ROWS: Final = ("packages", "awaiting")
"""Tables of rows that a release counts anew."""
TABLES: Final = ("figures", "whole", "zones", *ROWS)


@dataclass(frozen=True)
class Detail:
    """One recorded week as it was."""

    manifest: Manifest
    figures: pd.DataFrame
    """The zone table, indexed by zone_code: zones in natural order, then outside and unlocated."""
    whole: pd.DataFrame
    """The same columns for the whole council, one row `all`; without a row where it was not recorded."""
    zones: gpd.GeoDataFrame
    """Zones in metres, indexed by zone_code."""
    rows: Mapping[str, pd.DataFrame]
    """Packages and awaiting, where they are still kept."""
    model: Model

    @property
    def week(self) -> str:
        """ISO week."""
        return self.manifest.week

    @property
    def as_at(self) -> dt.date:
        """The day that the figures describe."""
        return self.manifest.as_at


def detail_of(settings: Settings, week: str, store: Store) -> Detail:
    """A recorded week with what is still kept of it.

    Args:
        settings: Of the workspace.
        week: ISO week.
        store: Of the record.

    Raises:
        SnapshotError: The week is not recorded, or no version of it can be read.
        InputError: The model cannot be read.
    """
    recorded = store.read(week, TABLES)
    whole = recorded.tables.get("whole", recorded.figures.iloc[:0].reset_index()).set_index("zone_code")
    rows = {name: recorded.tables[name] for name in ROWS if name in recorded.tables}
    model = load_model(settings.model, settings.folder)
    return Detail(recorded.manifest, recorded.figures, whole, recorded.zones, rows, model)
