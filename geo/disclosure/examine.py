"""A release and its predecessors before every attacker at once."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

from geo.disclosure.differences import differences
from geo.disclosure.proof import Need, Proof
from geo.disclosure.system import AtMost, System, join
from geo.disclosure.targets import Target, cells, insiders, lines, unshown
from geo.disclosure.worlds import Worlds


@dataclass(frozen=True)
class Examined:
    """What the attackers found."""

    failing: tuple[Target, ...]
    """What is found out too well; of each group of targets one."""
    cells: int
    """Hidden cells that were attacked."""
    insiders: int
    """Hidden cells whose own count an attacker was given."""
    differences: int
    """Differences between releases that were looked at."""
    narrowest: int | None
    """The least interval of a hidden cell (people), at the least; None where none is hidden."""


def examine(
    releases: Sequence[System],
    links: Sequence[AtMost],
    need: Need,
    group: Callable[[Target], Hashable],
    *,
    most: int | None = None,
) -> Examined:
    """Attack releases together.

    Args:
        releases: The releases, oldest first, the new one last.
        links: What is known between counts of different weeks; those that speak of other weeks are left out.
        need: How much must stay unknown.
        group: What a finding would speak of; after the first finding of a group its other targets are left alone.
        most: After so many findings the rest is left alone.

    Raises:
        ValueError: The true counts do not agree with what is shown of them: a fault of the protection.
    """
    joint = join(releases, _between(releases, links))
    worlds = Worlds(joint)
    sides, changes = insiders(joint, worlds), differences(releases)
    targets = [*cells(joint), *unshown(joint), *sides, *changes]
    proof = Proof(worlds, lines(targets, worlds, need, [group(one) for one in targets]))
    failing = tuple(targets[at] for at in proof.failing(most))
    widths = (proof.high - proof.low)[: len(joint.hidden)]
    narrowest = int(widths.min()) if len(widths) else None
    return Examined(failing, len(joint.hidden), len({one.knows for one in sides}), len(changes), narrowest)


def _between(releases: Sequence[System], links: Sequence[AtMost]) -> list[AtMost]:
    """Links of which both counts belong to these releases."""
    known = {key for release in releases for key in release.keys}
    return [link for link in links if link.smaller in known and link.larger in known]
