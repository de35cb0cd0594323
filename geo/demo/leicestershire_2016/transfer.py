"""Care that passes over on the first day: who delivered it, what becomes of each person, and who delivers now."""

from datetime import date, timedelta
from typing import Final

import numpy as np
import pandas as pd

from geo.demo.areas import share_out
from geo.demo.leicestershire_2016.awards import deliverers
from geo.demo.leicestershire_2016.lots import AWARDED, CUT_OFF, HEALTH_TRANSFERS, LOTS, START
from geo.demo.regions import Region
from geo.demo.story import Days, Draw, Terms, current_packages, day_of, ended_packages, numbered, providers_by_weight

FIRST_MONDAY: Final[date] = date(2016, 7, 4)
"""Monday from which mobilisation is followed; nothing is decided in its week (invented)."""

EARLY_REQUESTS: Final[float] = 0.13
"""Share of direct payments agreed before the award; they rose significantly after it (paragraph 27)."""

NEIGHBOURS: Final[tuple[int, int]] = (3, 6)
"""Fewest and most lots near its own in which an exiting provider works (count, invented)."""

TERMS: Final[Terms] = Terms(mean_hours=12.8, stay_days=700.0, double_up=0.15)


def _pools(region: Region, providers: pd.DataFrame, rng: np.random.Generator) -> dict[int, dict[str, float]]:
    """Exiting providers of each lot (place) by weight: those based there or near."""
    centre = region.zones.geometry.centroid
    pools: dict[int, dict[str, float]] = {place: {} for place in range(len(LOTS))}
    for row in providers[providers["is_exiting"]].itertuples():
        home = centre.iloc[int(str(row.home))]
        nearest = np.argsort(centre.distance(home).to_numpy(), kind="stable")
        for place in nearest[: 1 + int(rng.integers(NEIGHBOURS[0], NEIGHBOURS[1] + 1))].tolist():
            pools[place][str(row.provider_id)] = float(rng.gamma(2.2, 1.0)) + 0.3
    return pools


