"""A status in words: how sure it is, what would change it, what it was before, and what officers said."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from math import ceil
from typing import Final

import pandas as pd

from geo.model import Condition, Model
from geo.status import (
    Certainty,
    indicators_of,
    steadier_per_100,
    unknown_of,
    ways_out,
    ways_out_together,
)
from geo.text import counted, joined, long_date, number
from geo.words.numbers import NO_DATA, figure
from geo.words.tables import HEADINGS, zone_table
from geo.words.text import clean_text
from geo.words.thresholds import left_words, spoken_of, tier_words, value_words

Tiers = Mapping[str, str]
"""Tier names by code, worst first."""

CERTAINTY: Final = {"firm": "Firm", "close": "Close to a threshold"}
TRIED_STATUS: Final = "Status by other thresholds than the model's"
"""Heading of the status where the thresholds are not the model's."""
METHOD: Final = (
    "People waiting for every 100 receiving care: 100 x people still waiting / people receiving care.",
    "Awarded providers that have mobilised: 100 x mobilised / awarded.",
    "A figure that is not known, or whose divisor is 0, is no data and reaches no threshold.",
    "Firm: the status stays through each of the changes below. Otherwise it is close to a threshold.",
    "Changes tried: one or two people fewer waiting, those with the longest waits or those with the shortest.",
    "Also tried: one or two people more, with waits of 0 days; one provider more or fewer; the steadier rate.",
    "Steadier rate of people waiting: 100 x (y + m x m / A) / (n + m / A), with y waiting and n receiving in the zone.",
    "There m is the rate of all zones, sum of y / sum of n, and A how much zones differ beyond chance.",
    "A: sum of n x (y / n - m)^2 / sum of n, less m / mean of n. Where that is not above 0, the steadier rate is m.",
    "Source of the steadier rate (empirical Bayes): Marshall, Applied Statistics 40 (1991) 283-294.",
    "What would change it: a figure is put just beyond its threshold while the others stay, and the status worked out.",
)
"""How certainty and ways out are worked out."""


def tier_notes(model: Model) -> list[str]:
    """The tiers of a model as sentences, and how they are tried."""
    first = "Status: the first of these that applies, tried from the hardest to source. The thresholds are the model's."
    return [first, *map(tier_words, model.tiers)]


def sure_sentence(figures: pd.DataFrame, area: str) -> str:
    """How many statuses are firm, and which are close to a threshold.

    Args:
        figures: The zone table, zones only.
        area: What an area is called.
    """
    close, firm = (figures["status_certainty"].eq(word).fillna(value=False) for word in ("close", "firm"))
    known = int(close.sum() + firm.sum())
    if not known:
        return f"No {area} has a status."
    if known == 1 and firm.any():
        return "The one status is firm: one or two people would not change it."
    if not close.any():
        return f"All {counted(known, 'status', 'statuses')} are firm: one or two people would change none."
    names = joined([clean_text(name) for name in figures.loc[close, "zone_name"]], 8)
    said = f"{int(firm.sum())} of {counted(known, 'status', 'statuses')} {'is' if firm.sum() == 1 else 'are'} firm. "
    return f"{said}Close to a threshold, so that one or two people or a provider could change it: {names}."


def certainty_points(zone: str, found: Certainty, figures: pd.DataFrame, tiers: Tiers) -> list[str]:
    """How sure the status of a zone is, in sentences.

    Args:
        zone: zone_code.
        found: Its certainty.
        figures: The zone table.
        tiers: Tier names by code.
    """
    if found.word is None:
        return []
    return [*_nearby(found, tiers), _steadier(zone, found, figures, tiers)]


def change_points(indicators: Mapping[str, float], model: Model) -> list[str]:
    """What would move a zone to a better tier, in sentences, and which figures are not known.

    Args:
        indicators: Indicators of the zone.
        model: Its tiers.
    """
    names = {tier.code: tier.name for tier in model.tiers}
    said = [
        f"{_left(way.condition, way.value, indicators)}: that alone would make it {names[way.status]}."
        for way in ways_out(indicators, model)
    ]
    together = None if said else ways_out_together(indicators, model)
    if together:
        figures = joined([_left(condition, value, indicators) for condition, value in together.held])
        said = [f"{figures}: that together would make it {names[together.status]}. No single figure would do."]
    said = [text[:1].upper() + text[1:] for text in said]
    return said + [f"There is no data on {spoken_of(name).label}." for name in unknown_of(indicators, model)]


def earlier_points(earlier: pd.Series, tiers: Tiers, *, is_recorded: bool) -> list[str]:
    """The status of a zone on earlier dates, the newest first; dates in a row with one status in one sentence.

    Args:
        earlier: Status code by as-at date (date).
        tiers: Tier names by code.
        is_recorded: They are recorded weeks, which are many, so that a run is told by its ends.
    """
    names = earlier.sort_index(ascending=False).map(lambda code: tiers.get(str(code), NO_DATA))
    runs = names.groupby((names != names.shift()).cumsum(), sort=True)
    return [f"{run.iloc[0]}: {_days(list(run.index), is_recorded=is_recorded)}." for _, run in runs]


