"""Secondary suppression: further cells are hidden until no hidden cell can be worked out from the others."""

from collections.abc import Collection
from dataclasses import dataclass

from geo.disclosure.proof import Need, Proof
from geo.disclosure.system import Key, System
from geo.disclosure.targets import cells, insiders, lines, unshown
from geo.disclosure.worlds import Worlds

__all__ = ["Need", "Protected", "protect", "weak_cells"]


@dataclass(frozen=True)
class Protected:
    """A system in which more is hidden."""

    system: System
    added: tuple[Key, ...]
    """Cells that were hidden to protect others, in order."""
    unsafe: tuple[Key, ...] = ()
    """Cells that cannot be protected by hiding what may be hidden; the table must be coarser."""

    @property
    def is_possible(self) -> bool:
        """Whether every hidden cell is protected."""
        return not self.unsafe


def protect(system: System, need: Need | None = None, *, may_hide: Collection[Key] | None = None) -> Protected:
    """Hide partners, the cheapest first and never a zero, until an attack on each hidden cell fails.

    A partner stands in a sum with the cell, total included. When all are protected, partners that turn out not to be
    needed are shown again, the dearest first.

    Args:
        system: All that is published, with the small counts hidden; it may be joined with earlier releases.
        need: How much an attacker must not find out.
        may_hide: What may be hidden; without it, all cells.

    Returns:
        The same cells for the same system, whatever the order of its parts.
    """
    needed, added = need or Need(), list[Key]()
    while unsafe := weak_cells(system.hiding(added), needed):
        near = [key for weak in unsafe for key in _partners(system.hiding(added), weak)]
        partner = next((key for key in near if may_hide is None or key in may_hide), None)
        if partner is None:
            return Protected(system.hiding(added), tuple(sorted(added)), tuple(unsafe))
        added.append(partner)
    for key in sorted(added, key=lambda one: (-system.true.get(one, 0), one)):
        fewer = [one for one in added if one != key]
        added = added if weak_cells(system.hiding(fewer), needed) else fewer
    return Protected(system.hiding(added), tuple(sorted(added)))


def weak_cells(system: System, need: Need) -> list[Key]:
    """Hidden cells, and counts that are not shown, that a reader or somebody in another cell finds out too well."""
    worlds = Worlds(system)
    targets = [*cells(system), *unshown(system), *insiders(system, worlds)]
    proof = Proof(worlds, lines(targets, worlds, need, [target.key for target in targets]))
    return sorted({targets[at].key for at in proof.failing()})


def _partners(system: System, key: Key) -> list[Key]:
    """Shown cells that stand in a sum with a cell and are not zero, the cheapest first."""
    rows = [{row.total, *row.parts} for row in system.sums if key == row.total or key in row.parts]
    near = set().union(*rows) - {key}
    shown = [one for one in near if one in system.shown and not system.shown[one].is_hidden]
    return sorted((one for one in shown if system.true.get(one, 1) > 0), key=lambda one: (system.true.get(one, 0), one))
