"""People waiting for care around the first day, and the referrals that the contract holders took on it."""

from datetime import date, timedelta
from typing import Final

import numpy as np
import pandas as pd

from geo.demo.leicestershire_2016.awards import provider_id
from geo.demo.leicestershire_2016.lots import LOTS, START
from geo.demo.story import Draw, Waiting, numbered
from geo.demo.story_waits import ended_waits, open_waits, spread_waits

SINCE: Final[date] = date(2016, 6, 27)
"""First day on which a wait of the record may end (invented)."""

MEDIAN_DAYS: Final[dict[bool, float]] = {True: 21.0, False: 8.0}
"""Median open wait on the first day in rural lots and in the others (days, invented)."""

TAKEN_ON_FIRST_DAY: Final[int] = 2
"""Referrals in each lot taken by its holder on the first day (count, invented)."""

_COVERS: Final[dict[str, float]] = {
    "none": 0.14, "reablement": 0.42, "family": 0.24, "hospital": 0.08, "residential": 0.08, "other": 0.04,
}  # fmt: skip
_OUTCOMES: Final[dict[str, float]] = {"sourced": 0.88, "withdrawn": 0.08, "direct_payment": 0.04}
RURAL: Final[Waiting] = Waiting(
    {"rural location": 0.7, "double-up": 0.3, "time-critical visits": 0.25, "driver needed": 0.2}, _COVERS, _OUTCOMES
)
TOWN: Final[Waiting] = Waiting(
    {"double-up": 0.35, "time-critical visits": 0.35, "gender of worker": 0.2, "large package": 0.15},
    _COVERS,
    _OUTCOMES,
)


def make_awaiting(directory: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Table `awaiting`; also zone (place). Every open wait began under the old contracts.

    New service users may still choose a direct payment after the cut-off (paragraph 27), and a few do.
    """
    draw = Draw(directory, START, rng)
    likeness = {number - 1: RURAL if lot.is_rural else TOWN for number, lot in LOTS.items()}
    waits = {number - 1: spread_waits(lot.awaiting, MEDIAN_DAYS[lot.is_rural], rng) for number, lot in LOTS.items()}
    flow = {}
    for number, lot in LOTS.items():
        mean_days = MEDIAN_DAYS[lot.is_rural] * 1.3
        flow[number - 1] = (lot.awaiting * 7 / mean_days, mean_days)
    past = ended_waits(Draw(directory, START - timedelta(days=3), rng), flow, likeness, SINCE)
    taken = {place: rng.integers(3, 13, TAKEN_ON_FIRST_DAY).tolist() for place in waits}
    first_day = open_waits(draw, taken, likeness).assign(outcome="sourced", outcome_on=pd.Timestamp(START))
    table = pd.concat([past, first_day, open_waits(draw, waits, likeness)], ignore_index=True)
    return numbered(table.drop(columns="setting"), "case_id", "W", ["waiting_since", "zone"], digits=4)


def make_offers(awaiting: pd.DataFrame) -> pd.DataFrame:
    """Table `offers`: referrals of the first day, each accepted by the lot's holder, as the contract requires (17)."""
    cases = awaiting[awaiting["outcome_on"] == pd.Timestamp(START)]
    table = pd.DataFrame(
        {
            "provider_id": [provider_id(LOTS[int(zone) + 1].holder) for zone in cases["zone"]],
            "zone_code": [str(int(zone) + 1) for zone in cases["zone"]],
            "zone": cases["zone"],
            "offered_on": START.isoformat(),
            "response": "accepted",
            "case_id": cases["case_id"],
        }
    )
    return numbered(table, "offer_id", "OF", ["zone", "case_id"], digits=4)
