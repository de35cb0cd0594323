"""Referrals offered to providers and what they answered; rural zones get many more refusals."""

from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geo.demo.people import AS_AT
from geo.demo.settlements import ZONES

FIRST_DAY: Final[str] = "2022-06-01"
"""First day of the record of offers (ISO)."""

SILENT_SHARE: Final[float] = 0.3
"""Share of offers not accepted that were simply not answered (invented)."""


Pools = dict[int, NDArray[np.object_]]
Offer = tuple[str, int, str, str, str, str]


def _refusals(zone: int, rng: np.random.Generator) -> int:
    """Offers not accepted before one is: hardly any in towns, several in the country (count, invented)."""
    return int(rng.poisson(ZONES[zone].median_wait_days / 11))


def _days(first: str, last: str, count: int, rng: np.random.Generator) -> list[str]:
    """`count` days in order, from `first` to `last`, not before the record begins."""
    start, end = np.datetime64(max(first, FIRST_DAY)), np.datetime64(last)
    span = max(int((end - start) / np.timedelta64(1, "D")), 0)
    return sorted(str(start + int(d)) for d in rng.integers(0, span + 1, count))


def _for_waiting(awaiting: pd.DataFrame, pools: Pools, rng: np.random.Generator) -> list[Offer]:
    """Offers for the cases of the waiting list that were open in the record; the sourced end accepted."""
    offers: list[Offer] = []
    for case in awaiting.itertuples():
        zone, last = int(str(case.zone)), str(case.outcome_on or AS_AT - 1)
        if zone < 0 or last < FIRST_DAY:
            continue
        name, setting = str(case.case_id), str(case.setting)
        asked = _refusals(zone, rng) + (case.outcome != "sourced")
        for day in _days(str(case.waiting_since), last, asked, rng):
            answer = "no_response" if rng.random() < SILENT_SHARE else "declined"
            offers.append((str(rng.choice(pools[zone])), zone, day, answer, name, setting))
        if case.outcome == "sourced":
            offers.append((str(rng.choice(pools[zone])), zone, last, "accepted", name, setting))
    return offers


def _for_packages(packages: pd.DataFrame, pools: Pools, rng: np.random.Generator) -> list[Offer]:
    """Offers for packages placed at once: seldom in the country, mostly in towns."""
    offers: list[Offer] = []
    direct = packages[(packages["started_on"] >= FIRST_DAY) & (packages["place"] >= 0) & ~packages["is_off"]]
    for package in direct.itertuples():
        zone = int(str(package.zone))
        if rng.random() > 0.75 - ZONES[zone].median_wait_days / 60:
            continue
        day, setting = str(package.started_on), str(package.setting)
        asked = rng.choice(pools[zone], int(rng.poisson(0.3))).tolist()
        offers += [(str(provider), zone, day, "declined", "", setting) for provider in asked]
        offers.append((str(package.provider_id), zone, day, "accepted", "", setting))
    return offers


def make_offers(awaiting: pd.DataFrame, packages: pd.DataFrame, providers: pd.DataFrame, links: pd.DataFrame,
                seed: int) -> pd.DataFrame:  # fmt: skip
    """Table `offers` since June 2022: for every case on the waiting list and every package started.

    A sourced case ends with an accepted offer on the day of its outcome. Packages started without a wait
    have no case_id. Suppliers not joining the framework are offered nothing new.
    """
    rng = np.random.default_rng([seed, 13])
    ids = providers["provider_id"].to_numpy()
    framework = links[(links["tie"] == "delivering") & (links["group"] != "leaving")]
    pools = {int(str(zone)): ids[rows["provider"].to_numpy()] for zone, rows in framework.groupby("zone")}
    offers = [*_for_waiting(awaiting, pools, rng), *_for_packages(packages, pools, rng)]
    columns = ["provider_id", "zone", "offered_on", "response", "case_id", "setting"]
    table = pd.DataFrame(offers, columns=columns)
    table = table.sort_values(["offered_on", "zone", "case_id"], kind="stable", ignore_index=True)
    return table.assign(
        offer_id=[f"OF{i + 1:05d}" for i in range(len(table))],
        zone_code=[f"HC{zone + 1:02d}" for zone in table["zone"]],
    )
