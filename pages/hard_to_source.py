"""Which zones are hard to source, why, how sure that is, and what would change it."""

import streamlit as st

from geo.maps import tier_classes
from geo.words import findings, status
from geo.words.compare import BESIDE
from geo.words.tables import shown_values, worst_first
from pages.common import evidence, show, thresholds, view
from pages.common.mapview import Measure, zone_map

COLUMNS = (
    "status", "status_certainty", "rural_population_pct", "people_awaiting", "wait_median_days",
    "off_framework_hours_pct", "providers_delivering", "time_to_source_median_days", "hours_under_notice_pct",
)  # fmt: skip

own = view.open_page()
limits = thresholds.tried_limits(own)
page = thresholds.with_tried(own, limits)
tiers, zones = page.tiers, page.zones
view.heading(page, status.titled(findings.sourcing_title(zones, tiers, page.area), is_tried=bool(limits)))
thresholds.mark(own, limits)
wanted = st.pills("Status to show", list(tiers), selection_mode="multi", default=list(tiers), format_func=tiers.get)
quiet = ~zones["status"].isin(wanted)
listed = worst_first(zones[~quiet], tiers)

left, right = st.columns([5, 4], gap="large")
with left:
    classed = tier_classes(zones["status"], page.week.model.tiers)
    shown = Measure(f"hard_to_source:{wanted}{limits}", "Status", classed, shown_values(zones, "status", tiers))
    zone_map(page, shown, quiet=quiet)
    show.say(findings.tier_sentence(page.figures, tiers, page.rural, page.area))
    thresholds.boxes(own)
with right:
    if page.zone is None:
        evidence.of_all(page)
    else:
        evidence.of_zone(own, page, page.zone)
if page.zone is not None:
    evidence.numbers(own, page, page.zone)

if listed.empty:
    st.info(f"No {page.area} has the status chosen above, so there is no list.")
else:
    table = status.sourcing_table(listed, COLUMNS, tiers, is_tried=bool(limits))
    caption = f"Every {page.area} with the status chosen above, hardest first, as at {page.day}"
    show.equal_table(page, table, status.file_name(is_tried=bool(limits)), caption)
    st.header("Why each is where it is", anchor=False)
    show.grouped(page, findings.by_tier(listed, tiers))
notes = [*status.tier_notes(page.week.model), *status.METHOD, findings.RURAL_NOTE]
show.worked_out([*COLUMNS, *(name for name in BESIDE if name not in COLUMNS)], notes)
