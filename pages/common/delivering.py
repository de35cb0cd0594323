"""The parts of the page Providers: the rules that count them, who delivers, and how they are rated."""

from typing import Any, Final

import pandas as pd
import streamlit as st

from geo import charts
from geo.maps import count_classes
from geo.metrics.delivery import providers_by_payer, who_delivers
from geo.metrics.supply import active_packages
from geo.rules import worst_by_zone
from geo.words import findings, rules
from geo.words.tables import HEADINGS, delivery_table, shown_values, zone_table
from pages.common import show
from pages.common.drawn import Measure
from pages.common.view import View

STEPS: Final = charts.PROVIDER_STEPS
MOST: Final = 25
"""Rows of the list of who delivers."""


def title(view: View) -> str:
    """The finding as the page's title."""
    asked, ours = _asked(view)
    worst = worst_by_zone(ours[ours["rule"].isin(rules.with_limit(asked))], view.week.facts)
    return rules.providers_title(worst, view.week.model, view.area)


def measure(view: View, step: str) -> Measure:
    """What the map shows: providers that have come as far as a step."""
    values = shown_values(view.zones, step, view.tiers)
    return Measure(f"providers:{step}", f"Providers {HEADINGS[step].lower()}", count_classes(view.zones[step]), values)


def range_said(view: View, step: str) -> None:
    """From where to where they reach."""
    show.say(findings.range_sentence(view.figures, step, view.week.as_at, view.area))


def rules_and_ratings(view: View) -> None:
    """The rules that count providers, and the ratings of those that deliver."""
    asked, _ = _asked(view)
    if asked:
        st.header("The rule" if len(asked) == 1 else "The rules", anchor=False)
        show.points([f"{rule.sentence} It counts providers {rule.count}." for rule in asked], "")
    st.header(f"CQC ratings of providers delivering in {view.place}", anchor=False)
    delivering = who_delivers(_active(view), view.week.tables["providers"], view.zone)
    if delivering["cqc_rating"].isna().all():
        st.info("No rating is known here.")
        return
    ratings = charts.cqc_counts(delivering["cqc_rating"])
    bars = charts.bars(ratings, title="Latest overall rating", unit="providers", as_at=view.week.as_at)
    show.stacked(bars, ratings)


def zones_table(view: View) -> show.File:
    """Providers in every zone, and what came of the rules."""
    asked, ours = _asked(view)
    zones = view.zones
    table = zone_table(zones, STEPS, view.tiers)
    columns = {name: said.reindex(zones.index).to_numpy() for name, said in rules.rule_columns(ours, asked).items()}
    caption = f"Providers in each {view.area}, as at {view.day}"
    return show.table_alone(view, table.assign(**columns), "providers", caption)


def steps_chart(view: View) -> None:
    """Who pays the providers, and the steps from interested to delivering in every zone."""
    asked, _ = _asked(view)
    if (payers := providers_by_payer(_active(view))) is not None:
        show.say(rules.payers_sentence(payers, view.place))
    least = asked[0].least if len(asked) == 1 else None
    chart = charts.provider_steps(view.zones, as_at=view.week.as_at, least=least)
    words = "Providers interested, awarded, mobilised and delivering in each zone; the table above says the same."
    show.draw(chart, words)


def who_table(view: View) -> show.File:
    """Who delivers in the chosen zone, or in all."""
    delivering = who_delivers(_active(view), view.week.tables["providers"], view.zone)
    st.header(f"Who delivers in {view.place}", anchor=False)
    listed = f"The {MOST} with most hours of the" if len(delivering) > MOST else "All"
    caption = f"{listed} {len(delivering)} providers with a running package in {view.place}, as at {view.day}"
    return show.table_alone(view, delivery_table(delivering.head(MOST)), "who-delivers", caption)


def method(view: View) -> None:
    """How the figures come about."""
    show.worked_out(STEPS, [f"Source of the rule: {rule.source}" for rule in _asked(view)[0]])


def _asked(view: View) -> tuple[list[Any], pd.DataFrame]:
    """The rules that count providers, and what came of them."""
    asked, outcomes = rules.provider_rules(view.week.model), view.week.rule_outcomes
    return asked, outcomes[outcomes["rule"].isin([rule.code for rule in asked])]


def _active(view: View) -> pd.DataFrame:
    """Running packages of the chosen zone, or of all."""
    active = active_packages(view.week.tables["packages"], view.week.as_at)
    return active[active["zone_code"] == view.zone] if view.zone else active
