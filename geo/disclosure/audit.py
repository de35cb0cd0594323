"""The audit of a release: attacked together with the last twelve, it passes or is not written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from geo.disclosure.differences import week_of
from geo.disclosure.examine import examine
from geo.disclosure.looks import telling_marks, whole_groups
from geo.disclosure.proof import Need
from geo.disclosure.system import AtMost, Key, System
from geo.disclosure.targets import Target

PREDECESSORS: Final = 12
"""Earlier releases that a new one is audited with."""
Level = Literal["all", "area", "band"]
"""Whole council, areas, or parts of a split."""
_FOUND: Final = {
    "cell": "a hidden count can be worked out, or nearly, from the other published counts",
    "insider": "somebody who knows the count of one hidden cell can work out another, or nearly",
    "derived": "a count of a few people that is not published follows from the published ones",
    "difference": "the releases of {earlier} and {later} together show that a few people came or went",
    "correction": "the two versions of {later} together show what a few people were corrected by",
    "group": "the split shows where nearly everybody of a small group is",
    "mark": "hidden counts do not all look alike",
}
"""What a finding says; never a count."""
_COARSER: Final = {
    "all": "Leave {measure} out of this release, or release a later week",
    "area": "Give {measure} for the whole council only",
    "band": "Give {measure} in fewer bands, or bands of the whole council only",
}
"""What to do about it."""


@dataclass(frozen=True)
class Audit:
    """What the attack found."""

    findings: tuple[str, ...]
    """Sentences that name the measure and the level to coarsen; never a hidden value."""
    tables: tuple[tuple[str, Level], ...]
    """Code of the measure and level of each finding, for a program that coarsens them."""
    cells: int
    """Hidden cells that were attacked."""
    insiders: int
    """Hidden cells whose own count an attacker was given."""
    differences: int
    """Differences between releases that were looked at."""
    narrowest: int | None
    """The least interval that is left of any hidden cell (people), at the least; None where none is hidden."""

    @property
    def passed(self) -> bool:
        """Whether nothing was found."""
        return not self.findings


@dataclass(frozen=True)
class Wording:
    """How findings name what they speak of."""

    measures: Mapping[str, str] = field(default_factory=dict)
    """Such as `people awaiting care`, by code."""
    area: str = "zone"


def audit(
    system: System,
    earlier: Sequence[System] = (),
    links: Sequence[AtMost] = (),
    *,
    need: Need | None = None,
    wording: Wording | None = None,
) -> Audit:
    """Attack a release as a reader would who has kept all the earlier ones.

    Every hidden cell of all of them; every hidden cell for somebody in another one of 1 or 2; every count and remainder
    that two releases leave when subtracted; groups that a split lays bare; marks that tell kinds apart.

    Args:
        system: The new release.
        earlier: Releases of the ledger, oldest first; the last twelve count.
        links: What is known between counts of different weeks; those that speak of other weeks are left out.
        need: How much must stay unknown.
        wording: Words of the findings.

    Raises:
        ValueError: The true counts do not agree with what is shown of them: a fault of the protection.
    """
    seen = examine([*earlier[-PREDECESSORS:], system], links, need or Need(), _table)
    found = [(_table(target), target) for target in seen.failing] + _seen(system)
    words = wording or Wording()
    return Audit(
        findings=tuple(dict.fromkeys(_sentence(table, target, words) for table, target in found)),
        tables=tuple(dict.fromkeys((measure, level) for (_, measure, level), _ in found)),
        cells=seen.cells,
        insiders=seen.insiders,
        differences=seen.differences,
        narrowest=seen.narrowest,
    )


def _seen(system: System) -> list[tuple[tuple[str, str, Level], Target]]:
    """What can be seen without a solver."""
    places: list[tuple[str, str, Level, Key]] = [("group", key[1], "band", key) for key in whole_groups(system)]
    places += [("mark", *_place(key), key) for key in telling_marks(system)]
    return [((cause, measure, level), Target("cell", {key: 1})) for cause, measure, level, key in places]


def _table(target: Target) -> tuple[str, str, Level]:
    """What a finding speaks of: its cause, measure and level."""
    return (target.cause, *_place(target.key))


def _place(key: Key) -> tuple[str, Level]:
    """Measure and level of a count."""
    return key[1], "band" if len(key) > 3 else "all" if key[2] == "all" else "area"


def _sentence(table: tuple[str, str, Level], target: Target, words: Wording) -> str:
    """A finding as sentences: where, what, and what to do."""
    cause, measure, level = table
    name = words.measures.get(measure, measure)
    by = {"all": "", "area": f" by {words.area}", "band": " by band"}[level]
    weeks = {"later": week_of(target.key), "earlier": week_of(target.other) if min(target.weights.values()) < 0 else ""}
    where = name[:1].upper() + name[1:] + by
    return f"{where}: {_FOUND[cause].format(**weeks)}. {_COARSER[level].format(measure=name)}."
