"""Where care passes to when a new contract starts, lot by lot and week by week."""

import streamlit as st

from geo import charts
from geo.maps import share_classes
from geo.metrics.transitions import mondays_to, transition_status, transition_weeks
from geo.words import transition
from geo.words.tables import HEADINGS
from pages.common import choice, show, view
from pages.common.mapview import Measure, zone_map

page = view.open_page()
people = page.week.tables.get("transitions")
if people is None:
    view.heading(page, "No transition is recorded")
    st.info("Add [sources.transitions] to carezones.toml to follow who passes to a new contract.")
    st.stop()
names, day = page.figures["zone_name"], page.week.as_at
status = transition_status(people, page.figures.index, day)
view.heading(page, transition.transition_title(status))
here = people[people["zone_code"] == page.zone] if page.zone else people

left, right = st.columns([3, 2], gap="large")
with left:
    measure = choice.one("Share of people", transition.SHARES, transition.STATUS_WORDS.get, "share", "direct_payment")
    share = transition.share_pct(status, measure).reindex(page.zones.index)
    title = f"{transition.STATUS_WORDS[measure]}, % of all who transfer"
    zone_map(page, Measure(f"transition:{measure}", title, share_classes(share), transition.share_words(share)))
with right:
    st.header(f"Week by week in {page.place}", anchor=False)
    weeks = transition_weeks(here, mondays_to(day, transition.first_day(here, day)))
    show.draw(charts.transition_chart(weeks), "People by destination each week; the table below says the same.")

caption = f"People by {HEADINGS['zone_name'].lower()} and destination, as at {page.day}"
show.equal_table(page, transition.transition_table(status, names), "transition", caption)
weekly = f"People by destination in {page.place}, as it was known on each day"
show.equal_table(page, transition.weeks_table(weeks), "transition-weeks", weekly)
show.worked_out([], transition.NOTES)
