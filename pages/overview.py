"""Which zone is worst, why and whether it gets better; what changed, and what needs attention."""

import datetime as dt

import streamlit as st

from geo.maps import tier_classes
from geo.text import long_date
from geo.words import answer, findings, rules
from geo.words.tables import shown_values, zone_table
from pages.common import cache, choice, kept, recorded, show, view, worst
from pages.common.mapview import Measure, zone_map

COLUMNS = ("status", "people_receiving", "hours_per_week", "people_awaiting", "wait_over_28_days")
BACK = {"The week before": 7, "4 weeks before": 28, "13 weeks before": 91}


def tiles(page: view.View, days: int) -> None:
    """Headline figures and how they moved."""
    day = page.week.as_at - dt.timedelta(days=days)
    show.tiles(findings.tiles(page.figures, cache.week_on(page.week, day).figures), day)


def attention(page: view.View, days: int) -> None:
    """What stands out, and what is different from the day before that is chosen."""
    week, tiers, day = page.week, page.tiers, page.week.as_at - dt.timedelta(days=days)
    st.header("What needs attention", anchor=False)
    failing = rules.failing_sentences(week.rule_outcomes, week.model)
    show.points(findings.attention(page.figures, tiers, failing, page.area), "Nothing stands out.")
    st.header(f"What changed since {long_date(day)}", anchor=False)
    changed = findings.changed(page.figures, cache.week_on(week, day).figures, tiers)
    show.points(changed, "No status and no number of people waiting changed.")


def zones_table(page: view.View) -> show.File:
    """Every zone, and how many have which status."""
    show.say(findings.tier_sentence(page.figures, page.tiers, page.rural, page.area))
    table = zone_table(page.figures, COLUMNS, page.tiers)
    return show.table_alone(page, table, "overview", f"Every {page.area}, as at {page.day}")


page = view.open_page()
mark = recorded.mark_of(page)
known = kept.part(worst.found, page, mark)
view.heading(page, known.title)
kept.part(worst.answers, page, mark)
with worst.next_steps(page, known.zone):
    back = choice.one("Compare with", BACK, str, "since")
kept.part(tiles, page, BACK[back])

left, right = st.columns([3, 2], gap="large")
with left:
    classed = tier_classes(page.zones["status"], page.week.model.tiers)
    zone_map(page, Measure("overview", "Status", classed, shown_values(page.zones, "status", page.tiers)))
with right:
    kept.part(attention, page, BACK[back])
show.download(kept.part(zones_table, page))
show.worked_out(COLUMNS, answer.NOTES)
