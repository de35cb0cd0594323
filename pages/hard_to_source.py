"""Which zones are hard to source, why, how sure that is, and what would change it."""

import streamlit as st

from geo.maps import tier_classes
from geo.words.tables import shown_values
from pages.common import kept, recorded, show, sourcing, thresholds, view
from pages.common.mapview import Measure, zone_map

own = view.open_page()
limits = thresholds.tried_limits(own)
tried = tuple(limits.items())
page = thresholds.with_tried(own, limits)
tiers, zones = page.tiers, page.zones
view.heading(page, kept.part(sourcing.title, own, tried))
thresholds.mark(own, limits)
wanted = st.pills(
    "Status to show", list(tiers), selection_mode="multi", default=list(tiers), format_func=tiers.get,
    key="status", bind="query-params",
)  # fmt: skip

left, right = st.columns([5, 4], gap="large")
with left:
    classed = tier_classes(zones["status"], page.week.model.tiers)
    shown = Measure(f"hard_to_source:{wanted}{limits}", "Status", classed, shown_values(zones, "status", tiers))
    zone_map(page, shown, quiet=~zones["status"].isin(wanted))
    kept.part(sourcing.tiers_said, own, tried)
    thresholds.boxes(own)
with right:
    kept.part(sourcing.beside_map, own, tried, recorded.mark_of(own))
kept.part(sourcing.numbers, own, tried)

if (table := kept.part(sourcing.zones_table, own, tried, tuple(wanted))) is not None:
    show.download(table)
    kept.part(sourcing.reasons, own, tried, tuple(wanted))
kept.part(sourcing.method, own, tried)
