"""Recorded weeks of a made-up council, in which every count is given."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import geopandas as gpd
import pandas as pd
import shapely

from geo.disclosure.detail import Detail
from geo.metrics import METHOD_VERSION, zone_table
from geo.metrics.waits import open_waits
from geo.model import load_model
from geo.schemas import EXTRA_ROWS
from geo.snapshot import Manifest, week_of
from geo.status import with_status

DAY = dt.date(2022, 9, 5)
STARTED = pd.Timestamp("2021-01-04")
MODEL = load_model("leicestershire-2022", Path())


@dataclass(frozen=True)
class Council:
    """Who receives care and who waits, by zone; `outside` and `unlocated` may be named too."""

    receiving: Mapping[str, int]
    waits: Mapping[str, Sequence[int]] = field(default_factory=dict)
    """Days of each open wait."""
    sourced: Mapping[str, Sequence[int]] = field(default_factory=dict)
    """Days of each wait that ended with a provider yesterday."""
    providers: int = 5
    """Providers that share the packages of a zone in turn."""
    hours: float = 10.0
    """Of each package (hours a week)."""
    off_framework: Mapping[str, int] = field(default_factory=dict)
    """Packages of a zone that are off the framework, the last ones."""
    day: dt.date = DAY
    version: str = "v1-3f2a9c1b"
    series: str = "4f6d2c1a8b90"

    @property
    def zones(self) -> list[str]:
        """Codes of the zones."""
        return [zone for zone in self.receiving if zone not in EXTRA_ROWS]

    def packages(self) -> pd.DataFrame:
        """One package for each person who receives care."""
        rows = [
            (
                f"K{zone}-{at}", f"N{zone}-{at}", f"P{at % self.providers}", self.hours, STARTED, zone,
                "off_framework" if at >= people - self.off_framework.get(zone, 0) else "framework", pd.NaT,
            )
            for zone, people in self.receiving.items()
            for at in range(people)
        ]  # fmt: skip
        columns = ["package_id", "person_id", "provider_id", "hours_per_week", "started_on", "zone_code",
                   "contract_route", "notice_given_on"]  # fmt: skip
        table = pd.DataFrame(rows, columns=columns).assign(easting=451_000.0, northing=301_000.0)
        return self._typed(table, "started_on", "notice_given_on")

    def awaiting(self) -> pd.DataFrame:
        """One row for each wait."""
        day = pd.Timestamp(self.day)
        rows = [
            (f"W{zone}-{at}", day - pd.Timedelta(days=days), "open", pd.NaT, zone)
            for zone, waits in self.waits.items()
            for at, days in enumerate(waits)
        ]
        rows += [
            (f"S{zone}-{at}", day - pd.Timedelta(days=days + 1), "sourced", day - pd.Timedelta(days=1), zone)
            for zone, waits in self.sourced.items()
            for at, days in enumerate(waits)
        ]
        table = pd.DataFrame(rows, columns=["case_id", "waiting_since", "outcome", "outcome_on", "zone_code"])
        return self._typed(table, "waiting_since", "outcome_on")

    def detail(self) -> Detail:
        """The week as it would be read from the record."""
        packages, awaiting = self.packages(), self.awaiting()
        tables = {"packages": packages, "awaiting": awaiting, "providers": providers()}
        names = pd.Series({zone: f"Zone {zone}" for zone in self.zones})
        measured = zone_table(tables, names, self.day).assign(two_bases_within_20_minutes_pct=float("nan"))
        figures = with_status(measured, open_waits(awaiting, self.day), MODEL)
        one = {name: rows.assign(zone_code="all") if "zone_code" in rows else rows for name, rows in tables.items()}
        whole = zone_table(one, pd.Series({"all": "Mercia"}), self.day).loc[["all"]]
        boundaries = [shapely.box(450_000 + 9_000 * at, 3e5, 459_000 + 9_000 * at, 3.1e5) for at in range(len(names))]
        zones = gpd.GeoDataFrame({"zone_name": names}, geometry=boundaries, crs="EPSG:27700")
        return Detail(self._manifest(), figures, whole, zones, {"packages": packages, "awaiting": awaiting}, MODEL)

    def _manifest(self) -> Manifest:
        """The account of the week."""
        return Manifest(
            authority="Mercia", week=week_of(self.day), as_at=self.day, version=self.version, inputs="", number=1,
            series=self.series, recorded_at="2022-09-06T09:00:00+00:00", by="A. Analyst", code_version="0",
            method_version=METHOD_VERSION, model=MODEL.title, sources={}, rows={}, controls={}, files={},
        )  # fmt: skip

    def _typed(self, table: pd.DataFrame, *dates: str) -> pd.DataFrame:
        """Dates as dates and zones as categories, also where there is no row."""
        zones = pd.CategoricalDtype([*self.zones, *EXTRA_ROWS])
        return table.astype({**dict.fromkeys(dates, "datetime64[ms]"), "zone_code": zones})


def providers() -> pd.DataFrame:
    """A register of one base."""
    return pd.DataFrame(
        {"provider_id": ["P0"], "provider_name": ["Care"], "easting": [451_000.0], "northing": [301_000.0],
         "is_dormant": pd.array([False], "boolean")}
    )  # fmt: skip
