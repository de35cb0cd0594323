"""Why a zone is where it is: its status with reasons, certainty, ways out, the weeks before, and what officers said."""

import datetime as dt
from collections.abc import Mapping
from typing import Any, Final

import pandas as pd
import streamlit as st

from geo.metrics.waits import open_waits
from geo.schemas import ZoneFigures, columns_of
from geo.status import agreement_of, certainty_of, indicators_of, judge, steadier_per_100
from geo.text import long_date
from geo.words import findings, officers, status
from geo.words.compare import beside
from geo.words.thresholds import threshold_table
from pages.common import cache, recorded, show
from pages.common.view import View

WEEKS_BEFORE: Final = (4, 8, 13)
"""How far back a status is worked out where no week is recorded (weeks)."""
_FIRST: Final = dt.timedelta(weeks=WEEKS_BEFORE[-1])


def of_all(view: View) -> None:
    """What stands in place of a zone's evidence while none is chosen: zones by tier, certainty, the officers' list."""
    st.header("By status", anchor=False)
    show.points(findings.tier_points(view.zones, view.tiers), "No status is known.")
    st.markdown("Choose one on the map or in the sidebar to read why it is where it is.")
    st.header("How sure this is", anchor=False)
    show.say(status.sure_sentence(view.zones, view.area))
    if found := agreement_of(view.figures, view.week.model):
        st.header("The officers' own list", anchor=False)
        show.points(officers.officers_points(found, view.zones, view.tiers, view.area), "")


def of_zone(own: View, view: View, zone: str) -> None:
    """The evidence for one zone's status.

    Args:
        own: The page's view as the model has it.
        view: The same with the thresholds that count.
        zone: zone_code.
    """
    week, figures = view.week, view.figures
    waits = open_waits(week.tables["awaiting"], week.as_at)
    found = certainty_of(zone, figures, waits, week.model, steadier_per_100(figures))
    st.header(f"Evidence for {view.place}", anchor=False)
    show.badge(view, found.status, beside=status.CERTAINTY.get(found.word or ""))
    show.points(findings.evidence(figures, zone, view.tiers)[1:], "No threshold is reached.")
    _part("How sure it is", status.certainty_points(zone, found, figures, view.tiers))
    _part("What would change it", status.change_points(_indicators(figures, zone), week.model))
    _part("In the weeks before", _earlier(own, view, zone))
    if agreement := agreement_of(figures, week.model):
        said = officers.officers_sentence(agreement, figures.loc[zone, "zone_name"], view.tiers)
        _part("The officers' own list", [said])
    _part("Rural and travel", status.place_points(figures.loc[zone], week.travel.basis))


def numbers(own: View, view: View, zone: str) -> None:
    """Every threshold held against a zone, and its figures beside those of 13 weeks ago and of the whole area.

    Args:
        own: The page's view as the model has it.
        view: The same with the thresholds that count.
        zone: zone_code.
    """
    left, right = st.columns(2, gap="large")
    with left:
        st.header(f"Every threshold, held against {view.place}", anchor=False)
        show.plain_table(threshold_table(_indicators(view.figures, zone), view.week.model))
    with right:
        st.header(f"{view.place}, 13 weeks before, and the whole area", anchor=False)
        day = own.week.as_at - _FIRST
        then = cache.week_on(own.week, day).figures.loc[[zone]]
        whole = {own.week.settings.authority_name: own.week.whole_figures}
        columns = {view.place_name: own.figures.loc[[zone]], long_date(day): then} | whole
        show.plain_table(beside(columns))


def _part(title: str, sentences: list[str]) -> None:
    """A part of the evidence with its title."""
    if sentences:
        st.subheader(title, anchor=False)
        show.points(sentences, "")


def _indicators(figures: pd.DataFrame, zone: str) -> Mapping[str, Any]:
    """What thresholds are held against, of one zone."""
    return {str(name): value for name, value in indicators_of(figures).loc[zone].items()}


def _earlier(own: View, view: View, zone: str) -> list[str]:
    """The status on earlier dates: from the record where weeks are recorded, else from the same files."""
    table, is_tried = recorded.earlier_of(own, own.week.as_at - _FIRST), view is not own
    rows = table[table["zone_code"] == zone].set_index("as_at")
    is_recorded = not rows.empty
    if not is_recorded:
        days = [own.week.as_at - dt.timedelta(weeks=weeks) for weeks in WEEKS_BEFORE]
        rows = pd.DataFrame({day: cache.week_on(own.week, day).figures.loc[zone] for day in days}).T
    found = _judged(rows, view) if is_tried else rows["status"]
    said = status.earlier_points(found, view.tiers, is_recorded=is_recorded)
    return [*said, status.earlier_source(is_recorded=is_recorded, is_tried=is_tried)]


def _judged(rows: pd.DataFrame, view: View) -> pd.Series:
    """The status of earlier figures by the thresholds that are tried."""
    known = indicators_of(rows.reindex(columns=list(columns_of(ZoneFigures))))
    return pd.Series([judge(row, view.week.model).status for row in known.to_dict("records")], index=rows.index)
