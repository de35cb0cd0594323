"""How every page opens: the week at the chosen date, the sidebar and the heading."""

import contextlib
import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

import pandas as pd
import streamlit as st
from streamlit.errors import StreamlitPageNotFoundError
from streamlit.runtime.pages_manager import PagesManager

from geo.errors import GeoError
from geo.text import long_date, plural
from geo.week import Week
from geo.words.rural import is_rural
from geo.words.tables import markdown_text
from geo.words.text import clean_text
from pages.common import access, cache, header, state
from pages.common.workspaces import workspaces

YEARS_BACK: Final = 3
"""How far back the as-at date may be set (years); older rows are seldom complete."""


@dataclass(frozen=True)
class View:
    """What a page needs to know: the week at the chosen date and the chosen zone."""

    week: Week
    zone: str | None

    @property
    def figures(self) -> pd.DataFrame:
        """The zone table with the rows outside and unlocated."""
        return self.week.figures

    @property
    def zones(self) -> pd.DataFrame:
        """The zone table, zones only."""
        return self.week.zone_figures

    @cached_property
    def tiers(self) -> dict[str, str]:
        """Tier names by code, worst first."""
        return {tier.code: tier.name for tier in self.week.model.tiers}

    @property
    def area(self) -> str:
        """What the model calls an area."""
        return self.week.area_term

    @cached_property
    def rural(self) -> pd.Series:
        """True for the zones that are marked rural."""
        return is_rural(self.figures["rural_population_pct"])

    @property
    def day(self) -> str:
        """The as-at date in words."""
        return long_date(self.week.as_at)

    @property
    def place_name(self) -> str:
        """The chosen zone, or the authority, cleaned."""
        return self.named(self.zone) if self.zone else clean_text(self.week.settings.authority_name)

    @property
    def place(self) -> str:
        """The chosen zone, or the authority, as Markdown."""
        return markdown_text(self.place_name)

    def named(self, zone: str) -> str:
        """Name of a zone, cleaned."""
        return clean_text(self.week.names[zone])

    def place_of(self, zone: str) -> str:
        """Name of a zone, as Markdown."""
        return markdown_text(self.named(zone))


@dataclass(frozen=True)
class Place:
    """Which workspace is looked at, and on which zones it is counted."""

    folder: Path
    name: str
    is_first: bool
    """It is the workspace that is shown unless another is asked for."""
    zones_key: str | None
    notes: list[str]
    """What of the address could not be shown."""


def choose_place() -> Place:
    """The workspace and zones of the address or the sidebar, whose boxes are drawn, for whoever may see detail.

    Raises:
        GeoError: There is no workspace, or its settings cannot be read.
    """
    access.detail()
    _leave_old_navigation()
    folders = workspaces()
    names = list(folders)
    name, notes = state.chosen_of(state.WORKSPACE, "workspace", names, "workspace")
    sets = {"": "Areas of the contract", **cache.other_zones(folders[name])}
    key, more = state.chosen_of(state.ZONES, "zones", list(sets), "set of zones")
    _places(names, name, sets, key)
    return Place(folders[name], name, name == names[0], key or None, [*notes, *more])


def open_page() -> View:
    """Load the week, follow the address bar and draw the sidebar; an unusable workspace ends the page.

    Whoever may not see detail gets no further than here, and what is looked at stands in the audit log.
    """
    own = access.detail()
    try:
        place = choose_place()
        newest = cache.newest_week(place.folder, place.zones_key)
        limits = _limits(newest)
        notes = place.notes + state.follow_address(limits)
        week = cache.week_on(newest, state.chosen_as_at(limits))
        access.note_view(place.folder, own, week.as_at, state.chosen_zone(limits))
    except GeoError as error:
        refuse(error)
        data_link("See what to mend on the Data page")
        st.stop()
    view = View(week, state.chosen_zone(limits))
    state.write_address(
        {
            "workspace": None if place.is_first else place.name,
            "zones": week.settings.zones_key,
            "zone": view.zone,
            "as_at": week.as_at.isoformat() if week.as_at != limits.last else None,
        }
    )
    _sidebar(view, limits)
    for note in state.kept_notes(notes):
        st.info(note)
    return view


def refuse(error: GeoError) -> None:
    """Say why nothing can be shown, one line for each thing to mend."""
    st.title("The files cannot be shown yet", anchor=False)
    for line in str(error).splitlines():
        st.error(markdown_text(line))


def data_link(label: str) -> None:
    """A link to the Data page that keeps what is chosen; none where a page runs by itself."""
    with contextlib.suppress(StreamlitPageNotFoundError):
        st.page_link("pages/data.py", label=label, icon=":material/rule_folder:")


def heading(view: View, title: str) -> None:
    """The finding as the page's title, below authority, as-at date, state of the data and role."""
    state_of_data = header.state_of(view.week.report)
    header.head(view.week.settings.authority_name, f"As at {view.day}", state_of_data, title)


def _leave_old_navigation() -> None:
    """Start again through app.py where Streamlit ran the page by itself.

    Until `st.navigation` has run once, Streamlit takes a folder named `pages` for its older kind of app, so that
    a shared link to a page, opened first after a start, would show that instead.
    """
    if PagesManager.uses_pages_directory:
        PagesManager.uses_pages_directory = False
        st.rerun()


def _limits(week: Week) -> state.Limits:
    """What may be chosen: the zones, and dates up to the newest."""
    first = week.as_at - dt.timedelta(days=365 * YEARS_BACK)
    return state.Limits(tuple(week.zones.index), first, week.as_at)


def _places(names: list[str], name: str, sets: dict[str, str], key: str) -> None:
    """Which council and which zones, where there is a choice; drawn first, so that a bad workspace can be left."""
    st.session_state[state.WORKSPACE_WIDGET], st.session_state[state.ZONES_WIDGET] = name, key
    with st.sidebar:
        if len(names) > 1:
            choice = (state.WORKSPACE_WIDGET, state.WORKSPACE)
            st.selectbox("Workspace", names, key=choice[0], on_change=state.take_place, args=choice)
        if len(sets) > 1:
            st.selectbox(
                "Counted on",
                list(sets),
                format_func=sets.__getitem__,
                key=state.ZONES_WIDGET,
                on_change=state.take_place,
                args=(state.ZONES_WIDGET, state.ZONES),
                help="The same people and packages, put into other zones.",
            )


def _sidebar(view: View, limits: state.Limits) -> None:
    """As-at date and zone, by mouse or keyboard."""
    st.session_state[state.AS_AT_WIDGET] = view.week.as_at
    st.session_state[state.ZONE_WIDGET] = view.zone or ""
    labels = {"": f"All {plural(view.area)}"} | {zone: f"{view.named(zone)} ({zone})" for zone in limits.zones}
    with st.sidebar:
        st.selectbox(
            f"Chosen {view.area}",
            list(labels),
            format_func=labels.__getitem__,
            key=state.ZONE_WIDGET,
            on_change=state.take_widget,
            args=(state.ZONE_WIDGET, state.ZONE),
            help="Or choose one on the map.",
        )
        st.date_input(
            "As-at date",
            min_value=limits.first,
            max_value=limits.last,
            format="DD/MM/YYYY",
            key=state.AS_AT_WIDGET,
            on_change=state.take_widget,
            args=(state.AS_AT_WIDGET, state.AS_AT),
            help="Every figure is worked out for the end of this day.",
        )
        st.caption(f"Model: {markdown_text(view.week.model.title)}")
