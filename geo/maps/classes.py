"""Which colour class a zone is in: breaks a reader can repeat, and no data as a class of its own."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, floor, log10
from typing import Final, Protocol

import pandas as pd

from geo.colours import BERRY, GREY, PALE, PAPER, SEQUENCES, TIER_FILLS, ink_on
from geo.words.rules import NOT_SPOKEN_OF, RULE_WORDS

NO_DATA: Final = "No data"
NOBODY: Final = "Nobody waiting"
DAY_LIMITS: Final = (7, 14, 28, 56)
"""Upper ends of the wait classes (days): one, two, four and eight weeks, fixed so that maps compare."""

_MOST_STEPS: Final = 4
_ROUND_STEPS: Final = (1, 2, 5, 10)


class Named(Protocol):
    """A tier of the model: a code in the figures and a name for people."""

    @property
    def code(self) -> str:
        """Code, as the column `status` holds it."""

    @property
    def name(self) -> str:
        """Name, as people say it."""


@dataclass(frozen=True)
class Band:
    """One class of a map: what it means and how it is painted."""

    label: str
    fill: str
    is_missing: bool = False
    """Painted with a hatch, so that unknown never looks like zero."""

    @property
    def ink(self) -> str:
        """Text colour on the fill."""
        return ink_on(self.fill)


@dataclass(frozen=True)
class Classed:
    """The classes of one map and the class of each zone."""

    bands: tuple[Band, ...]
    band_of: pd.Series
    """Position in `bands`, by zone_code."""


def count_classes(counts: pd.Series) -> Classed:
    """Classes of a count: zero alone, then at most four equal round steps.

    Args:
        counts: Whole numbers by zone_code; missing where unknown.

    Returns:
        Bands for zero where there is one, the steps up to the largest count, and no data where there is some.
    """
    known = counts.dropna().astype("int64")
    most = int(known.max()) if len(known) else 0
    step = round_step(most)
    limits = list(range(step, most + step, step)) if most else []
    zero = ["0"] if (known == 0).any() or not limits else []
    labels = zero + [_span(limit - step + 1, limit) for limit in limits]
    place = {code: 0 if n == 0 else len(zero) + ceil(n / step) - 1 for code, n in known.items()}
    return _classed(labels, place, counts.index)


def day_classes(days: pd.Series, people_awaiting: pd.Series) -> Classed:
    """Classes of an open wait in days, at one, two, four and eight weeks.

    Args:
        days: Wait (days) by zone_code; missing where nobody waits or where it is unknown.
        people_awaiting: People waiting (count) by zone_code, which tells the two apart.

    Returns:
        Five bands, and one each for zones where nobody waits and for no data, where there are any.
    """
    labels = [f"Up to {DAY_LIMITS[0]} days"]
    labels += [f"Over {low} to {high} days" for low, high in pairwise(DAY_LIMITS)]
    labels += [f"Over {DAY_LIMITS[-1]} days"]
    known = days.dropna().astype(float)
    place = {code: sum(wait > limit for limit in DAY_LIMITS) for code, wait in known.items()}
    nobody = people_awaiting.index[people_awaiting.eq(0).fillna(value=False) & days.isna()]
    return _classed(labels, place, days.index, nobody=nobody)


def same_classes(figures: Sequence[pd.Series], *, whole: bool) -> list[Classed]:
    """The same classes for several maps of one figure, so that equal colours mean equal values.

    Args:
        figures: The figure by zone_code, once for each map.
        whole: It is a count; otherwise a quantity such as days or per cent.
    """
    together = pd.concat([series.rename(lambda code, at=at: f"{at}|{code}") for at, series in enumerate(figures)])
    known = pd.to_numeric(together)
    classed = count_classes(known.round().astype("Int64")) if whole else quantity_classes(known)
    return [
        Classed(
            classed.bands, pd.Series([classed.band_of[f"{at}|{code}"] for code in series.index], index=series.index)
        )
        for at, series in enumerate(figures)
    ]


def share_classes(shares_pct: pd.Series) -> Classed:
    """Classes of a share in per cent: at most four equal round steps from 0; missing where unknown."""
    return quantity_classes(shares_pct, " %")


def quantity_classes(values: pd.Series, unit: str = "") -> Classed:
    """Classes of a quantity: at most four equal round steps from 0.

    Args:
        values: The quantity by zone_code; missing where unknown.
        unit: What stands behind the numbers of a label.
    """
    known = pd.to_numeric(values).dropna().astype(float)
    most = float(known.max()) if len(known) else 0.0
    step = round_step(ceil(most))
    limits = list(range(step, ceil(most) + step, step)) or [step]
    labels = [f"{'Over ' if limit > step else ''}{limit - step:,} to {limit:,}{unit}" for limit in limits]
    place = {code: max(ceil(value / step) - 1, 0) for code, value in known.items()}
    return _classed(labels, place, values.index)


def tier_classes(status: pd.Series, tiers: Sequence[Named]) -> Classed:
    """Classes of the hard-to-source status: one for each tier of the model, worst first.

    Args:
        status: Tier code by zone_code; missing or `no_data` where it cannot be told.
        tiers: The model's tiers, worst first; at most four, and `no_data` is left out of the count.
    """
    named = [tier for tier in tiers if tier.code != "no_data"]
    place = {tier.code: number for number, tier in enumerate(named)}
    bands = [Band(tier.name, fill) for tier, fill in zip(named, TIER_FILLS, strict=False)]
    return _finished(bands, {code: place[s] for code, s in status.items() if s in place}, status.index)


def outcome_classes(outcomes: pd.Series) -> Classed:
    """Classes of what came of a rule: not met, met, no data, and zones that the rule is not for.

    Args:
        outcomes: fail, pass or no_data by zone_code; missing where the rule does not speak of the zone.
    """
    place = {"fail": 0, "pass": 1, NOT_SPOKEN_OF: 2}
    bands = [Band(RULE_WORDS["fail"], BERRY), Band(RULE_WORDS["pass"], PALE)]
    said = outcomes.fillna(NOT_SPOKEN_OF)
    if said.eq(NOT_SPOKEN_OF).any():
        bands.append(Band(NOT_SPOKEN_OF, PAPER))
    return _finished(bands, {code: place[word] for code, word in said.items() if word in place}, outcomes.index)


def round_step(most: float) -> int:
    """Smallest of 1, 2, 5, 10, 20, 50, ... that reaches `most` in at most four steps."""
    rough = max(most, 1) / _MOST_STEPS
    power = 10 ** max(floor(log10(rough)), 0)
    return int(next(part * power for part in _ROUND_STEPS if part * power >= rough))


def _span(low: int, high: int) -> str:
    """`3`, or `3 to 4`."""
    return f"{low:,}" if low == high else f"{low:,} to {high:,}"


def _classed(
    labels: Sequence[str], place: Mapping[Hashable, int], zones: pd.Index, nobody: Iterable[Hashable] = ()
) -> Classed:
    """Labels in order, with the sequential fills."""
    bands = [Band(label, fill) for label, fill in zip(labels, SEQUENCES[len(labels)], strict=True)]
    empty: dict[Hashable, int] = dict.fromkeys(nobody, len(bands))
    if empty:
        bands.append(Band(NOBODY, PAPER))
    return _finished(bands, {**place, **empty}, zones)


def _finished(bands: list[Band], place: Mapping[Hashable, int], zones: pd.Index) -> Classed:
    """The classes, with one for no data behind the others where a zone has no place."""
    numbers = [place.get(code, len(bands)) for code in zones]
    if len(bands) in numbers:
        bands = [*bands, Band(NO_DATA, GREY, is_missing=True)]
    return Classed(tuple(bands), pd.Series(numbers, index=zones, name="band", dtype="int64"))
