"""Packages of the city: who had care since April 2017, and what passed to the new contract on 9 October 2017."""

from collections.abc import Mapping
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geo.demo.leicester_2018.market import AWARDED_GROUPS, OLD, START
from geo.demo.story import Days, numbered, pick, postcodes_in, providers_by_weight, weekly_hours

AS_AT: Final[np.datetime64] = np.datetime64("2018-02-01")
"""Day of the latest counts (paragraph 4.1)."""

FIRST_DAY: Final[np.datetime64] = np.datetime64("2017-04-01")
"""First day of the year to date (paragraph 4.1)."""

NEW_CONTRACT: Final[np.datetime64] = np.datetime64(START)

PEOPLE: Final[int] = 1498
"""People with a running package on 1 February 2018 (paragraph 4.1)."""

PEOPLE_TO_DATE: Final[int] = 1636
"""People with a package on some day from 1 April 2017 to 1 February 2018 (paragraph 4.1)."""

STARTED: Final[int] = 162
"""How many of them started after 1 April 2017 (count, invented)."""

MOVED: Final[int] = 500
"""People who changed provider on 9 October 2017 (approximately 500, paragraph 2.5; exactly is ours)."""

TO_DIRECT_PAYMENT: Final[int] = 45
"""People who took a direct payment that day to stay with their provider (count, invented; paragraph 4.9)."""

SHARES: Final[tuple[float, ...]] = (0.18, 0.15, 0.24, 0.18, 0.11, 0.14)
"""Share of the people in each area, in order of code (invented)."""

MEAN_HOURS: Final[float] = 11.0
"""Mean package (hours a week, invented): at 13.50 an hour about the 12.2 million pounds a year of paragraph 4.2."""

STAY_DAYS: Final[float] = 800.0
"""Mean age of the packages that ran on 1 April 2017 (days, invented)."""

OLDEST_DAYS: Final[int] = 3600
"""No package was older then (days, invented)."""

RATES: Final[Mapping[str, tuple[np.datetime64, int]]] = {
    "old": (np.datetime64("2017-10-01"), 270),
    "new": (AS_AT, 286),
}
"""Day, and mean hourly rate in steps of 5p over the packages that run on it: 13.50 on the old framework and 14.30
now (paragraph 4.2). The mean is over packages, each counting once."""

STEP_GBP: Final[float] = 0.05


def _workdays(first: np.datetime64, last: np.datetime64, count: int, rng: np.random.Generator) -> Days:
    """`count` working days of a period, none of them the day the contracts changed."""
    days = np.arange(first, last + 1)
    return np.asarray(rng.choice(days[np.is_busday(days) & (days != NEW_CONTRACT)], count))


def make_people(directory: pd.DataFrame, seed: int) -> pd.DataFrame:
    """One row a person: zone (place), postcode, hours_per_week, carers, funder, started, ended.

    Ended is missing while care goes on. Those who take a direct payment are not among the ended yet.
    """
    rng = np.random.default_rng([seed, 3])
    ages = 1 + rng.exponential(STAY_DAYS, PEOPLE_TO_DATE - STARTED) % OLDEST_DAYS
    started = np.concatenate(
        [FIRST_DAY - ages.astype("timedelta64[D]"), _workdays(FIRST_DAY + 2, AS_AT - 3, STARTED, rng)]
    )
    ended = np.full(PEOPLE_TO_DATE, "NaT", dtype="datetime64[D]")
    leaving = rng.choice(len(ages), PEOPLE_TO_DATE - PEOPLE - TO_DIRECT_PAYMENT, replace=False)
    ended[leaving] = _workdays(FIRST_DAY + 2, AS_AT, len(leaving), rng)
    shares = {str(area): share for area, share in enumerate(SHARES)}
    zones = [int(area) for area in pick(shares, PEOPLE_TO_DATE, rng)]
    hours = weekly_hours(PEOPLE_TO_DATE, MEAN_HOURS, rng)
    people = pd.DataFrame(
        {
            "zone": zones,
            "postcode": postcodes_in(directory, zones, rng),
            "hours_per_week": hours,
            "carers": np.where(rng.random(PEOPLE_TO_DATE) < np.clip(hours / 90, 0.02, 0.6), 2, 1),
            "funder": pick({"social_care": 0.95, "joint": 0.05}, PEOPLE_TO_DATE, rng),
            "started": started,
            "ended": ended,
        }
    )
    return numbered(people, "person_id", "LP", ["started", "zone"])


def runs_on(rows: pd.DataFrame, day: np.datetime64) -> NDArray[np.bool_]:
    """Rows (with `started` and `ended`) that run on a day."""
    return np.asarray((rows["started"] <= day) & (rows["ended"].isna() | (rows["ended"] > day)))


