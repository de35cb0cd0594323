"""Where care passes to when a new contract starts, lot by lot and week by week."""

import pandas as pd
import streamlit as st

from geo import charts
from geo.maps import share_classes
from geo.metrics.transitions import mondays_to, transition_status, transition_weeks
from geo.words import transition
from geo.words.tables import HEADINGS
from pages.common import choice, kept, show, view
from pages.common.drawn import Measure
from pages.common.mapview import zone_map


def status_of(page: view.View) -> pd.DataFrame:
    """People by zone and destination."""
    return transition_status(page.week.tables["transitions"], page.figures.index, page.week.as_at)


def weeks_of(page: view.View) -> pd.DataFrame:
    """People of the chosen zone, or of all, by destination week by week."""
    rows, day = page.week.tables["transitions"], page.week.as_at
    here = rows[rows["zone_code"] == page.zone] if page.zone else rows
    return transition_weeks(here, mondays_to(day, transition.first_day(here, day)))


def title(page: view.View) -> str:
    """The finding as the page's title."""
    return transition.transition_title(status_of(page))


def shares(page: view.View, measure: str) -> Measure:
    """Share of the people of each zone who pass to a destination."""
    share = transition.share_pct(status_of(page), measure).reindex(page.zones.index)
    title = f"{transition.STATUS_WORDS[measure]}, % of all who transfer"
    return Measure(f"transition:{measure}", title, share_classes(share), transition.share_words(share))


def weekly_chart(page: view.View) -> None:
    """Where people pass to, week by week."""
    st.header(f"Week by week in {page.place}", anchor=False)
    chart = charts.transition_chart(weeks_of(page))
    show.draw(chart, "People by destination each week; the table below says the same.")


def zones_table(page: view.View) -> show.File:
    """Every zone, by destination."""
    caption = f"People by {HEADINGS['zone_name'].lower()} and destination, as at {page.day}"
    table = transition.transition_table(status_of(page), page.figures["zone_name"])
    return show.table_alone(page, table, "transition", caption)


def weeks_table(page: view.View) -> show.File:
    """The same as the chart."""
    caption = f"People by destination in {page.place}, as it was known on each day"
    return show.table_alone(page, transition.weeks_table(weeks_of(page)), "transition-weeks", caption)


page = view.open_page()
if "transitions" not in page.week.tables:
    view.heading(page, "No transition is recorded")
    st.info("Add [sources.transitions] to carezones.toml to follow who passes to a new contract.")
    st.stop()
view.heading(page, kept.whole(title, page))

left, right = st.columns([3, 2], gap="large")
with left:
    measure = choice.one(
        "Share of people", transition.SHARES, transition.STATUS_WORDS.__getitem__, "share", "direct_payment"
    )
    zone_map(page, kept.whole(shares, page, measure))
with right:
    kept.part(weekly_chart, page)
show.download(kept.part(zones_table, page))
show.download(kept.part(weeks_table, page))
show.worked_out([], transition.NOTES)
