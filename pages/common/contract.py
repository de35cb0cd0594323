"""The parts of the page Rules: what the contract asks for, and where it is not met."""

import pandas as pd
import streamlit as st

from geo.maps import outcome_classes
from geo.rules import worst_by_zone
from geo.words import rules
from geo.words.tables import markdown_text
from geo.words.text import clean_text
from pages.common import show
from pages.common.drawn import Measure
from pages.common.view import View


def title(view: View) -> str:
    """The finding as the page's title."""
    return rules.rules_title(view.week.rule_outcomes, view.week.model, view.week.as_at)


def source(view: View) -> None:
    """Which contract or report the rules are from."""
    model = view.week.model
    st.markdown(f"{markdown_text(model.title)}. Source: {markdown_text(model.source)}")


def every_rule(view: View) -> show.File:
    """Every rule, and how many meet it."""
    week = view.week
    table = rules.summary_table(week.rule_outcomes, week.model, week.as_at)
    return show.table_alone(view, table, "rules", f"Every rule, as at {view.day}")


def failing_first(view: View) -> dict[str, str]:
    """What each rule is called in the box, by its code, failing ones first."""
    return rules.failing_first(view.week.rule_outcomes, view.week.model)


def measure(view: View, code: str) -> Measure:
    """The worst outcome of a rule in each zone."""
    outcomes = view.week.rule_outcomes
    worst = worst_by_zone(outcomes[outcomes["rule"] == code], view.week.facts)
    words = worst.map(rules.RULE_WORDS).fillna(rules.NOT_SPOKEN_OF)
    return Measure(f"rules:{code}", "Outcome of the rule", outcome_classes(worst), words)


def by_zone(view: View, code: str) -> None:
    """What the map shows, as a table."""
    shown = measure(view, code)
    names = view.zones["zone_name"].reindex(shown.values.index).map(clean_text)
    table = shown.values.set_axis(pd.Index(names, name=view.area.capitalize())).to_frame(shown.title)
    show.folded_table(table, f"outcome-by-zone-{code}")


def here(view: View, code: str) -> None:
    """What a rule says of the chosen zone, or of all."""
    outcomes = view.week.rule_outcomes
    shown = outcomes[outcomes["rule"] == code]
    st.header(f"In {view.place}", anchor=False)
    if view.zone is not None:
        shown = rules.of_zone(shown, view.zone, view.week.facts)
    show.points(rules.outcome_points(shown), f"The rule says nothing of {view.place}.")


def one_rule(view: View, code: str) -> show.File:
    """What came of a rule for every zone or provider."""
    outcomes = view.week.rule_outcomes
    table = rules.outcome_table(outcomes[outcomes["rule"] == code])
    caption = f"What came of the rule for every {view.area} or provider, as at {view.day}"
    return show.table_alone(view, table, f"rule-{code}", caption)


def method(view: View) -> None:
    """What else the model says, and how outcomes come about."""
    if view.week.model.statements:
        st.header("What else the model says", anchor=False)
        show.points(rules.statement_points(view.week.model, view.week.as_at), "")
    show.worked_out([], rules.NOTES)
