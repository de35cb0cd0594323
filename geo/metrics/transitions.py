"""People whose care passes to a new contract: how many are to go where, week by week."""

import datetime as dt
from collections.abc import Iterable
from typing import Final

import pandas as pd

from geo.schemas.codes import DESTINATIONS

NOT_CONFIRMED: Final = "not_confirmed"
"""Status of a person whose destination was not decided by the date."""
STATUSES: Final = (*DESTINATIONS, NOT_CONFIRMED)


def status_on(transitions: pd.DataFrame, as_at: dt.date) -> pd.Series:
    """Destination of each person as it was known on a date.

    Formula: the destination where it was decided on or before the date, and not_confirmed otherwise. A destination
    without the day of the decision counts as known from the beginning.

    Args:
        transitions: The transitions table.
        as_at: The date.

    Returns:
        One of `STATUSES` for each row.
    """
    if "destination" not in transitions:
        return pd.Series(NOT_CONFIRMED, index=transitions.index, name="status", dtype=object)
    known = transitions["destination"].notna()
    if "decided_on" in transitions:
        known &= transitions["decided_on"].isna() | (transitions["decided_on"] <= pd.Timestamp(as_at))
    return transitions["destination"].astype(object).where(known, NOT_CONFIRMED).rename("status")


def transition_status(transitions: pd.DataFrame, zones: pd.Index, as_at: dt.date) -> pd.DataFrame:
    """People by zone and destination as at a date.

    Args:
        transitions: The transitions table with zone_code.
        zones: Zone codes to report on.
        as_at: The date.

    Returns:
        People (count) in the columns `STATUSES` on `zones`; every person is in exactly one cell.
    """
    status = pd.Categorical(status_on(transitions, as_at), categories=list(STATUSES))
    counts = pd.crosstab(transitions["zone_code"].astype(str), status, dropna=False)
    return counts.reindex(index=zones, columns=list(STATUSES), fill_value=0).astype("int64")


def transition_weeks(transitions: pd.DataFrame, days: Iterable[dt.date]) -> pd.DataFrame:
    """People by destination as at each of several days, for all rows given.

    Returns:
        People (count) in the columns `STATUSES`, indexed by day; each row adds up to the number of rows given.
    """
    found = {day: status_on(transitions, day).value_counts() for day in days}
    weeks = pd.DataFrame(found).T.reindex(columns=list(STATUSES))
    return weeks.fillna(0).astype("int64").rename_axis("as_at")


def mondays_to(as_at: dt.date, first: dt.date) -> list[dt.date]:
    """The Mondays from a day on, up to the as-at date, and the as-at date itself."""
    start = first + dt.timedelta(days=-first.weekday() % 7)
    count = (as_at - start).days // 7 + 1
    days = [start + dt.timedelta(weeks=week) for week in range(max(count, 0))]
    return days if days and days[-1] == as_at else [*days, as_at]
