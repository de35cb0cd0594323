"""How long it takes to find a provider, and where waiting concentrates, in words and tables."""

from collections.abc import Mapping
from typing import Final

import geopandas as gpd
import pandas as pd

from geo.metrics.clusters import FEWEST_CELLS, FEWEST_WAITING
from geo.metrics.survival import ALL_ROWS, COMPLETED_DAYS, FEWEST_EVENTS, WINDOW_DAYS
from geo.text import counted, joined, number
from geo.words.numbers import NO_DATA, NOBODY_WAITING, spoken
from geo.words.text import clean_text

NOT_REACHED: Final = "not reached"
"""A share that was never sourced while waits were followed."""
CURVE_DAYS: Final = (7, 14, 21, 28, 42, 56, 84)
"""Days of the curve that its table gives."""
REASONS_BY: Final = {"reasons": "Reason", "setting": "Setting", "interim_cover": "Interim cover"}
"""What open waits are counted by, where the council has the column."""

COUNTS_ALT: Final = "People still waiting by category; the table below it says the same."

_TIME_HEADINGS: Final = {"quarter": "A quarter by", "median": "Half by", "three_quarters": "Three quarters by"}

WAIT_NOTES: Final = (
    (
        "Median, mean and longest wait are of waits still running: the as-at date minus the day each began. Those "
        "already sourced are not among them."
    ),
    (
        f"Time to source follows every wait that began in the last {WINDOW_DAYS} days, open and completed together "
        "(Kaplan-Meier): a wait that is still open, or that ended otherwise, counts for as long as it was seen. So "
        "it comes out neither too short because those still waiting are left out, nor too long because the sourced are."
    ),
    "It is the time sourcing would take if nobody gave up for reasons that have to do with it.",
    "Intervals hold in 95 % of samples (log-log, Greenwood; Brookmeyer and Crowley for the days).",
    (
        f"No data where fewer than {FEWEST_EVENTS} were sourced: a median of fewer says who they were rather than "
        f"how long it takes. {NOT_REACHED.capitalize()}: so many were never sourced while the waits were followed."
    ),
    f"Completed waits were sourced in the last {COMPLETED_DAYS} days, and are never mixed with open ones.",
    (
        "Where waiting concentrates: people waiting out of all who receive care or wait, on hexagons of 2 to 5 km "
        "that take no notice of zones, each asked together with its neighbours. A cluster holds more people "
        "waiting than chance would put there; of the places found, 5 % may be found by chance (Benjamini and "
        f"Hochberg). Clusters of fewer than {FEWEST_WAITING} people are not given."
    ),
)


def time_sentence(overall: pd.Series, place: str) -> str:
    """When half of all people are sourced, without full stop.

    Args:
        overall: From `metrics.survival.time_to_source_overall`.
        place: Where.
    """
    if pd.isna(overall["is_median_reached"]):
        return f"Too few were sourced in {place} to say how long it takes"
    if not overall["is_median_reached"]:
        return f"Fewer than half of those followed in {place} were sourced"
    days = overall["time_to_source_median_days"]
    return f"Half of people in {place} are sourced within {counted(int(days), 'day')}"


def time_points(overall: pd.Series, whole: pd.Series | None) -> list[str]:
    """The time to source of a place, a sentence for each figure, beside that of all zones.

    Args:
        overall: From `metrics.survival.time_to_source_overall`, for the place.
        whole: The same for all zones; None where the place is all of them.
    """
    counts = [int(overall[f"waits_{what}"]) for what in ("followed", "sourced", "ended_otherwise", "open")]
    said = f"Followed: {counted(counts[0], 'wait')} that began in the last {WINDOW_DAYS} days; {number(counts[1])} "
    points = [said + f"sourced, {number(counts[2])} ended otherwise, {number(counts[3])} still open."]
    if pd.isna(overall["is_median_reached"]):
        points.append(f"Time to source: {NO_DATA}. {FEWEST_EVENTS} must have been sourced before it is given.")
    else:
        points += [f"{heading} {_days(overall, which, ' days')}." for which, heading in _TIME_HEADINGS.items()]
    if whole is not None:
        points.append(f"In all zones half are sourced by {_days(whole, 'median', ' days')}.")
    return points


def time_table(times: pd.DataFrame, names: pd.Series) -> pd.DataFrame:
    """Time to source as text, a row for each zone and one for all.

    Args:
        times: From `metrics.survival.time_to_source`, with a row `ALL_ROWS`.
        names: Name of each row.
    """
    shown = {
        "Followed": times["waits_followed"].map(number),
        "Sourced": times["waits_sourced"].map(number),
        "Ended otherwise": times["waits_ended_otherwise"].map(number),
        "Still open": times["waits_open"].map(number),
    }
    for which, heading in _TIME_HEADINGS.items():
        shown[f"{heading} (days)"] = pd.Series([_days(row, which) for _, row in times.iterrows()], index=times.index)
    return pd.DataFrame(shown, index=times.index).set_index(_named(times.index, names))


