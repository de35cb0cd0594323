"""The seven areas and the 112 providers: who delivers for social care, for health or for both, and where."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
import pandas as pd

from geo.demo.story import bases, invented_names

AS_AT: Final[date] = date(2015, 6, 2)
"""Day of the report, which the demo describes."""

CONTRACTS_FROM: Final[date] = date(2011, 4, 1)
"""First day of the contracts (the report: since April 2011, paragraph 8; the day is ours)."""


@dataclass(frozen=True)
class Area:
    """One area; every number is invented.

    Attributes:
        providers: Providers with a place on the council's contract there (count).
        social: People whose care social care pays for (count).
        health: People whose care health pays for.
        joint: People whose care both pay for.
        awaiting: People waiting for care (count).
        median_wait_days: Their median wait (days).
        is_east: The council pays a differential rate there (the report: Melton and Harborough, paragraph 30).
    """

    providers: int
    social: int
    health: int
    joint: int
    awaiting: int
    median_wait_days: float
    is_east: bool = False


AREAS: Final[Mapping[str, Area]] = {
    "BL": Area(16, 230, 45, 9, 4, 9),
    "CH": Area(20, 370, 70, 14, 6, 8),
    "HA": Area(8, 180, 37, 7, 10, 26, is_east=True),
    "HB": Area(17, 255, 48, 10, 5, 9),
    "ME": Area(6, 115, 25, 5, 9, 30, is_east=True),
    "NW": Area(14, 225, 44, 9, 5, 10),
    "OW": Area(12, 165, 31, 6, 3, 7),
}
"""Areas by code, in the order of their places."""

GROUPS: Final[Mapping[str, int]] = {"both": 56, "social": 5, "health": 51}
"""Providers by who commissions them. 61 deliver for social care (paragraph 27) and 112 for social care, health or both
(the report: well over 100; the number is ours), of which 56 for both: half (paragraph 35: approximately half)."""


def group_ids(providers: pd.DataFrame, *groups: str) -> list[str]:
    """References of the providers of some groups."""
    return [str(name) for name in providers.loc[providers["group"].isin(groups), "provider_id"]]


def make_providers(directory: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Table `providers`; also group and home (place of the area its base is in)."""
    groups = rng.permutation([group for group, count in GROUPS.items() for _ in range(count)]).tolist()
    weight = np.array([area.social for area in AREAS.values()], dtype=float)
    homes = rng.choice(len(AREAS), len(groups), p=weight / weight.sum()).tolist()
    return pd.DataFrame(
        {
            "provider_id": [f"DP{at + 1:03d}" for at in range(len(groups))],
            "provider_name": invented_names(len(groups), rng),
            "postcode": bases(directory, homes, rng),
            "group": groups,
            "home": homes,
        }
    )


def make_awards(providers: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Table `awards`: places on the council's contract; also zone (place).

    Each of the 61 has at least one area. What health commissions is not the council's contract and is not in it.
    """
    names = group_ids(providers, "both", "social")
    left = {place: area.providers for place, area in enumerate(AREAS.values())}
    pairs: list[tuple[str, int]] = []
    for name in rng.permutation(names).tolist():
        place = max(left, key=lambda at: (left[at] / list(AREAS.values())[at].providers, -at))
        pairs.append((str(name), place))
        left[place] -= 1
    for place, count in left.items():
        free = [name for name in names if (name, place) not in pairs]
        pairs += [(str(name), place) for name in rng.choice(free, count, replace=False).tolist()]
    table = pd.DataFrame(sorted(pairs), columns=["provider_id", "zone"])
    codes = list(AREAS)
    return table.assign(
        zone_code=[codes[place] for place in table["zone"]],
        role="framework",
        awarded_on=CONTRACTS_FROM.isoformat(),
        mobilised_on=CONTRACTS_FROM.isoformat(),
    )
