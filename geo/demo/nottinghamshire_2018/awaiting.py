"""People awaiting care: the new people of the referrals, and a history of waits before them."""

from collections.abc import Mapping
from datetime import date
from itertools import cycle
from typing import Final

import numpy as np
import pandas as pd

from geo.demo.nottinghamshire_2018.lots import AS_AT, BASSETLAW, HISTORY, LOTS, NEWARK
from geo.demo.nottinghamshire_2018.referrals import Referral, case_id
from geo.demo.story import Draw, Waiting, bases, numbered
from geo.demo.story_waits import ended_waits, open_waits

RURAL: Final[Waiting] = Waiting(
    reasons={
        "rural location": 0.7, "double-up": 0.3, "time-critical visits": 0.28, "driver needed": 0.24,
        "gender of worker": 0.1, "large package": 0.1,
    },
    covers={"none": 0.12, "reablement": 0.4, "family": 0.22, "hospital": 0.14, "residential": 0.1, "other": 0.02},
    mean_hours=12.0,
)  # fmt: skip
"""Waits of Bassetlaw and of Newark and Sherwood (invented)."""

TOWN: Final[Waiting] = Waiting(
    reasons={
        "double-up": 0.34, "time-critical visits": 0.36, "gender of worker": 0.16, "language": 0.08,
        "large package": 0.14, "complex needs": 0.16,
    },
    covers={"none": 0.1, "reablement": 0.5, "family": 0.22, "hospital": 0.08, "residential": 0.08, "other": 0.02},
    mean_hours=12.0,
)  # fmt: skip
"""Waits of the other lots (invented)."""

FLOW: Final[Mapping[int, tuple[float, float]]] = {
    0: (2.6, 16), 1: (2.0, 8), 2: (2.2, 8), 3: (3.0, 10), 4: (2.4, 20), 5: (1.8, 9),
}  # fmt: skip
"""Waits that ended in a week of the first half of 2018 and their mean length (days) in each lot (invented)."""


def schemes(directory: pd.DataFrame, seed: int) -> dict[int, list[str]]:
    """Postcode of each extra care scheme by lot (place); many people live at each."""
    places = [lot for lot, info in enumerate(LOTS) for _ in range(info.schemes)]
    found = bases(directory, places, np.random.default_rng([seed, 4]))
    return {lot: [code for at, code in zip(places, found, strict=True) if at == lot] for lot in range(len(LOTS))}


def in_schemes(cases: pd.DataFrame, homes: Mapping[int, list[str]]) -> pd.DataFrame:
    """The cases with those in extra care at the schemes of their lot, in turn."""
    postcode = cases["postcode"].tolist()
    turn = {lot: cycle(codes) for lot, codes in homes.items()}
    for at, (lot, setting) in enumerate(zip(cases["zone"], cases["setting"], strict=True)):
        if setting == "extra_care":
            postcode[at] = next(turn[int(lot)])
    return cases.assign(postcode=postcode)


def make_awaiting(directory: pd.DataFrame, referrals: list[Referral], seed: int) -> pd.DataFrame:
    """Table `awaiting`: people who waited in 2018, ordered by case; also zone (place).

    Those referred since July are the new people of the referrals; those before have no offers on record.
    """
    new = [(place, one) for place, one in enumerate(referrals) if one.is_new]
    draw = Draw(directory, date.fromisoformat(str(AS_AT)), np.random.default_rng([seed, 5]))
    likeness = {lot: RURAL if lot in (BASSETLAW, NEWARK) else TOWN for lot in range(len(LOTS))}
    june = Draw(directory, date(2018, 6, 29), draw.rng)
    earlier = numbered(ended_waits(june, FLOW, likeness, HISTORY), "case_id", "H", ["waiting_since", "zone"], digits=4)
    parts = [earlier]
    for lot in range(len(LOTS)):
        here = [(place, one) for place, one in new if one.lot == lot]
        waited = [int((AS_AT - one.since) / np.timedelta64(1, "D")) for _, one in here]
        cases = open_waits(draw, {lot: waited}, likeness)
        ended = np.array([one.outcome_on for _, one in here], dtype="datetime64[s]")
        parts.append(
            cases.assign(
                case_id=[case_id(place) for place, _ in here],
                setting=[one.setting for _, one in here],
                outcome=[one.outcome for _, one in here],
                outcome_on=ended,
            )
        )
    table = pd.concat(parts, ignore_index=True).sort_values("case_id", kind="stable", ignore_index=True)
    return in_schemes(table, schemes(directory, seed))
