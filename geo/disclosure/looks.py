"""Checks of a release that need no solver: groups that a split lays bare, and hidden cells that do not look alike."""

from collections.abc import Iterator
from typing import Final

from geo.disclosure.system import Key, Sum, System

WHOLE_GROUP_BELOW: Final = 20
"""A split of fewer people than this must not show where all of them are (people)."""
WHOLE_GROUP_LEAVES: Final = 2
"""All but so few in one part count as all (people)."""


def whole_groups(system: System) -> Iterator[Key]:
    """Totals of splits that show all, or all but two, of fewer than 20 people in one part; nobody is no group."""
    for row in system.sums:
        counts = [system.true.get(part, 0) for part in row.parts]
        is_group = 0 < sum(counts) < WHOLE_GROUP_BELOW and max(counts) >= sum(counts) - WHOLE_GROUP_LEAVES
        if _is_split(row) and is_group and any(_is_shown(part, system) for part in row.parts):
            yield row.total


def telling_marks(system: System) -> Iterator[Key]:
    """Hidden cells whose mark says of what kind they are: small for certain, or nobody while a sister is somebody."""
    yield from (key for key in system.hidden if system.shown[key].high is not None)
    for row in filter(_is_split, system.sums):
        yield from _unlike(row, system)


def _unlike(row: Sum, system: System) -> Iterator[Key]:
    """A hidden part of a split of which some hidden parts may be nobody and others may not."""
    hidden = [part for part in row.parts if part in system.shown and system.shown[part].is_hidden]
    if len({system.shown[part].low for part in hidden}) > 1:
        yield hidden[0]


def _is_split(row: Sum) -> bool:
    """Whether a sum splits one area by bands, rather than the council by areas."""
    return all(len(part) == len(row.total) + 1 for part in row.parts)


def _is_shown(key: Key, system: System) -> bool:
    """Whether a count is shown, rounded or exact."""
    return key in system.shown and not system.shown[key].is_hidden
