"""The release of one week: plain values, each of which may be printed as it stands."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, Literal

import shapely

from geo.text import number

WHOLE: Final = "all"
"""Code of the whole council beside its areas."""

BANDS: Final = {
    "up_to_7_days": "Up to 7 days",
    "over_7_to_14_days": "Over 7 to 14 days",
    "over_14_to_28_days": "Over 14 to 28 days",
    "over_28_to_56_days": "Over 28 to 56 days",
    "over_56_days": "Over 56 days",
}
"""Bands of a wait by code, shortest first; the same as on the maps of waits."""

Kind = Literal["people", "providers", "hours", "share", "days", "distance", "tier"]
"""What a measure counts: people (rounded), providers, hours, a share in %, days, km, or the word of a tier."""


class Marker(StrEnum):
    """What stands where no value may or can; the shorthand of the Government Statistical Service."""

    CONFIDENTIAL = "[c]"
    NOT_AVAILABLE = "[x]"
    NOT_APPLICABLE = "[z]"

    @property
    def meaning(self) -> str:
        """What it says, as a sentence without an end."""
        return {
            Marker.CONFIDENTIAL: "hidden so that nobody can be found",
            Marker.NOT_AVAILABLE: "not available",
            Marker.NOT_APPLICABLE: "not applicable",
        }[self]


@dataclass(frozen=True)
class Value:
    """One released value: a number, the code of a tier, or a marker; exactly one of them."""

    number: float | None = None
    code: str | None = None
    marker: Marker | None = None

    def __post_init__(self) -> None:
        if sum(part is not None for part in (self.number, self.code, self.marker)) != 1:
            raise ValueError("a released value is a number, a code or a marker")


@dataclass(frozen=True)
class Measure:
    """One figure of every area."""

    name: str
    """Such as `people_receiving`; a column of the exported tables."""
    title: str
    """Such as `People receiving care`."""
    kind: Kind
    unit: str
    """Such as `people` or `% of hours`; empty for a tier."""
    meaning: str
    """What it says, as a sentence."""
    protection: str
    """What was done to its values, as a sentence."""
    values: Mapping[str, Value]
    """By code of the area, and `all` for the whole council where it has a value."""
    tiers: Mapping[str, str] = field(default_factory=dict)
    """Of a tier: names by code, the hardest to source first."""
    coarsened: str = ""
    """Why values by area are left out and only the whole council is given; empty where they are not."""

    def text(self, area: str) -> str:
        """A value as a reader sees it, without its unit: `1,250`, `[c]`, `Monitor closely`."""
        value = self.values.get(area, Value(marker=Marker.NOT_AVAILABLE))
        if value.marker:
            return value.marker.value
        if value.code is not None:
            return self.tiers[value.code]
        return number(value.number or 0.0, 1 if self.kind == "distance" else 0)


@dataclass(frozen=True)
class Split:
    """One measure split by one variable: the only split that is released."""

    name: str
    title: str
    unit: str
    meaning: str
    protection: str
    bands: Mapping[str, str]
    """Names of the parts by code, in order."""
    values: Mapping[str, Mapping[str, Value]]
    """By code of the area (`all` for the whole council), then by band."""
    coarsened: str = ""
    """Why there are fewer bands or areas than asked for; empty where there are not."""


@dataclass(frozen=True)
class Area:
    """One zone; all of this is public."""

    code: str
    name: str
    is_rural: bool | None
    """Most of its residents live in rural areas; None where that is not known."""
    boundary: shapely.Geometry
    """Metres of the British National Grid."""


@dataclass(frozen=True)
class Protection:
    """The rules that a release was made under, printed on every output."""

    name: str
    version: str
    sentences: tuple[str, ...]
    """What was done, for readers; never the values that it was done to."""

    @property
    def label(self) -> str:
        """Such as `Care Zones disclosure rules 1 (strict)`."""
        return f"{self.name} {self.version}"


@dataclass(frozen=True)
class Release:
    """Everything that is released of one week."""

    authority: str
    week: str
    """ISO week, such as `2022-W36`."""
    as_at: dt.date
    area_term: str
    """What the council calls an area, such as `zone`."""
    areas: tuple[Area, ...]
    """In natural order of code."""
    measures: Mapping[str, Measure]
    splits: Mapping[str, Split]
    protection: Protection
    model: str
    """Title of the commissioning model."""
    method_version: int
    series: str
    """Mark of the boundaries: releases of different series are not compared."""
    source: str
    """Where the figures come from, as a sentence."""
    licence: str
    """Under which terms the boundaries may be used, as a sentence."""
    notes: tuple[str, ...] = ()
    """What a reader must know, as sentences."""

    def name_of(self, area: str) -> str:
        """Name of an area, or of the council for `all`."""
        return next((found.name for found in self.areas if found.code == area), self.authority)
