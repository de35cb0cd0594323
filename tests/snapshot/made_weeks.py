"""Weeks to record that are made from the small one, without reading files again."""

import datetime as dt
import hashlib
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import pandas as pd
from lots import AWAITING, PACKAGES, POINTS, PROVIDERS, SETTINGS, lots_layer

from geo.snapshot import Act, Result, Store, record
from geo.week import Week, figures_as_at

MONDAY = dt.date(2018, 3, 12)
"""As-at date of the small week, in 2018-W11."""


def write_lots(folder: Path) -> Path:
    """The workspace of the lot-based council, as `lots_workspace` writes it."""
    (folder / "incoming").mkdir(parents=True)
    (folder / "reference").mkdir()
    (folder / "carezones.toml").write_text(SETTINGS, encoding="utf-8")
    (folder / "reference/lots.geojson").write_text(lots_layer().to_crs("EPSG:4326").to_json(), encoding="utf-8")
    rows = [f'"{code}",10,{east},{north},"E92000001","","","","",""' for code, (east, north) in POINTS.items()]
    (folder / "reference/codepo.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    for name, text in (("providers", PROVIDERS), ("packages", PACKAGES), ("awaiting", AWAITING)):
        (folder / f"incoming/{name}.csv").write_text(text, encoding="utf-8")
    return folder


def acting(day: dt.date, accept: str | None = None) -> Act:
    """Somebody on the morning after a day."""
    return Act("A. Analyst", dt.datetime.combine(day + dt.timedelta(days=1), dt.time(9), dt.UTC), accept)


def made(
    week: Week,
    folder: Path,
    day: dt.date = MONDAY,
    *,
    people: int = 100,
    hours: float = 10.0,
    waiting: int = 40,
    providers: Iterable[str] = ("P1", "P2", "P3"),
    letter: str = "K",
    files: str | None = None,
) -> Week:
    """A week of so many people in lot 1, and of so many waiting, as at a day.

    Args:
        week: The small week.
        folder: Where to write the files that the week is said to be made from; they are only hashed.
        day: The as-at date; everything began two days before.
        people: Packages, each of a person of their own.
        hours: Hours a week of each package.
        waiting: People who wait.
        providers: References of the register; the packages are with each in turn.
        letter: The references of packages and people begin so.
        files: What makes the files differ; otherwise everything above.
    """
    began = pd.Timestamp(day - dt.timedelta(days=2)).as_unit("s")
    register = list(providers)

    def times(table: str, count: int) -> pd.DataFrame:
        return week.tables[table].iloc[[0] * count].reset_index(drop=True)

    packages = times("packages", people).assign(
        package_id=[f"{letter}{n}" for n in range(people)],
        person_id=[f"{letter}p{n}" for n in range(people)],
        provider_id=[register[n % len(register)] for n in range(people)],
        hours_per_week=hours,
        started_on=began,
    )
    awaiting = times("awaiting", waiting).assign(case_id=[f"W{n}" for n in range(waiting)], waiting_since=began)
    office = times("providers", len(register)).assign(provider_id=register, provider_name=register)
    tables = {**week.tables, "packages": packages, "awaiting": awaiting, "providers": office}
    mark = files or f"{day} {people} {hours} {waiting} {register} {letter}"
    found = replace(week, as_at=day, tables=tables, settings=with_files(week, folder, mark))
    return replace(found, figures=figures_as_at(found, day))


def with_files(week: Week, folder: Path, mark: str):
    """Settings that name files of another content."""
    home = folder / hashlib.sha256(mark.encode()).hexdigest()[:12]
    home.mkdir(exist_ok=True)
    sources = dict(week.settings.sources)
    for table in ("packages", "awaiting", "providers"):
        path = home / f"{table}.csv"
        path.write_text(f"{table} {mark}\n", encoding="utf-8")
        sources[table] = replace(sources[table], files=(path,), labels=(f"incoming/{table}.csv",))
    return replace(week.settings, sources=sources)


def with_zones(week: Week, zones: gpd.GeoDataFrame) -> Week:
    """The same on other boundaries."""
    found = replace(week, zones=zones)
    return replace(found, figures=figures_as_at(found, found.as_at))


def put_down(store: Store, *weeks: Week) -> Result:
    """Record weeks one after another; nothing of them may be held."""
    for week in weeks:
        result = record(week, store, acting(week.as_at))
        assert result.outcome == "recorded", result.holds
    return result
