"""What is loaded and may yet be wrong, seen in one table."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Final

import pandas as pd

from geo.masking import listed
from geo.schemas import Column
from geo.text import counted
from geo.validate.checks import SEEN_OFTEN, shown_category
from geo.validate.parsed import Remark

FUTURE: Final = ("waiting_since", "started_on", "offered_on")
"""Dates after the as-at date are pointed out: they do not count yet, and care may be planned."""
LONGEST_WAIT_DAYS: Final = 5 * 365
"""An open wait longer than this is more likely a case that nobody closed (days)."""
HIGH_HOURS: Final = 60.0
"""Half of all packages do not have more hours than this, unless the hours are minutes (hours a week; a package has
about 13 in England)."""
VISIT_MINUTES: Final = 15
"""Care is commissioned in visits of so many minutes or a multiple (minutes)."""
MOST_SHARE: Final = 0.9
"""From this share on it is said of the whole column (share of its cells)."""


def doubts(rows: pd.DataFrame, as_at: dt.date | None) -> Iterable[Remark]:
    """What may yet be wrong in rows that are loaded.

    Args:
        rows: Typed columns of the rows loaded.
        as_at: Date the files speak of; without one nothing is said of what lies after it or how long it is ago.
    """
    if as_at is not None:
        yield from _future(rows, as_at)
        yield from _long_waits(rows, as_at)
    yield from _no_hours(rows, as_at)
    yield from _undated_outcomes(rows)
    yield from _several_values(rows)


def _warning(column: str, found: pd.Series, cause: str, remedy: str) -> Iterable[Remark]:
    """A warning about the rows that are true, where there are any."""
    if found.any():
        at = [int(at) for at in found.index[found]]
        yield Remark(column, at, f"{counted(len(at), 'row')}: {cause}", remedy, "warning")


def _future(rows: pd.DataFrame, as_at: dt.date) -> Iterable[Remark]:
    """Dates that are still to come."""
    cause = f"the date lies after the as-at date {as_at:%d/%m/%Y}, so it does not count yet."
    remedy = "Look at the date where this is not planned or later care."
    for column in (name for name in FUTURE if name in rows):
        yield from _warning(column, rows[column] > pd.Timestamp(as_at), cause, remedy)


def _long_waits(rows: pd.DataFrame, as_at: dt.date) -> Iterable[Remark]:
    """Waits that are open and began years ago."""
    if "waiting_since" not in rows:
        return
    day = pd.Timestamp(as_at)
    is_open = (rows["outcome_on"].isna() | (rows["outcome_on"] > day)) if "outcome_on" in rows else True
    long = (rows["waiting_since"] < day - dt.timedelta(days=LONGEST_WAIT_DAYS)) & is_open
    cause = f"the wait is open and longer than {LONGEST_WAIT_DAYS // 365} years."
    yield from _warning("waiting_since", long, cause, "See that the case was not closed, and that the year is right.")


def _no_hours(rows: pd.DataFrame, as_at: dt.date | None) -> Iterable[Remark]:
    """Packages that run and have no hours."""
    if not {"package_id", "hours_per_week", "started_on"} <= set(rows):
        return
    day = pd.Timestamp(as_at) if as_at is not None else pd.Timestamp.max
    runs = rows["started_on"] <= day
    if "ended_on" in rows:
        runs &= rows["ended_on"].isna() | (rows["ended_on"] > day)
    remedy = "Give its hours, or the day it ended."
    yield from _warning(
        "hours_per_week", runs & (rows["hours_per_week"] == 0), "the package runs with 0 hours.", remedy
    )


def _undated_outcomes(rows: pd.DataFrame) -> Iterable[Remark]:
    """Waits that are over, on no day."""
    if "outcome" not in rows:
        return
    undated = rows["outcome"].notna() & (rows["outcome"] != "open")
    if "outcome_on" in rows:
        undated &= rows["outcome_on"].isna()
    cause = "an outcome without its date; the person counts as still waiting."
    yield from _warning("outcome", undated, cause, "Give the day of the outcome.")


def _several_values(rows: pd.DataFrame) -> Iterable[Remark]:
    """Published figures of which one period has two."""
    if {"series", "period", "value"} <= set(rows):
        several = rows.groupby(["series", "period"])["value"].transform("nunique") > 1
        cause = "a series gives one period more than one value."
        yield from _warning("period", several, cause, "Look into the report which period is meant.")


def column_doubts(rows: pd.DataFrame, columns: Mapping[str, Column]) -> Iterable[Remark]:
    """What whole columns say, of every row that was read: minutes given as hours, and codes that are new.

    Args:
        rows: Typed columns, with the rows that will be set aside.
        columns: Their declarations.
    """
    if "hours_per_week" in rows:
        yield from _minutes(rows["hours_per_week"].dropna())
    for name, column in columns.items():
        if name in rows and column.kind == "category" and column.allowed:
            yield from _new_codes(rows[name], column)


def _minutes(hours: pd.Series) -> Iterable[Remark]:
    """Hours that are spread as minutes would be."""
    filled = hours[hours > 0]
    in_visits = (filled % VISIT_MINUTES == 0).mean() if len(filled) else 0.0
    if filled.median() > HIGH_HOURS and in_visits >= MOST_SHARE:
        cause = (
            f"{counted(len(filled), 'cell')}: half of them are above {HIGH_HOURS:g} and {in_visits:.0%} are multiples "
            f"of {VISIT_MINUTES}, as minutes are; these may be minutes and not hours."
        ).replace("%", " %")
        yield Remark("hours_per_week", list(filled.index), cause, "Divide by 60 where they are minutes.", "warning")


def _new_codes(cells: pd.Series, column: Column) -> Iterable[Remark]:
    """All the codes of a category that are not ours, where there are several."""
    new = cells[cells.notna() & ~cells.isin(column.allowed)]
    counts = new.value_counts()
    if len(counts) > 1:
        often = frozenset(counts.index[counts >= SEEN_OFTEN])
        codes = listed(dict.fromkeys(shown_category(code, column, often) for code in counts.index), 20)
        remedy = f"Map them below values.{column.name} in carezones.toml."
        cause = f"{counted(len(new), 'row')} with codes that are new: {codes}."
        yield Remark(column.name, list(new.index), cause, remedy, "warning")
