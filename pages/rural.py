"""Who is within reach of care and who is not, small area by small area, and what living rurally costs."""

import streamlit as st

from geo import charts
from geo.words import reach as words
from geo.words import reach_places as places
from geo.words import rural_gap
from pages.common import cache, compared, show, view
from pages.common.areamap import area_map, reach_measure

page = view.open_page()
heading = st.container()
week, zones, names = page.week, page.zones.index, page.figures["zone_name"]
small_areas = week.tables.get("small_areas")
with st.container(horizontal=True, vertical_alignment="bottom"):
    maps = words.maps_of(small_areas)
    chosen = st.segmented_control("To", maps, default="2", format_func=words.MAPS.get, required=True)
    start = st.segmented_control("From", words.STARTS, default="rounds", format_func=words.STARTS.get, required=True)
reach = cache.reach_on(week, start)
areas = reach.areas
providers = 2 if chosen == "hours" else int(chosen)
shares = words.zone_reach(reach, providers, zones)
hours = words.hours_for_100(cache.hours_on(week, start))
zone_hours = words.hours_by_zone(areas, hours, zones)
with heading:
    view.heading(page, words.coverage_title(reach, start, zone_hours, names))
st.caption(words.basis_sentence(reach, start))

left, right = st.columns([3, 2], gap="large")
with left:
    if areas is None:
        st.info("Add [sources.small_areas] to carezones.toml to see minutes place by place, and who lives rurally.")
    else:
        area_map(page, reach_measure(chosen, start, areas, shares, hours if chosen == "hours" else None), areas)
        show.say(places.far_sentence(areas))
with right:
    if reach.known:
        whose = st.segmented_control(
            "Of whom", reach.known, default=reach.known[0], format_func=words.SHORT.get, required=True
        )
        curve = places.curve_of(reach, whose)
        show.draw(charts.coverage_chart(curve, below=places.curve_unit(whose)), places.CURVE_ALT)
        st.caption(reach.basis)
        with st.expander("The same as a table"):
            show.plain_table(places.curve_table(curve))
    else:
        st.info("No package is running and nobody waits on this date, so nobody can be within reach.")

caption = f"Within reach of delivering providers, as at {page.day}. {reach.basis}"
show.equal_table(page, words.reach_table(reach), f"within-reach-{start}", caption)
table = words.zone_reach_table(shares, zone_hours, names)
caption = f"{words.zone_caption(reach, providers)} in each {page.area}, as at {page.day}. {reach.basis}"
show.equal_table(page, table, f"reach-by-zone-{start}-{providers}", caption)
if areas is not None and len(far := places.far_table(areas, names)):
    caption = f"Small areas over {words.FARTHEST_MINUTES} minutes from any provider, as at {page.day}. {reach.basis}"
    show.equal_table(page, far, f"out-of-reach-{start}", caption)

compared.gap_part(page, reach, start)
compared.shares_part(page, reach)
show.worked_out([], [*words.REACH_NOTES, *rural_gap.GAP_NOTES])
