"""Every file of a workspace read and checked, every row accounted for."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

import geopandas as gpd
import pandas as pd

from geo.errors import InputError
from geo.ingest import RawLayer, read_table
from geo.locate import PostcodeDirectory, open_directory
from geo.report import Problem, Report, TableReport, refusals_of
from geo.schemas import METRES_CRS, NEEDED, TABLES
from geo.settings import SETTINGS_FILE, Settings, Source
from geo.validate import Context, Trusted, validate
from geo.validate.across import across
from geo.validate.areas import far_from_people, refuse_strange_zones
from geo.validate.registers import strange_aliases
from geo.validate.zones import BoundaryError, validate_zones

_TABLES_IN_ORDER: Final = (
    "providers", "awards", "packages", "awaiting", "offers", "performance", "transitions", "small_areas", "published",
    "landmarks",
)  # fmt: skip
"""In an order in which a table comes after those it refers to."""

REMEMBERED: Final = ".carezones"
"""Folder of a workspace with what can be worked out again at any time."""


@dataclass(frozen=True)
class Intake:
    """What the files of a workspace hold, once every row is accounted for."""

    zones: gpd.GeoDataFrame | None
    """Zones in metres indexed by code in natural order; None where they were refused."""
    tables: Mapping[str, pd.DataFrame]
    """Trusted tables, located where they have places; without those that were refused."""
    postcodes: PostcodeDirectory | None
    report: Report
    boundary_problems: gpd.GeoDataFrame | None = None
    """Where boundaries of zones are wrong, in metres: kind, sentence, geometry; also where the zones were refused.
    None where no boundary could be read."""

    @property
    def narrow_gaps(self) -> gpd.GeoSeries | None:
        """Gaps between zones whose points belong to the nearest zone, in metres."""
        found = self.boundary_problems
        return None if found is None else found.geometry[found["kind"] == "sliver"]


@dataclass(frozen=True)
class _Taken:
    """What is said of the files, one after the other."""

    reports: list[TableReport]
    refused: list[Problem]


def read_workspace(settings: Settings, as_at: dt.date | None = None, *, remember: bool = False) -> Intake:
    """Read and check every file of a workspace.

    Args:
        settings: The workspace.
        as_at: Date of the export, where known: what lies after it is then set aside where it cannot be.
        remember: Keep a large postcode directory in the workspace as a lookup; otherwise nothing is written.

    Returns:
        The trusted tables and the report; a file that was refused is named there, with all others.
    """
    taken = _Taken([], [_missing_source(table) for table in NEEDED if table not in settings.sources])
    zones, wrong = None, None
    if "zones" in settings.sources:
        zones, wrong = _zones(settings.sources["zones"], taken)
    postcodes = _postcodes(settings, taken, remember=remember)
    tables = _tables(settings, zones, postcodes, as_at, taken)
    if zones is not None and (far := far_from_people(zones, ", ".join(settings.sources["zones"].labels), tables)):
        taken.refused.append(far)
    between = list(across(tables, {report.table: report.files for report in taken.reports}, as_at))
    dated = tuple(
        replace(
            report,
            newest_on=_newest_on(tables.get(report.table), as_at),
            problems=(*report.problems, *(problem for problem in between if problem.table == report.table)),
        )
        for report in taken.reports
    )
    return Intake(zones, tables, postcodes, Report(settings.authority_name, dated, tuple(taken.refused), as_at), wrong)


def _tables(
    settings: Settings,
    zones: gpd.GeoDataFrame | None,
    postcodes: PostcodeDirectory | None,
    as_at: dt.date | None,
    taken: _Taken,
) -> dict[str, pd.DataFrame]:
    """The trusted tables but zones, each held against the registers that were read before it."""
    tables: dict[str, pd.DataFrame] = {}
    registers = {} if zones is None else {"zones": zones.index}
    boundaries = None if zones is None else zones.geometry
    aliases: Mapping[str, str] = {}
    for source in (settings.sources[name] for name in _TABLES_IN_ORDER if name in settings.sources):
        try:
            trusted = _trusted(source, Context(postcodes, registers, as_at, aliases, boundaries))
            refuse_strange_zones(trusted.read, ", ".join(source.labels), registers.get("zones"))
            trusted.report.refuse_useless()
        except InputError as error:
            taken.refused.extend(refusals_of(source.table, source.labels, str(error)))
            continue
        taken.reports.append(trusted.report)
        tables[source.table] = trusted.rows
        if source.table == "providers":
            registers["providers"] = pd.Index(trusted.read["provider_id"].dropna())
            aliases = source.aliases
            taken.refused.extend(strange_aliases(aliases, registers["providers"]))
    return tables


def _newest_on(rows: pd.DataFrame | None, as_at: dt.date | None) -> dt.date | None:
    """The newest date of a table that is not after the as-at date; None where it has none."""
    dates = pd.DataFrame() if rows is None else rows.select_dtypes("datetime")
    past = dates if as_at is None else dates.where(dates <= pd.Timestamp(as_at))
    newest = past.max().max()
    return None if pd.isna(newest) else newest.date()


def _postcodes(settings: Settings, taken: _Taken, *, remember: bool) -> PostcodeDirectory | None:
    """The postcode directory, by which the rows of the other tables are located."""
    source = settings.sources.get("postcodes")
    if source is None:
        return None
    try:
        postcodes, report = open_directory(source, settings.folder / REMEMBERED, remember=remember)
    except InputError as error:
        taken.refused.extend(refusals_of("postcodes", source.labels, str(error)))
        return None
    taken.reports.append(report)
    return postcodes


def _zones(source: Source, taken: _Taken) -> tuple[gpd.GeoDataFrame | None, gpd.GeoDataFrame | None]:
    """The zones, which the other tables are put into, and where their boundaries are not as they should be."""
    try:
        layer = read_table(source)
        if not isinstance(layer, RawLayer):
            raise InputError(
                f"{', '.join(source.labels)}: zones need boundaries. Give a GeoJSON, GeoPackage or shapefile."
            )
        found = validate_zones(layer, source)
    except InputError as error:
        taken.refused.extend(refusals_of("zones", source.labels, str(error)))
        return None, error.boundary_problems if isinstance(error, BoundaryError) else None
    taken.reports.append(found.report)
    return found.zones, found.boundary_problems


def _trusted(source: Source, context: Context) -> Trusted:
    """One table, read and checked; a layer is located by a point inside each boundary."""
    raw = read_table(source)
    if not isinstance(raw, RawLayer):
        return validate(raw, source, context)
    trusted = validate(raw.raw, source, context)
    shapes = raw.geometry.loc[trusted.rows.index].to_crs(METRES_CRS)
    points = shapes.representative_point()
    report = trusted.report
    lost = [_no_boundary(raw, at) for at in shapes.index[shapes.is_empty | shapes.isna()]]
    located = trusted.rows.assign(easting=points.x, northing=points.y, directory_row=-1, geometry=shapes)
    loaded = report.rows_loaded - len(lost)
    return replace(
        trusted, rows=located, report=replace(report, rows_loaded=loaded, problems=(*report.problems, *lost))
    )


def _no_boundary(layer: RawLayer, at: int) -> Problem:
    """A feature without a boundary, which no zone can hold."""
    file, row = layer.raw.places.loc[at, ["file", "row"]]
    cause = "the feature has no boundary, so it lies in no zone."
    return Problem(layer.raw.table, str(file), "not_mapped", cause, "Add it, or take the feature out.", row=int(row))


def _missing_source(table: str) -> Problem:
    """A needed table that carezones.toml does not name."""
    return Problem(
        table,
        SETTINGS_FILE,
        "refused",
        f"there is no [sources.{table}], and without it there is nothing to show.",
        f'Write [sources.{table}] with file = "...". Tables: {", ".join(TABLES)}.',
    )
