"""The top of the Overview: which zone is worst, why, and whether it is getting better."""

import contextlib
import datetime as dt
from dataclasses import dataclass

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.errors import StreamlitPageNotFoundError

from geo.snapshot import limits, week_of
from geo.week import WHOLE
from geo.words import answer, glossary
from pages.common import recorded, show
from pages.common.view import View

_COLUMNS = ["zone_code", "as_at", "week", "people_awaiting", "status"]


@dataclass(frozen=True)
class Found:
    """The worst zone, and where it is heading."""

    zone: str | None
    direction: answer.Direction
    title: str


def found(view: View, mark: str) -> Found:
    """The worst zone by the figures of the day, and its direction by the recorded weeks, if they can be read."""
    zone = answer.worst_zone(view.figures, view.tiers)
    direction = _direction(view, zone) if mark else answer.UNREAD
    return Found(zone, direction, answer.answer_title(view.figures, zone, direction, view.area))


def answers(view: View, mark: str) -> None:
    """The three answers beside each other."""
    known = found(view, mark)
    which, why, better = st.columns(3, gap="medium")
    with which:
        st.header(f"Which {view.area} is worst?", anchor=False)
        if known.zone is not None:
            show.badge(view, str(view.figures.loc[known.zone, "status"]), of=view.named(known.zone))
        show.points(answer.which_points(view.figures, known.zone, view.tiers, view.area), "")
    with why:
        st.header("Why?", anchor=False)
        show.points(answer.why_points(view.figures, known.zone, view.tiers, view.area), "No threshold is reached.")
    with better:
        st.header("Is it getting better?", anchor=False)
        show.say_strongly(known.direction.word)
        show.points(known.direction.points, "")


def next_steps(view: View, zone: str | None) -> DeltaGenerator:
    """A row with a link to all the evidence for the worst zone and the first steps, and room for a choice."""
    row = st.container(horizontal=True, vertical_alignment="bottom")
    with row:
        evidence_link(view, zone)
        with st.popover("New here? Start with this", icon=":material/help:"):
            show.steps(glossary.first_steps(view.area))
    return row


def evidence_link(view: View, zone: str | None) -> None:
    """A link to all the evidence for a zone; none for no zone."""
    if zone is None:
        return
    # A page that runs by itself has no other page to link to.
    with contextlib.suppress(StreamlitPageNotFoundError):
        st.page_link(
            "pages/hard_to_source.py",
            label=f"All the evidence for {view.place_of(zone)}",
            icon=":material/location_searching:",
            query_params={"zone": zone},
        )


def _direction(view: View, zone: str | None) -> answer.Direction:
    """Where the worst zone, or everything where none stands out, is heading."""
    weeks = _weeks(view, zone or WHOLE)
    table = limits(weeks, zone or WHOLE, "people_awaiting", [step.on for step in view.week.settings.record.steps])
    is_firm = zone is not None and view.figures.loc[zone, "status_certainty"] == "firm"
    return answer.direction_of(weeks, table, view.tiers, is_firm=is_firm)


def _weeks(view: View, zone: str) -> pd.DataFrame:
    """A zone's people waiting and status in every recorded week before the as-at date, and on it."""
    table = recorded.earlier_of(view, dt.date.min).reindex(columns=_COLUMNS)
    day, week = view.week.as_at, week_of(view.week.as_at)
    ours = table[(table["zone_code"] == zone) & (table["week"] != week)].sort_values("as_at")
    whole = zone == WHOLE
    waiting = view.figures["people_awaiting"].sum() if whole else view.figures.loc[zone, "people_awaiting"]
    status = None if whole else view.figures.loc[zone, "status"]
    rows = [*ours.to_dict("records"), dict(zip(_COLUMNS, (zone, day, week, waiting, status), strict=True))]
    return pd.DataFrame(rows, columns=_COLUMNS)