def apart_table(open_now: pd.DataFrame, completed: pd.DataFrame, names: pd.Series) -> pd.DataFrame:
    """Open and completed waits beside each other and never mixed, as text.

    Args:
        open_now: `people` waiting and `median_days` of their waits so far.
        completed: From `metrics.survival.completed_waits`, with the same rows.
        names: Name of each row.
    """
    weeks = COMPLETED_DAYS // 7
    shown = {
        "Open now (people)": open_now["people"].map(_count),
        "Open so far, median (days)": open_now["median_days"].map(_count).mask(open_now["people"] == 0, NOBODY_WAITING),
        f"Sourced in {weeks} weeks (people)": completed["completed_waits"].map(_count),
        "Until sourced, median (days)": completed["completed_wait_median_days"].map(_count),
    }
    return pd.DataFrame(shown, index=open_now.index).set_index(_named(open_now.index, names))


def curve_table(curves: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Share still waiting after some days, with its interval, as text.

    Args:
        curves: From `metrics.survival.still_waiting`, by the name of the place.
    """
    shown = {f"{name} (%)": [_share_after(curve, day) for day in CURVE_DAYS] for name, curve in curves.items()}
    return pd.DataFrame(shown, index=pd.Index([f"{day} days" for day in CURVE_DAYS], name="Still waiting after"))


def counts_table(counts: pd.DataFrame, names: pd.Series) -> pd.DataFrame:
    """Open waits by zone and category as text, everybody in the last row.

    Args:
        counts: From `metrics.survival.open_waits_by`.
        names: Name of each row.
    """
    shown = counts.map(number)
    shown.columns = pd.Index([_category(name) for name in counts.columns])
    return shown.set_index(_named(counts.index, names))


def counts_of(counts: pd.DataFrame, zone: str | None) -> pd.Series:
    """Open waits of one zone by category, or of all; categories in words, those that nobody has left out."""
    row = counts.loc[ALL_ROWS if zone is None else zone]
    ours = row[row > 0]
    return ours.set_axis([_category(name) for name in ours.index]).rename("People")


def row_names(names: pd.Series, all_of_them: str) -> pd.Series:
    """Names of the zones and of the row that counts all."""
    return pd.concat([names, pd.Series({ALL_ROWS: all_of_them})])


def cluster_sentences(clusters: gpd.GeoDataFrame | None, names: pd.Series) -> list[str]:
    """Where waiting concentrates, a sentence for each cluster; the usual answer is that none stands out.

    Args:
        clusters: From `metrics.concentration.where_waiting_concentrates`.
        names: Name of each zone.
    """
    if clusters is None:
        least = f"{FEWEST_WAITING} people waiting and {FEWEST_CELLS} places with people who need care"
        return [f"It cannot be told where waiting concentrates: that needs at least {least}."]
    if clusters.empty:
        return [
            "No cluster stands out: people wait where people need care, and not more in one place than chance puts."
        ]
    return [_cluster(row, names) for row in clusters.itertuples()]


def _cluster(cluster: object, names: pd.Series) -> str:
    """One cluster."""
    codes = getattr(cluster, "zone_codes")  # noqa: B009 - a row of any frame
    where = joined(clean_text(names[code]) for code in codes) if codes else "no zone"
    waiting, expected, ratio = (float(getattr(cluster, name)) for name in ("waiting", "expected", "ratio"))
    said = (
        f"Waiting concentrates over {where}, within the dashed line: {number(waiting)} people wait where chance would "
    )
    seen = "finds it too" if getattr(cluster, "is_seen_by_gstar") else "does not find it"  # noqa: B009
    gstar = f"Getis and Ord's G*, a test that needs larger numbers, {seen}."
    return said + f"put {number(expected, 1)}, {number(ratio, 1)} times as many. {gstar}"


def _named(codes: pd.Index, names: pd.Series) -> pd.Index:
    """Names in place of codes."""
    return pd.Index([clean_text(names.get(code, code)) for code in codes], name="Zone")


def _category(name: str) -> str:
    """A reason, setting or interim cover in words."""
    return spoken(clean_text(name))


def _days(row: pd.Series, which: str, unit: str = "") -> str:
    """`10 days (9 to 12)`, `52 (40 or more)` where the upper end is not reached, `not reached` or `no data`."""
    if pd.isna(row[f"is_{which}_reached"]):
        return NO_DATA
    name = f"time_to_source_{which}"
    day, low, high = (row[f"{name}{end}_days"] for end in ("", "_low", "_high"))
    if pd.isna(day):
        return NOT_REACHED
    said = number(float(day)) + ("" if not unit else " day" if day == 1 else unit)
    if pd.isna(low):
        return said
    return f"{said} ({number(float(low))} {'or more' if pd.isna(high) else f'to {number(float(high))}'})"


def _share_after(curve: pd.DataFrame, day: int) -> str:
    """Share still waiting after a day; no data beyond the longest wait that was followed."""
    until = curve[curve["days"] <= day]
    if curve.empty or (curve["days"].max() < day and curve["share_waiting_pct"].iloc[-1] > 0):
        return NO_DATA
    if until.empty:
        return "100"
    last = until.iloc[-1]
    share = number(last["share_waiting_pct"], 1)
    if pd.isna(last["low_pct"]):
        return share
    return f"{share} ({number(last['low_pct'], 1)} to {number(last['high_pct'], 1)})"


def _count(value: float) -> str:
    """A count or days, or no data."""
    return NO_DATA if pd.isna(value) else number(float(value), 1)
