"""How sure a status is: would it change with a person or two, a provider, or a steadier estimate of a small rate."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd

from geo.locate import Floats
from geo.metrics.shrinkage import awaiting_per_100
from geo.model import Model
from geo.schemas import EXTRA_ROWS, LONG_WAIT_DAYS
from geo.status.indicators import indicators_of, said
from geo.status.judging import NO_DATA, Indicators, judge
from geo.text import counted

MOST_PEOPLE: Final = 2
"""A status is firm where it stands with so many people more or fewer waiting (people).

Ours: a case or two is what late entry, a death or a withdrawal changes in a week.
"""


@dataclass(frozen=True)
class Nearby:
    """A small change of the facts, and the status it would give."""

    change: str
    """The change as words: `1 person fewer waiting`."""
    status: str


@dataclass(frozen=True)
class Certainty:
    """How sure the status of one zone is."""

    status: str
    nearby: tuple[Nearby, ...]
    """Small changes that would give another status, the smallest first."""
    shrunken: Nearby | None = None
    """The status with the steadier estimate of how many wait, where it is another."""

    @property
    def word(self) -> str | None:
        """`firm` where nothing small changes it, else `close`; None where there is no status."""
        if self.status == NO_DATA:
            return None
        return "close" if self.nearby or self.shrunken else "firm"


def certainty_of(
    zone: str, figures: pd.DataFrame, waits: pd.DataFrame, model: Model, shrunken_per_100: pd.Series | None = None
) -> Certainty:
    """Whether the status of a zone would change with small changes of the facts.

    Changes tried: one and two people more or fewer waiting, whoever they are (the longest or the shortest waits
    gone, or new waits of 0 days), and one delivering provider more or fewer. Then the rate of people waiting is
    replaced by its empirical Bayes estimate, which a few people cannot move far.

    Args:
        zone: zone_code.
        figures: The zone table.
        waits: Open waits with zone_code and wait_days.
        model: Its tiers.
        shrunken_per_100: Empirical Bayes estimate of people awaiting for every 100 receiving, by zone_code.
    """
    [row] = indicators_of(figures.loc[[zone]]).to_dict(orient="records")
    rate = float("nan") if shrunken_per_100 is None else float(shrunken_per_100.get(zone, float("nan")))
    return certainty_from(row, waits.loc[waits["zone_code"] == zone, "wait_days"].to_numpy("float64"), model, rate)


def certainty_from(row: Indicators, wait_days: Floats, model: Model, steadier_rate: float) -> Certainty:
    """The same from the indicators of one zone, its open waits (days) and its steadier rate (NaN where unknown)."""
    now = judge(row, model).status
    if now == NO_DATA:
        return Certainty(now, ())
    changes = _changes(row, np.sort(wait_days))
    tried = (Nearby(change, judge({**row, **changed}, model).status) for change, changed in changes)
    return Certainty(
        now, tuple(near for near in tried if near.status != now), _steadier(row, now, model, steadier_rate)
    )


def steadier_per_100(figures: pd.DataFrame) -> pd.Series:
    """People awaiting for every 100 receiving, drawn towards the rate of all zones where a zone has few people.

    Returns:
        The empirical Bayes estimate by zone_code; missing where it cannot be made.
    """
    zones = figures[~figures.index.isin(list(EXTRA_ROWS))]
    return awaiting_per_100(zones["people_awaiting"], zones["people_receiving"])["estimate_per_100"]


def _changes(row: Indicators, days: Floats) -> Iterator[tuple[str, dict[str, Any]]]:
    """Small changes of the facts as words, with the indicators they give; the smallest first."""
    delivering, receiving = row["providers_delivering"], row["people_receiving"]
    for count in range(1, MOST_PEOPLE + 1):
        fewer = f"{counted(count, 'person', 'people')} fewer waiting"
        if len(days) >= count:
            yield f"{fewer} (longest waits)", _waiting(days[:-count], receiving)
            yield f"{fewer} (shortest waits)", _waiting(days[count:], receiving)
        more = np.append(np.zeros(count), days)
        yield f"{counted(count, 'person', 'people')} more waiting", _waiting(more, receiving)
        if count == 1 and delivering >= 1:
            yield "1 provider fewer delivering", {"providers_delivering": delivering - 1}
        if count == 1:
            yield "1 provider more delivering", {"providers_delivering": delivering + 1}


def _waiting(days: Floats, receiving: float) -> dict[str, Any]:
    """The indicators of waits of these lengths, in order, beside so many people receiving."""
    unknown, count = float("nan"), len(days)
    return {
        "people_awaiting": count,
        "awaiting_per_100": 100.0 * count / receiving if receiving > 0 else unknown,
        "wait_median_days": float(days[(count - 1) // 2] + days[count // 2]) / 2.0 if count else unknown,
        "wait_mean_days": float(days.mean()) if count else unknown,
        "wait_max_days": float(days[-1]) if count else unknown,
        "wait_over_28_days": int((days > LONG_WAIT_DAYS).sum()),
    }


def _steadier(row: Indicators, now: str, model: Model, rate: float) -> Nearby | None:
    """The status with the steadier rate, where it is another."""
    if math.isnan(rate):
        return None
    status = judge({**row, "awaiting_per_100": rate}, model).status
    return None if status == now else Nearby(said("awaiting_per_100", rate), status)
