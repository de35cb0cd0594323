"""Who wants to work, may work and does work in each zone, held against the model's rule."""

import streamlit as st

from geo.words.tables import HEADINGS
from pages.common import choice, delivering, kept, show, view
from pages.common.mapview import Shown, zone_map

page = view.open_page()
view.heading(page, kept.whole(delivering.title, page))
steps = delivering.STEPS
step = choice.one("Providers", steps, HEADINGS.__getitem__, "step", default=steps[-1])

left, right = st.columns([3, 2], gap="large")
with left:
    zone_map(page, kept.whole(delivering.measure, page, step), how=Shown(with_bases=True))
    kept.whole(delivering.range_said, page, step)
with right:
    kept.part(delivering.rules_and_ratings, page)
show.download(kept.part(delivering.zones_table, page))
kept.part(delivering.steps_chart, page)
show.download(kept.part(delivering.who_table, page))
kept.whole(delivering.method, page)
