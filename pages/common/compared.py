"""The parts of a page on rural and urban people side by side."""

import streamlit as st

from geo.metrics.rurality import rural_shares
from geo.reach import Start
from geo.words import rural_gap
from pages.common import cache, show
from pages.common.view import View


def gap_part(view: View, start: Start) -> show.File:
    """How far rural and urban people lie apart, as sentences and as a table."""
    reach = cache.reach_on(view.week, start)
    st.header("Rural and urban people compared", anchor=False)
    found = rural_gap.gaps_of(reach, view.week.tables.get("performance"), view.zones["rural_population_pct"])
    show.points(rural_gap.gap_sentences(found), "")
    caption = f"Rural and urban, as at {view.day}. {reach.basis}"
    return show.table_alone(view, rural_gap.gap_table(found), f"rural-gap-{start}", caption)


def shares_part(view: View, start: Start) -> show.File | None:
    """Who lives rurally in each zone; nothing without small areas."""
    small_areas, reach = view.week.tables.get("small_areas"), cache.reach_on(view.week, start)
    if small_areas is None:
        return None
    st.header("Who lives rurally", anchor=False)
    rows = {"packages": reach.packages, "waiting": reach.waiting}
    shares = rural_shares(small_areas, rows, view.zones.index)
    show.say(rural_gap.rural_basis(shares))
    caption = f"Share that is rural in each {view.area}, as at {view.day}"
    return show.table_alone(view, rural_gap.shares_table(shares, view.figures["zone_name"]), "rural-shares", caption)
