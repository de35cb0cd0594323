"""Packages of social care, of health and of both, with the rate of their area and age, and some slips in them."""

from collections.abc import Mapping
from datetime import date
from typing import Final

import numpy as np
import pandas as pd

from geo.demo.leicestershire_2015.market import AREAS, AS_AT, CONTRACTS_FROM, group_ids
from geo.demo.story import Draw, Terms, current_packages, ended_packages, numbered

SINCE: Final[date] = date(2015, 2, 23)
"""First day on which a package of the record may end (invented)."""

FIRST_PERIOD_DAYS: Final[int] = 42
"""Fixed initial period of the stepped unit cost (days, invented; the report gives no length, paragraph 24)."""

RATES_GBP: Final[Mapping[bool, tuple[float, float]]] = {False: (16.50, 14.00), True: (18.00, 15.50)}
"""Rate in the first period and after it (pounds an hour, invented) in the west (False) and, paid differently
(paragraph 30), in the east (True)."""

STILL_ON_FIRST_RATE: Final[Mapping[str, int]] = {"CH": 9, "ME": 4}
"""Packages that are past the first period and still paid its rate (count by area, invented slips)."""

WITHOUT_RATE: Final[Mapping[str, int]] = {"BL": 3}
"""Packages without a rate (count by area, invented slips)."""

UNLISTED: Final[tuple[str, ...]] = ("ZZ1 9ZZ", "ZZ2 9ZX", "ZZ4 9ZY", "ZZ6 9ZW")
"""Postcodes of health's rows that the directory leaves out."""

LOWER_CASE: Final[int] = 7
"""Health's rows that write the provider in small letters (count, invented)."""

Pools = dict[int, dict[str, float]]


def _weights(names: list[str], rng: np.random.Generator) -> dict[str, float]:
    """Weight of each provider: a few large ones and many small ones."""
    return {name: float(rng.gamma(1.6, 1.0)) + 0.25 for name in names}


def _council_pools(awards: pd.DataFrame, names: list[str], rng: np.random.Generator) -> Pools:
    """Of the providers named, those with a place on the council's contract in each area (place)."""
    held = awards[awards["provider_id"].isin(names)]
    return {int(str(zone)): _weights(rows["provider_id"].tolist(), rng) for zone, rows in held.groupby("zone")}


def _health_pools(providers: pd.DataFrame, awards: pd.DataFrame, rng: np.random.Generator) -> Pools:
    """Providers that health commissions in each area: half of them in one area, the rest in two."""
    areas: dict[int, list[str]] = {place: [] for place in range(len(AREAS))}
    for name, rows in awards[awards["provider_id"].isin(group_ids(providers, "both"))].groupby("provider_id"):
        areas[int(rows["zone"].iloc[0])].append(str(name))
    for row in providers[providers["group"] == "health"].itertuples():
        home = int(str(row.home))
        areas[home].append(str(row.provider_id))
        if rng.random() < 0.5:
            other = int(rng.integers(len(AREAS) - 1))
            areas[other + (other >= home)].append(str(row.provider_id))
    return {place: _weights(names, rng) for place, names in areas.items()}


def make_packages(
    directory: pd.DataFrame, providers: pd.DataFrame, awards: pd.DataFrame, rng: np.random.Generator
) -> pd.DataFrame:
    """Table `packages`, one a person, ordered by start; also zone (place)."""
    draw = Draw(directory, AS_AT, rng)
    council = _council_pools(awards, group_ids(providers, "both", "social"), rng)
    shared = _council_pools(awards, group_ids(providers, "both"), rng)
    plans = (
        ("social_care", [area.social for area in AREAS.values()], council, "framework", 11.5),
        ("joint", [area.joint for area in AREAS.values()], shared, "framework", 21.0),
        ("health", [area.health for area in AREAS.values()], _health_pools(providers, awards, rng), "", 18.0),
    )
    parts = []
    for funder, counts, pools, route, hours in plans:
        terms = Terms(hours, 420.0, funders={funder: 1.0}, route=route, earliest=CONTRACTS_FROM)
        people = dict(enumerate(counts))
        parts.append(current_packages(draw, people, pools, terms))
        parts.append(ended_packages(draw, people, pools, terms, SINCE))
    packages = _clear_of_the_step(pd.concat(parts, ignore_index=True))
    packages = numbered(packages, "person_id", "PE", ["started_on", "zone", "postcode"])
    packages = packages.assign(hourly_rate_gbp=_rates(packages)).drop(columns="setting")
    return numbered(_with_slips(packages, rng), "package_id", "PK", ["started_on", "person_id"])


def _age_days(packages: pd.DataFrame) -> pd.Series:
    """Days from the first day of each package to the day of the demo, or to its end where that came before."""
    last = packages["ended_on"].fillna(pd.Timestamp(AS_AT))
    return (last - packages["started_on"]).dt.days


def _clear_of_the_step(packages: pd.DataFrame) -> pd.DataFrame:
    """Packages whose age is within two days of the first period begin a week sooner, so that nothing is in doubt."""
    near = (_age_days(packages) - FIRST_PERIOD_DAYS).abs() <= 2
    return packages.assign(
        started_on=packages["started_on"].where(~near, packages["started_on"] - pd.Timedelta(days=7))
    )


def _rates(packages: pd.DataFrame) -> pd.Series:
    """Rate of each package on the day of the demo, or on its last day (pounds an hour)."""
    is_east = packages["zone"].map(dict(enumerate(area.is_east for area in AREAS.values())))
    step = (_age_days(packages) >= FIRST_PERIOD_DAYS).astype(int)
    pairs = zip(is_east.tolist(), step.tolist(), strict=True)
    return pd.Series([RATES_GBP[east][at] for east, at in pairs], index=packages.index)


def _with_slips(packages: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """The packages with the slips a real export has: wrong and missing rates, unknown postcodes, another spelling."""
    slipped = packages.copy()
    codes = list(AREAS)
    running = packages["ended_on"].isna()
    is_old = running & (_age_days(packages) > FIRST_PERIOD_DAYS + 14) & (packages["funder"] == "social_care")
    for slips, is_first_rate in ((STILL_ON_FIRST_RATE, True), (WITHOUT_RATE, False)):
        for code, count in slips.items():
            rows = rng.choice(packages.index[is_old & (packages["zone"] == codes.index(code))], count, replace=False)
            first_rate = RATES_GBP[AREAS[code].is_east][0]
            slipped.loc[rows, "hourly_rate_gbp"] = first_rate if is_first_rate else float("nan")
    west = [place for place, area in enumerate(AREAS.values()) if not area.is_east]
    is_health = running & (packages["funder"] == "health") & packages["zone"].isin(west)
    rows = rng.choice(packages.index[is_health], len(UNLISTED) + LOWER_CASE, replace=False)
    slipped.loc[rows[: len(UNLISTED)], "postcode"] = list(UNLISTED)
    spelled = rows[len(UNLISTED) :]
    slipped.loc[spelled, "provider_id"] = slipped.loc[spelled, "provider_id"].str.lower()
    return slipped
