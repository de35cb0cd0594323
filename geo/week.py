"""One council's week, read, checked, joined and measured: what the pages and the commands show."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Final

import geopandas as gpd
import pandas as pd

from geo.check import check_workspace
from geo.errors import InputError
from geo.join import ZoneIndex
from geo.locate import PostcodeDirectory
from geo.metrics import zone_table
from geo.metrics.waits import open_waits
from geo.model import Model, load_model
from geo.reach import Reach, reach_of, two_bases_within_20_minutes_pct
from geo.report import Report
from geo.rules import Facts, evaluate
from geo.settings import SETTINGS_FILE, OtherZones, Settings, load_settings
from geo.status import with_status
from geo.travel import Travel

WHOLE: Final = "all"
"""Code of the whole area where it is shown beside its zones."""


@dataclass(frozen=True)
class Week:
    """One council's figures as at one date, with everything they were made from."""

    settings: Settings
    as_at: dt.date
    model: Model
    zones: gpd.GeoDataFrame
    tables: Mapping[str, pd.DataFrame]
    """Trusted tables by name; each with places has zone_code, easting and northing (m)."""
    figures: pd.DataFrame
    """The zone table, indexed by zone_code: zones in natural order, then outside and unlocated."""
    report: Report
    travel: Travel
    """How minutes are worked out."""
    index: ZoneIndex | None = None
    """The zones, ready for asking which of them a point is in."""
    postcodes: PostcodeDirectory | None = None
    """The postcode directory; None where the workspace has none."""

    @property
    def other_zones(self) -> OtherZones | None:
        """The other set of zones that everything is counted on; None for the zones of the contract."""
        key = self.settings.zones_key
        return None if key is None else self.settings.other_zones[key]

    @property
    def area_term(self) -> str:
        """What an area of these zones is called."""
        return self.other_zones.area_term if self.other_zones else self.model.area_term

    @cached_property
    def zone_figures(self) -> pd.DataFrame:
        """The zone table, zones only."""
        return self.figures[self.figures.index.isin(self.zones.index)]

    @cached_property
    def names(self) -> dict[str, str]:
        """Name of each row of the zone table, by its code."""
        return {str(code): str(name) for code, name in self.figures["zone_name"].items()}

    @cached_property
    def whole_figures(self) -> pd.DataFrame:
        """The whole area taken as one zone, what is outside or unlocated included; a provider is counted once.

        One row, `all`, with the columns of `ZoneFigures` but those of travel and status.
        """
        one = {
            name: rows.assign(zone_code=WHOLE) if "zone_code" in rows else rows for name, rows in self.tables.items()
        }
        names = pd.Series({WHOLE: self.settings.authority_name})
        return zone_table(one, names, self.as_at).loc[[WHOLE]]

    @cached_property
    def reach(self) -> Reach:
        """Minutes from the providers that deliver to where people live, receive care and wait."""
        return reach_of(self.tables, self.travel, self.as_at)

    @cached_property
    def facts(self) -> Facts:
        """The week as the rules see it."""
        apart = self.other_zones.name if self.other_zones else None
        return Facts(self.as_at, self.zones["zone_name"], self.tables, self.model.area_term, apart)

    @cached_property
    def rule_outcomes(self) -> pd.DataFrame:
        """Every rule of the model held against every zone and provider, in the columns of `RuleOutcomes`."""
        return evaluate(self.model, self.facts)


def load_week(
    folder: Path, as_at: dt.date | None = None, zones_key: str | None = None, *, remember: bool = False
) -> Week:
    """Read, check, join and measure the current files of a workspace.

    Args:
        folder: The workspace.
        as_at: The date; where None the workspace's own, or else the last day on which a wait began.
        zones_key: Another set of zones of the workspace to count on; None for the zones of the contract.
        remember: Keep in the workspace which zone each postcode is in, so that next week's join is a lookup.

    Returns:
        The week.

    Raises:
        InputError: Settings or a file were refused; everything that is wrong is named.
        RuleError: The model is not written as it must be.
    """
    settings = load_settings(folder).on(zones_key)
    model = load_model(settings.model, folder)
    as_at = as_at or settings.as_at
    checked = check_workspace(settings, as_at, model.travel, remember=remember)
    checked.report.refuse()
    zones = checked.intake.zones
    if zones is None:
        raise InputError(f"{SETTINGS_FILE}: no zones were read. Name them below [sources.zones].")
    day = as_at or _last_day(checked.tables["awaiting"])
    figures = _figures(checked.tables, zones, model, checked.travel, day)
    known = checked.intake.postcodes
    return Week(
        settings, day, model, zones, checked.tables, figures, checked.report, checked.travel, checked.index, known
    )


def figures_as_at(week: Week, as_at: dt.date) -> pd.DataFrame:
    """The zone table of another date, from the same files."""
    return _figures(week.tables, week.zones, week.model, week.travel, as_at)


def at_date(week: Week, as_at: dt.date) -> Week:
    """The same files as at another date."""
    return replace(week, as_at=as_at, figures=figures_as_at(week, as_at))


def _figures(
    tables: Mapping[str, pd.DataFrame], zones: gpd.GeoDataFrame, model: Model, travel: Travel, as_at: dt.date
) -> pd.DataFrame:
    """The zone table with the figures of travel, status and reasons."""
    measured = zone_table(tables, zones["zone_name"], as_at)
    near = two_bases_within_20_minutes_pct(tables, travel, measured.index, as_at)
    return with_status(measured.assign(**{str(near.name): near}), open_waits(tables["awaiting"], as_at), model)


def _last_day(awaiting: pd.DataFrame) -> dt.date:
    """The last day on which a wait began, for files that do not say of which day they are.

    Raises:
        InputError: No wait is left to tell.
    """
    last = awaiting["waiting_since"].max()
    if pd.isna(last):
        raise InputError(f"{SETTINGS_FILE}: no date is known. Write as_at = 2022-09-05 below [authority], or --as-at.")
    return dt.date(last.year, last.month, last.day)
