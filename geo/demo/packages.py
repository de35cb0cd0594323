"""Packages of care: every person's spell with a provider, a postcode and the terms of the contract."""

from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geo.demo.people import (
    AS_AT,
    SECOND_PACKAGES,
    UNLOCATED,
    first_hours,
    fit_hours,
    is_active,
    make_spells,
)
from geo.demo.postcodes import UNLISTED
from geo.demo.settlements import ZONES

OFF_FRAMEWORK_SHARE: Final[float] = 0.14
"""Share of weekly hours on 5 September 2022 with suppliers not joining the framework (paragraph 20)."""

NOTICES: Final[int] = 12
"""Packages that suppliers not joining the framework have given notice on (count, invented; paragraph 21)."""


def _postcodes(place: NDArray[np.int64], directory: pd.DataFrame, rng: np.random.Generator) -> list[str]:
    pools = {int(str(zone)): rows["postcode"].tolist() for zone, rows in directory.groupby("zone")}
    unlisted = iter(UNLISTED)
    return [next(unlisted) if p == UNLOCATED else str(rng.choice(pools[p])) for p in place.tolist()]


def _split_spells(spells: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Spells as packages, with a second package at the same time for `SECOND_PACKAGES` people."""
    packages = spells.assign(person=np.arange(len(spells)))
    current = np.flatnonzero(is_active(spells, AS_AT) & (spells["place"] >= 0).to_numpy())
    second = packages.iloc[rng.choice(current, SECOND_PACKAGES, replace=False)]
    later = second["started"] + (AS_AT - second["started"]) / 2
    second = second.assign(started=later.dt.floor("D"))
    return pd.concat([packages, second]).sort_values(["started", "person"], kind="stable", ignore_index=True)


def _off_framework(packages: pd.DataFrame, rng: np.random.Generator) -> NDArray[np.bool_]:
    """Which packages are with suppliers not joining: past ones by chance, current ones by share of hours."""
    quarters = packages["quarters"].to_numpy()
    zone = packages["zone"].to_numpy()
    share = np.array([z.off_framework for z in ZONES])
    active = is_active(packages, AS_AT)
    off = rng.random(len(packages)) < share[zone]
    off[active] = False
    hours = np.array([quarters[active & (zone == z)].sum() for z in range(len(ZONES))], dtype=float)
    wanted = share * hours
    plain = share < OFF_FRAMEWORK_SHARE
    wanted[plain] *= 1 + (OFF_FRAMEWORK_SHARE * hours.sum() - wanted.sum()) / wanted[plain].sum()
    rest = 0.0
    for number in sorted(range(len(ZONES)), key=lambda z: wanted[z]):
        rest += float(wanted[number])
        for row in rng.permutation(np.flatnonzero(active & (zone == number))).tolist():
            if quarters[row] <= rest:
                off[row] = True
                rest -= float(quarters[row])
    return np.asarray(off)


def _providers(packages: pd.DataFrame, links: pd.DataFrame, rng: np.random.Generator) -> NDArray[np.int64]:
    """Provider (row) of each package; everyone delivering in a zone has at least one current package."""
    active = is_active(packages, AS_AT)
    chosen = np.full(len(packages), -1, dtype=np.int64)
    delivering = links[links["tie"] == "delivering"]
    for number in range(len(ZONES)):
        here = delivering[delivering["zone"] == number]
        for off in (False, True):
            pool = here.loc[(here["group"] == "leaving") == off, "provider"].to_numpy()
            size = rng.gamma(2.2, 1.0, len(pool)) + 0.35
            for current in (True, False):
                rows = (packages["zone"] == number) & (packages["is_off"] == off) & (active == current)
                rows = rng.permutation(np.flatnonzero(rows))
                if current and len(rows) < len(pool):
                    raise ValueError(f"{ZONES[number].name}: {len(pool)} suppliers for {len(rows)} packages")
                chosen[rows] = rng.choice(pool, len(rows), p=size / size.sum())
                if current:
                    chosen[rows[: len(pool)]] = pool
    return chosen


def _terms(packages: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Carers, funder, setting and notices (all invented)."""
    count = len(packages)
    double = rng.random(count) < np.clip(packages["quarters"].to_numpy() / 4 / 110, 0.02, 0.6)
    notice = np.full(count, "", dtype=object)
    current = np.flatnonzero(is_active(packages, AS_AT) & packages["is_off"].to_numpy())
    for row in rng.choice(current, NOTICES, replace=False).tolist():
        notice[row] = str(AS_AT - int(rng.integers(1, 26)))
    return packages.assign(
        carers=np.where(double, 2, 1),
        funder=rng.choice(["social_care", "health", "joint"], count, p=[0.91, 0.05, 0.04]),
        setting=rng.choice(["general", "extra_care"], count, p=[0.975, 0.025]),
        notice_given_on=notice,
    )


def make_packages(directory: pd.DataFrame, providers: pd.DataFrame, awards: pd.DataFrame, links: pd.DataFrame,
                  seed: int) -> pd.DataFrame:  # fmt: skip
    """Table `packages`, ordered by start; also zone (place in `ZONES`) and started, ended as dates.

    People outside the county or not located are served from a zone drawn at random among the towns.
    """
    rng = np.random.default_rng([seed, 11])
    packages = _split_spells(make_spells(seed), rng)
    place = packages["place"].to_numpy()
    towns = [i for i, zone in enumerate(ZONES) if zone.people > 180]
    zone = np.where(place < 0, rng.choice(towns, len(place)), place)
    quarters = fit_hours(first_hours(packages, rng), packages)
    packages = packages.assign(zone=zone, quarters=quarters)
    packages = packages.assign(is_off=_off_framework(packages, rng))
    packages = _terms(packages.assign(provider=_providers(packages, links, rng)), rng)
    home = dict(enumerate(_postcodes(make_spells(seed)["place"].to_numpy(), directory, rng)))
    rates = awards[awards["hourly_rate_gbp"] != ""].drop_duplicates(["provider_id", "zone_code"])
    rate = rates.set_index(["provider_id", "zone_code"])["hourly_rate_gbp"]
    ids = providers["provider_id"].to_numpy()[packages["provider"]]
    codes = [f"HC{z + 1:02d}" for z in packages["zone"]]
    return packages.assign(
        package_id=[f"PK{i + 1:05d}" for i in range(len(packages))],
        person_id=[f"DP{person + 1:05d}" for person in packages["person"]],
        postcode=packages["person"].map(home),
        provider_id=ids,
        hours_per_week=(packages["quarters"] / 4).map("{:.2f}".format),
        started_on=packages["started"].dt.strftime("%Y-%m-%d"),
        ended_on=packages["ended"].dt.strftime("%Y-%m-%d").fillna(""),
        delivery_mechanism="commissioned",
        contract_route=np.where(packages["is_off"], "off_framework", "framework"),
        hourly_rate_gbp=[rate[key] for key in zip(ids, codes, strict=True)],
    )
