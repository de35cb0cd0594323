"""Which pages there are: those that have something to show in the chosen workspace."""

from typing import Any

import streamlit as st

from geo.access import DetailAccess, ReleaseAccess
from geo.errors import GeoError
from geo.settings import load_settings
from pages.common import state
from pages.common.workspaces import workspaces


def pages(reader: DetailAccess | ReleaseAccess) -> list[Any]:
    """The pages for the navigation of whoever is looking, in the order of the menu."""
    released = [
        st.Page("pages/released.py", title="Released maps", icon=":material/map:"),
        st.Page("pages/scrutiny_pack.py", title="Scrutiny pack", icon=":material/download:"),
    ]
    if isinstance(reader, DetailAccess):
        return [*_detail_pages(), *released]
    return [*released, st.Page("pages/released_help.py", title="Help", icon=":material/help:")]


def _detail_pages() -> list[Any]:
    """The pages that are made from detail."""
    given = _tables()
    listed = [
        st.Page("pages/overview.py", title="Overview", icon=":material/home:", default=True),
        st.Page("pages/hard_to_source.py", title="Hard to source", icon=":material/location_searching:"),
        st.Page("pages/providers.py", title="Providers", icon=":material/groups:"),
        st.Page("pages/rules.py", title="Rules", icon=":material/rule:"),
        st.Page("pages/waiting.py", title="Waiting", icon=":material/hourglass_bottom:"),
        st.Page("pages/rural.py", title="Rural coverage", icon=":material/forest:"),
    ]
    listed += [
        st.Page("pages/trends.py", title="Trends", icon=":material/show_chart:"),
        st.Page("pages/compare.py", title="Compare weeks", icon=":material/compare:"),
    ]
    if "transitions" in given:
        listed.append(st.Page("pages/transition.py", title="Transition", icon=":material/sync_alt:"))
    if "published" in given:
        listed.append(st.Page("pages/published.py", title="In reports", icon=":material/article:"))
    listed.append(st.Page("pages/data.py", title="Data", icon=":material/rule_folder:"))
    listed.append(st.Page("pages/help.py", title="Help", icon=":material/help:"))
    return listed


def _tables() -> set[str]:
    """Tables of the chosen workspace; none where it cannot be read, which the page itself then says."""
    try:
        folders = workspaces()
        name, _ = state.chosen_of(state.WORKSPACE, "workspace", list(folders), "workspace")
        return set(load_settings(folders[name]).sources)
    except GeoError:
        return set()
