"""Weekly figures as they were recorded: which weeks are more than the usual ups and downs."""

import streamlit as st

from geo import charts
from geo.snapshot import limits, zones_of
from geo.week import WHOLE
from geo.words import record, trends
from pages.common import recorded, show, view

page = view.open_page()
heading = st.container()
store, weeks = recorded.store_of(page)
table, steps = recorded.history_of(page, store), page.week.settings.record.steps
newest = weeks[max(weeks)].as_at

names = record.figure_names(record.TREND_FIGURES)
name = st.selectbox("Figure", list(names), format_func=names.get)
unit, days = record.unit_of(name), [step.on for step in steps]
shown = limits(table, page.zone or WHOLE, name, days)
with heading:
    view.heading(page, trends.trend_sentence(shown, f"{names[name]} in {page.place_name}", unit))
    show.say(record.record_sentence(weeks))
title = f"{names[name]} in {page.place_name}"
chart = charts.xmr_chart(shown, title=title, unit=unit, as_at=newest, steps={step.on: step.name for step in steps})
show.draw(chart, f"{title}, week by week; the table below says the same.")
caption = f"{title}, week by week, in {unit}, as recorded to {weeks[max(weeks)].week}"
show.equal_table(page, trends.trend_table(shown), f"trend-{name}", caption)

st.header(f"{names[name]} in every {page.area}", anchor=False)
is_same = st.toggle("Same scale for all", value=True)
panels = {title: limits(table, zone, name, days) for zone, title in zones_of(table).items()}
show.draw(
    charts.small_multiples(panels, unit=unit, as_at=newest, same_scale=is_same),
    f"{names[name]} of each {page.area}, week by week; choose one in the sidebar for its table.",
)
show.worked_out([name], record.NOTES)
