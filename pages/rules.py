"""The rules of the contract, each held against every zone and provider, failing ones first."""

import streamlit as st

from geo.maps import outcome_classes
from geo.rules import worst_by_zone
from geo.words import rules
from geo.words.tables import markdown_text
from pages.common import show, view
from pages.common.mapview import Measure, zone_map

page = view.open_page()
week, model, outcomes = page.week, page.week.model, page.week.rule_outcomes
view.heading(page, rules.rules_title(outcomes, model, week.as_at))
st.markdown(f"{markdown_text(model.title)}. Source: {markdown_text(model.source)}")
if not model.rules:
    st.info("Write rules into the model of this workspace to hold the week against them.")
    st.stop()

show.equal_table(page, rules.summary_table(outcomes, model, week.as_at), "rules", f"Every rule, as at {page.day}")
ordered = rules.failing_first(outcomes, model)
code = st.selectbox("Rule to look at", list(ordered), format_func=ordered.get)
shown = outcomes[outcomes["rule"] == code]

left, right = st.columns([3, 2], gap="large")
with left:
    worst = worst_by_zone(shown, week.facts)
    words = worst.map(rules.RULE_WORDS).fillna(rules.NOT_SPOKEN_OF)
    zone_map(page, Measure(f"rules:{code}", "Outcome of the rule", outcome_classes(worst), words))
with right:
    st.header(f"In {page.place}", anchor=False)
    here = shown if page.zone is None else rules.of_zone(shown, page.zone, page.week.facts)
    show.points(rules.outcome_points(here), f"The rule says nothing of {page.place}.")

caption = f"What came of the rule for every {page.area} or provider, as at {page.day}"
show.equal_table(page, rules.outcome_table(shown), f"rule-{code}", caption)
if model.statements:
    st.header("What else the model says", anchor=False)
    show.points(rules.statement_points(model, week.as_at), "")
show.worked_out([], rules.NOTES)
