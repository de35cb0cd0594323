"""What changed since the week before, and what needs attention."""

import datetime as dt

import streamlit as st

from geo.maps import tier_classes
from geo.text import long_date
from geo.words import findings, glossary, rules
from geo.words.tables import shown_values, zone_table
from pages.common import cache, show, view
from pages.common.mapview import Measure, zone_map

COLUMNS = ("status", "people_receiving", "hours_per_week", "people_awaiting", "wait_over_28_days")
BACK = {"The week before": 7, "4 weeks before": 28, "13 weeks before": 91}

page = view.open_page()
tiers, week = page.tiers, page.week
view.heading(page, findings.overview_title(page.figures, tiers, page.area))
with st.popover("New here? Start with this", icon=":material/help:"):
    show.steps(glossary.first_steps(page.area))

back = st.segmented_control("Compare with", list(BACK), default="The week before", required=True)
before_day = week.as_at - dt.timedelta(days=BACK[back])
before = cache.week_on(week, before_day).figures
show.tiles(findings.tiles(page.figures, before), before_day)

left, right = st.columns([3, 2], gap="large")
with left:
    classed = tier_classes(page.zones["status"], week.model.tiers)
    zone_map(page, Measure("overview", "Status", classed, shown_values(page.zones, "status", tiers)))
with right:
    st.header("What needs attention", anchor=False)
    failing = rules.failing_sentences(week.rule_outcomes, week.model)
    show.points(findings.attention(page.figures, tiers, failing, page.area), "Nothing stands out.")
    st.header(f"What changed since {long_date(before_day)}", anchor=False)
    show.points(findings.changed(page.figures, before, tiers), "No status and no number of people waiting changed.")

show.say(findings.tier_sentence(page.figures, tiers, page.rural, page.area))
table = zone_table(page.figures, COLUMNS, tiers)
show.equal_table(page, table, "overview", f"Every {page.area}, as at {page.day}")
show.worked_out(COLUMNS, ["A change compares the same files at two dates, so a late entry counts on both."])
