"""Packages of care: with core providers, with those who accepted a referral, and off the framework."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
import pandas as pd

from geo.demo.nottinghamshire_2018.awaiting import in_schemes, schemes
from geo.demo.nottinghamshire_2018.lots import AS_AT, CODES, CORE_END, HISTORY, LOTS, START
from geo.demo.nottinghamshire_2018.market import core_pools, members, off_framework_pools
from geo.demo.nottinghamshire_2018.referrals import Referral, case_id
from geo.demo.story import Draw, Terms, current_packages, ended_packages, numbered

CORE_TERMS: Final[Terms] = Terms(12.0, stay_days=430.0, double_up=0.15, funders={"social_care": 0.95, "joint": 0.05})
"""Packages that ran with a core provider before July 2018 (invented)."""

OFF_TERMS: Final[Terms] = Terms(
    11.0, stay_days=160.0, double_up=0.2, funders={"social_care": 1.0}, route="off_framework",
    earliest=date(2017, 1, 2),
)  # fmt: skip
"""Packages off the framework (invented)."""

ENDED_SINCE_JULY: Final[int] = 240
"""Packages with a provider of the new contract that ended again (count, invented)."""

OFF_RATES_GBP: Final[tuple[float, float, float, float]] = (19.2, 18.6, 19.8, 18.25)
"""Hourly rate of each provider off the framework (GBP, invented)."""

TRANSFER_DAYS: Final[tuple[int, int]] = (6, 20)
"""Fewest and most days from the acceptance of a person of a core provider to the day the care passes (invented)."""


@dataclass(frozen=True)
class County:
    """What the packages are made from: postcodes, table `providers` with groups, `awards` with lots, referrals."""

    directory: pd.DataFrame
    providers: pd.DataFrame
    awards: pd.DataFrame
    referrals: list[Referral]


def _before(county: County, passing: pd.DataFrame, seed: int) -> pd.DataFrame:
    """Packages with core providers on 30 June 2018: those that pass over (person known), and those that end before.

    Args:
        county: Postcodes and providers.
        passing: zone (place), setting, person and started (day the care passes over), one row a person.
        seed: Start of the random stream.
    """
    rng = np.random.default_rng([seed, 6])
    draw = Draw(county.directory, date(2018, 6, 30), rng)
    pools = core_pools(county.providers)
    parts = []
    for lot, info in enumerate(LOTS):
        here = passing[passing["zone"] == lot]
        all_here = current_packages(draw, {lot: len(here) + info.core_leaving}, pools, CORE_TERMS)
        order = rng.permutation(len(all_here))
        passes, leaves = all_here.iloc[order[: len(here)]], all_here.iloc[order[len(here) :]]
        ends = START + rng.integers(2, 75, len(leaves)).astype("timedelta64[D]")
        parts += [
            passes.assign(
                setting=here["setting"].to_numpy(),
                person=here["person"].to_numpy(),
                ended_on=here["started"].to_numpy(),
            ),
            leaves.assign(ended_on=ends.astype("datetime64[s]")),
        ]
    return in_schemes(pd.concat(parts, ignore_index=True), schemes(county.directory, seed))


def _accepted(referrals: list[Referral], rng: np.random.Generator) -> pd.DataFrame:
    """A row for each referral that was accepted: zone, setting, provider_id, person, started, case_id, is_new."""
    rows = []
    for place, one in enumerate(referrals):
        if one.outcome != "sourced":
            continue
        later = one.outcome_on + int(rng.integers(*TRANSFER_DAYS))
        started = one.outcome_on if one.is_new else min(later, CORE_END)
        rows.append((one.lot, one.setting, one.provider_id, place, started, case_id(place), one.is_new))
    columns = ["zone", "setting", "provider_id", "person", "started", "case_id", "is_new"]
    return pd.DataFrame(rows, columns=columns).astype({"started": "datetime64[s]"})


def _after(
    accepted: pd.DataFrame, before: pd.DataFrame, awaiting: pd.DataFrame, rng: np.random.Generator
) -> pd.DataFrame:
    """Packages with the providers that accepted: of people who passed over as they were, of new ones as needed."""
    told = ["postcode", "hours_per_week", "carers"]
    old = before.dropna(subset="person").set_index("person")[[*told, "funder"]]
    need = awaiting.set_index("case_id")[told].assign(funder="social_care")
    passing, new = accepted[~accepted["is_new"]], accepted[accepted["is_new"]]
    parts = [passing.join(old, on="person"), new.join(need, on="case_id")]
    table = pd.concat(parts, ignore_index=True)
    ended = np.full(len(table), "NaT", dtype="datetime64[s]")
    running = ((AS_AT - table["started"].to_numpy()) / np.timedelta64(1, "D")).astype(int)
    ending = rng.choice(np.flatnonzero(running > 12), ENDED_SINCE_JULY, replace=False)
    stays = [int(rng.integers(6, running[at] + 1)) for at in ending]
    ended[ending] = table["started"].to_numpy()[ending] + np.array(stays, dtype="timedelta64[D]")
    return table.assign(
        started_on=table["started"], ended_on=ended, delivery_mechanism="commissioned", contract_route="framework"
    )


def _others(county: County, people: Mapping[int, int], rng: np.random.Generator) -> pd.DataFrame:
    """Packages off the framework, and those that ended with core providers before July 2018.

    Args:
        county: Postcodes and providers.
        people: People with a core provider in each lot (place).
        rng: Source of chance.
    """
    off = {lot: info.off_framework for lot, info in enumerate(LOTS)}
    last = Draw(county.directory, date.fromisoformat(str(AS_AT)), rng)
    june = Draw(county.directory, date(2018, 6, 30), rng)
    spot = off_framework_pools(county.providers)
    return pd.concat(
        [
            current_packages(last, off, spot, OFF_TERMS),
            ended_packages(last, off, spot, OFF_TERMS, HISTORY),
            ended_packages(june, people, core_pools(county.providers), CORE_TERMS, HISTORY),
        ],
        ignore_index=True,
    )


def make_packages(county: County, awaiting: pd.DataFrame, seed: int) -> pd.DataFrame:
    """Table `packages`, ordered by start; also zone (place).

    A package with a core provider ends on the day on which the care passes to the provider that accepted.
    """
    rng = np.random.default_rng([seed, 7])
    accepted = _accepted(county.referrals, rng)
    before = _before(county, accepted[~accepted["is_new"]], seed)
    after = _after(accepted, before, awaiting, rng)
    running = {lot: int((before["zone"] == lot).sum()) for lot in range(len(LOTS))}
    table = pd.concat([before, after, _others(county, running, rng)], ignore_index=True)
    alone = table["person"].isna()
    table.loc[alone, "person"] = len(county.referrals) + np.arange(alone.sum())
    ordered = table.sort_values(["started_on", "zone"], kind="stable")["person"].unique().tolist()
    names = {person: f"NP{at + 1:05d}" for at, person in enumerate(ordered)}
    table = table.assign(person_id=table["person"].map(names), hourly_rate_gbp=_rates(table, county))
    return numbered(table, "package_id", "PK", ["started_on", "person_id"])


def _rates(table: pd.DataFrame, county: County) -> list[float]:
    """Hourly rate (GBP) of each package: that of the award, or of a provider off the framework."""
    agreed = county.awards[county.awards["hourly_rate_gbp"] != ""]
    rate = {(str(row.provider_id), str(row.zone_code)): float(str(row.hourly_rate_gbp)) for row in agreed.itertuples()}
    spot = dict(zip(members(county.providers, "off_framework"), OFF_RATES_GBP, strict=True))
    pairs = zip(table["provider_id"], table["zone"], strict=True)
    return [spot[name] if name in spot else rate[name, CODES[int(lot)]] for name, lot in pairs]
