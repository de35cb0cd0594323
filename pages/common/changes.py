"""The parts of the Overview that hold the day against an earlier one: headline figures, and what needs attention."""

import datetime as dt

import streamlit as st

from geo.text import long_date
from geo.words import findings, rules
from pages.common import cache, show
from pages.common.view import View


def tiles(view: View, days: int) -> None:
    """Headline figures and how they moved."""
    day = view.week.as_at - dt.timedelta(days=days)
    show.tiles(findings.tiles(view.figures, cache.week_on(view.week, day).figures), day)


def attention(view: View, days: int) -> None:
    """What stands out, and what is different from the day before that is chosen."""
    week, tiers, day = view.week, view.tiers, view.week.as_at - dt.timedelta(days=days)
    st.header("What needs attention", anchor=False)
    failing = rules.failing_sentences(week.rule_outcomes, week.model)
    show.points(findings.attention(view.figures, tiers, failing, view.area), "Nothing stands out.")
    st.header(f"What changed since {long_date(day)}", anchor=False)
    changed = findings.changed(view.figures, cache.week_on(week, day).figures, tiers)
    show.points(changed, "No status and no number of people waiting changed.")
