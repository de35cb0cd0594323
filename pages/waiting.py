"""How long people wait, where and why, and how long it takes to find a provider; open and completed waits apart."""

import streamlit as st

from geo.maps import OutlineLayer, outline_data
from geo.words import waits
from geo.words.tables import HEADINGS
from pages.common import cache, choice, kept, show, still, timing, view
from pages.common.mapview import zone_map

page = view.open_page()
view.heading(page, kept.whole(still.title, page))
with st.container(horizontal=True, vertical_alignment="bottom"):
    measure = choice.one("Wait", still.MEASURES, HEADINGS.__getitem__, "wait")
    wants_clusters = st.toggle(
        "Where waiting concentrates", help="Whatever the lines of the zones.", key="clusters", bind="query-params"
    )

left, right = st.columns([3, 2], gap="large")
with left:
    clusters = cache.clusters_on(page.week) if wants_clusters else None
    said = waits.cluster_sentences(clusters, page.figures["zone_name"]) if wants_clusters else []
    over = [OutlineLayer(outline_data(clusters, said))] if clusters is not None and len(clusters) else []
    zone_map(page, kept.whole(still.measure, page, measure), over=over)
    show.points([*said, kept.whole(still.range_said, page, measure)], "")
with right:
    kept.part(still.here, page)
show.download(kept.part(still.zones_table, page))
timing.time_to_source_part(page)
if known := kept.whole(still.reasons_known, page):
    st.header("Why people wait, and how needs are met meanwhile", anchor=False)
    by = choice.one("Count by", known, waits.REASONS_BY.__getitem__, "reasons")
    show.download(kept.part(still.reasons, page, by))
show.worked_out(still.COLUMNS, waits.WAIT_NOTES)