def earlier_source(*, is_recorded: bool, is_tried: bool) -> str:
    """Where the status of earlier dates is from."""
    if is_recorded:
        return "From the record, " + ("with the thresholds tried here." if is_tried else "as it was recorded then.")
    said = (
        "No week before is recorded, so this is worked out from the same files, where a late entry counts at every date"
    )
    return said + (", with the thresholds tried here." if is_tried else ".")


def titled(title: str, *, is_tried: bool) -> str:
    """The page's title, which says where thresholds are not the model's."""
    return f"With other thresholds: {title}" if is_tried else title


def file_name(*, is_tried: bool) -> str:
    """Name of the table and of its file, which says where thresholds are not the model's."""
    return "hard-to-source-other-thresholds" if is_tried else "hard-to-source"


def place_points(row: pd.Series, basis: str) -> list[str]:
    """How rural a zone is and how near providers are, in sentences.

    Args:
        row: The zone's row of the zone table.
        basis: What travel times rest on, as a sentence.
    """
    rural, near = (figure(name, row[name]) for name in ("rural_population_pct", "two_bases_within_20_minutes_pct"))
    lives = "Residents who live rurally: " + (rural if rural == NO_DATA else f"{rural} %") + "."
    within = "Residents aged 65 and over within 20 minutes of the bases of two delivering providers: "
    return [lives, within + (f"{near}." if near == NO_DATA else f"{near} %. {basis}")]


def sourcing_table(figures: pd.DataFrame, names: Sequence[str], tiers: Tiers, *, is_tried: bool) -> pd.DataFrame:
    """The zone table of the page, with a heading that says where thresholds are not the model's.

    Args:
        figures: The zone table.
        names: Columns to show, after the zone's name.
        tiers: Tier names by code.
        is_tried: The thresholds differ from the model.
    """
    headings = {HEADINGS["providers_delivering"]: "Providers delivering"}
    if is_tried:
        headings[HEADINGS["status"]] = TRIED_STATUS
    table, sure = zone_table(figures, names, tiers).rename(columns=headings), HEADINGS["status_certainty"]
    table[sure] = table[sure].str.capitalize().replace(NO_DATA.capitalize(), NO_DATA)
    return table


def _nearby(found: Certainty, tiers: Tiers) -> list[str]:
    """Whether small changes would give another status, one sentence for each status."""
    if found.word == "firm":
        return ["Firm: it would stay with one or two people more or fewer waiting, and one provider more or fewer."]
    if not found.nearby:
        return ["Close to a threshold: a person or two would not change it, but the steadier rate would."]
    by_status: dict[str, list[str]] = {}
    for near in found.nearby:
        changes = by_status.setdefault(near.status, [])
        if not any(_kind(near.change) == _kind(smaller) for smaller in changes):
            changes.append(near.change)
    said = [
        f"ith {' or '.join(_whoever(changes))} it would be {tiers.get(status, NO_DATA)}."
        for status, changes in by_status.items()
    ]
    return [f"Close to a threshold: w{said[0]}", *(f"W{more}" for more in said[1:])]


def _whoever(changes: list[str]) -> list[str]:
    """Changes in which it does not matter who leaves, said once."""
    short = [change.partition(" (")[0] for change in changes]
    said = [
        f"{s} (longest or shortest waits)" if short.count(s) > 1 else c for s, c in zip(short, changes, strict=True)
    ]
    return list(dict.fromkeys(said))


def _kind(change: str) -> str:
    """What a small change changes, without how many."""
    return change.partition(" ")[2].replace("people", "person")


def _steadier(zone: str, found: Certainty, figures: pd.DataFrame, tiers: Tiers) -> str:
    """The steadier rate, what it means and what status it would give."""
    counted_rate = indicators_of(figures.loc[[zone]])["awaiting_per_100"].iloc[0]
    rate = steadier_per_100(figures).get(zone)
    if rate is None or pd.isna(rate) or pd.isna(counted_rate):
        return "Steadier rate of people waiting: no data."
    steadier, as_counted = map(_rate, (float(rate), float(counted_rate)))
    said = f"Steadier rate: {steadier} people waiting for every 100 receiving care, {as_counted} as "
    said += "counted. It is drawn towards the rate of all, the more so the fewer people there are. "
    if found.shrunken:
        return f"{said}With it the status would be {tiers.get(found.shrunken.status, NO_DATA)}."
    return f"{said}With it the status is the same."


def _rate(value: float) -> str:
    """A rate with two decimals, or four where two would make it a whole number that it is not."""
    return f"{round(value, 2 if round(value, 2) % 1 else 4):g}"


def _left(condition: Condition, value: float, indicators: Mapping[str, float]) -> str:
    """What leaves a threshold behind, with what the figure is now."""
    said = f"{left_words(condition)} (now {value_words(condition, value)}"
    if condition.indicator == "awaiting_per_100" and condition.comparison == "at_least":
        most = ceil(condition.limit * indicators["people_receiving"] / 100.0) - 1
        if most >= 0:
            now = number(indicators["people_awaiting"])
            said += f"; here that is at most {counted(most, 'person', 'people')} waiting, now {now}"
    return said + ")"


def _days(days: Iterable[dt.date], *, is_recorded: bool) -> str:
    """Dates of one status, the newest first."""
    found = [long_date(day) for day in days]
    if is_recorded and len(found) > 1:
        return f"{found[-1]} to {found[0]} ({counted(len(found), 'recorded week')})"
    return joined(reversed(found), 8)
