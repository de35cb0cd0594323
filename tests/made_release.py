"""A release of two square zones, made by hand: North is hard to source and off the framework, South is not."""

import datetime as dt
from pathlib import Path

import shapely

from geo.release import Area, Marker, Measure, Protection, Release, Split, Value
from geo.release.ledger import Act, Ledger

HIDDEN = Value(marker=Marker.CONFIDENTIAL)
TIERS = {"risk": "Significant risk", "monitor": "Monitor closely", "met": "Meeting demand"}
BANDS = {"short": "Up to 28 days", "long": "Over 28 days"}


def values(north: float | str | Value, south: float | str | Value, whole: float | None = None) -> dict[str, Value]:
    parts = {"N": north, "S": south} | ({} if whole is None else {"all": whole})
    made = {float: lambda v: Value(number=v), int: lambda v: Value(number=float(v)), str: lambda v: Value(code=v)}
    return {code: part if isinstance(part, Value) else made[type(part)](part) for code, part in parts.items()}


def a_week(week: str, waiting: float, north: str = "risk") -> Release:
    """Two square zones: North is hard to source and off the framework, South is not."""
    as_at = dt.date.fromisocalendar(int(week[:4]), int(week[6:]), 1)
    measures = (
        Measure("people_receiving", "People receiving care", "people", "people", "M.", "P.", values(HIDDEN, 120, 130)),
        Measure("people_awaiting", "People waiting for care", "people", "people", "M.", "P.", values(0, 25, waiting)),
        Measure(
            "off_framework_hours_pct", "Hours off the framework", "share", "% of hours", "M.", "P.", values(40, 10, 15)
        ),
        Measure("time_to_source_median_days", "Time to find a provider", "days", "days", "M.", "P.", values(30, 5, 9)),
        Measure("status", "How hard care is to source", "tier", "", "M.", "P.", values(north, "met"), TIERS),
    )
    counts = {"all": {"short": Value(number=20.0), "long": HIDDEN}}
    split = Split("waits", "People waiting by how long", "people", "M.", "P.", BANDS, counts, "Too few by zone.")
    north_of, south_of = shapely.box(0, 9000, 9000, 18000), shapely.box(0, 0, 9000, 9000)
    return Release(
        "Mercia <b>&", week, as_at, "zone",
        (Area("N", "North", True, north_of), Area("S", "South", False, south_of)),
        {measure.name: measure for measure in measures}, {"waits": split},
        Protection("Care Zones disclosure rules", "1", ("Counts of 1 to 7 are hidden.",)),
        "Mercia model", 2, "s1", "Records of Mercia.", "Open Government Licence.", ("A note.",),
    )  # fmt: skip


def released_weeks() -> tuple[Release, ...]:
    """Two weeks, between which North became harder to source and more people waited."""
    return a_week("2022-W32", 20.0, "monitor"), a_week("2022-W36", 25.0, "risk")


def ledger_with(workspace: Path, *releases: Release) -> None:
    """Put releases into the ledger of a workspace, released by Jo Officer; nothing else is in it."""
    ledger = Ledger(workspace / "exports" / "releases")
    now = dt.datetime(2022, 9, 6, 12, tzinfo=dt.UTC)
    for release in releases:
        ledger.add(release, Act("Jo Officer", now, "v1", {"hidden_up_to": 7}, {"cells": 3}))
