"""A workspace read, checked and put into its zones: what a report says of it, before anything is measured."""

import contextlib
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import pandas as pd

from geo.intake import REMEMBERED, Intake, read_workspace
from geo.join import PostcodeZones, ZoneIndex, with_zones
from geo.report import Coverage, Report
from geo.schemas import OUTSIDE, UNLOCATED
from geo.settings import Settings

__all__ = ["REMEMBERED", "Checked", "check_workspace"]


@dataclass(frozen=True)
class Checked:
    """The files of a workspace with every row accounted for and, where there are zones, put into one."""

    intake: Intake
    tables: Mapping[str, pd.DataFrame]
    """Trusted tables; each with places has zone_code, easting and northing (m)."""
    report: Report


def check_workspace(settings: Settings, as_at: dt.date | None = None, *, remember: bool = False) -> Checked:
    """Read every file of a workspace, check it, and put its rows into zones.

    Args:
        settings: The workspace.
        as_at: Date the files speak of; where None the workspace's own.
        remember: Keep in the workspace the postcode directory and each postcode's zone, so that next week is a lookup;
            otherwise nothing is written.

    Returns:
        The tables and the report; a file that was refused is named there, with all others.
    """
    intake = read_workspace(settings, as_at or settings.as_at, remember=remember)
    if intake.zones is None:
        return Checked(intake, intake.tables, intake.report)
    tables = _joined(intake, intake.zones, settings.folder / REMEMBERED, remember=remember)
    where = {name: _coverage(rows["zone_code"]) for name, rows in tables.items() if "directory_row" in rows}
    return Checked(intake, tables, intake.report.located(where))


def _coverage(zone_code: pd.Series) -> Coverage:
    """How many rows lie in a zone, outside all of them, or nowhere."""
    outside, unlocated = (int((zone_code == name).sum()) for name in (OUTSIDE, UNLOCATED))
    return Coverage(len(zone_code) - outside - unlocated, outside, unlocated)


def _joined(intake: Intake, zones: gpd.GeoDataFrame, memory: Path, *, remember: bool) -> dict[str, pd.DataFrame]:
    """The tables with the zone of every row that has a place."""
    index = ZoneIndex.of(zones)
    known = None if intake.postcodes is None else PostcodeZones(index, intake.postcodes)
    if known is not None:
        known.recall(memory)
    tables = {
        name: with_zones(rows, index, known) if "directory_row" in rows else rows
        for name, rows in intake.tables.items()
    }
    if known is not None and remember:
        with contextlib.suppress(OSError):  # a workspace that may only be read is asked anew each time
            known.remember(memory)
    return tables
