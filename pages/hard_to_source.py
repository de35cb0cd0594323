"""Which zones are hard to source, why, how sure that is, and what would change it."""

import streamlit as st

from pages.common import kept, recorded, show, sourcing, thresholds, view
from pages.common.mapview import zone_map

own = view.open_page()
limits = thresholds.tried_limits(own)
tried = tuple(limits.items())
page = thresholds.with_tried(own, limits)
tiers = page.tiers
view.heading(page, kept.whole(sourcing.title, own, tried))
thresholds.mark(own, limits)
wanted = st.pills(
    "Status to show", list(tiers), selection_mode="multi", default=list(tiers), format_func=tiers.__getitem__,
    key="status", bind="query-params",
)  # fmt: skip

left, right = st.columns([5, 4], gap="large")
with left:
    zone_map(page, kept.whole(sourcing.measure, own, tried, tuple(wanted)))
    kept.whole(sourcing.tiers_said, own, tried)
    thresholds.boxes(own)
with right:
    kept.part(sourcing.beside_map, own, tried, recorded.mark_of(own))
kept.part(sourcing.numbers, own, tried)

if (table := kept.part(sourcing.zones_table, own, tried, tuple(wanted))) is not None:
    show.download(table)
    kept.whole(sourcing.reasons, own, tried, tuple(wanted))
kept.whole(sourcing.method, own, tried)
