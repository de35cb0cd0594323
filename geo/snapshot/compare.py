"""What changed between two recorded weeks: figures beside each other, and what started, ended, moved and waited."""

import datetime as dt
from dataclasses import dataclass
from typing import Final

import pandas as pd

from geo.metrics.supply import active_packages
from geo.metrics.waits import open_waits
from geo.schemas import ZoneFigures, columns_of
from geo.snapshot.manifest import Manifest
from geo.snapshot.store import Recorded, Store
from geo.snapshot.weeks import monday_of

COMPARED: Final = tuple(name for name, column in columns_of(ZoneFigures).items() if column.kind in ("number", "whole"))
"""Figures that are set beside each other."""
FLOWS: Final = (
    "packages_started", "packages_ended", "people_moved", "waits_began", "waits_ended", "still_waiting",
)  # fmt: skip
"""What happened between the two weeks, by zone."""


@dataclass(frozen=True)
class Comparison:
    """Two weeks beside each other."""

    before: Manifest
    after: Manifest
    figures: pd.DataFrame
    """By zone_code: zone_name, status_before, status_after, and for each of `COMPARED` _before, _after and _change."""
    flows: pd.DataFrame | None
    """By zone_code in the columns `FLOWS`; None where people's rows of one of the weeks were removed."""

    @property
    def is_one_series(self) -> bool:
        """The two were counted on the same boundaries."""
        return self.before.series == self.after.series


def compare(store: Store, before: str, after: str) -> Comparison:
    """Set two recorded weeks beside each other.

    Args:
        store: The record.
        before: The earlier week, such as 2022-W35.
        after: The later one.

    Raises:
        SnapshotError: A week is none, is not recorded or cannot be read.
    """
    for week in (before, after):
        monday_of(week)
    names = ("figures", "packages", "awaiting")
    one, other = store.read(before, names), store.read(after, names)
    return Comparison(one.manifest, other.manifest, _figures(one.figures, other.figures), _flows(one, other))


def _figures(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """Both zone tables in one; a zone that only one of them has is missing in the other."""
    zones = after.index.append(before.index.difference(after.index, sort=False))
    # A week recorded before a figure was invented does not have it.
    known = before.columns.union(after.columns).union(COMPARED)
    one, other = (table.reindex(index=zones, columns=known) for table in (before, after))
    columns = {
        "zone_name": other["zone_name"].where(other["zone_name"].notna(), one["zone_name"]),
        "status_before": one["status"],
        "status_after": other["status"],
    }
    for name in COMPARED:
        first, second = (pd.to_numeric(table[name]).astype("Float64") for table in (one, other))
        columns |= {f"{name}_before": first, f"{name}_after": second, f"{name}_change": second - first}
    return pd.DataFrame(columns, index=pd.Index(zones, name="zone_code"))


def _flows(before: Recorded, after: Recorded) -> pd.DataFrame | None:
    """What started, ended, moved and waited between two weeks, by zone."""
    if not {"packages", "awaiting"} <= before.tables.keys() & after.tables.keys():
        return None
    zones = after.figures.index.append(before.figures.index.difference(after.figures.index, sort=False))
    first, second = (_running(recorded) for recorded in (before, after))
    waited, waits = (_waiting(recorded) for recorded in (before, after))
    found = {
        "packages_started": second[~second["package_id"].isin(first["package_id"])],
        "packages_ended": first[~first["package_id"].isin(second["package_id"])],
        "people_moved": _moved(first, second),
        "waits_began": waits[~waits["case_id"].isin(waited["case_id"])],
        "waits_ended": waited[~waited["case_id"].isin(waits["case_id"])],
        "still_waiting": waits[waits["case_id"].isin(waited["case_id"])],
    }
    counts = {name: rows.groupby(rows["zone_code"].astype(str)).size() for name, rows in found.items()}
    return pd.DataFrame(counts).reindex(index=zones, columns=list(FLOWS)).fillna(0).astype("int64")


def _running(recorded: Recorded) -> pd.DataFrame:
    """Packages that ran on the day of a recorded week."""
    return active_packages(recorded.tables["packages"], recorded.manifest.as_at)


def _waiting(recorded: Recorded) -> pd.DataFrame:
    """Waits that ran on the day of a recorded week."""
    return open_waits(recorded.tables["awaiting"], recorded.manifest.as_at)


def _moved(first: pd.DataFrame, second: pd.DataFrame) -> pd.DataFrame:
    """One row for each person who is with other providers than before, in the zone of today."""
    if "person_id" not in first or "person_id" not in second:
        return second.iloc[:0]
    was, now = (table[["person_id", "provider_id"]].drop_duplicates() for table in (first, second))
    pairs = was.merge(now, how="outer", indicator="week")
    unlike = pairs.loc[pairs["week"] != "both", "person_id"].dropna()
    moved = second["person_id"].isin(unlike) & second["person_id"].isin(first["person_id"])
    return second[moved].drop_duplicates("person_id")


def days_between(comparison: Comparison) -> int:
    """Days from the one as-at date to the other."""
    gap: dt.timedelta = comparison.after.as_at - comparison.before.as_at
    return gap.days