def make_transfers(region: Region, providers: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Packages with the exiting providers: those that pass over and those that ended since July.

    Columns as `current_packages`, with destination (blank while unconfirmed, missing where care ended before)
    and decided_on. Nobody's care is decided before it starts; direct payments are of people whose care is older than
    the process, and as private arrangements of social care only.
    """
    people = {number - 1: lot.transfers for number, lot in LOTS.items()}
    pools = _pools(region, providers, rng)
    eve = Draw(region.directory, START - timedelta(days=1), rng)
    running = _with_destination(_with_funder(current_packages(eve, people, pools, TERMS), rng), rng)
    past = ended_packages(eve, people, pools, TERMS, FIRST_MONDAY - timedelta(days=7))
    table = pd.concat([running.assign(ended_on=pd.Timestamp(START)), past], ignore_index=True)
    return numbered(table, "person_id", "PE", ["started_on", "zone"])


def _with_funder(packages: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """The packages with `HEALTH_TRANSFERS` of them paid for by health, in proportion to the lots."""
    sizes = packages.groupby("zone").size()
    health = dict(zip(sizes.index, share_out(sizes.to_numpy(), HEALTH_TRANSFERS).tolist(), strict=True))
    chosen = [rng.choice(rows, health[zone], replace=False) for zone, rows in packages.groupby("zone").groups.items()]
    return packages.assign(funder=np.where(packages.index.isin(np.concatenate(chosen)), "health", packages["funder"]))


def _with_destination(packages: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """The packages with destination and decided_on, in each lot as many of each as `LOTS` says."""
    destination = pd.Series("contract_provider", index=packages.index)
    is_social = packages["funder"] == "social_care"
    is_old = packages["started_on"] <= pd.Timestamp(FIRST_MONDAY)
    for number, lot in LOTS.items():
        is_free = packages["zone"] == number - 1
        plan = (
            ("direct_payment", lot.direct_payment, is_social & is_old),
            ("private", lot.private, is_social),
            ("", lot.unconfirmed, True),
        )
        for name, count, may in plan:
            rows = rng.choice(packages.index[is_free & may], count, replace=False)
            destination[rows] = name
            is_free[rows] = False
    decided = pd.Series(pd.NaT, index=packages.index, dtype="datetime64[s]")
    for name in ("contract_provider", "direct_payment", "private"):
        rows = packages.index[destination == name]
        decided[rows] = _decisions(name, len(rows), rng).astype("datetime64[s]")
    decided = decided.where(decided.isna() | (decided > packages["started_on"]), packages["started_on"])
    return packages.assign(destination=destination, decided_on=decided.where(destination != ""))


def _decisions(destination: str, count: int, rng: np.random.Generator) -> Days:
    """Working days on which destinations were confirmed.

    Direct payments: a few before the award, then more every week until the cut-off. The rest is confirmed after
    the award, most of it in October.
    """
    if destination != "direct_payment":
        first, last = (AWARDED + timedelta(days=8), START - timedelta(days=3))
        return _workdays(first, last, rng.beta(2.4, 1.5, count))
    early = _workdays(FIRST_MONDAY + timedelta(days=7), AWARDED - timedelta(days=3), rng.beta(1.6, 1.0, count))
    late = _workdays(AWARDED, CUT_OFF, rng.beta(1.8, 1.0, count))
    return np.where(rng.random(count) < EARLY_REQUESTS, early, late)


def _workdays(first: date, last: date, share: np.ndarray) -> Days:
    """The working day at a share (0 to 1) of the way from the first to the last."""
    days = np.arange(day_of(first), day_of(last) + 1)
    days = days[np.is_busday(days)]
    return np.asarray(days[(share * len(days)).astype(int).clip(0, len(days) - 1)])


def make_transitions(transfers: pd.DataFrame) -> pd.DataFrame:
    """Table `transitions`: one row for each person whose care passes over."""
    table = transfers[transfers["destination"].notna()].rename(columns={"provider_id": "from_provider_id"})
    table = table.assign(transfer_on=pd.Timestamp(START))
    return numbered(table, "transition_id", "TR", ["zone", "person_id"], digits=4)


def make_packages(transfers: pd.DataFrame, awaiting: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Table `packages`: what ended by the first day, what goes on from it in another way, and what starts then."""
    old = transfers.assign(contract_route="framework")
    going_on = transfers[transfers["destination"].notna() & (transfers["destination"] != "private")]
    is_direct = going_on["destination"] == "direct_payment"
    is_held = going_on["destination"] == "contract_provider"
    new = going_on.assign(
        started_on=pd.Timestamp(START),
        ended_on=pd.NaT,
        provider_id=going_on["provider_id"].where(~is_held, _new_providers(going_on, rng)),
        delivery_mechanism=np.where(is_direct, "direct_payment", "commissioned"),
        contract_route=np.select([is_held, is_direct], ["framework", ""], "exception"),
    )
    table = pd.concat([old, new, _sourced(awaiting, rng)], ignore_index=True).drop(columns="setting")
    return numbered(table, "package_id", "PK", ["started_on", "person_id"])


def _new_providers(packages: pd.DataFrame, rng: np.random.Generator) -> pd.Series:
    """The holder of each package's lot, or one of those who deliver for it."""
    found = pd.Series("", index=packages.index)
    for zone, rows in packages.groupby("zone").groups.items():
        shares = deliverers(int(str(zone)) + 1)
        held = rows[packages.loc[rows, "destination"] == "contract_provider"]
        found[held] = providers_by_weight(len(held), shares, rng)
    return found


def _sourced(awaiting: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Packages that start with the contract for people who waited until then, with the lot's holder."""
    cases = awaiting[(awaiting["outcome"] == "sourced") & (awaiting["outcome_on"] == pd.Timestamp(START))]
    return pd.DataFrame(
        {
            "zone": cases["zone"],
            "person_id": [f"PN{at + 1:05d}" for at in range(len(cases))],
            "postcode": cases["postcode"],
            "provider_id": [next(iter(deliverers(int(zone) + 1))) for zone in cases["zone"]],
            "hours_per_week": cases["hours_per_week"],
            "started_on": cases["outcome_on"],
            "ended_on": pd.NaT,
            "carers": cases["carers"],
            "delivery_mechanism": "commissioned",
            "funder": rng.choice(["social_care", "health"], len(cases), p=[0.95, 0.05]),
            "contract_route": "framework",
        }
    )
