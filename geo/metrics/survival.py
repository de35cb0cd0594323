"""How long it takes to find a provider: the time to source, open and completed waits together and apart.

The median of open waits leaves out everyone already sourced, the median of completed waits everyone still waiting;
both mislead. The Kaplan-Meier estimate uses each wait for as long as it was seen: one that is still open on the date,
or that ended otherwise (withdrawn, a direct payment, no outcome stated), says that sourcing took longer than that,
which is called censored. So it is the time sourcing would take if nobody gave up for reasons that have to do with it.
"""

import datetime as dt
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from geo.locate import Floats, Ints
from geo.metrics.intervals import NORMAL_Z

WINDOW_DAYS: Final = 365
"""Waits that began in so many days up to the date are followed (days): all seasons once, and the market of today."""

COMPLETED_DAYS: Final = 91
"""Waits sourced in so many days up to the date are the completed waits (days): a quarter of thirteen weeks."""

FEWEST_EVENTS: Final = 5
"""Waits that must have been sourced before a median or a quartile is given (count).

Source: ours; a median of fewer than five says who they were rather than how long sourcing takes, and its 95 %
interval is open to the right. Fewer than five is also the usual limit of counts of people that are not published.
"""

SHARES: Final = {"quarter": 0.25, "median": 0.5, "three_quarters": 0.75}
"""Share of people sourced by the day that each figure names (ratio)."""

ALL_ROWS: Final = "all"
"""Label of the row that counts every row given."""

NOT_STATED: Final = "not_stated"
"""Column of the people whose list does not say."""

_ROUNDING: Final = 1e-9
"""A share this near to a quartile has reached it (ratio)."""


def followed_waits(awaiting: pd.DataFrame, as_at: dt.date, window_days: int = WINDOW_DAYS) -> pd.DataFrame:
    """Waits that began in the window, each for as long as it was seen.

    Only waits that began in the window count, from their first day. Those that were already running when it opened
    would have to enter late; with a few waits a zone the first late entrants make the estimate jump, even to nothing.
    The list must still hold the waits of the window that have ended: without them the time comes out too long.

    Args:
        awaiting: The awaiting list.
        as_at: The date; what came after it is not known yet.
        window_days: Length of the window up to the date, the date included (days).

    Returns:
        The rows with `wait_days` (whole days from the beginning to the outcome, or to the date), `is_sourced`, and
        `is_open`. Waits with an outcome but without its day are left out: how long they took is not known.
    """
    day = pd.Timestamp(as_at)
    started = awaiting["waiting_since"]
    waits = awaiting[(started <= day) & (started > day - pd.Timedelta(days=window_days)) & ~_is_undated(awaiting)]
    ended_on = waits["outcome_on"] if "outcome_on" in waits else pd.Series(pd.NaT, index=waits.index)
    is_open = ended_on.isna() | (ended_on > day)
    sourced = waits["outcome"].eq("sourced").fillna(value=False) if "outcome" in waits else False & is_open
    wait_days = (ended_on.mask(is_open, day) - waits["waiting_since"]).dt.days
    return waits.assign(wait_days=wait_days, is_sourced=sourced.astype(bool) & ~is_open, is_open=is_open)


def still_waiting(followed: pd.DataFrame) -> pd.DataFrame:
    """Share of people still waiting after each number of days: the Kaplan-Meier curve with its 95 % interval.

    Formulas: share after t days = product over days u <= t of (1 - sourced on day u / still followed on day u);
    interval log(-log) with Greenwood's variance. Of waits of equal length those sourced count before
    those censored.

    Args:
        followed: Rows of `followed_waits`; a wait of 0 days is sourced on the day it began.

    Returns:
        `days` in order, `share_waiting_pct`, `low_pct`, `high_pct` (%), `followed` (still waiting just before) and
        `sourced` (on that day). The interval is missing where it is not defined: before anyone is sourced, and after
        all are. Empty without rows.

    Sources: E. L. Kaplan and P. Meier, Nonparametric estimation from incomplete observations, J. Am. Stat. Assoc. 53
    (1958) 457-481; J. D. Kalbfleisch and R. L. Prentice, The Statistical Analysis of Failure Time Data (1980), for the
    interval.
    """
    curve = _curve(followed)
    share, low, high = (100.0 * curve[name] for name in ("share", "low", "high"))
    shares = {"share_waiting_pct": share, "low_pct": low, "high_pct": high}
    return pd.DataFrame({"days": curve["days"], **shares, "followed": curve["followed"], "sourced": curve["sourced"]})


