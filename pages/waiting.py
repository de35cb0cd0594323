"""How long people wait, where and why, and how long it takes to find a provider; open and completed waits apart."""

import streamlit as st

from geo.maps import OutlineLayer, count_classes, day_classes, outline_data
from geo.words import findings, waits
from geo.words.tables import HEADINGS, shown_values
from pages.common import cache, choice, kept, show, still, timing, view
from pages.common.mapview import Measure, zone_map

page = view.open_page()
zones, day, names = page.zones, page.week.as_at, page.figures["zone_name"]
view.heading(page, findings.waiting_title(page.figures, page.area))
with st.container(horizontal=True, vertical_alignment="bottom"):
    measure = choice.one("Wait", still.MEASURES, HEADINGS.get, "wait")
    wants_clusters = st.toggle(
        "Where waiting concentrates", help="Whatever the lines of the zones.", key="clusters", bind="query-params"
    )

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
    kept.part(still.here, page)
show.download(kept.part(still.zones_table, page))
timing.time_to_source_part(page)
if known := kept.part(still.reasons_known, page):
    st.header("Why people wait, and how needs are met meanwhile", anchor=False)
    by = choice.one("Count by", known, waits.REASONS_BY.get, "reasons")
    show.download(kept.part(still.reasons, page, by))
show.worked_out(still.COLUMNS, waits.WAIT_NOTES)
