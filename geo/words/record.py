"""The weekly record in words: what is recorded, what is missing, and what changed between two weeks."""

from collections.abc import Iterable, Mapping
from typing import Final

import pandas as pd

from geo.metrics.intervals import is_within_chance, poisson_interval
from geo.schemas import ZoneFigures, columns_of
from geo.snapshot import FLOWS, Comparison, Manifest, monday_of, weeks_between
from geo.text import counted, joined, long_date, number
from geo.words.numbers import NO_DATA, decimals_alike, figure
from geo.words.tables import HEADINGS
from geo.words.text import clean_text

TREND_FIGURES: Final = (
    "people_awaiting", "people_receiving", "hours_per_week", "wait_median_days", "wait_over_28_days", "hours_awaiting",
    "providers_awarded", "providers_mobilised", "providers_delivering", "off_framework_hours_pct",
)  # fmt: skip
"""Figures whose trends are shown, the one most asked for first."""
FLOW_WORDS: Final = {
    "packages_started": "Packages started",
    "packages_ended": "Packages ended",
    "people_moved": "People with another provider",
    "waits_began": "Waits that began",
    "waits_ended": "Waits that ended",
    "still_waiting": "Waiting in both weeks",
}
"""What happened between two weeks, as people say it."""
NOTES: Final = (
    "A recorded week is never altered: a correction is a new version, and the older one stays.",
    "A week that is not recorded is a gap in the line; it is neither zero nor drawn through.",
    "Limits: the mean plus and minus 2.66 times the mean difference of one week from the next (XmR chart).",
    "Signals: a point outside the limits; seven weeks in a row on one side of the mean; six rises or falls in a row.",
    "And two of three weeks near one limit. Limits and signals need 12 weeks.",
    "A small count moves by chance: its exact 95 % interval (Poisson) says how far.",
)
CHANCE: Final = "within chance"
_COUNTS: Final = ("people_awaiting", "wait_over_28_days")
_UNITS: Final = columns_of(ZoneFigures)


def unit_of(name: str) -> str:
    """Unit of a figure."""
    return _UNITS[name].unit or ""


def record_sentence(weeks: Mapping[str, Manifest]) -> str:
    """How much is recorded, and what of it was worked out later.

    Args:
        weeks: Manifests by week in order, at least one.
    """
    names = list(weeks)
    every = weeks_between(names[0], names[-1])
    gaps = [week for week in every if week not in weeks]
    later = sum(manifest.reconstructed_from is not None for manifest in weeks.values())
    first, last = (long_date(weeks[name].as_at) for name in (names[0], names[-1]))
    said = f"{counted(len(names), 'week')} recorded, from {first} to {last}"
    if gaps:
        days = [long_date(monday_of(week)) for week in gaps]
        said += f"; not recorded: {'week' if len(gaps) == 1 else 'weeks'} of {joined(days, 6)}"
    if later:
        said += f"; {number(later)} of them worked out afterwards, from newer files"
    return said + "."


def week_label(manifest: Manifest) -> str:
    """`5 September 2022 (2022-W36)`."""
    return f"{long_date(manifest.as_at)} ({manifest.week})"


def comparison_title(found: Comparison) -> str:
    """How many people wait now and before."""
    before, after = (int(found.figures[f"people_awaiting_{when}"].sum()) for when in ("before", "after"))
    change = after - before
    shift = "as many as" if not change else f"{abs(change):,} {'more' if change > 0 else 'fewer'} than"
    days = [long_date(week.as_at) for week in (found.after, found.before)]
    return f"{counted(after, 'person', 'people')} waiting on {days[0]}, {shift} on {days[1]}"


def comparison_table(found: Comparison, name: str) -> pd.DataFrame:
    """One figure of two weeks beside each other as text, with its change; small changes of counts are called chance.

    Args:
        found: The comparison.
        name: Column of the zone table.
    """
    before, after, change = (found.figures[f"{name}_{part}"] for part in ("before", "after", "change"))
    decimals = decimals_alike(name, [*before, *after, *change])
    then, now = (long_date(week.as_at) for week in (found.before, found.after))
    shown = {
        then: before.map(lambda value: figure(name, value, decimals)),
        now: after.map(lambda value: figure(name, value, decimals)),
        "Change": change.map(lambda value: NO_DATA if pd.isna(value) else _signed(name, float(value), decimals)),
    }
    table = pd.DataFrame(shown, index=found.figures.index)
    if name in _COUNTS:
        span = poisson_interval(after)
        table[f"95 % interval, {now}"] = [
            NO_DATA if pd.isna(low) else f"{low:,.1f} to {high:,.1f}"
            for low, high in span[["lower", "upper"]].itertuples(index=False, name=None)
        ]
        chance = is_within_chance(before, after)
        table["By chance?"] = chance.map(
            lambda said: NO_DATA if pd.isna(said) else CHANCE if said else "more than chance"
        )
    return table.set_index(pd.Index(found.figures["zone_name"].map(clean_text), name="Zone"))


def flow_table(found: Comparison) -> pd.DataFrame:
    """What started, ended, moved and waited, by zone; empty where people's rows were removed."""
    if found.flows is None:
        return pd.DataFrame()
    names = pd.Index(found.figures["zone_name"].reindex(found.flows.index).map(clean_text), name="Zone")
    return found.flows[list(FLOWS)].rename(columns=FLOW_WORDS).map(number).set_index(names)


def figure_names(names: Iterable[str]) -> dict[str, str]:
    """Heading of each figure, for a list to choose from."""
    return {
        name: f"Providers {HEADINGS[name].lower()}" if name.startswith("providers_") else HEADINGS[name]
        for name in names
    }


def _signed(name: str, change: float, decimals: int) -> str:
    """A change with its sign."""
    text = figure(name, abs(change), decimals)
    return text if not text.strip("0.") else f"{'+' if change > 0 else '-'}{text}"
