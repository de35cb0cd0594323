"""A week is protected, attacked together with what was released before, and only then written to the ledger."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from geo.disclosure.audit import Audit
from geo.disclosure.detail import Detail
from geo.disclosure.rules import RuleSet
from geo.errors import DisclosureError
from geo.release import Release
from geo.release.ledger import Ledger, Released


@dataclass(frozen=True)
class Preview:
    """What a release of a week would be; for those who may see the detail, and never written."""

    release: Release
    audit: Audit
    status_differs: tuple[str, ...]
    """Codes of the zones whose status differs from the dashboard's, because it is worked out from protected values."""
    hidden: int
    """Values that are hidden."""
    cells: int
    """Values in all."""

    @property
    def is_safe(self) -> bool:
        """Whether it would be written."""
        return self.audit.passed


def ledger_of(workspace: Path) -> Ledger:
    """The ledger of a workspace."""
    return Ledger(workspace / "exports" / "releases")


def preview_of(detail: Detail, rules: RuleSet, ledger: Ledger) -> Preview:
    """What a release of a week would be; writes nothing.

    Args:
        detail: The week.
        rules: What it is protected by.
        ledger: What was released before.

    Raises:
        DisclosureError: The ledger is damaged, or the week cannot be protected at all.
    """
    raise DisclosureError("Releases are not made yet.")


def release_week(detail: Detail, rules: RuleSet, ledger: Ledger, *, by: str, now: dt.datetime) -> Released:
    """Protect a week, attack it, and write it to the ledger; a release that fails is not written.

    Args:
        detail: The week.
        rules: What it is protected by.
        ledger: What was released before; the week is attacked together with it, and written to it.
        by: Who releases it.
        now: The instant, with its time zone.

    Raises:
        DisclosureError: The audit failed, with what to coarsen; or the ledger is damaged or in use.
    """
    with ledger.lock():
        preview = preview_of(detail, rules, ledger)
        if not preview.is_safe:
            raise DisclosureError(" ".join(preview.audit.findings))
        summary = {name: getattr(preview.audit, name) for name in ("cells", "insiders", "differences", "narrowest")}
        return ledger.add(preview.release, by=by, now=now, version=detail.manifest.version, audit=summary)