def time_to_source(followed: pd.DataFrame, zones: pd.Index) -> pd.DataFrame:
    """Days until a quarter, half and three quarters of people are sourced, by zone, each with its 95 % interval.

    Formulas: the figure is the first day on which the share still waiting is at or below 75, 50 or 25 %; the ends of
    its interval are the days on which the lower and the upper end of the band reach that share.

    Args:
        followed: Rows of `followed_waits` with zone_code.
        zones: Zone codes to report on; more rows, such as one for all zones, come from `time_to_source_overall`.

    Returns:
        On `zones`: `waits_followed`, `waits_sourced`, `waits_ended_otherwise` and `waits_open` (counts that add up),
        and for each of quarter, median and three_quarters `time_to_source_<which>_days`, `_low_days` and `_high_days`
        and `is_<which>_reached`. With fewer than `FEWEST_EVENTS` sourced all of these are missing. Where enough were
        sourced and the share still waiting never comes down so far, the days are missing and `is_<which>_reached` is
        False; an end of an interval that is not reached is missing too.

    Source: R. Brookmeyer and J. Crowley, A confidence interval for the median survival time, Biometrics 38 (1982)
    29-41.
    """
    groups = dict(tuple(followed.groupby("zone_code", observed=True)))
    nobody = followed.iloc[:0]
    rows = [_figures(groups.get(zone, nobody)) for zone in zones]
    table = pd.DataFrame(rows, index=zones, columns=_COLUMNS)
    return table.astype({name: "boolean" if name.startswith("is_") else "Int64" for name in _COLUMNS})


def time_to_source_median_days(awaiting: pd.DataFrame, zones: pd.Index, as_at: dt.date) -> pd.Series:
    """The median of `time_to_source` alone, for the zone table (days)."""
    table = time_to_source(followed_waits(awaiting, as_at), zones)
    return table["time_to_source_median_days"].astype("Float64").astype("float64")


def time_to_source_overall(followed: pd.DataFrame) -> pd.Series:
    """The figures of `time_to_source` for all the rows given, as one row."""
    return pd.Series(_figures(followed), dtype=object)


def completed_waits(
    awaiting: pd.DataFrame, zones: pd.Index, as_at: dt.date, days: int = COMPLETED_DAYS
) -> pd.DataFrame:
    """Waits that ended by sourcing in the last days, by zone; never mixed with open ones.

    Args:
        awaiting: The awaiting list with zone_code.
        zones: Zone codes to report on.
        as_at: The date, the last of the days.
        days: How many days up to the date count.

    Returns:
        On `zones`: `completed_waits` (count) and `completed_wait_median_days` (days from the beginning to the outcome;
        missing with fewer than `FEWEST_EVENTS`). All are missing where the list has no outcomes.
    """
    if not {"outcome", "outcome_on"} <= set(awaiting.columns):
        empty = {"completed_waits": pd.array([pd.NA] * len(zones), "Int64"), "completed_wait_median_days": np.nan}
        return pd.DataFrame(empty, index=zones)
    ended_on, day = awaiting["outcome_on"], pd.Timestamp(as_at)
    recent = (ended_on <= day) & (ended_on > day - pd.Timedelta(days=days))
    done = awaiting[recent & awaiting["outcome"].eq("sourced").fillna(value=False)]
    waits = (done["outcome_on"] - done["waiting_since"]).dt.days.groupby(done["zone_code"], observed=False)
    count = waits.size().reindex(zones, fill_value=0).astype("Int64")
    median = waits.median().reindex(zones).astype("float64").where(count >= FEWEST_EVENTS)
    return pd.DataFrame({"completed_waits": count, "completed_wait_median_days": median})


