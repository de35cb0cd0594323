"""How sure a status is: would it change with a person or two, a provider, or a steadier estimate of a small rate."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd

from geo.locate import Floats
from geo.metrics.shrinkage import awaiting_per_100
from geo.model import Model
from geo.schemas import EXTRA_ROWS, LONG_WAIT_DAYS
from geo.status.indicators import indicators_of, said
from geo.status.judging import NO_DATA, judge
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
    row = figures.loc[zone].to_dict()
    days = np.sort(waits.loc[waits["zone_code"] == zone, "wait_days"].to_numpy("float64"))
    changes = list(_changes(row, days))
    indicators = indicators_of(pd.DataFrame([row, *({**row, **changed} for _, changed in changes)]))
    now, *tried = (judge(one, model).status for one in indicators.to_dict(orient="records"))
    if now == NO_DATA:
        return Certainty(now, ())
    other = (Nearby(change, status) for (change, _), status in zip(changes, tried, strict=True) if status != now)
    return Certainty(now, tuple(other), _steadier(zone, indicators.iloc[0].to_dict(), now, model, shrunken_per_100))


def steadier_per_100(figures: pd.DataFrame) -> pd.Series:
    """People awaiting for every 100 receiving, drawn towards the rate of all zones where a zone has few people.

    Returns:
        The empirical Bayes estimate by zone_code; missing where it cannot be made.
    """
    zones = figures[~figures.index.isin(list(EXTRA_ROWS))]
    return awaiting_per_100(zones["people_awaiting"], zones["people_receiving"])["estimate_per_100"]


def _changes(row: Mapping[str, Any], days: Floats) -> Iterator[tuple[str, dict[str, Any]]]:
    """Small changes of the facts as words, with the figures they give; the smallest first."""
    delivering = row["providers_delivering"]
    for count in range(1, MOST_PEOPLE + 1):
        fewer = f"{counted(count, 'person', 'people')} fewer waiting"
        if len(days) >= count:
            yield f"{fewer} (longest waits)", _waiting(days[:-count])
            yield f"{fewer} (shortest waits)", _waiting(days[count:])
        yield f"{counted(count, 'person', 'people')} more waiting", _waiting(np.append(np.zeros(count), days))
        if count == 1 and delivering >= 1:
            yield "1 provider fewer delivering", {"providers_delivering": delivering - 1}
        if count == 1:
            yield "1 provider more delivering", {"providers_delivering": delivering + 1}


def _waiting(days: Floats) -> dict[str, Any]:
    """The figures of waits of these lengths."""
    known = len(days) > 0
    return {
        "people_awaiting": len(days),
        "wait_median_days": float(np.median(days)) if known else float("nan"),
        "wait_mean_days": float(np.mean(days)) if known else float("nan"),
        "wait_max_days": float(np.max(days)) if known else float("nan"),
        "wait_over_28_days": int((days > LONG_WAIT_DAYS).sum()),
    }


def _steadier(
    zone: str, indicators: Mapping[str, Any], now: str, model: Model, shrunken_per_100: pd.Series | None
) -> Nearby | None:
    """The status with the steadier rate, where it is another."""
    if shrunken_per_100 is None or pd.isna(shrunken_per_100.get(zone)):
        return None
    rate = float(shrunken_per_100[zone])
    status = judge({**indicators, "awaiting_per_100": rate}, model).status
    return None if status == now else Nearby(said("awaiting_per_100", rate), status)
