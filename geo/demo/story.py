"""Providers, packages and waits of the lot-based demos: how many is given, everything else is drawn at random.

Tables hold dates as dates and hours as numbers; `geo.demo.files.write_workspace` turns them into text.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geo.demo.market import KINDS, NAMES

Days = NDArray[np.datetime64]

LEAST_QUARTERS: Final[int] = 10
MOST_QUARTERS: Final[int] = 240
"""Fewest and most quarter-hours of a package in a week (invented)."""

LONGEST_DAYS: Final[int] = 2400
"""No package lasts longer where no earliest day is given (days, invented)."""

PACKAGE_COLUMNS: Final[tuple[str, ...]] = (
    "zone", "postcode", "provider_id", "hours_per_week", "started_on", "ended_on", "carers", "delivery_mechanism",
    "funder", "setting", "contract_route",
)  # fmt: skip
"""Columns of the packages made here; package_id, person_id and the rate come later."""


@dataclass(frozen=True)
class Draw:
    """What every draw needs.

    Attributes:
        directory: Postcodes with their zone (place; -1 outside every zone).
        as_at: The day the demo describes.
        rng: Source of chance.
    """

    directory: pd.DataFrame
    as_at: date
    rng: np.random.Generator


@dataclass(frozen=True)
class Terms:
    """What the packages of a demo are like (all invented).

    Attributes:
        mean_hours: Mean hours of a package (hours a week).
        stay_days: Mean length of a package (days); as many end in a week as keep the number of people steady.
        double_up: Share of packages with two carers.
        funders: Share of each funder.
        settings: Share of each setting.
        route: Contract route of all of them.
        mechanism: Delivery mechanism of all of them.
        earliest: None starts before it, such as the first day of a contract; None for `LONGEST_DAYS` before the end.
    """

    mean_hours: float
    stay_days: float = 420.0
    double_up: float = 0.14
    funders: Mapping[str, float] = field(default_factory=lambda: {"social_care": 1.0})
    settings: Mapping[str, float] = field(default_factory=lambda: {"general": 1.0})
    route: str = "framework"
    mechanism: str = "commissioned"
    earliest: date | None = None


@dataclass(frozen=True)
class Waiting:
    """What the waits of a demo are like (all invented).

    Attributes:
        reasons: Chance of each reason; several may apply.
        covers: Share of each interim cover.
        outcomes: Share of each outcome of a wait that ended.
        mean_hours: Mean hours needed (hours a week).
        delayed: Share of people in hospital meanwhile whose discharge the wait delays.
    """

    reasons: Mapping[str, float]
    covers: Mapping[str, float]
    outcomes: Mapping[str, float] = field(default_factory=lambda: {"sourced": 0.9, "withdrawn": 0.1})
    mean_hours: float = 12.0
    delayed: float = 0.6


def day_of(day: date) -> np.datetime64:
    """A date as numpy counts days."""
    return np.datetime64(day, "D")


def invented_names(count: int, rng: np.random.Generator) -> list[str]:
    """Names such as `Demo Rowan Homecare`, no two alike; no plant comes twice before all came once.

    Raises:
        ValueError: There are not so many names.
    """
    if count > len(NAMES) * len(KINDS):
        raise ValueError(f"{count} names are more than the {len(NAMES) * len(KINDS)} there are: add to NAMES")
    kinds = {word: rng.permutation(KINDS).tolist() for word in NAMES}
    words = [word for _ in KINDS for word in rng.permutation(NAMES).tolist()]
    return [f"Demo {word} {kinds[word][at // len(NAMES)]}" for at, word in enumerate(words[:count])]


def pick(shares: Mapping[str, float], count: int, rng: np.random.Generator) -> list[str]:
    """`count` of the keys, drawn by their share; shares need not add up to 1."""
    weight = np.array(list(shares.values()), dtype=float)
    return [str(key) for key in rng.choice(list(shares), count, p=weight / weight.sum()).tolist()]


def postcode_pools(directory: pd.DataFrame) -> dict[int, list[str]]:
    """Postcodes of each zone (place; -1 outside every zone)."""
    return {int(str(zone)): rows["postcode"].tolist() for zone, rows in directory.groupby("zone")}


def postcodes_in(directory: pd.DataFrame, zones: Sequence[int], rng: np.random.Generator) -> list[str]:
    """A postcode drawn in each of the zones named (place; -1 outside every zone)."""
    pools = postcode_pools(directory)
    return [pools[zone][int(rng.integers(len(pools[zone])))] for zone in zones]


def bases(directory: pd.DataFrame, zones: Sequence[int], rng: np.random.Generator) -> list[str]:
    """A postcode for the base of each provider, in the zone named for it; no two share one."""
    pools = {zone: rng.permutation(pool).tolist() for zone, pool in postcode_pools(directory).items()}
    return [str(pools[zone].pop()) for zone in zones]


def weekly_hours(count: int, mean_hours: float, rng: np.random.Generator) -> NDArray[np.float64]:
    """Hours a week in quarter-hours: many short packages and a few long ones."""
    quarters = np.round(rng.gamma(2.4, mean_hours / 2.4, count) * 4)
    return np.asarray(np.clip(quarters, LEAST_QUARTERS, MOST_QUARTERS) / 4)


def providers_by_weight(
    count: int, pool: Mapping[str, float], rng: np.random.Generator, *, all_of_them: bool = True
) -> list[str]:
    """A provider for each of `count` packages, by weight; with `all_of_them` each gets at least one where it can."""
    chosen = pick(pool, count, rng)
    if all_of_them:
        chosen[: len(pool)] = list(pool)[:count]
    return chosen


def current_packages(
    draw: Draw, people: Mapping[int, int], pools: Mapping[int, Mapping[str, float]], terms: Terms
) -> pd.DataFrame:
    """Packages that run on the day of the demo, one a person.

    Args:
        draw: Postcodes, day and chance.
        people: People in each zone (place).
        pools: Weight of each provider in each zone; each gets at least one package where there are enough.
        terms: What the packages are like.

    Returns:
        zone (place), postcode, provider_id, hours_per_week, started_on, ended_on (missing), carers,
        delivery_mechanism, funder, setting, contract_route.
    """
    parts = []
    for zone, count in people.items():
        started = _starts(np.full(count, day_of(draw.as_at)), terms, draw.rng)
        providers = providers_by_weight(count, pools[zone], draw.rng)
        parts.append(_packages(draw, zone, providers, terms).assign(started_on=started))
    return pd.concat(parts, ignore_index=True).assign(ended_on=pd.NaT)[list(PACKAGE_COLUMNS)]


def ended_packages(
    draw: Draw, people: Mapping[int, int], pools: Mapping[int, Mapping[str, float]], terms: Terms, since: date
) -> pd.DataFrame:
    """Packages that ended in a period, as many as keep the people of `current_packages` steady through it.

    Where packages last L days on average, people x days / L of them end; drawn with the same mean, those that
    ended and those that run add up to about the same number on every day of the period.

    Args:
        draw: Postcodes, day and chance; the day of the demo is the last on which one may end.
        people: People in each zone (place) throughout.
        pools: Weight of each provider in each zone.
        terms: What the packages are like.
        since: First day on which one may end.

    Returns:
        Columns as `current_packages`.
    """
    first = day_of(since)
    span = int((day_of(draw.as_at) - first) / np.timedelta64(1, "D")) + 1
    parts = []
    for zone, running in people.items():
        count = round(running * span / terms.stay_days)
        ended = first + draw.rng.integers(0, span, count).astype("timedelta64[D]")
        started = _starts(ended - 1, terms, draw.rng)
        providers = providers_by_weight(count, pools[zone], draw.rng, all_of_them=False)
        days = {"started_on": started, "ended_on": ended.astype("datetime64[s]")}
        parts.append(_packages(draw, zone, providers, terms).assign(**days))
    return pd.concat(parts, ignore_index=True)[list(PACKAGE_COLUMNS)]


def _starts(last: Days, terms: Terms, rng: np.random.Generator) -> Days:
    """First day of packages that run on a last day each; what would begin too early begins on any allowed day."""
    earliest = last - LONGEST_DAYS if terms.earliest is None else np.full(len(last), day_of(terms.earliest))
    most = ((last - earliest) / np.timedelta64(1, "D")).astype(float)
    age = rng.exponential(terms.stay_days, len(last))
    age = np.where(age > most, rng.random(len(last)) * most, age)
    return np.asarray((last - age.astype("timedelta64[D]")).astype("datetime64[s]"))


def _packages(draw: Draw, zone: int, providers: Sequence[str], terms: Terms) -> pd.DataFrame:
    """Packages in one zone (place) from their providers, without first and last day."""
    count = len(providers)
    return pd.DataFrame(
        {
            "zone": zone,
            "postcode": postcodes_in(draw.directory, [zone] * count, draw.rng),
            "provider_id": list(providers),
            "hours_per_week": weekly_hours(count, terms.mean_hours, draw.rng),
            "carers": np.where(draw.rng.random(count) < terms.double_up, 2, 1),
            "delivery_mechanism": terms.mechanism,
            "funder": pick(terms.funders, count, draw.rng),
            "setting": pick(terms.settings, count, draw.rng),
            "contract_route": terms.route,
        }
    )


def numbered(table: pd.DataFrame, column: str, prefix: str, by: Sequence[str], digits: int = 5) -> pd.DataFrame:
    """The rows ordered by some columns and given a reference, such as PK00001."""
    ordered = table.sort_values(list(by), kind="stable", ignore_index=True)
    return ordered.assign(**{column: [f"{prefix}{at + 1:0{digits}d}" for at in range(len(ordered))]})
