"""What a page finds, in one sentence each; every number in them stands in a table on the same page."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from typing import Final, Literal

import pandas as pd

from geo.schemas import LONG_WAIT_DAYS, UNLOCATED
from geo.text import counted, joined, long_date, number, plural
from geo.words.numbers import NO_DATA, figure
from geo.words.rural import RURAL_SHARE_PCT
from geo.words.tables import HEADINGS, shown_values, zones_only
from geo.words.text import clean_text

Arrow = Literal["up", "down", "off"]
"""Which way a figure went; off where it did not move."""

TOTALS: Final = ("people_receiving", "hours_per_week", "people_awaiting", "wait_over_28_days")
"""Columns that may be added up over all rows, outside and unlocated included."""

TILE_LABELS: Final = {
    "people_receiving": "People receiving care",
    "hours_per_week": "Hours of care a week",
    "people_awaiting": "People still waiting",
    "wait_over_28_days": "Waiting over 28 days",
}

RURAL_NOTE: Final = (
    f"A zone is marked rural where {RURAL_SHARE_PCT:.0f} % or more of its residents live in rural small areas. "
    "Where that share is not known it is not marked."
)

_SENTENCE_END: Final = re.compile(r"(?<=\.)\s+(?=[A-Z0-9])")

MOST_NAMED: Final = 4
"""A title names so many zones at most (zones); more are counted."""
MOST_CHANGES: Final = 6
"""Longest list of changed zones a page shows (zones); the rest is counted."""


def sourcing_title(figures: pd.DataFrame, tiers: Mapping[str, str], area: str) -> str:
    """The zones that are hardest to source."""
    worst, name = next(iter(tiers.items()))
    names = zone_names(figures, figures["status"] == worst)
    if not names:
        return f"No {area} is at {name.lower()}"
    if len(names) > MOST_NAMED:
        return f"{counted(len(names), area)} are at {name.lower()}"
    verb = "is" if len(names) == 1 else "are"
    return f"{joined(names)} {verb} hardest to source"


def waiting_title(figures: pd.DataFrame, area: str) -> str:
    """Where most people wait, and how many have waited long."""
    waiting, long = int(figures["people_awaiting"].sum()), int(figures["wait_over_28_days"].sum())
    zones = zones_only(figures)
    if waiting == 0:
        return "Nobody is waiting for care"
    most = zones["people_awaiting"].max()
    names = zone_names(zones, zones["people_awaiting"] == most) if most else []
    where = f", most in {joined(names)}" if 0 < len(names) <= 2 else f", spread over several {plural(area)}"
    who = counted(waiting, "person is", "people are")
    return f"{who} still waiting{where}; {number(long)} for over {LONG_WAIT_DAYS} days"


def zone_names(figures: pd.DataFrame, chosen: pd.Series) -> list[str]:
    """Names of the chosen zones, cleaned."""
    return [clean_text(name) for name in figures.loc[chosen.fillna(value=False), "zone_name"]]


def range_sentence(figures: pd.DataFrame, name: str, as_at: dt.date, area: str) -> str:
    """Which zone has the most and which the least of a figure, and where it is unknown."""
    zones = zones_only(figures)
    known = pd.to_numeric(zones[name]).dropna().astype(float)
    heading, day = HEADINGS[name], long_date(as_at)
    if known.empty:
        return f"{heading}: no {area} has a figure as at {day}."
    high, low = known.max(), known.min()
    top = joined(zone_names(zones, known.eq(high).reindex(zones.index, fill_value=False)))
    bottom = joined(zone_names(zones, known.eq(low).reindex(zones.index, fill_value=False)))
    missing = len(zones) - len(known)
    tail = f" {counted(missing, area)} has no figure." if missing == 1 else f" {missing} {plural(area)} have no figure."
    said = f"{heading}, as at {day}: highest in {top} ({figure(name, high)}), lowest in {bottom} "
    return said + f"({figure(name, low)})." + (tail if missing else "")


def tier_points(figures: pd.DataFrame, tiers: Mapping[str, str]) -> list[str]:
    """The zones of each tier that has any, by name, hardest first."""
    named = ((name, zone_names(figures, figures["status"].eq(code))) for code, name in tiers.items())
    return [f"{name}: {joined(names)}." for name, names in named if names]


def tier_sentence(figures: pd.DataFrame, tiers: Mapping[str, str], rural: pd.Series, area: str) -> str:
    """How many zones are in each tier, and how many of the worst are rural."""
    zones = zones_only(figures)
    counts = [f"{name} {int((zones['status'] == code).sum())}" for code, name in tiers.items()]
    if unknown := int((~zones["status"].isin(list(tiers))).sum()):
        counts.append(f"{NO_DATA} {unknown}")
    worst, name = next(iter(tiers.items()))
    hard = zones["status"].eq(worst).fillna(value=False)
    said = f"Of {counted(len(zones), area)}: {', '.join(counts)}."
    if zones["rural_population_pct"].isna().all():
        return said
    both = int((hard & rural.reindex(zones.index, fill_value=False)).sum())
    return f"{said} Rural among those at {name.lower()}: {both}."


def changed(now: pd.DataFrame, before: pd.DataFrame, tiers: Mapping[str, str]) -> list[str]:
    """What is different between two dates, a sentence for each zone that moved.

    Args:
        now: The zone table.
        before: The zone table at the earlier date.
        tiers: Tier names by code.

    Returns:
        Changes of status first, then changes of people waiting, largest first; at most `MOST_CHANGES` and a
        count of the rest.
    """
    names = now["zone_name"].map(clean_text).to_dict()
    old, new = (shown_values(zones_only(table), "status", tiers) for table in (before, now))
    moved = [f"{names[code]}: {old[code]} before, now {new[code]}." for code in new.index if old[code] != new[code]]
    shift = (now["people_awaiting"] - before["people_awaiting"].reindex(now.index)).dropna()
    order = shift[shift != 0].sort_values(key=lambda column: -column.abs(), kind="stable")
    waiting = [f"{names[code]}: {_shift(int(change))} waiting." for code, change in order.items()]
    said = moved + waiting
    rest = len(said) - MOST_CHANGES
    return said if rest <= 0 else [*said[:MOST_CHANGES], f"And {counted(rest, 'smaller change')}."]


def attention(figures: pd.DataFrame, tiers: Mapping[str, str], rules: Iterable[str], area: str) -> list[str]:
    """What somebody should look at, most urgent first.

    Args:
        figures: The zone table.
        tiers: Tier names by code, worst first.
        rules: A sentence for each rule that is not met.
        area: What an area is called.
    """
    said = [
        f"{name}: {joined(names)}."
        for code, name in list(tiers.items())[:2]
        if (names := zone_names(figures, figures["status"].eq(code)))
    ]
    said += rules
    long = int(figures["wait_over_28_days"].sum())
    if long:
        who = counted(long, "person has", "people have")
        still = "is" if long == 1 else "are"
        said.append(f"{who} waited over {LONG_WAIT_DAYS} days and {still} still waiting.")
    close = figures["status_certainty"].eq("close").fillna(value=False)
    if close.any():
        how_many = counted(int(close.sum()), "status is", "statuses are")
        said.append(f"{how_many} close to a threshold: see Hard to source.")
    lost = figures.loc[figures.index == UNLOCATED, ["people_receiving", "people_awaiting"]]
    if count := int(lost.to_numpy().sum()):
        who = counted(count, "person", "people")
        said.append(f"{who} could not be put on the map, so no {area} counts them.")
    return said


def evidence(figures: pd.DataFrame, zone: str, tiers: Mapping[str, str]) -> list[str]:
    """The status of a zone and each reason for it, as sentences.

    Args:
        figures: The zone table.
        zone: zone_code.
        tiers: Tier names by code.
    """
    status, reasons = figures.loc[zone, "status"], figures.loc[zone, "reasons"]
    said = [f"Status: {tiers.get(str(status), NO_DATA)}."]
    return said if pd.isna(reasons) else said + _SENTENCE_END.split(str(reasons))


def tiles(figures: pd.DataFrame, before: pd.DataFrame) -> dict[str, tuple[str, str, Arrow]]:
    """Headline totals with their change.

    Args:
        figures: The zone table.
        before: The zone table at the earlier date.

    Returns:
        Label -> value, change in words, and which way it went (up, down or off).
    """
    now, then = figures[list(TOTALS)].sum(), before[list(TOTALS)].sum()
    return {
        TILE_LABELS[name]: (
            number(float(now[name])),
            difference(now[name], then[name]),
            _arrow(now[name] - then[name]),
        )
        for name in TOTALS
    }


def waits_sentence(waits: pd.DataFrame) -> str:
    """How long people have waited so far, and who is kept in hospital.

    Args:
        waits: Open waits with wait_days, at least one.
    """
    days = waits["wait_days"]
    who = counted(len(waits), "person is", "people are")
    said = f"{who} still waiting: shortest {number(days.min())}, median {number(days.median(), 1)}, mean "
    said += f"{number(days.mean(), 1)}, longest {number(days.max())} days so far."
    if "is_delayed_discharge" not in waits:
        return said + " Delayed discharges: no data."
    kept = int(waits["is_delayed_discharge"].fillna(value=False).sum())
    return f"{said} Delayed discharges from hospital: {kept:,}."


def difference(now: float, before: float) -> str:
    """A change as words: `12 more`, `no change`."""
    change = round(now - before)
    return f"{abs(change):,} {'more' if change > 0 else 'fewer'}" if change else "no change"


def by_tier(figures: pd.DataFrame, tiers: Mapping[str, str]) -> dict[str, list[str]]:
    """The zones of each tier that has any, hardest first, each with its reasons in one sentence."""
    found = {}
    for code, name in tiers.items():
        zones = figures[figures["status"].eq(code).fillna(value=False)]
        lines = [f"{clean_text(zone.zone_name)}: {clean_text(zone.reasons, most=None)}" for zone in zones.itertuples()]
        if lines:
            found[name] = lines
    return found


def _arrow(change: float) -> Arrow:
    """Direction of a change that shows in whole numbers."""
    return "off" if round(change) == 0 else "up" if change > 0 else "down"


def _shift(change: int) -> str:
    """`2 more people`, `1 person fewer`."""
    if change > 0:
        return f"{change:,} more {'person' if change == 1 else 'people'}"
    return f"{-change:,} fewer {'person' if change == -1 else 'people'}"
