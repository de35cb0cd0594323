"""A workspace read, checked and put into its zones: what a report says of it, before anything is measured."""

import contextlib
import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from geo.errors import InputError
from geo.intake import REMEMBERED, Intake, read_workspace
from geo.join import PostcodeZones, ZoneIndex, with_zones
from geo.masking import listed
from geo.report import Coverage, Problem, Report, TableReport, refusals_of
from geo.schemas import OUTSIDE, UNLOCATED
from geo.settings import Settings
from geo.text import counted
from geo.travel import RoadNetwork, Travel, TravelTerms, gap_in_roads, read_travel

__all__ = ["REMEMBERED", "Checked", "check_workspace"]


@dataclass(frozen=True)
class Checked:
    """The files of a workspace with every row accounted for and, where there are zones, put into one."""

    intake: Intake
    tables: Mapping[str, pd.DataFrame]
    """Trusted tables; each with places has zone_code, easting and northing (m)."""
    report: Report
    travel: Travel
    """How minutes are worked out: by road where the workspace has roads, else in a straight line."""
    index: ZoneIndex | None = None
    """The zones, ready for asking which of them a point is in; None where they were refused."""


def check_workspace(
    settings: Settings, as_at: dt.date | None = None, terms: TravelTerms | None = None, *, remember: bool = False
) -> Checked:
    """Read every file of a workspace, check it, and put its rows into zones.

    Args:
        settings: The workspace.
        as_at: Date the files speak of; where None the workspace's own.
        terms: Speeds of the model; where None those of a model that says nothing of them.
        remember: Keep in the workspace the postcode directory and each postcode's zone, so that next week is a lookup;
            otherwise nothing is written.

    Returns:
        The tables and the report; a file that was refused is named there, with all others.
    """
    intake = read_workspace(settings, as_at or settings.as_at, remember=remember)
    travel, read = _roads(settings, intake, terms or TravelTerms(), remember=remember)
    if intake.zones is None:
        return Checked(intake, intake.tables, read, travel)
    index = ZoneIndex.of(intake.zones, intake.narrow_gaps)
    keeps = remember and not read.refusals
    tables = _joined(intake, index, settings.folder / REMEMBERED, remember=keeps)
    where = {name: _coverage(rows["zone_code"]) for name, rows in tables.items() if "directory_row" in rows}
    report = read.located(where)
    told = tuple(
        replace(table, problems=(*table.problems, *_from_gaps(table, tables, index), *_bare(table, tables, index)))
        for table in report.tables
    )
    return Checked(intake, tables, replace(report, tables=told), travel, index)


def _roads(settings: Settings, intake: Intake, terms: TravelTerms, *, remember: bool) -> tuple[Travel, Report]:
    """The way of travelling, and the report with what there is to know of the roads."""
    source, report = settings.sources.get("roads"), intake.report
    straight = read_travel(None, terms).travel
    if source is None:
        return straight, report
    try:
        found = read_travel(source, terms, settings.folder / REMEMBERED, keep=remember)
    except InputError as error:
        refusals = refusals_of("roads", source.labels, str(error))
        return straight, replace(report, problems=(*report.problems, *refusals))
    account = found.report
    if account is None:
        return found.travel, report
    if isinstance(found.travel, RoadNetwork) and intake.zones is not None:
        gap = gap_in_roads(found.travel, intake.zones, ", ".join(source.labels))
        account = replace(account, problems=(*account.problems, *([gap] if gap else [])))
    return found.travel, replace(report, tables=(*report.tables, account))


def _from_gaps(table: TableReport, tables: Mapping[str, pd.DataFrame], index: ZoneIndex) -> Iterable[Problem]:
    """A note on rows that lay in a narrow gap between zones and were put into the nearest."""
    if table.coverage is None or not len(index.narrow_gaps):
        return
    rows = tables[table.table]
    count = int(index.in_gap(rows["easting"].to_numpy(), rows["northing"].to_numpy()).sum())
    if count:
        cause = f"{counted(count, 'row')} lay in a gap between zones narrower than a metre: put into the nearest zone."
        yield Problem(table.table, table.files[0], "repaired", cause, "Snap the boundaries to each other in the GIS.")


def _bare(table: TableReport, tables: Mapping[str, pd.DataFrame], index: ZoneIndex) -> Iterable[Problem]:
    """A warning where zones have no small area, so that who lives there is not known."""
    if table.table != "small_areas":
        return
    bare = [code for code in index.codes if code not in set(tables["small_areas"]["zone_code"])]
    if bare:
        cause = (
            f"{counted(len(bare), 'zone')} without a small area: {listed(bare)}. What residents say there is no data."
        )
        yield Problem(table.table, table.files[0], "warning", cause, "Give the small areas of the whole county.")


def _coverage(zone_code: pd.Series) -> Coverage:
    """How many rows lie in a zone, outside all of them, or nowhere."""
    outside, unlocated = (int((zone_code == name).sum()) for name in (OUTSIDE, UNLOCATED))
    return Coverage(len(zone_code) - outside - unlocated, outside, unlocated)


def _joined(intake: Intake, index: ZoneIndex, memory: Path, *, remember: bool) -> dict[str, pd.DataFrame]:
    """The tables with the zone of every row that has a place."""
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
