"""Releases for tests: one of a recorded demo week, and a small one written by hand."""

import datetime as dt
import functools
import tempfile
from pathlib import Path

import shapely

from geo.demo import write_demo
from geo.disclosure import detail_of, ledger_of, release_week, rules_of
from geo.release import BANDS, Area, Marker, Measure, Protection, Release, Split, Value
from geo.release.entry import Entry, Released
from geo.release.written import mark_of, to_json
from geo.settings import load_settings
from geo.snapshot import Act, open_store, record_folder

DEMO_DAY = dt.date(2022, 9, 5)
NOW = dt.datetime(2022, 9, 6, 9, tzinfo=dt.UTC)
HIDDEN = Value(marker=Marker.CONFIDENTIAL)
UNKNOWN = Value(marker=Marker.NOT_AVAILABLE)


def record_demo(folder: Path, *days: dt.date, name: str = "leicestershire-2022") -> Path:
    """A demo workspace with weeks that are recorded; where no day is given, that of the demo."""
    write_demo(name, folder)
    settings = load_settings(folder)
    for day in days or (settings.as_at or DEMO_DAY,):
        record_folder(folder, day, open_store(settings), Act("A. Analyst", NOW, accept="for a test"))
    return folder


@functools.cache
def _demo() -> tuple[tempfile.TemporaryDirectory[str], Released]:
    """The folder, which lives as long as the tests, and the release in it."""
    home = tempfile.TemporaryDirectory()
    folder = record_demo(Path(home.name) / "demo")
    settings = load_settings(folder)
    detail = detail_of(settings, "2022-W36", open_store(settings))
    return home, release_week(detail, rules_of(settings), ledger_of(folder), by="A. Analyst", now=NOW)


def demo_release() -> Released:
    """The week of 5 September 2022 of the Leicestershire demo, recorded and released; made once for all tests."""
    return _demo()[1]


def small_release() -> Release:
    """Three square zones; of each kind of value one that is shown, hidden, unknown or not applicable."""
    areas = [shapely.box(450_000 + 10_000 * at, 300_000, 460_000 + 10_000 * at, 310_000) for at in range(3)]
    names = {"Z1": "North", "Z2": "Mid & East", "Z10": "South"}
    measures = (
        _measure("people_receiving", "people", "people", (120, HIDDEN, 0), whole=125),
        _measure("people_awaiting", "people", "people", (10, HIDDEN, 0), whole=15),
        _measure("providers_delivering", "providers", "providers", (6, HIDDEN, 0), whole=8),
        _measure("hours_per_week", "hours", "hours a week", (1510, HIDDEN, 0), whole=1560),
        _measure("off_framework_hours_pct", "share", "% of hours", (10, HIDDEN, Value(marker=Marker.NOT_APPLICABLE))),
        _measure("time_to_source_median_days", "days", "days", (19, HIDDEN, UNKNOWN), whole=21),
        Measure(
            "status", "How hard care is to source", "tier", "", "The tier of the model.", "From protected values.",
            {"Z1": Value(code="monitor"), "Z2": HIDDEN, "Z10": Value(marker=Marker.NOT_APPLICABLE)},
            {"support": "Support to mobilise", "monitor": "Monitor closely", "meeting_demand": "Meeting demand"},
        ),
    )  # fmt: skip
    row = {band: Value(number=5.0 * at) if at < 3 else HIDDEN for at, band in enumerate(BANDS)}
    return Release(
        authority="Mercia",
        week="2022-W36",
        as_at=DEMO_DAY,
        area_term="zone",
        areas=tuple(Area(code, names[code], code != "Z1", area) for code, area in zip(names, areas, strict=True)),
        measures={measure.name: measure for measure in measures},
        splits={
            "waits": Split(
                "waits", "People waiting by how long", "people", "Open waits.", "1 to 7 hidden.", dict(BANDS),
                {"all": row}, "By zone, too many values would have to be hidden.",
            )
        },
        protection=Protection("Care Zones disclosure rules", "1", ("Counts of 1 to 7 people are hidden.",)),
        model="Mercia 2022",
        method_version=2,
        series="4f6d2c1a8b90",
        source="Home care records of Mercia.",
        licence="Open Government Licence v3.0.",
        notes=("Zero means nobody.",),
    )  # fmt: skip


def small_released() -> Released:
    """The small release as if a ledger had given it."""
    release = small_release()
    entry = Entry(
        1, "2022-09-06T09:00:00+00:00", "A. Analyst", release.week, "v1-3f2a9c1b", mark_of(to_json(release)),
        release.protection.label, {"hidden_up_to": 7, "round_to": 5}, {"cells": 3, "narrowest": 8}, "",
    )  # fmt: skip
    return Released(entry, release)


def _measure(name: str, kind: str, unit: str, values: tuple[float | Value, ...], whole: float | None = None) -> Measure:
    """One measure of the three zones."""
    found = dict(zip(("Z1", "Z2", "Z10"), map(_value, values), strict=True))
    if whole is not None:
        found["all"] = _value(whole)
    return Measure(name, name.replace("_", " ").capitalize(), kind, unit, "What it says.", "What was done.", found)  # type: ignore[arg-type]


def _value(value: float | Value) -> Value:
    """A number or a marker."""
    return value if isinstance(value, Value) else Value(number=float(value))
