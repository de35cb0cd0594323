"""Who wants to work, may work and does work in each zone, held against the model's rule."""

import streamlit as st

from geo import charts
from geo.maps import count_classes
from geo.metrics.delivery import who_delivers
from geo.metrics.supply import active_packages
from geo.words import findings
from geo.words.tables import HEADINGS, delivery_table, markdown_text, shown_values, with_rule, zone_table
from pages.common import show, view
from pages.common.mapview import Measure, zone_map

STEPS = charts.PROVIDER_STEPS
MOST = 25

page = view.open_page()
zones, day, rule = page.zones, page.week.as_at, page.week.model.provider_rule
outcome = page.week.model.provider_outcome(page.figures)
view.heading(page, findings.providers_title(outcome, page.area))
with st.container(horizontal=True, vertical_alignment="bottom"):
    step = st.segmented_control("Providers", STEPS, default=STEPS[-1], format_func=HEADINGS.get, required=True)
    with_bases = st.toggle("Show providers' bases", value=True)

left, right = st.columns([3, 2], gap="large")
with left:
    title, values = f"Providers {HEADINGS[step].lower()}", shown_values(zones, step, page.tiers)
    zone_map(page, Measure(f"providers:{step}", title, count_classes(zones[step]), values), with_bases=with_bases)
    show.say(findings.range_sentence(page.figures, step, day, page.area))
with right:
    if rule:
        st.subheader("The rule", anchor=False)
        st.markdown(f"{markdown_text(rule.sentence)} It counts providers {rule.count}.")
    st.subheader(f"CQC ratings of providers delivering in {page.place}", anchor=False)
    active = active_packages(page.week.tables["packages"], day)
    delivering = who_delivers(active, page.week.tables["providers"], page.zone)
    if delivering["cqc_rating"].isna().all():
        st.info("No rating is known here.")
    else:
        ratings = charts.cqc_counts(delivering["cqc_rating"])
        show.stacked(charts.bars(ratings, title="Latest overall rating", unit="providers", as_at=day), ratings)

table = with_rule(zone_table(zones, STEPS, page.tiers), outcome)
show.equal_table(page, table, "providers", f"Providers in each {page.area}, as at {page.day}")
chart = charts.provider_steps(zones, as_at=day, least=rule.at_least if rule else None)
show.draw(chart, "Providers interested, awarded, mobilised and delivering in each zone; the table above says the same.")
st.subheader(f"Who delivers in {page.place}", anchor=False)
listed = f"The {MOST} with most hours of the" if len(delivering) > MOST else "All"
caption = f"{listed} {len(delivering)} providers with a running package in {page.place}, as at {page.day}"
show.equal_table(page, delivery_table(delivering.head(MOST)), "who-delivers", caption)
show.worked_out(STEPS, [f"Source of the rule: {rule.source}"] if rule else [])
