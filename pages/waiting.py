"""How long people wait, where and why; every wait on this page is still running."""

import streamlit as st

from geo import charts
from geo.maps import count_classes, day_classes
from geo.metrics.waits import open_waits
from geo.words import findings
from geo.words.tables import HEADINGS, shown_values, zone_table
from pages.common import show, view
from pages.common.mapview import Measure, zone_map

MEASURES = ("wait_median_days", "wait_mean_days", "wait_max_days", "wait_over_28_days")
COLUMNS = ("people_awaiting", *MEASURES, "hours_awaiting")

page = view.open_page()
zones, day = page.zones, page.week.as_at
view.heading(page, findings.waiting_title(page.figures, page.area))
measure = st.segmented_control("Wait", MEASURES, default=MEASURES[0], format_func=HEADINGS.get, required=True)
waits = open_waits(page.week.tables["awaiting"], day)
waits = waits[waits["zone_code"] == page.zone] if page.zone else waits

left, right = st.columns([3, 2], gap="large")
with left:
    in_people = measure == "wait_over_28_days"
    classed = count_classes(zones[measure]) if in_people else day_classes(zones[measure], zones["people_awaiting"])
    values = shown_values(zones, measure, page.tiers)
    zone_map(page, Measure(f"waiting:{measure}", f"{HEADINGS[measure]}, still waiting", classed, values))
    show.say(findings.range_sentence(page.figures, measure, day, page.area))
with right:
    st.subheader(f"Still waiting in {page.place}", anchor=False)
    if waits.empty:
        st.info("Nobody is waiting here on this date.")
    else:
        show.say(findings.waits_sentence(waits))
        bands = charts.wait_bands(waits["wait_days"])
        show.stacked(charts.wait_bars(bands, as_at=day), bands)

table = zone_table(page.figures, COLUMNS, page.tiers)
show.equal_table(page, table, "waiting", f"People still waiting, as at {page.day}")
for counts, title in charts.wait_reasons(waits):
    show.chart_and_table(charts.bars(counts, title=title, unit="people still waiting", as_at=day), counts)
show.worked_out(COLUMNS, ["A wait is the as-at date minus the day it began; all waits here are still running."])
