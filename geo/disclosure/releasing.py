"""A week is protected, attacked together with what was released before, and only then written to the ledger."""

import dataclasses
import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from geo.disclosure.assembling import assembled
from geo.disclosure.audit import PREDECESSORS, Audit, Wording, audit
from geo.disclosure.detail import Detail
from geo.disclosure.figures import CONFIDENTIAL, areas_of
from geo.disclosure.making import Before, Making, Plan
from geo.disclosure.published import links_between, release_name, system_of_released
from geo.disclosure.rules import RuleSet
from geo.disclosure.wording import MEASURES
from geo.errors import DisclosureError
from geo.release import Release
from geo.release.ledger import Act, Ledger, Released
from geo.release.released import WHOLE


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
    before = _before(detail, rules, ledger.released())
    try:
        made, found = _safest(detail, rules, before)
    except ValueError:
        # A late entry can make somebody wait who did not wait before: then such a link tells nothing.
        made, found = _safest(detail, rules, replace(before, links=()))
    release = assembled(made)
    cells = [value for measure in release.measures.values() for value in measure.values.values()]
    cells += [value for part in release.splits.values() for row in part.values.values() for value in row.values()]
    return Preview(release, found, _differing(detail, release), sum(cell == CONFIDENTIAL for cell in cells), len(cells))


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
        # Not how many insiders: that is how many hidden counts are 1 or 2.
        summary = {name: getattr(preview.audit, name) for name in ("cells", "differences", "narrowest")}
        act = Act(by, now, detail.manifest.version, dataclasses.asdict(rules), summary)
        return ledger.add(preview.release, act)


def _safest(detail: Detail, rules: RuleSet, before: Before) -> tuple[Making, Audit]:
    """A release that is made coarser as long as the audit names a table that can be."""
    plan, titles = Plan(), {said.name: said.title[:1].lower() + said.title[1:] for said in MEASURES}
    words = Wording(titles, detail.model.area_term)
    while True:
        made = Making(detail, rules, before, plan)
        if made.better_whole:
            plan = replace(plan, whole_only=plan.whole_only | made.better_whole)
            continue
        found = audit(made.system, before.systems, before.links, need=rules.need, wording=words)
        coarser = _coarser(made, found)
        if found.passed or coarser == plan:
            return made, found
        plan = coarser


def _coarser(made: Making, found: Audit) -> Plan:
    """The plan with what the audit names made coarser; the same where nothing of that can be."""
    plan = made.plan
    if any(level == "band" for _, level in found.tables) and made.split is not None:
        plan = replace(plan, split_from=made.split.rank + 1)
    named = {measure for measure, level in found.tables if level == "area"}
    return replace(plan, whole_only=plan.whole_only | named)


def _before(detail: Detail, rules: RuleSet, released: Sequence[Released]) -> Before:
    """What was released before; a release that is made again is held against what stood before it then."""
    ours = (detail.week, detail.manifest.version, dataclasses.asdict(rules))
    same = [(one.entry.week, one.entry.version, one.entry.terms) == ours for one in released]
    earlier = released[: same.index(True)] if True in same else released
    found = [one for one in earlier if one.release.series == detail.manifest.series]
    first = (detail.week, detail.manifest.series)
    others = [one.release for one in earlier if (one.entry.week, one.release.series) != first]
    is_quiet = any(abs((release.as_at - detail.as_at).days) < rules.quiet_days for release in others)
    kept = found[-PREDECESSORS:]
    days = {release_name(one.entry.week, one.entry.version): one.release.as_at for one in kept}
    days[release_name(detail.week, detail.manifest.version)] = detail.as_at
    links = links_between(days, [*areas_of(detail), WHOLE])
    versions = {one.entry.version for one in earlier if one.entry.week == detail.week}
    is_correction = bool(versions - {detail.manifest.version})
    return Before(tuple(map(system_of_released, kept)), tuple(links), is_quiet, is_correction)


def _differing(detail: Detail, release: Release) -> tuple[str, ...]:
    """Zones whose released status is another tier than the recorded one."""
    status = release.measures["status"].values
    recorded = detail.figures["status"]
    return tuple(area for area, value in status.items() if value.code is not None and value.code != recorded[area])
