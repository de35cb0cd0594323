"""The parts of the page Hard to source: evidence, and the list of zones; each with the limits that are tried."""

from typing import Final

import streamlit as st

from geo.maps import tier_classes
from geo.status import Limit
from geo.words import findings, status
from geo.words.compare import BESIDE
from geo.words.tables import shown_values, worst_first
from pages.common import evidence, show, thresholds
from pages.common.drawn import Measure
from pages.common.view import View

Limits = tuple[tuple[Limit, float], ...]
"""Limits that are tried, as plain values."""

COLUMNS: Final = (
    "status", "status_certainty", "rural_population_pct", "people_awaiting", "wait_median_days",
    "off_framework_hours_pct", "providers_delivering", "time_to_source_median_days", "hours_under_notice_pct",
)  # fmt: skip


def title(own: View, tried: Limits) -> str:
    """The finding as the page's title."""
    view = _with(own, tried)
    return status.titled(findings.sourcing_title(view.zones, view.tiers, view.area), is_tried=bool(tried))


def measure(own: View, tried: Limits, wanted: tuple[str, ...]) -> Measure:
    """What the map shows; zones whose status is not wanted are quiet."""
    view = _with(own, tried)
    status_of = view.zones["status"]
    classed, values = tier_classes(status_of, view.week.model.tiers), shown_values(view.zones, "status", view.tiers)
    name = f"hard_to_source:{wanted}{tried}"
    return Measure(name, "Status", classed, values, quiet=~status_of.isin(wanted))


def tiers_said(own: View, tried: Limits) -> None:
    """How many zones have which status."""
    view = _with(own, tried)
    show.say(findings.tier_sentence(view.figures, view.tiers, view.rural, view.area))


def beside_map(own: View, tried: Limits, _mark: str) -> None:
    """The evidence for the chosen zone, or all zones by tier."""
    view = _with(own, tried)
    if view.zone is None:
        evidence.of_all(view)
    else:
        evidence.of_zone(own, view, view.zone)


def numbers(own: View, tried: Limits) -> None:
    """The chosen zone's figures held against every threshold."""
    if own.zone is not None:
        evidence.numbers(own, _with(own, tried), own.zone)


def zones_table(own: View, tried: Limits, wanted: tuple[str, ...]) -> show.File | None:
    """Every zone with a wanted status, hardest first; nothing where there is none."""
    view = _with(own, tried)
    listed = worst_first(view.zones[view.zones["status"].isin(wanted)], view.tiers)
    if listed.empty:
        st.info(f"No {view.area} has the status chosen above, so there is no list.")
        return None
    table = status.sourcing_table(listed, COLUMNS, view.tiers, is_tried=bool(tried))
    caption = f"Every {view.area} with the status chosen above, hardest first, as at {view.day}"
    return show.table_alone(view, table, status.file_name(is_tried=bool(tried)), caption)


def reasons(own: View, tried: Limits, wanted: tuple[str, ...]) -> None:
    """Why each is where it is."""
    view = _with(own, tried)
    st.header("Why each is where it is", anchor=False)
    listed = worst_first(view.zones[view.zones["status"].isin(wanted)], view.tiers)
    show.grouped(view, findings.by_tier(listed, view.tiers))


def method(own: View, tried: Limits) -> None:
    """How the figures come about."""
    notes = [*status.tier_notes(_with(own, tried).week.model), *status.METHOD, findings.RURAL_NOTE]
    show.worked_out([*COLUMNS, *(name for name in BESIDE if name not in COLUMNS)], notes)


def _with(own: View, tried: Limits) -> View:
    """The page's view by the limits that are tried."""
    return thresholds.with_tried(own, dict(tried))
