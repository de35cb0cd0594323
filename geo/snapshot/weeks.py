"""ISO weeks: `2018-W11`. A week of the record is named after the as-at date, never after the clock."""

import datetime as dt
import re
from typing import Final

from geo.errors import SnapshotError
from geo.validate.dates import LOCAL_TIME

_WEEK: Final = re.compile(r"([0-9]{4})-W([0-9]{2})")


def day_of(now: dt.datetime) -> dt.date:
    """The day it is in England at an instant, whatever time the computer keeps."""
    return now.astimezone(LOCAL_TIME).date()


def week_of(day: dt.date) -> str:
    """The ISO week a day lies in: 31 December 2018 is in 2019-W01."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02d}"


def monday_of(week: str) -> dt.date:
    """The first day of a week.

    Raises:
        SnapshotError: It is not a week, such as 2025-W53, which no calendar has.
    """
    written = _WEEK.fullmatch(week.upper())
    try:
        if written:
            return dt.date.fromisocalendar(int(written[1]), int(written[2]), 1)
    except ValueError:
        pass
    raise SnapshotError(f"{week[:20]} is not a week. Write it as 2018-W11.")


def weeks_between(first: str, last: str) -> list[str]:
    """Every week from one to another, both included: what is not recorded among them is a gap."""
    start, end = monday_of(first), monday_of(last)
    return [week_of(start + dt.timedelta(weeks=count)) for count in range((end - start).days // 7 + 1)]
