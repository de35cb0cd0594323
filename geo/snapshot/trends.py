"""Figures of all recorded weeks beside each other: one line a week, with the gaps left as gaps."""

import datetime as dt
from collections.abc import Iterable

import pandas as pd

from geo.errors import SnapshotError
from geo.metrics.xmr import xmr
from geo.schemas import ZoneFigures, columns_of
from geo.schemas.figures import EXTRA_ROWS
from geo.snapshot.manifest import Manifest
from geo.snapshot.store import Store
from geo.snapshot.weeks import monday_of, weeks_between
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
            recorded = store.read(week, ("figures", "whole"))
        except SnapshotError:
            continue
        # Where the version that counts is damaged, the one before it may be of other boundaries, or of another day.
        if recorded.manifest.series == manifest.series:
            rows = pd.concat(recorded.tables.values(), ignore_index=True)
            parts.append(rows.assign(as_at=recorded.manifest.as_at, week=week))
    columns = [*columns_of(ZoneFigures), "as_at", "week"]
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=columns)


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
    every, last = [values.index[0]], rows["week"].iloc[0]
    for week, day in zip(rows["week"].iloc[1:], values.index[1:], strict=True):
        weekday = dt.timedelta(days=every[-1].weekday())
        every += [*(monday_of(gap) + weekday for gap in weeks_between(last, week)[1:-1]), day]
        last = week
    return values.reindex(every).rename(name)


def zones_of(table: pd.DataFrame) -> dict[str, str]:
    """Name of each zone of a history by its code, without what is in no zone."""
    newest = table[table["week"] == table["week"].max()]
    named = newest.set_index("zone_code")["zone_name"]
    return {str(code): str(name) for code, name in named.items() if code not in EXTRA_ROWS and code != WHOLE}


def limits(table: pd.DataFrame, zone: str, name: str, steps: Iterable[dt.date]) -> pd.DataFrame:
    """Mean, limits and signals of one figure of one zone, as `metrics.xmr.xmr` gives them; shares end at 0 and 100."""
    return xmr(line(table, zone, name), list(steps), floor=0.0, ceiling=100.0 if name.endswith("_pct") else None)
