"""Figures of all recorded weeks beside each other: one line a week, with the gaps left as gaps."""

import datetime as dt
from collections.abc import Iterable

import pandas as pd

from geo.errors import SnapshotError
from geo.metrics.xmr import xmr
from geo.schemas.figures import EXTRA_ROWS
from geo.snapshot.manifest import Manifest
from geo.snapshot.store import Store
from geo.week import WHOLE


def series_of(store: Store) -> dict[str, Manifest]:
    """The weeks that are of the newest week's boundaries, by week in order."""
    weeks = store.weeks()
    if not weeks:
        return {}
    newest = weeks[max(weeks)].series
    return {week: manifest for week, manifest in weeks.items() if manifest.series == newest}


def history(store: Store) -> pd.DataFrame:
    """The zone tables of all weeks of the newest series.

    Returns:
        The columns of `ZoneFigures` with `as_at` (date) and `week`, one row a week and zone, and a row `all` for the
        whole area. Weeks that cannot be read are left out, as gaps.
    """
    parts = []
    for week, manifest in series_of(store).items():
        try:
            tables = store.read(week, ("figures", "whole")).tables.values()
        except SnapshotError:
            continue
        parts.append(pd.concat(tables, ignore_index=True).assign(as_at=manifest.as_at, week=week))
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=["zone_code", "as_at", "week"])


def line(table: pd.DataFrame, zone: str, name: str) -> pd.Series:
    """One figure of one zone, by as-at date; a week that is not recorded stands there as missing.

    Args:
        table: From `history`.
        zone: zone_code, or `WHOLE`.
        name: Column of the zone table.
    """
    rows = table[table["zone_code"] == zone].sort_values("as_at")
    values = pd.Series(
        pd.to_numeric(rows[name]).to_numpy(dtype=float, na_value=float("nan")), index=list(rows["as_at"])
    )
    if values.empty:
        return values.rename(name)
    days = list(values.index)
    every = [days[0]]
    for day in days[1:]:
        gap = (day - every[-1]).days
        every += [every[-1] + dt.timedelta(weeks=week) for week in range(1, round(gap / 7))]
        every.append(day)
    return values.reindex(every).rename(name)


def zones_of(table: pd.DataFrame) -> dict[str, str]:
    """Name of each zone of a history by its code, without what is in no zone."""
    newest = table[table["week"] == table["week"].max()]
    named = newest.set_index("zone_code")["zone_name"]
    return {str(code): str(name) for code, name in named.items() if code not in EXTRA_ROWS and code != WHOLE}


def limits(table: pd.DataFrame, zone: str, name: str, steps: Iterable[dt.date]) -> pd.DataFrame:
    """Mean, limits and signals of one figure of one zone, as `metrics.xmr.xmr` gives them; shares end at 0 and 100."""
    return xmr(line(table, zone, name), list(steps), floor=0.0, ceiling=100.0 if name.endswith("_pct") else None)
