"""People receiving care: who started and ended when, where they live, and how many hours they need.

The counts meet the report's exactly on three days (paragraph 10 for the first two).
"""

from itertools import pairwise
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geo.demo.areas import share_out
from geo.demo.postcodes import UNLISTED
from geo.demo.settlements import ZONES

FIRST_DAY: Final[np.datetime64] = np.datetime64("2020-04-01")
SECOND_DAY: Final[np.datetime64] = np.datetime64("2022-04-01")
AS_AT: Final[np.datetime64] = np.datetime64("2022-09-05")

CHECKPOINTS: Final[dict[np.datetime64, tuple[int, float]]] = {
    FIRST_DAY: (1778, 23519.0),
    SECOND_DAY: (2269, 31909.0),
    AS_AT: (2269, 31909.0),
}
"""People receiving care and weekly hours: paragraph 10 for 1 April 2020 and 2022; the report gives nothing
later, so that its latest figures stand on its own date too."""

WEEKLY_ENDS: Final[tuple[int, int]] = (39, 49)
"""Fewest and most people whose care ends in a week (count, invented)."""

OUTSIDE_PEOPLE: Final[int] = 15
"""People living in the city or over the border on 5 September 2022 (count, invented)."""

SECOND_PACKAGES: Final[int] = 22
"""People with two packages at once on 5 September 2022 (count, invented)."""

OUTSIDE: Final[int] = -1
UNLOCATED: Final[int] = -2


def window_ends() -> list[np.datetime64]:
    """Days between which people start and end: weeks from Wednesday, from 4 April 2022 on Mondays."""
    mondays = np.arange(np.datetime64("2022-04-04"), AS_AT + 1, 7)
    return [*np.arange(FIRST_DAY, SECOND_DAY, 7), SECOND_DAY, *mondays]


def people_on(day: np.datetime64, rng: np.random.Generator) -> int:
    """People receiving care on a day: the checkpoints exactly, a nearly straight path with noise between."""
    if day in CHECKPOINTS:
        return CHECKPOINTS[day][0]
    if day > SECOND_DAY:
        return CHECKPOINTS[SECOND_DAY][0] + int(rng.integers(-8, 9))
    share = float((day - FIRST_DAY) / (SECOND_DAY - FIRST_DAY))
    first, second = CHECKPOINTS[FIRST_DAY][0], CHECKPOINTS[SECOND_DAY][0]
    return round(first + share * (second - first)) + int(rng.integers(-6, 7))


def _day_in(after: np.datetime64, until: np.datetime64, rng: np.random.Generator) -> np.datetime64:
    """A day later than `after` and not later than `until`, a weekday in nineteen cases of twenty."""
    days = np.arange(after + 1, until + 1)
    weight = np.where(np.is_busday(days), 1.0, 0.05)
    return np.datetime64(days[int(rng.choice(len(days), p=weight / weight.sum()))])


def _final_places() -> NDArray[np.int64]:
    """Place of each person on 5 September 2022: a zone, `OUTSIDE` or `UNLOCATED`."""
    zones = np.repeat(np.arange(len(ZONES)), [zone.people for zone in ZONES])
    total = CHECKPOINTS[AS_AT][0]
    places = [*zones, *([OUTSIDE] * OUTSIDE_PEOPLE), *([UNLOCATED] * len(UNLISTED))]
    if len(places) != total:
        raise ValueError(f"people per zone, outside and unlocated add up to {len(places)}, expected {total}")
    return np.array(places)


def make_spells(seed: int) -> pd.DataFrame:
    """One row per person: started, ended (NaT while care goes on), place. Ordered by start.

    Who has care on 5 September 2022 follows `ZONES`; people whose care ended before were spread alike.
    """
    rng = np.random.default_rng([seed, 10])
    started = [FIRST_DAY - int(d) for d in np.minimum(rng.exponential(330, CHECKPOINTS[FIRST_DAY][0]), 2400)]
    ended: list[np.datetime64] = [np.datetime64("NaT")] * len(started)
    active = list(range(len(started)))
    days = window_ends()
    for after, until in pairwise(days):
        week = float((until - after) / np.timedelta64(7, "D"))
        leaving = round(int(rng.integers(WEEKLY_ENDS[0], WEEKLY_ENDS[1] + 1)) * week)
        starting = max(people_on(until, rng) - len(active) + leaving, 0)
        for index in sorted(rng.choice(len(active), leaving, replace=False).tolist(), reverse=True):
            ended[active.pop(index)] = _day_in(after, until, rng)
        for _ in range(starting):
            active.append(len(started))
            started.append(_day_in(after, until, rng))
            ended.append(np.datetime64("NaT"))
    spells = pd.DataFrame({"started": started, "ended": ended})
    past = share_out(np.array([float(z.people) for z in ZONES]), len(spells) - len(active))
    place = np.empty(len(spells), dtype=np.int64)
    place[active] = rng.permutation(_final_places())
    place[spells["ended"].notna().to_numpy()] = rng.permutation(np.repeat(np.arange(len(ZONES)), past))
    return spells.assign(place=place).sort_values("started", kind="stable", ignore_index=True)


def is_active(rows: pd.DataFrame, day: np.datetime64) -> NDArray[np.bool_]:
    """Rows (with `started` and `ended`) that run on a day: started by then, not ended by then."""
    return np.asarray((rows["started"] <= day) & (rows["ended"].isna() | (rows["ended"] > day)))


def first_hours(spells: pd.DataFrame, rng: np.random.Generator) -> NDArray[np.int64]:
    """Weekly quarter-hours of each person before they are fitted: many short, a few long packages.

    The mean grows from the one implied by paragraph 10 in 2020 to the one of 2022.
    """
    means = [hours / people for people, hours in CHECKPOINTS.values()]
    share = ((spells["started"] - FIRST_DAY) / (SECOND_DAY - FIRST_DAY)).clip(0, 1).to_numpy(float)
    mean = means[0] + (means[1] - means[0]) * 1.3 * share
    hours = rng.gamma(2.4, mean / 2.4)
    return np.asarray(np.clip(np.round(hours * 4), 10, 240).astype(np.int64))


def fit_hours(quarters: NDArray[np.int64], rows: pd.DataFrame) -> NDArray[np.int64]:
    """Quarter-hours changed a little so that the weekly hours of the checkpoints are met exactly.

    Each checkpoint is fitted with packages that do not run at an earlier fitted one.
    """
    quarters = quarters.copy()
    fitted = np.zeros(len(rows), dtype=bool)
    for day, (_, hours) in CHECKPOINTS.items():
        running = is_active(rows, day)
        free = np.flatnonzero(running & ~fitted)
        rest = round(hours * 4) - int(quarters[running & fitted].sum())
        shared = share_out(quarters[free] - 6.0, rest - 6 * len(free))
        quarters[free] = shared + 6
        fitted |= running
    return quarters