def _by_area(
    rows: pd.DataFrame, reach: Mapping[int, Mapping[str, float]], rng: np.random.Generator
) -> NDArray[np.object_]:
    """A provider for each row from those of its area; each gets one where it can."""
    chosen = np.full(len(rows), "", dtype=object)
    for area, pool in reach.items():
        here = rng.permutation(np.flatnonzero(rows["zone"] == area))
        chosen[here] = providers_by_weight(len(here), pool, rng)
    return chosen


def _merged(reach: Mapping[str, Mapping[int, Mapping[str, float]]], *groups: str) -> dict[int, dict[str, float]]:
    """Weights of several groups in each area."""
    return {area: {k: v for g in groups for k, v in reach[g][area].items()} for area in reach[groups[0]]}


def make_packages(
    directory: pd.DataFrame, reach: Mapping[str, Mapping[int, Mapping[str, float]]], seed: int
) -> pd.DataFrame:
    """Table `packages` without rates; also zone (place), contract (old or new), started and ended.

    Every package that ran on 8 October 2017 ended the next day with the old contract, and a new one began that day:
    with the same provider where it holds the new contract, else with another, or none where a direct payment took
    its place.
    """
    rng = np.random.default_rng([seed, 4])
    people = make_people(directory, seed)
    eve = runs_on(people, NEW_CONTRACT - 1)
    direct = rng.choice(np.flatnonzero(eve & people["ended"].isna()), TO_DIRECT_PAYMENT, replace=False)
    moving = rng.choice(np.setdiff1d(np.flatnonzero(eve), direct), MOVED, replace=False)
    losing = np.isin(np.arange(len(people)), [*direct, *moving])
    before = _by_area(people, _merged(reach, "continuing", "outgoing"), rng)
    before[eve] = _by_area(people[eve], reach["continuing"], rng)
    before[losing] = _by_area(people[losing], reach["outgoing"], rng)
    after = before.copy()
    newly = losing | (people["started"] >= NEW_CONTRACT).to_numpy()
    after[newly] = _by_area(people[newly], _merged(reach, "continuing", "new"), rng)
    people.loc[direct, "ended"] = NEW_CONTRACT
    old = people.assign(provider_id=before, contract="old")[people["started"] < NEW_CONTRACT]
    old = old.assign(ended=old["ended"].where(old["ended"] <= NEW_CONTRACT, NEW_CONTRACT))
    new = people.assign(provider_id=after, contract="new")
    new = new[new["ended"].isna() | (new["ended"] > NEW_CONTRACT)]
    new = new.assign(started=new["started"].where(new["started"] > NEW_CONTRACT, NEW_CONTRACT))
    table = pd.concat([old, new], ignore_index=True).assign(
        delivery_mechanism="commissioned",
        setting="general",
        contract_route="framework",
    )
    table = table.assign(started_on=table["started"], ended_on=table["ended"])
    return numbered(table, "package_id", "PK", ["started_on", "person_id"])


def fit_rates(packages: pd.DataFrame, providers: pd.DataFrame, seed: int) -> dict[tuple[str, str], float]:
    """Hourly rate (GBP) by contract and provider_id, with the exact mean of `RATES` over the packages of its day.

    Raises:
        ValueError: No small change of the rates meets a mean.
    """
    rng = np.random.default_rng([seed, 5])
    rates: dict[tuple[str, str], float] = {}
    for (contract, (day, mean)), groups in zip(RATES.items(), (OLD, AWARDED_GROUPS), strict=True):
        holders = providers.loc[providers["group"].isin(groups), "provider_id"].tolist()
        running = packages[runs_on(packages, day)]
        counts = running["provider_id"].value_counts().reindex(holders, fill_value=0).to_numpy()
        steps = mean + np.round(rng.normal(0, 7, len(holders))).astype(np.int64)
        steps += _correction(counts.tolist(), mean * len(running) - int((counts * steps).sum()))
        rates |= {(contract, name): step * STEP_GBP for name, step in zip(holders, steps.tolist(), strict=True)}
    return rates


def _correction(counts: list[int], missing: int) -> NDArray[np.int64]:
    """Steps to add for each provider, small ones, so that counts x steps add up to what is missing.

    Raises:
        ValueError: There is no such way.
    """
    all_of_it = sum(counts)
    share = round(missing / all_of_it)
    ways: dict[int, tuple[int, ...]] = {0: ()}
    for count in counts:
        found: dict[int, tuple[int, ...]] = {}
        for total, way in ways.items():
            for step in (0, 1, -1, 2, -2):
                found.setdefault(total + count * step, (*way, step))
        ways = found
    if missing - share * all_of_it not in ways:
        raise ValueError(f"no change of the rates makes up for {missing} steps: choose another seed")
    return np.array(ways[missing - share * all_of_it]) + share
