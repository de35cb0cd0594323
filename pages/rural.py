"""Who is within reach of care and who is not, small area by small area, and what living rurally costs."""

import streamlit as st

from geo.words import reach as words
from geo.words import rural_gap
from pages.common import cache, choice, compared, coverage, kept, show, view
from pages.common.areamap import area_map

page = view.open_page()
heading = st.container()
with st.container(horizontal=True, vertical_alignment="bottom"):
    maps = words.maps_of(page.week.tables.get("small_areas"))
    chosen = choice.one("To", maps, words.MAPS.__getitem__, "to", default="2")
    start = choice.one("From", words.STARTS, words.STARTS.__getitem__, "from", default="rounds")
reach = cache.reach_on(page.week, start)
with heading:
    view.heading(page, kept.whole(coverage.title, page, start))
kept.whole(coverage.basis, page, start)

left, right = st.columns([3, 2], gap="large")
with left:
    measure = kept.whole(coverage.measure, page, chosen, start)
    if measure is None:
        st.info("Add [sources.small_areas] to carezones.toml to see minutes place by place, and who lives rurally.")
    else:
        area_map(page, measure)
        kept.whole(coverage.far, page, start)
with right:
    if reach.known:
        whose = choice.one("Of whom", reach.known, words.SHORT.__getitem__, "whose")
        kept.whole(coverage.curve, page, start, whose)
    else:
        st.info("No package is running and nobody waits on this date, so nobody can be within reach.")

show.download(kept.part(coverage.whole_table, page, start))
show.download(kept.part(coverage.zone_table, page, chosen, start))
if (table := kept.part(coverage.far_table, page, start)) is not None:
    show.download(table)
show.download(kept.part(compared.gap_part, page, start))
if (table := kept.part(compared.shares_part, page, start)) is not None:
    show.download(table)
show.worked_out([], [*words.REACH_NOTES, *rural_gap.GAP_NOTES])
