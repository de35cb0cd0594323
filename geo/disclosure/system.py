"""What a reader of a release can know of the counts behind it: cells, what is shown of them, and how they add up."""

from collections.abc import Mapping
from dataclasses import dataclass

Key = tuple[str, ...]
"""Names a true count: week and version of the record, measure, area and, in a split, band. Two releases that speak of
the same true count use the same key."""


@dataclass(frozen=True)
class Shown:
    """What the release says of one true count."""

    low: int
    """Smallest count that this may stand for, by the published rule alone."""
    high: int | None
    """Largest; None where there is no end."""
    is_hidden: bool
    """It is printed as `[c]`."""


@dataclass(frozen=True)
class Sum:
    """A total that is known to be the sum of its parts."""

    total: Key
    parts: tuple[Key, ...]


@dataclass(frozen=True)
class AtMost:
    """A count that cannot be larger than another, such as those who wait over 28 days and those who waited then."""

    smaller: Key
    larger: Key


@dataclass(frozen=True)
class System:
    """All that is published, as one system that can be attacked."""

    true: Mapping[Key, int]
    """The counts themselves, which the attack must not find."""
    shown: Mapping[Key, Shown]
    sums: tuple[Sum, ...] = ()
    limits: tuple[AtMost, ...] = ()
