"""What a reader of a release can know of the counts behind it: cells, what is shown of them, and how they add up."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

Key = tuple[str, ...]
"""Names a true count: week and version of the record, measure, area and, in a split, band. Two releases that speak of
the same true count use the same key; without its first part it is the family that is compared from week to week."""


@dataclass(frozen=True)
class Shown:
    """What the release says of one true count."""

    low: int
    """Smallest count that this may stand for, by the published rule alone."""
    high: int | None
    """Largest; None where there is no end."""
    is_hidden: bool
    """It is printed as `[c]`."""


HIDDEN = Shown(1, None, is_hidden=True)
"""What `[c]` says: somebody is there. A count of 1 to 7 and a partner hidden to protect it look alike."""


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
    """All that is published, as one system that can be attacked.

    A key of a sum or limit of which nothing is shown is a count of which a reader knows only that it is not negative.
    """

    true: Mapping[Key, int]
    """The counts themselves, which the attack must not find; a count that is no longer known may be left out."""
    shown: Mapping[Key, Shown]
    sums: tuple[Sum, ...] = ()
    limits: tuple[AtMost, ...] = ()
    known: frozenset[Key] = frozenset()
    """Counts that an attacker is taken to know from elsewhere, as `shown` says; what they are is no finding."""

    @property
    def hidden(self) -> tuple[Key, ...]:
        """The hidden cells, in order."""
        return tuple(sorted(key for key, shown in self.shown.items() if shown.is_hidden))

    @property
    def keys(self) -> tuple[Key, ...]:
        """Every count that is shown or that a sum or limit speaks of, in order."""
        named = {key for row in self.sums for key in (row.total, *row.parts)}
        named |= {key for row in self.limits for key in (row.smaller, row.larger)}
        return tuple(sorted(named | set(self.shown)))

    def hiding(self, keys: Collection[Key]) -> "System":
        """The same with further cells hidden."""
        return replace(self, shown={key: HIDDEN if key in keys else shown for key, shown in self.shown.items()})


def join(systems: Sequence[System], links: Sequence[AtMost] = ()) -> System:
    """Several releases as one system; a count that two of them show is known as well as both together tell it.

    Args:
        systems: The releases.
        links: What is known between their counts, such as who waited four weeks ago.
    """
    shown: dict[Key, Shown] = {}
    for system in systems:
        for key, said in system.shown.items():
            shown[key] = _both(shown[key], said) if key in shown else said
    true = {key: count for system in systems for key, count in system.true.items()}
    sums = dict.fromkeys(row for system in systems for row in system.sums)
    limits = dict.fromkeys([*(row for system in systems for row in system.limits), *links])
    known = frozenset(key for system in systems for key in system.known)
    return System(true, shown, tuple(sums), tuple(limits), known)


def _both(one: Shown, other: Shown) -> Shown:
    """What two releases together say of one count."""
    ends = [end for end in (one.high, other.high) if end is not None]
    return Shown(max(one.low, other.low), min(ends, default=None), one.is_hidden and other.is_hidden)
