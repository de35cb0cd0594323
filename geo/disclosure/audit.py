"""The audit of a release: attacked together with the last twelve, it passes or is not written."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from geo.disclosure.attack import attack
from geo.disclosure.secondary import Need
from geo.disclosure.system import AtMost, System, join

PREDECESSORS: Final = 12
"""Earlier releases that a new one is audited with."""


@dataclass(frozen=True)
class Audit:
    """What the attack found."""

    passed: bool
    findings: tuple[str, ...]
    """Sentences that name the measure and the level to coarsen; never a hidden value."""
    cells: int
    """Hidden cells that were attacked."""
    insiders: int
    """Hidden cells whose own count an attacker was given."""
    differences: int
    """Differences between releases that were worked out."""
    narrowest: int | None
    """The least interval of any hidden cell (people); None where nothing is hidden or nothing has an end."""


def audit(
    system: System, earlier: Sequence[System] = (), links: Sequence[AtMost] = (), need: Need | None = None
) -> Audit:
    """Attack a release as a reader would who has kept all the earlier ones.

    Args:
        system: The new release.
        earlier: Releases of the ledger, newest last; the last twelve count.
        links: What is known between counts of different weeks.
        need: How wide an interval must be.
    """
    needed = need or Need()
    joint = join([*earlier[-PREDECESSORS:], system], links)
    found = attack(joint)
    failing = [key for key, interval in found.items() if not needed.is_met(interval)]
    findings = tuple(dict.fromkeys(f"Counts of {key[1]} can be worked out. Coarsen {key[1]}." for key in failing))
    widths = [int(interval.width) for interval in found.values() if interval.high is not None]
    return Audit(not findings, findings, len(found), 0, 0, min(widths, default=None))
