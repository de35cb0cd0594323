"""The parts of the page Waiting on people who are still waiting: how long, in which zones, and why."""

from typing import Final

import streamlit as st

from geo import charts
from geo.maps import count_classes, day_classes
from geo.metrics.survival import open_waits_by
from geo.metrics.waits import open_waits
from geo.text import plural
from geo.words import findings, waits
from geo.words.tables import HEADINGS, shown_values, zone_table
from pages.common import show
from pages.common.drawn import Measure
from pages.common.view import View

MEASURES: Final = ("wait_median_days", "wait_mean_days", "wait_max_days", "wait_over_28_days")
COLUMNS: Final = ("people_awaiting", *MEASURES, "hours_awaiting")


def title(view: View) -> str:
    """The finding as the page's title."""
    return findings.waiting_title(view.figures, view.area)


def measure(view: View, name: str) -> Measure:
    """What the map shows: days, or people who wait longer than four weeks."""
    zones = view.zones
    in_people = name == "wait_over_28_days"
    classed = count_classes(zones[name]) if in_people else day_classes(zones[name], zones["people_awaiting"])
    values = shown_values(zones, name, view.tiers)
    return Measure(f"waiting:{name}", f"{HEADINGS[name]}, still waiting", classed, values)


def range_said(view: View, name: str) -> str:
    """From where to where a measure reaches."""
    return findings.range_sentence(view.figures, name, view.week.as_at, view.area)


def here(view: View) -> None:
    """How long people wait in the chosen zone, or in all."""
    everyone = open_waits(view.week.tables["awaiting"], view.week.as_at)
    waiting = everyone[everyone["zone_code"] == view.zone] if view.zone else everyone
    st.header(f"Still waiting in {view.place}", anchor=False)
    if waiting.empty:
        st.info("Nobody is waiting here on this date.")
        return
    show.say(findings.waits_sentence(waiting))
    bands = charts.wait_bands(waiting["wait_days"])
    show.stacked(charts.wait_bars(bands, as_at=view.week.as_at), bands)


def zones_table(view: View) -> show.File:
    """The waits of every zone."""
    table = zone_table(view.figures, COLUMNS, view.tiers)
    return show.table_alone(view, table, "waiting", f"People still waiting, as at {view.day}")


def reasons_known(view: View) -> list[str]:
    """By what the people who wait can be counted; nothing where nobody does."""
    everyone = open_waits(view.week.tables["awaiting"], view.week.as_at)
    return [column for column in waits.REASONS_BY if column in everyone and len(everyone)]


def reasons(view: View, by: str) -> show.File:
    """Why people wait, or how needs are met meanwhile, as a chart and a table of every zone."""
    everyone = open_waits(view.week.tables["awaiting"], view.week.as_at)
    counts = open_waits_by(everyone, by, view.figures.index)
    ours, title = waits.counts_of(counts, view.zone), f"Still waiting in {view.place_name}"
    show.draw(charts.bars(ours, title=title, unit="people", as_at=view.week.as_at), waits.COUNTS_ALT)
    caption = f"People still waiting by {waits.REASONS_BY[by].lower()}, as at {view.day}"
    names = waits.row_names(view.figures["zone_name"], f"All {plural(view.area)}")
    return show.table_alone(view, waits.counts_table(counts, names), f"waiting-{by}", caption)
