"""The rules of the contract, each held against every zone and provider, failing ones first."""

import streamlit as st

from pages.common import choice, contract, kept, show, view
from pages.common.mapview import zone_map

page = view.open_page()
view.heading(page, kept.whole(contract.title, page))
kept.whole(contract.source, page)
if not page.week.model.rules:
    st.info("Write rules into the model of this workspace to hold the week against them.")
    st.stop()

show.download(kept.part(contract.every_rule, page))
ordered = kept.whole(contract.failing_first, page)
code = choice.listed("Rule to look at", ordered, ordered.__getitem__, "rule")

left, right = st.columns([3, 2], gap="large")
with left:
    zone_map(page, kept.whole(contract.measure, page, code))
    kept.whole(contract.by_zone, page, code)
with right:
    kept.part(contract.here, page, code)

show.download(kept.part(contract.one_rule, page, code))
kept.whole(contract.method, page)
