"""Providers of the county: a lead and additional ones in each lot, the former core providers, and others."""

from collections.abc import Mapping
from typing import Final

import numpy as np
import pandas as pd

from geo.demo.nottinghamshire_2018.lots import AWARDED, CODES, CORE_END, LOTS, START
from geo.demo.story import bases, invented_names, pick

INTERESTED: Final[str] = "2018-03-29"
"""Day of the bids (invented; the tender was published on 28 February 2018, paragraph 15)."""

CORE_START: Final[str] = "2014-04-07"
"""First day of the former contracts (invented)."""

CORE: Final[tuple[Mapping[int, float], ...]] = (
    {0: 3.0, 4: 2.0},
    {3: 3.0, 0: 1.0},
    {2: 3.0, 1: 2.0, 3: 1.0},
    {5: 3.0, 4: 1.0, 1: 1.0, 2: 1.0},
)
"""Lots (place) and weight of each of the four former core providers (invented; paragraph 2 names their role)."""

OFF_FRAMEWORK: Final[tuple[Mapping[int, float], ...]] = (
    {4: 2.0, 2: 1.0},
    {0: 2.0, 3: 1.0},
    {4: 1.0, 0: 1.0, 5: 1.0},
    {1: 1.0, 3: 1.0, 5: 1.0},
)
"""Lots (place) and weight of each provider that is paid off the framework (invented)."""

UNSUCCESSFUL: Final[tuple[tuple[int, ...], ...]] = ((0, 4), (1, 2, 5), (3,), (2, 3), (4, 5), (1, 3))
"""Lots (place) that each unsuccessful bidder named (invented)."""

RATINGS: Final[Mapping[str, float]] = {
    "outstanding": 0.04, "good": 0.72, "requires_improvement": 0.16, "not_inspected": 0.08,
}  # fmt: skip
"""Share of each CQC rating (invented)."""


def make_providers(directory: pd.DataFrame, seed: int) -> pd.DataFrame:
    """Table `providers` in order of provider_id; also group, zone (place of the base) and number in its group."""
    rng = np.random.default_rng([seed, 1])
    homes = [("lead", lot) for lot in range(len(LOTS))]
    homes += [("additional", lot) for lot, info in enumerate(LOTS) for _ in range(info.at_home)]
    homes += [("core", next(iter(lots))) for lots in CORE]
    homes += [("off_framework", next(iter(lots))) for lots in OFF_FRAMEWORK]
    homes += [("unsuccessful", lots[0]) for lots in UNSUCCESSFUL]
    order = rng.permutation(len(homes)).tolist()
    count = len(homes)
    zones = [homes[at][1] for at in order]
    ratings = pick(RATINGS, count, rng)
    rated = np.datetime64("2018-10-01") - rng.integers(0, 900, count).astype("timedelta64[D]")
    groups = [homes[at][0] for at in order]
    spare = [
        str(5 * n) if g in ("lead", "additional") else ""
        for g, n in zip(groups, rng.integers(0, 19, count), strict=True)
    ]
    return pd.DataFrame(
        {
            "provider_id": [f"P{at + 1:03d}" for at in range(count)],
            "provider_name": invented_names(count, rng),
            "postcode": bases(directory, zones, rng),
            "cqc_location_id": [f"1-DEMO{n}" for n in (rng.choice(9000, count, replace=False) + 1000).tolist()],
            "cqc_rating": ratings,
            "cqc_rating_on": ["" if r == "not_inspected" else str(day) for r, day in zip(ratings, rated, strict=True)],
            "is_dormant": "false",
            "spare_hours_per_week": spare,
            "is_new_to_area": [
                str(g == "lead" and zone in (1, 3)).lower() for g, zone in zip(groups, zones, strict=True)
            ],
            "group": groups,
            "zone": zones,
            "number": order,
        }
    )


def members(providers: pd.DataFrame, group: str) -> list[str]:
    """Provider ids of a group in the order in which the group is declared."""
    rows = providers[providers["group"] == group].sort_values("number")
    return [str(name) for name in rows["provider_id"]]


def core_pools(providers: pd.DataFrame) -> dict[int, dict[str, float]]:
    """Weight of each former core provider in each lot (place)."""
    return _pools(members(providers, "core"), CORE)


def off_framework_pools(providers: pd.DataFrame) -> dict[int, dict[str, float]]:
    """Weight of each provider off the framework in each lot (place)."""
    return _pools(members(providers, "off_framework"), OFF_FRAMEWORK)


def _pools(names: list[str], lots: tuple[Mapping[int, float], ...]) -> dict[int, dict[str, float]]:
    reach = list(zip(names, lots, strict=True))
    return {lot: {name: has[lot] for name, has in reach if lot in has} for lot in range(len(LOTS))}


def make_awards(providers: pd.DataFrame, seed: int) -> pd.DataFrame:
    """Table `awards`: leads, additional and former core providers, and bids without success; also lot (place)."""
    rng = np.random.default_rng([seed, 2])
    rows = [_row(name, lot, "lead", str(START), rng) for lot, name in enumerate(members(providers, "lead"))]
    additional = members(providers, "additional")
    home = {
        name: [lot for lot, info in enumerate(LOTS) for _ in range(info.at_home)][at]
        for at, name in enumerate(additional)
    }
    for lot, info in enumerate(LOTS):
        near = [name for name in additional if home[name] == lot]
        far = rng.permutation([name for name in additional if home[name] != lot]).tolist()
        for at, name in enumerate([*near, *far][: info.additional]):
            late = str(START + int(rng.integers(5, 80)))
            ready = "" if at >= info.mobilised else str(START) if at < 2 else late
            rows.append(_row(name, lot, "additional", ready, rng))
    for name, bids in zip(members(providers, "unsuccessful"), UNSUCCESSFUL, strict=True):
        rows += [(name, lot, "additional", INTERESTED, "", "", "", "") for lot in bids]
    for name, lots in zip(members(providers, "core"), CORE, strict=True):
        rate = f"{15.1 + 0.05 * int(rng.integers(0, 12)):.2f}"
        for lot in sorted(lots):
            rows.append((name, lot, "framework", "", CORE_START, CORE_START, str(START), rate))
            rows.append((name, lot, "interim", "", str(START), str(START), str(CORE_END), rate))
    columns = [
        "provider_id",
        "lot",
        "role",
        "interested_on",
        "awarded_on",
        "mobilised_on",
        "ended_on",
        "hourly_rate_gbp",
    ]
    table = pd.DataFrame(rows, columns=columns).sort_values(
        ["provider_id", "lot", "awarded_on"], kind="stable", ignore_index=True
    )
    return table.assign(zone_code=[CODES[lot] for lot in table["lot"]])


def _row(
    name: str, lot: int, role: str, ready: str, rng: np.random.Generator
) -> tuple[str, int, str, str, str, str, str, str]:
    """An award of the new contract."""
    rate = LOTS[lot].rate_gbp + 0.05 * int(rng.integers(-8, 9))
    return (name, lot, role, INTERESTED, AWARDED, ready, "", f"{rate:.2f}")
