"""Who wants to work, may work and does work in each zone, held against the model's rule."""

import streamlit as st

from geo.maps import count_classes
from geo.words import findings
from geo.words.tables import HEADINGS, shown_values
from pages.common import choice, delivering, kept, show, view
from pages.common.mapview import Measure, Shown, zone_map

page = view.open_page()
view.heading(page, kept.part(delivering.title, page))
steps = delivering.STEPS
step = choice.one("Providers", steps, HEADINGS.get, "step", default=steps[-1])

left, right = st.columns([3, 2], gap="large")
with left:
    title, values = f"Providers {HEADINGS[step].lower()}", shown_values(page.zones, step, page.tiers)
    shown = Measure(f"providers:{step}", title, count_classes(page.zones[step]), values)
    zone_map(page, shown, how=Shown(with_bases=True))
    show.say(findings.range_sentence(page.figures, step, page.week.as_at, page.area))
with right:
    kept.part(delivering.rules_and_ratings, page)
show.download(kept.part(delivering.zones_table, page))
kept.part(delivering.steps_chart, page)
show.download(kept.part(delivering.who_table, page))
kept.part(delivering.method, page)
