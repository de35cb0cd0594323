"""Who wants to work, may work and does work in each zone, held against the model's rule."""

import streamlit as st

from geo import charts
from geo.maps import count_classes
from geo.metrics.delivery import providers_by_payer, who_delivers
from geo.metrics.supply import active_packages
from geo.rules import worst_by_zone
from geo.words import findings, rules
from geo.words.tables import HEADINGS, delivery_table, shown_values, zone_table
from pages.common import show, view
from pages.common.mapview import Measure, Shown, zone_map

STEPS = charts.PROVIDER_STEPS
MOST = 25

page = view.open_page()
zones, day, outcomes = page.zones, page.week.as_at, page.week.rule_outcomes
asked = rules.provider_rules(page.week.model)
ours = outcomes[outcomes["rule"].isin([rule.code for rule in asked])]
worst = worst_by_zone(ours[ours["rule"].isin(rules.with_limit(asked))], page.week.facts)
view.heading(page, rules.providers_title(worst, page.week.model, page.area))
step = st.segmented_control("Providers", STEPS, default=STEPS[-1], format_func=HEADINGS.get, required=True)

left, right = st.columns([3, 2], gap="large")
with left:
    title, values = f"Providers {HEADINGS[step].lower()}", shown_values(zones, step, page.tiers)
    shown = Measure(f"providers:{step}", title, count_classes(zones[step]), values)
    zone_map(page, shown, how=Shown(with_bases=True))
    show.say(findings.range_sentence(page.figures, step, day, page.area))
with right:
    if asked:
        st.header("The rule" if len(asked) == 1 else "The rules", anchor=False)
        show.points([f"{rule.sentence} It counts providers {rule.count}." for rule in asked], "")
    st.header(f"CQC ratings of providers delivering in {page.place}", anchor=False)
    active = active_packages(page.week.tables["packages"], day)
    active = active[active["zone_code"] == page.zone] if page.zone else active
    delivering = who_delivers(active, page.week.tables["providers"], page.zone)
    if delivering["cqc_rating"].isna().all():
        st.info("No rating is known here.")
    else:
        ratings = charts.cqc_counts(delivering["cqc_rating"])
        show.stacked(charts.bars(ratings, title="Latest overall rating", unit="providers", as_at=day), ratings)

table = zone_table(zones, STEPS, page.tiers)
columns = {name: said.reindex(zones.index).to_numpy() for name, said in rules.rule_columns(ours, asked).items()}
show.equal_table(page, table.assign(**columns), "providers", f"Providers in each {page.area}, as at {page.day}")
if (payers := providers_by_payer(active)) is not None:
    show.say(rules.payers_sentence(payers, page.place))
chart = charts.provider_steps(zones, as_at=day, least=asked[0].least if len(asked) == 1 else None)
show.draw(chart, "Providers interested, awarded, mobilised and delivering in each zone; the table above says the same.")
st.header(f"Who delivers in {page.place}", anchor=False)
listed = f"The {MOST} with most hours of the" if len(delivering) > MOST else "All"
caption = f"{listed} {len(delivering)} providers with a running package in {page.place}, as at {page.day}"
show.equal_table(page, delivery_table(delivering.head(MOST)), "who-delivers", caption)
show.worked_out(STEPS, [f"Source of the rule: {rule.source}" for rule in asked])