def open_waits_by(open_waits: pd.DataFrame, column: str, zones: pd.Index) -> pd.DataFrame | None:
    """Open waits by zone and by reason, setting, interim cover or another category.

    Args:
        open_waits: Open waits with zone_code.
        column: Column to count by; several values stand in a cell with `;` between, as in `reasons`.
        zones: Zone codes to report on.

    Returns:
        People (count) on `zones` and then `ALL_ROWS`, which counts every row given; one column for each value, most
        people first, and `NOT_STATED` last. A person with several values counts once in each, so that a row may add
        up to more than its people. None where the list has no such column.
    """
    if column not in open_waits:
        return None
    cells = open_waits[column].astype(object).where(open_waits[column].notna(), "").astype(str).str.split(";")
    values = cells.map(lambda several: sorted({value.strip() for value in several} - {""}) or [NOT_STATED])
    long = pd.DataFrame({"zone_code": open_waits["zone_code"].astype(object), "value": values}).explode("value")
    counts = pd.crosstab(long["zone_code"], long["value"])
    total = counts.sum()
    order = sorted(set(total.index) - {NOT_STATED}, key=lambda value: (-total[value], value))
    table = counts.reindex(index=zones, columns=[*order, NOT_STATED], fill_value=0)
    table.loc[ALL_ROWS] = total.reindex(table.columns, fill_value=0)
    return table.astype("int64").rename_axis(index="zone_code", columns=column)


def _is_undated(awaiting: pd.DataFrame) -> pd.Series:
    """Waits that have an outcome and no day of it."""
    if "outcome" not in awaiting:
        return pd.Series(data=False, index=awaiting.index)
    ended = awaiting["outcome"].notna() & awaiting["outcome"].ne("open").fillna(value=True)
    return ended & (awaiting["outcome_on"].isna() if "outcome_on" in awaiting else True)


def _figures(followed: pd.DataFrame) -> dict[str, Any]:
    """The figures of `time_to_source` for all the rows given, by name."""
    sourced, still_open = int(followed["is_sourced"].sum()), int(followed["is_open"].sum())
    figures: dict[str, Any] = dict.fromkeys(_COLUMNS, pd.NA)
    counts = (len(followed), sourced, len(followed) - sourced - still_open, still_open)
    figures |= dict(zip(_COUNTS, counts, strict=True))
    if sourced >= FEWEST_EVENTS:
        curve = _curve(followed)
        for which, share in SHARES.items():
            day, low, high = (_first_day(curve["days"], curve[name], 1.0 - share) for name in ("share", "low", "high"))
            name = f"time_to_source_{which}"
            figures |= {f"{name}_days": day, f"{name}_low_days": low, f"{name}_high_days": high}
            figures[f"is_{which}_reached"] = day is not pd.NA
    return figures


def _curve(followed: pd.DataFrame) -> dict[str, npt.NDArray[Any]]:
    """The columns of `still_waiting` as arrays, with shares from 0 to 1."""
    lengths, sourced_after = followed["wait_days"].to_numpy("int64"), followed["is_sourced"].to_numpy(bool)
    days, at = np.unique(lengths, return_inverse=True)
    at_risk = len(lengths) - np.searchsorted(np.sort(lengths), days)
    sourced = np.bincount(at[sourced_after], minlength=len(days))
    share = np.cumprod(1.0 - sourced / at_risk, dtype=np.float64)
    low, high = _band(share, at_risk, sourced)
    return {"days": days, "share": share, "low": low, "high": high, "followed": at_risk, "sourced": sourced}


def _band(share: Floats, at_risk: Ints, sourced: Ints) -> tuple[Floats, Floats]:
    """The 95 % interval of the share at each day; NaN where the share is 0 or 1."""
    inside = (share > 0.0) & (share < 1.0)
    known = np.where(inside, share, 0.5)
    greenwood = np.cumsum(sourced / (at_risk * np.maximum(at_risk - sourced, 1)))
    width = NORMAL_Z * np.sqrt(greenwood) / -np.log(known)
    low, high = known ** np.exp(width), known ** np.exp(-width)
    return np.where(inside, low, np.nan), np.where(inside, high, np.nan)


def _first_day(days: Ints, shares: Floats, target: float) -> int:
    """First day on which the shares are at or below a share; missing where they never are."""
    reached = shares <= target + _ROUNDING
    return int(days[reached.argmax()]) if reached.any() else pd.NA


_COUNTS: Final = ("waits_followed", "waits_sourced", "waits_ended_otherwise", "waits_open")
_COLUMNS: Final = [
    *_COUNTS,
    *(f"time_to_source_{which}{end}_days" for which in SHARES for end in ("", "_low", "_high")),
    *(f"is_{which}_reached" for which in SHARES),
]
