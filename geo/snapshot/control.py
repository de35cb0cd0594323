"""Is this week like the weeks before it? What would mislead is held until somebody says why it is right."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Final

import pandas as pd

from geo.metrics.supply import active_packages
from geo.snapshot.manifest import Manifest
from geo.text import joined, long_date
from geo.week import Week

WEEKS_BACK: Final = 8
"""A week is held against the median of so many weeks before it (weeks)."""
WARN_SHARE: Final = 0.20
"""A control total that differs from that median by so much is pointed out (share)."""
HOLD_SHARE: Final = 0.50
"""A control total that differs by so much holds the week (share); PHE lost 15,841 cases in 2020 for want of one."""
SMALL: Final = 20
"""Below this size a total moves by chance, so it is pointed out and never holds the week (rows or people)."""
STALE_DAYS: Final = 7
"""The newest event of a table is at most so long before the as-at date, or the file is an old one (days)."""
SAME_IDS_SHARE: Final = 0.5
"""Fewer references in common with the week before mean that the references themselves changed (share)."""

NAMES: Final = {
    "rows_packages": "rows of packages",
    "rows_awaiting": "rows of the awaiting list",
    "rows_providers": "providers in the register",
    "people_receiving": "people receiving care",
    "hours_per_week": "hours of care a week",
    "hours_per_package": "hours of a package",
    "people_awaiting": "people waiting",
    "providers_delivering": "providers delivering",
}
"""Control totals by the words of a message."""

_DECIMALS: Final = 9
"""Shares are compared to so many decimals, so that 120 of 100 are 20 % more."""
_WEEKLY: Final = {"packages": ("started_on", "ended_on"), "awaiting": ("waiting_since", "outcome_on")}
"""Tables that come anew each week, with the dates of their events."""


@dataclass
class Judgement:
    """What is pointed out about a week, and what holds it."""

    warnings: list[str] = field(default_factory=list)
    holds: list[str] = field(default_factory=list)


def control_totals(week: Week) -> dict[str, float]:
    """The totals a week is judged by: rows as they came, people, hours, providers."""
    active = active_packages(week.tables["packages"], week.as_at)
    figures = week.figures
    return {
        **{f"rows_{name}": float(len(week.tables[name])) for name in ("packages", "awaiting", "providers")},
        "people_receiving": float(figures["people_receiving"].sum()),
        "hours_per_week": float(figures["hours_per_week"].sum()),
        "hours_per_package": float(active["hours_per_week"].mean()) if len(active) else 0.0,
        "people_awaiting": float(figures["people_awaiting"].sum()),
        "providers_delivering": float(active["provider_id"].nunique()),
    }


def judged(
    manifest: Manifest,
    week: Week,
    before: Sequence[Manifest],
    after: Sequence[Manifest],
    last: Mapping[str, pd.DataFrame],
) -> Judgement:
    """Hold a week against those before it.

    Args:
        manifest: The week's own account.
        week: The week.
        before: Accounts of the weeks before it, oldest first.
        after: Accounts of the weeks after it, where it comes late.
        last: Tables of the week before: figures, providers and, where they are still there, packages.
    """
    found = Judgement()
    _totals(manifest.controls, before[-WEEKS_BACK:], found)
    _same_files(manifest, [*reversed(before[-WEEKS_BACK:]), *after[:1]], found)
    if before:
        if not last:
            found.warnings.append(f"{before[-1].week} cannot be read, so this week was not held against its tables.")
        _gone(week, before[-1], last, found)
        _references(week, last, found)
        if manifest.series != before[-1].series:
            found.warnings.append("The boundaries changed: a new series begins, and trends do not cross it.")
    _stale(week, found)
    _lost(week, found)
    return found


def _totals(controls: Mapping[str, float], before: Sequence[Manifest], found: Judgement) -> None:
    """Control totals far from the median of the weeks before."""
    for name, words in NAMES.items():
        usual = [manifest.controls[name] for manifest in before if name in manifest.controls]
        middle, now = median(usual) if usual else 0.0, controls[name]
        is_small = name != "hours_per_package" and max(middle, now) < SMALL
        if not middle:
            if usual and now and not is_small:
                found.holds.append(f"{now:,.10g} {words}, where usually there are none.")
            continue
        change = round(now / middle - 1.0, _DECIMALS)
        if abs(change) < WARN_SHARE:
            continue
        shown = f"{now:,.10g} {words}, {abs(change):.0%} {'more' if change > 0 else 'fewer'} than usual "
        said = f"{shown.replace('%', ' %')}({middle:,.10g})."
        (found.holds if abs(change) >= HOLD_SHARE and not is_small else found.warnings).append(said)


def _same_files(manifest: Manifest, others: Sequence[Manifest], found: Judgement) -> None:
    """A file that was sent for another week; a week that was worked out from newer files is no such week."""
    sent = [other for other in others if other.reconstructed_from is None and other.as_at != manifest.as_at]
    for table in sorted(_WEEKLY.keys() & manifest.sources.keys() if manifest.reconstructed_from is None else ()):
        content = set(manifest.sources[table].values())
        same = next((other for other in sent if set(other.sources.get(table, {}).values()) == content), None)
        if same is not None:
            why = "an old file was sent again" if same.week < manifest.week else "the file of a later week was sent"
            found.holds.append(f"The {table} file is the same as that of {same.week}: {why}.")


def _gone(week: Week, before: Manifest, last: Mapping[str, pd.DataFrame], found: Judgement) -> None:
    """Tables, zones and providers of the week before that are there no more."""
    tables = sorted(before.rows.keys() - {report.table for report in week.report.tables})
    if tables:
        found.warnings.append(f"The table {joined(tables)} was there in {before.week} and is not now.")
    if "figures" in last:
        zones = sorted(set(last["figures"]["zone_code"].astype(str)) - set(week.figures.index.astype(str)))
        if zones:
            found.warnings.append(f"Zones of {before.week} that are there no more: {joined(zones)}.")
    if "providers" in last:
        now = set(week.tables["providers"]["provider_id"].astype(str))
        providers = sorted(set(last["providers"]["provider_id"].astype(str)) - now)
        if providers:
            found.warnings.append(f"Providers of {before.week} that are in the register no more: {joined(providers)}.")


def _references(week: Week, last: Mapping[str, pd.DataFrame], found: Judgement) -> None:
    """References that are nearly all new, so that nobody could be followed from week to week."""
    for name, words in (("package_id", "package"), ("person_id", "person")):
        tables = (last.get("packages", pd.DataFrame()), week.tables["packages"])
        before, now = (set(table[name].dropna().astype(str)) if name in table else set() for table in tables)
        if len(before) >= SMALL and now and len(before & now) < SAME_IDS_SHARE * len(before):
            said = f"Most {words} references are new: they were made in another way, so nobody can be followed."
            found.holds.append(said)


def _stale(week: Week, found: Judgement) -> None:
    """Files whose newest event up to the as-at date is old; what is planned for later tells nothing of their age."""
    day = pd.Timestamp(week.as_at)
    for table, columns in _WEEKLY.items():
        rows = week.tables[table]
        dates = pd.concat([rows[name] for name in columns if name in rows])
        newest = dates[dates <= day].max()
        if newest < day - dt.timedelta(days=STALE_DAYS):
            said = f"The newest event of {table} is of {long_date(newest)}: the file may be an old one."
            found.warnings.append(said)


def _lost(week: Week, found: Judgement) -> None:
    """Tables of which so many rows are in no figure, or in no zone, that figures mislead, also in a first week."""
    for report in week.report.tables:
        of_data = report.rows_read - report.rows_not_data
        cases = (
            (report.is_mostly_lost, report.rows_lost, "were set aside: figures mislead."),
            (report.is_hardly_mapped, report.rows_not_mapped, "have no place: zones show too little."),
        )
        for is_so, rows, what in cases:
            if is_so:
                said = f"{rows:,} of {of_data:,} rows of {report.table} {what}"
                (found.warnings if rows < SMALL else found.holds).append(said)
