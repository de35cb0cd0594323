"""People awaiting care in the city: the lists of 9 and 31 January 2018 as reported, and a history before them."""

from collections.abc import Mapping
from datetime import date
from typing import Final

import numpy as np
import pandas as pd

from geo.demo.leicester_2018.market import DELIVERING, START
from geo.demo.leicester_2018.packages import AS_AT
from geo.demo.story import Draw, Waiting, numbered
from geo.demo.story_waits import ended_waits, open_waits

LISTED_ON: Final[np.datetime64] = np.datetime64("2018-01-09")
"""Day of the first list (paragraph 4.14)."""

FIRST_LIST: Final[Mapping[int, tuple[int, ...]]] = {0: (2, 11), 1: (4, 18), 2: (5, 21), 3: (4, 6), 4: (18,), 5: (7,)}
"""Days waited on 9 January 2018 in each area: mean 9.6, shortest 2, longest 21 (paragraph 4.14). That they are ten
people and how the days fall between is invented."""

LAST_LIST: Final[Mapping[int, tuple[int, ...]]] = {0: (6, 13, 25), 1: (2, 16), 2: (8,), 3: (3, 20), 4: (7, 14), 5: (9,)}
"""Days waited on 1 February 2018 in each area: 11 people, on 31 January as well (paragraph 4.13); invented in detail.
The 25 days are those of the person who had waited 2 on 9 January."""

STILL_OPEN: Final[tuple[int, int]] = (0, 2)
"""Area and days waited on 9 January of the one person on both lists."""

SPECIFIC: Final[Mapping[tuple[int, int], str]] = {
    (0, 25): "language;Russian speaker",
    (1, 16): "gender of worker;double-up;two male carers",
}
"""Reasons of two waits of the last list, by area and days (paragraph 4.13 names both as examples)."""

LIKENESS: Final[Waiting] = Waiting(
    reasons={
        "language": 0.3, "gender of worker": 0.26, "double-up": 0.28, "time-critical visits": 0.3,
        "complex needs": 0.14, "large package": 0.08,
    },
    covers={"reablement": 0.58, "family": 0.2, "residential": 0.08, "other": 0.14},
    outcomes={"sourced": 0.88, "withdrawn": 0.06, "direct_payment": 0.06},
    mean_hours=11.0,
)  # fmt: skip
"""Reasons as paragraph 4.13 words them, and more; nobody is without cover (4.12, 4.13). Shares are invented."""

FIRST_END: Final[date] = date.fromisoformat(START)
"""First day on which a wait of the history ends: that of the new contracts."""

A_WEEK: Final[float] = 1.0
"""Waits that end in a week in each area (count, invented)."""

MEAN_DAYS: Final[float] = 10.0
"""Mean length of the waits of the history (days, invented)."""

REFUSALS: Final[float] = 1.1
"""Mean number of offers not accepted before one is (invented)."""


def _open_on(cases: pd.DataFrame, day: np.datetime64) -> pd.Series:
    return (cases["waiting_since"] <= day) & (cases["outcome_on"] > day)


def make_awaiting(directory: pd.DataFrame, seed: int) -> pd.DataFrame:
    """Table `awaiting` in order of waiting_since; also zone (place).

    The history is drawn at random; those of it who would be open on a day of a list make room for the list.
    """
    rng = np.random.default_rng([seed, 6])
    likeness = dict.fromkeys(FIRST_LIST, LIKENESS)

    def draw(day: np.datetime64) -> Draw:
        return Draw(directory, date.fromisoformat(str(day)), rng)

    history = ended_waits(draw(AS_AT - 2), dict.fromkeys(FIRST_LIST, (A_WEEK, MEAN_DAYS)), likeness, FIRST_END)
    history = history[~_open_on(history, LISTED_ON) & ~_open_on(history, AS_AT - 1)]
    first = open_waits(draw(LISTED_ON), FIRST_LIST, likeness)
    first = first[~_is(first, *STILL_OPEN, LISTED_ON)]
    days = np.arange(LISTED_ON + 1, AS_AT - 1)
    ended = np.sort(rng.choice(days[np.is_busday(days)], len(first), replace=False))
    first = first.sort_values("waiting_since", kind="stable").assign(
        outcome="sourced", outcome_on=ended.astype("datetime64[s]")
    )
    last = open_waits(draw(AS_AT), LAST_LIST, likeness)
    for (zone, waited), reasons in SPECIFIC.items():
        carers = 2 if "double-up" in reasons else 1
        last.loc[_is(last, zone, waited, AS_AT), ["reasons", "carers"]] = [reasons, carers]
    cases = pd.concat([history, first, last], ignore_index=True)
    return numbered(cases, "case_id", "W", ["waiting_since", "zone"], digits=4)


def _is(cases: pd.DataFrame, zone: int, waited: int, day: np.datetime64) -> pd.Series:
    """Cases of an area that have waited so many days on a day."""
    return (cases["zone"] == zone) & (cases["waiting_since"] == day - waited)


def make_offers(
    awaiting: pd.DataFrame, reach: Mapping[str, Mapping[int, Mapping[str, float]]], codes: list[str], seed: int
) -> pd.DataFrame:
    """Table `offers`: each case is offered to providers of its area until one accepts, on the day it is sourced."""
    rng = np.random.default_rng([seed, 7])
    rows = []
    for case in awaiting[awaiting["waiting_since"] >= START].itertuples():
        zone = int(str(case.zone))
        pool = sorted({name for group in DELIVERING for name in reach[group][zone]})
        since = np.datetime64(case.waiting_since, "D")
        last = AS_AT - 1 if pd.isna(case.outcome_on) else np.datetime64(case.outcome_on, "D")
        asked = rng.permutation(pool).tolist()[: 1 + int(rng.poisson(REFUSALS))]
        span = max(int((last - since) / np.timedelta64(1, "D")), 0)
        for at, provider in enumerate(asked):
            accepts = at == 0 and case.outcome == "sourced"
            day = last if accepts else since + int(rng.integers(0, span + 1))
            answer = "accepted" if accepts else str(rng.choice(["declined", "no_response"], p=[0.7, 0.3]))
            rows.append((provider, codes[zone], day, answer, case.case_id, case.setting))
    columns = ["provider_id", "zone_code", "offered_on", "response", "case_id", "setting"]
    offers = pd.DataFrame(rows, columns=columns).astype({"offered_on": "datetime64[s]"})
    return numbered(offers, "offer_id", "OF", ["offered_on", "case_id", "response"])
