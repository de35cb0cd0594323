"""Which zones are hard to source, and the evidence that put them there."""

import datetime as dt

import streamlit as st

from geo.maps import tier_classes
from geo.text import long_date
from geo.words import findings
from geo.words.compare import BESIDE, beside
from geo.words.tables import shown_values, worst_first, zone_table
from pages.common import cache, show, view
from pages.common.mapview import Measure, zone_map

BACK = dt.timedelta(weeks=13)
COLUMNS = ("status", "rural_population_pct", "people_awaiting", "wait_median_days", "off_framework_hours_pct")

page = view.open_page()
tiers, zones = page.tiers, page.zones
view.heading(page, findings.sourcing_title(zones, tiers, page.area))
wanted = st.pills("Status to show", list(tiers), selection_mode="multi", default=list(tiers), format_func=tiers.get)
quiet = ~zones["status"].isin(wanted)
listed = worst_first(zones[~quiet], tiers)

left, right = st.columns([5, 4], gap="large")
with left:
    classed = tier_classes(zones["status"], page.week.model.tiers)
    shown = Measure(f"hard_to_source:{wanted}", "Status", classed, shown_values(zones, "status", tiers))
    zone_map(page, shown, quiet=quiet)
    show.say(findings.tier_sentence(page.figures, tiers, page.rural, page.area))
with right:
    st.subheader(f"Evidence for {page.place}", anchor=False)
    if page.zone is None:
        st.markdown(f"Choose a {page.area} on the map or in the sidebar to see why it is where it is.")
        show.points(findings.tier_points(zones, tiers), "No status is known.")
    else:
        show.points(findings.evidence(zones, page.zone, tiers), "No threshold is reached.")
        week, day = page.week, page.week.as_at - BACK
        then = cache.week_on(week, day).figures.loc[[page.zone]]
        whole = {week.settings.authority_name: week.whole_figures}
        columns = {page.place: page.figures.loc[[page.zone]], f"13 weeks before ({long_date(day)})": then} | whole
        show.plain_table(beside(columns))

if listed.empty:
    st.info(f"No {page.area} has the status chosen above, so there is no list.")
else:
    table = zone_table(listed, COLUMNS, tiers)
    caption = f"Every {page.area} with the status chosen above, hardest first, as at {page.day}"
    show.equal_table(page, table, "hard-to-source", caption)
    st.subheader("Why each is where it is", anchor=False)
    show.grouped(page, findings.by_tier(listed, tiers))
show.worked_out([*COLUMNS, *(name for name in BESIDE if name not in COLUMNS)], [findings.RURAL_NOTE])
