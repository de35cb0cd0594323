"""The three answers a reader comes for: which zone is worst, why, and whether it is getting better."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import pandas as pd

from geo.metrics.xmr import FEWEST_POINTS
from geo.text import counted, joined, long_date, number, plural
from geo.words.findings import evidence, zone_names
from geo.words.numbers import NO_DATA
from geo.words.status import CERTAINTY
from geo.words.tables import worst_first, zones_only
from geo.words.text import clean_text
from geo.words.trends import signal_words

BACK: Final = dt.timedelta(weeks=13)
"""How far before the as-at date the week may lie that is compared with."""
WORSE: Final = "Getting worse"
BETTER: Final = "Getting better"
STEADY: Final = "No clear change"
MIXED: Final = "Better in one way, worse in another"
UNSURE: Final = "Too few weeks to tell"
UNRECORDED: Final = "Not known: no earlier week is recorded"
NOTES: Final = (
    "Worst: hardest to source by status, and within a status most people waiting for every 100 receiving care.",
    "Getting worse or better: more than the usual ups and downs (see Trends) in the people waiting there.",
    "Or the status there is firm, and another than in the first recorded week of the last 13.",
    "A change compares the same files at two dates, so a late entry counts on both.",
)
"""How the answers come about."""

_IN_TITLE: Final = {WORSE: " and getting worse", BETTER: " but getting better", STEADY: ", without a clear change"}
_UP: Final = ("above the upper limit", "run above the mean", "rise", "near the upper limit")
_DOWN: Final = ("below the lower limit", "run below the mean", "fall", "near the lower limit")


@dataclass(frozen=True)
class Direction:
    """Whether it is getting better: one word for it, and the sentences behind it."""

    word: str
    points: tuple[str, ...]


UNREAD: Final = Direction("Not known: the record cannot be read", ("The page Trends says why. Nothing in it is lost.",))
"""Weeks may be recorded; what they hold cannot be told now."""


def worst_zone(figures: pd.DataFrame, tiers: Mapping[str, str]) -> str | None:
    """zone_code of the zone that is hardest to source; None where none is in a tier above the last."""
    listed = worst_first(zones_only(figures), tiers)
    stand_out = listed[listed["status"].isin(list(tiers)[:-1])]
    return None if stand_out.empty else str(stand_out.index[0])


def answer_title(figures: pd.DataFrame, zone: str | None, direction: Direction, area: str) -> str:
    """The worst zone, where it is heading, and how many wait in all."""
    waiting = f"{counted(int(figures['people_awaiting'].sum()), 'person is', 'people are')} still waiting for care"
    if zone is None:
        return f"No {area} stands out; {waiting}"
    name = clean_text(figures.loc[zone, "zone_name"])
    return f"{name} is hardest to source{_IN_TITLE.get(direction.word, '')}; {waiting}"


def which_points(figures: pd.DataFrame, zone: str | None, tiers: Mapping[str, str], area: str) -> list[str]:
    """How sure the status of the worst zone is, and which zones are in the same tier."""
    zones = zones_only(figures)
    if zone is None:
        known = int(zones["status"].isin(list(tiers)).sum())
        last = list(tiers.values())[-1].lower()
        if not known:
            return [f"No {area} has a status, so none can be called worst."]
        return [f"Of {counted(len(zones), area)}, {number(known)} have a status, and each is {last}."]
    said = {
        "firm": "This is firm: one or two people more or fewer would not change it.",
        "close": f"{CERTAINTY['close']}: one or two people or one provider could change it.",
    }
    points = [said[word] for word in (str(zones.loc[zone, "status_certainty"]),) if word in said]
    status = zones.loc[zone, "status"]
    others = zone_names(zones, zones["status"].eq(status) & (zones.index != zone))
    if not others:
        return [*points, f"No other {area} is at {tiers[status].lower()}."]
    too = "is" if len(others) == 1 else "are"
    least = ", with fewer people waiting for every 100 receiving care" if _has_most(zones, zone) else ""
    return [*points, f"{joined(others)} {too} at {tiers[status].lower()} too{least}."]


def _has_most(zones: pd.DataFrame, zone: str) -> bool:
    """Whether more wait in a zone, for those it cares for, than in any other of its tier, as far as all is known."""
    tier = zones[zones["status"] == zones.loc[zone, "status"]]
    rates = tier["people_awaiting"] / tier["people_receiving"].where(tier["people_receiving"] > 0)
    return bool(rates.notna().all() and (rates.drop(zone) < rates[zone]).all())


def why_points(figures: pd.DataFrame, zone: str | None, tiers: Mapping[str, str], area: str) -> list[str]:
    """Every threshold the worst zone reaches."""
    if zone is None:
        return [f"No {area} is known to reach a threshold that would single it out."]
    return evidence(figures, zone, tiers)[1:]


def direction_of(weeks: pd.DataFrame, limits: pd.DataFrame, tiers: Mapping[str, str], *, is_firm: bool) -> Direction:
    """Whether it is getting better, by the recorded weeks.

    Args:
        weeks: as_at, people_awaiting and status of one zone, oldest first; the last row is the as-at date itself.
        limits: Mean, limits and signals of people_awaiting, from `metrics.xmr.xmr`.
        tiers: Tier names by code, worst first.
        is_firm: The status stays when one or two people more or fewer wait.

    Returns:
        `UNRECORDED` where no week before is recorded within `BACK`.
    """
    now, earlier = weeks.iloc[-1], weeks.iloc[:-1]
    earlier = earlier[earlier["as_at"] >= now["as_at"] - BACK]
    if earlier.empty:
        return Direction(UNRECORDED, ("Record a week on the Data page; from the next week on this is told.",))
    then, signal = earlier.iloc[0], signal_words(limits).iloc[-1]
    votes = {(signal in _UP) - (signal in _DOWN)}
    if is_firm:
        votes.add(_harder(then["status"], now["status"], tiers))
    has_limits = bool(pd.notna(limits["upper_limit"].iloc[-1]))
    points = (*_waiting(then, now, signal, int(limits["value"].notna().sum())), *_status(earlier, now, tiers))
    return Direction(_word(votes - {0}, has_limits=has_limits), points)


def _word(votes: set[int], *, has_limits: bool) -> str:
    """What the signs together say: 1 worse, -1 better."""
    if len(votes) == 2:
        return MIXED
    if votes:
        return WORSE if 1 in votes else BETTER
    return STEADY if has_limits else UNSURE


def _harder(before: object, after: object, tiers: Mapping[str, str]) -> int:
    """1 for a harder tier than before, -1 for an easier one, 0 for the same or where one is not known."""
    order = list(tiers)
    if before not in order or after not in order:
        return 0
    places = order.index(str(before)), order.index(str(after))
    return (places[0] > places[1]) - (places[0] < places[1])


def _waiting(then: pd.Series, now: pd.Series, signal: str, recorded: int) -> list[str]:
    """How many wait now and then, and whether that is more than chance."""
    if pd.isna(then["people_awaiting"]) or pd.isna(now["people_awaiting"]):
        return [f"People waiting: {NO_DATA}."]
    here, before = int(now["people_awaiting"]), int(then["people_awaiting"])
    shift = f"{abs(here - before):,} {'more' if here > before else 'fewer'} than" if here != before else "as many as"
    said = f"{counted(here, 'person waits', 'people wait')}, {shift} on {long_date(then['as_at'])}."
    if signal in (*_UP, *_DOWN):
        return [said, f"This is more than the usual ups and downs of {recorded} weeks ({signal})."]
    if recorded < FEWEST_POINTS:
        return [said, f"{counted(recorded, 'week')} known; {FEWEST_POINTS} are needed to tell this from chance."]
    return [said, f"This is within the usual ups and downs of {recorded} weeks."]


def _status(earlier: pd.DataFrame, now: pd.Series, tiers: Mapping[str, str]) -> list[str]:
    """The status now beside that of the recorded weeks."""
    if now["status"] not in tiers:
        return []
    name, same = tiers[now["status"]], earlier["status"].eq(now["status"]).fillna(value=False)
    since = long_date(earlier["as_at"].iloc[0])
    if same.all():
        return [f"{name} in each week recorded since {since}."]
    first = tiers.get(str(earlier["status"].iloc[0]), NO_DATA)
    weeks = f"{int(same.sum())} of {len(earlier)} recorded {plural('week')} before"
    return [f"{name} now and in {weeks}" + ("." if first == name else f"; {first} on {since}.")]
