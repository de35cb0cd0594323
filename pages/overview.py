"""Which zone is worst, why and whether it gets better; what changed, and what needs attention."""

import streamlit as st

from geo.maps import tier_classes
from geo.words import answer, findings
from geo.words.tables import shown_values, zone_table
from pages.common import changes, choice, kept, recorded, show, view, worst
from pages.common.drawn import Measure
from pages.common.mapview import zone_map

COLUMNS = ("status", "people_receiving", "hours_per_week", "people_awaiting", "wait_over_28_days")
BACK = {"The week before": 7, "4 weeks before": 28, "13 weeks before": 91}


def status(page: view.View) -> Measure:
    """What the map shows."""
    classed = tier_classes(page.zones["status"], page.week.model.tiers)
    return Measure("overview", "Status", classed, shown_values(page.zones, "status", page.tiers))


def zones_table(page: view.View) -> show.File:
    """Every zone, and how many have which status."""
    show.say(findings.tier_sentence(page.figures, page.tiers, page.rural, page.area))
    table = zone_table(page.figures, COLUMNS, page.tiers)
    return show.table_alone(page, table, "overview", f"Every {page.area}, as at {page.day}")


page = view.open_page()
mark = recorded.mark_of(page)
known = kept.whole(worst.found, page, mark)
view.heading(page, known.title)
kept.whole(worst.answers, page, mark)
with worst.next_steps(page, known.zone):
    back = choice.one("Compare with", BACK, str, "since")
kept.whole(changes.tiles, page, BACK[back])

left, right = st.columns([3, 2], gap="large")
with left:
    zone_map(page, kept.whole(status, page))
    if page.zone != known.zone:
        worst.evidence_link(page, page.zone)  # below the map, so that nothing above moves with a choice
with right:
    kept.whole(changes.attention, page, BACK[back])
show.download(kept.part(zones_table, page))
show.worked_out(COLUMNS, answer.NOTES)
