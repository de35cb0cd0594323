"""Classes of the maps: the same limits every week, so that two maps compare and a reader can repeat them."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from geo.colours import SEQUENCES, TIER_FILLS
from geo.exports.page import MARKED, MapBand
from geo.release import BANDS, Measure, Value


@dataclass(frozen=True)
class Steps:
    """Classes of a whole number by the lowest number of each, lowest first."""

    starts: tuple[int, ...]
    labels: tuple[str, ...]

    def bands(self) -> list[MapBand]:
        """The classes, more being darker."""
        return [MapBand(label, fill) for label, fill in zip(self.labels, SEQUENCES[len(self.labels)], strict=True)]

    def place(self, number: float) -> int:
        """Position of the class that holds a number."""
        return max(bisect_right(self.starts, number) - 1, 0)


PROVIDERS: Final = Steps((0, 1, 2, 5, 10), ("None", "1", "2 to 4", "5 to 9", "10 or more"))
"""None, one alone, and enough that one may leave (providers)."""

WAITS: Final = Steps((0, 8, 15, 29, 57), tuple(BANDS.values()))
"""One, two, four and eight weeks (whole days)."""

COVERED: Final = Steps((0, 50, 75, 90), ("Under 50 %", "50 to 74 %", "75 to 89 %", "90 % or more"))
"""Share of residents (whole %)."""

OFF_FRAMEWORK: Final = Steps((0, 5, 15, 25, 45), ("Under 5 %", "5 to 14 %", "15 to 24 %", "25 to 44 %", "45 % or more"))
"""Share of hours (%), between the tens that shares are rounded to; a quarter is where thresholds begin to count."""


@dataclass(frozen=True)
class Bands:
    """The classes of one map and the class of each area."""

    bands: tuple[MapBand, ...]
    places: Mapping[str, int]
    """Position in `bands` by code of the area."""

    def label(self, area: str) -> str:
        """Name of the class that an area is in."""
        return self.bands[self.places[area]].label


def number_bands(values: Mapping[str, Value], steps: Steps) -> Bands:
    """Classes of a number, all of them whether or not an area is in one, and the class of each area."""
    places = {code: steps.place(value.number) for code, value in values.items() if value.number is not None}
    return with_markers(steps.bands(), places, values)


def tier_bands(measure: Measure, values: Mapping[str, Value]) -> Bands:
    """Classes of the tiers, worst first, and the class of each area."""
    codes = list(measure.tiers)
    bands = [MapBand(measure.tiers[code], fill) for code, fill in zip(codes, tier_fills(len(codes)), strict=True)]
    places = {area: codes.index(value.code) for area, value in values.items() if value.code is not None}
    return with_markers(bands, places, values)


def tier_fills(tiers: int) -> tuple[str, ...]:
    """Fills of any number of tiers, worst first: the worst and the best keep theirs; of more than four, blues."""
    if tiers <= len(TIER_FILLS):
        return (*TIER_FILLS[: max(tiers - 1, 0)], TIER_FILLS[-1])[:tiers]
    shades = SEQUENCES[max(SEQUENCES)]
    return tuple(shades[round((len(shades) - 1) * (1 - at / (tiers - 1)))] for at in range(tiers))


def with_markers(bands: Sequence[MapBand], places: Mapping[str, int], values: Mapping[str, Value]) -> Bands:
    """The classes with those of the markers behind them where an area has one, and the class of each area."""
    marks = {code: value.marker for code, value in values.items()}
    every = (*bands, *(band for marker, band in MARKED.items() if marker in marks.values()))
    return Bands(
        every,
        {code: places[code] if marker is None else every.index(MARKED[marker]) for code, marker in marks.items()},
    )
