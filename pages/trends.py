"""Weekly figures as they were recorded: which weeks are more than the usual ups and downs."""

import pandas as pd
import streamlit as st

from geo import charts
from geo.snapshot import zones_of
from geo.week import WHOLE
from geo.words import record, trends
from pages.common import choice, kept, recorded, show, view

NAMES = record.figure_names(record.TREND_FIGURES)


def series_of(page: view.View, zone: str, name: str) -> pd.DataFrame:
    """A figure of one zone week by week, with its limits."""
    return recorded.limits_of(page, store, zone, name)


def finding(page: view.View, name: str, _mark: str) -> str:
    """The title says whether the series has changed."""
    shown = series_of(page, page.zone or WHOLE, name)
    return trends.trend_sentence(shown, f"{NAMES[name]} in {page.place_name}", record.unit_of(name))


def one_series(page: view.View, name: str, _mark: str) -> show.File:
    """The chosen zone, or all, week by week."""
    shown, unit = series_of(page, page.zone or WHOLE, name), record.unit_of(name)
    title, newest = f"{NAMES[name]} in {page.place_name}", weeks[max(weeks)]
    steps = {step.on: step.name for step in page.week.settings.record.steps}
    chart = charts.xmr_chart(shown, title=title, unit=unit, as_at=newest.as_at, steps=steps)
    show.draw(chart, f"{title}, week by week; the table below says the same.")
    caption = f"{title}, week by week, in {unit}, as recorded to {record.week_label(newest)}"
    return show.table_alone(page, trends.trend_table(shown), f"trend-{name}", caption)


def every_series(page: view.View, name: str, is_same: bool, _mark: str) -> None:
    """All zones beside each other."""
    zones = zones_of(recorded.history_of(page, store))
    panels = {title: series_of(page, zone, name) for zone, title in zones.items()}
    newest, unit = weeks[max(weeks)].as_at, record.unit_of(name)
    words = f"{NAMES[name]} of each {page.area}, week by week; the table below says the same."
    show.draw(charts.small_multiples(panels, unit=unit, as_at=newest, same_scale=is_same), words)
    show.folded_table(trends.every_table(panels), f"every-{name}")
    show.worked_out([name], record.NOTES)


page = view.open_page()
heading = st.container()
store, weeks = recorded.store_of(page)
mark = recorded.mark_of(page)
name = choice.listed("Figure", NAMES, NAMES.__getitem__, "figure")
with heading:
    view.heading(page, kept.part(finding, page, name, mark))
    show.say(record.record_sentence(weeks))
show.download(kept.part(one_series, page, name, mark))
st.header(f"{NAMES[name]} in every {page.area}", anchor=False)
is_same = st.toggle("Same scale for all", value=True)
kept.whole(every_series, page, name, is_same, mark)
