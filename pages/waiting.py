"""How long people wait, where and why, and how long it takes to find a provider; open and completed waits apart."""

import streamlit as st

from geo import charts
from geo.maps import OutlineLayer, count_classes, day_classes, outline_data
from geo.metrics.survival import open_waits_by
from geo.metrics.waits import open_waits
from geo.text import plural
from geo.words import findings, waits
from geo.words.tables import HEADINGS, shown_values, zone_table
from pages.common import cache, show, timing, view
from pages.common.mapview import Measure, zone_map

MEASURES = ("wait_median_days", "wait_mean_days", "wait_max_days", "wait_over_28_days")
COLUMNS = ("people_awaiting", *MEASURES, "hours_awaiting")

page = view.open_page()
zones, day, names = page.zones, page.week.as_at, page.figures["zone_name"]
view.heading(page, findings.waiting_title(page.figures, page.area))
with st.container(horizontal=True, vertical_alignment="bottom"):
    measure = st.segmented_control("Wait", MEASURES, default=MEASURES[0], format_func=HEADINGS.get, required=True)
    wants_clusters = st.toggle("Where waiting concentrates", help="Whatever the lines of the zones.")
everyone = open_waits(page.week.tables["awaiting"], day)
here = everyone[everyone["zone_code"] == page.zone] if page.zone else everyone

left, right = st.columns([3, 2], gap="large")
with left:
    clusters = cache.clusters_on(page.week) if wants_clusters else None
    said = waits.cluster_sentences(clusters, names) if wants_clusters else []
    over = [OutlineLayer(outline_data(clusters, said))] if clusters is not None and len(clusters) else []
    in_people = measure == "wait_over_28_days"
    classed = count_classes(zones[measure]) if in_people else day_classes(zones[measure], zones["people_awaiting"])
    values = shown_values(zones, measure, page.tiers)
    shown = Measure(f"waiting:{measure}", f"{HEADINGS[measure]}, still waiting", classed, values)
    zone_map(page, shown, over=over)
    show.points([*said, findings.range_sentence(page.figures, measure, day, page.area)], "")
with right:
    st.header(f"Still waiting in {page.place}", anchor=False)
    if here.empty:
        st.info("Nobody is waiting here on this date.")
    else:
        show.say(findings.waits_sentence(here))
        bands = charts.wait_bands(here["wait_days"])
        show.stacked(charts.wait_bars(bands, as_at=day), bands)

table = zone_table(page.figures, COLUMNS, page.tiers)
show.equal_table(page, table, "waiting", f"People still waiting, as at {page.day}")
timing.time_to_source_part(page)
if known := [column for column in waits.REASONS_BY if column in everyone and len(everyone)]:
    st.header("Why people wait, and how needs are met meanwhile", anchor=False)
    by = st.segmented_control("Count by", known, default=known[0], format_func=waits.REASONS_BY.get, required=True)
    counts = open_waits_by(everyone, by, page.figures.index)
    ours = waits.counts_of(counts, page.zone)
    show.draw(
        charts.bars(ours, title=f"Still waiting in {page.place_name}", unit="people", as_at=day), waits.COUNTS_ALT
    )
    caption = f"People still waiting by {waits.REASONS_BY[by].lower()}, as at {page.day}"
    show.equal_table(
        page, waits.counts_table(counts, waits.row_names(names, f"All {plural(page.area)}")), f"waiting-{by}", caption
    )
show.worked_out(COLUMNS, waits.WAIT_NOTES)
