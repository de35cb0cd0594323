"""The city's market: 110 registered providers, the old contract of 13 and the framework of 26."""

from collections.abc import Mapping
from typing import Final

import numpy as np
import pandas as pd

from geo.demo.story import bases, invented_names

START: Final[str] = "2017-10-09"
"""First day of the new contracts, and the first without the old (paragraphs 2.4, 4.6 and 4.10)."""

AWARDED: Final[str] = "2017-07-14"
"""Day of the award (invented; scrutiny heard the outcome on 29 June 2017, paragraph 5.1)."""

REMOVED: Final[str] = "2017-12-15"
"""Day on which one organisation left the contract (invented; paragraph 4.10 says that it has)."""

OLD_AWARDED, OLD_START = "2013-07-12", "2013-10-07"
"""Award and start of the old contract (invented)."""

GROUPS: Final[Mapping[str, Mapping[str, int]]] = {
    "continuing": {"good": 7, "requires_improvement": 2},
    "new": {"good": 7, "requires_improvement": 3, "not_inspected": 5},
    "not_registered": {"not_inspected": 1},
    "removed": {"not_inspected": 1},
    "outgoing": {"good": 2, "requires_improvement": 2},
    "other": {"outstanding": 2, "good": 52, "requires_improvement": 13, "not_inspected": 13},
}
"""Providers of each group by CQC rating. The first three are the 25 contracted: 0 outstanding, 14 good, 5 requires
improvement, 0 inadequate, 6 not inspected (paragraph 4.4); with the removed one they are the 26 awarded. Continuing
and outgoing held the old contract of 13 (paragraph 4.6); that 9 of them continue is invented. All are 110."""

OLD: Final = ("continuing", "outgoing")
"""Groups that held the contract that ended on 8 October 2017."""

DELIVERING: Final = ("continuing", "new")
"""Groups that were ready on 9 October 2017 and deliver: 24."""

AWARDED_GROUPS: Final = ("continuing", "new", "not_registered", "removed")
"""Groups awarded the new contract: 26, all but 2 of them up and running on the first day (paragraph 4.10)."""

ZONES_REACHED: Final[Mapping[str, tuple[int, int]]] = {"continuing": (4, 6), "new": (2, 4), "outgoing": (6, 6)}
"""Fewest and most of the areas in which a provider of a group delivers (count, invented)."""

BASES: Final[tuple[float, ...]] = (0.3, 0.15, 0.25, 0.12, 0.08, 0.1)
"""Share of the providers that have their base in each area, in order of code (invented)."""


def make_providers(directory: pd.DataFrame, seed: int) -> pd.DataFrame:
    """Table `providers` in order of provider_id; also group and zone (place of the base)."""
    rng = np.random.default_rng([seed, 1])
    kinds = [(group, rating) for group, ratings in GROUPS.items() for rating, n in ratings.items() for _ in range(n)]
    kinds = [kinds[at] for at in rng.permutation(len(kinds)).tolist()]
    count = len(kinds)
    zones = rng.choice(len(BASES), count, p=BASES).tolist()
    rated = np.datetime64("2018-01-20") - rng.integers(0, 900, count).astype("timedelta64[D]")
    group = [group for group, _ in kinds]
    spare = [str(5 * n) if g in DELIVERING else "" for g, n in zip(group, rng.integers(0, 17, count), strict=True)]
    locations = (rng.choice(9000, count, replace=False) + 1000).tolist()
    return pd.DataFrame(
        {
            "provider_id": [f"P{at + 1:03d}" for at in range(count)],
            "provider_name": invented_names(count, rng),
            "postcode": bases(directory, zones, rng),
            "cqc_location_id": [f"1-DEMO{number}" for number in locations],
            "cqc_rating": [rating for _, rating in kinds],
            "cqc_rating_on": [
                "" if rating == "not_inspected" else str(day) for (_, rating), day in zip(kinds, rated, strict=True)
            ],
            "is_dormant": "false",
            "spare_hours_per_week": spare,
            "is_new_to_area": ["true" if g in ("new", "not_registered", "removed") else "false" for g in group],
            "group": group,
            "zone": zones,
        }
    )


def make_reach(providers: pd.DataFrame, areas: int, seed: int) -> dict[str, dict[int, dict[str, float]]]:
    """Weight of each provider in each area (place) by group, for the groups that deliver or delivered."""
    rng = np.random.default_rng([seed, 2])
    reach: dict[str, dict[int, dict[str, float]]] = {g: {area: {} for area in range(areas)} for g in ZONES_REACHED}
    for provider in providers[providers["group"].isin(ZONES_REACHED)].itertuples():
        group, home = str(provider.group), int(str(provider.zone))
        fewest, most = ZONES_REACHED[group]
        others = [area for area in rng.permutation(areas).tolist() if area != home]
        size = float(rng.gamma(2.2, 1.0)) + 0.5
        for area in [home, *others][: int(rng.integers(fewest, most + 1))]:
            reach[group][area][str(provider.provider_id)] = size * (1.6 if area == home else 1.0)
    return reach


def make_awards(providers: pd.DataFrame, codes: list[str], rates: Mapping[tuple[str, str], float]) -> pd.DataFrame:
    """Table `awards`: the framework covers the whole city, so a row for each provider and area.

    Args:
        providers: Table `providers` with group.
        codes: Code of each area.
        rates: Hourly rate (GBP) by contract (old or new) and provider_id.
    """
    rows = []
    for contract, groups in (("old", OLD), ("new", AWARDED_GROUPS)):
        for provider in providers[providers["group"].isin(groups)].itertuples():
            group, name = str(provider.group), str(provider.provider_id)
            dates = (OLD_AWARDED, OLD_START, START)
            if contract == "new":
                dates = (AWARDED, START if group in DELIVERING else "", REMOVED if group == "removed" else "")
            rows += [(name, code, "framework", *dates, rates[contract, name]) for code in codes]
    columns = ["provider_id", "zone_code", "role", "awarded_on", "mobilised_on", "ended_on", "hourly_rate_gbp"]
    return pd.DataFrame(rows, columns=columns).sort_values(
        ["provider_id", "zone_code", "awarded_on"], kind="stable", ignore_index=True
    )
