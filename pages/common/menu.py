"""Which pages there are: those that have something to show in the chosen workspace."""

from pathlib import Path
from typing import Any, Final

import streamlit as st

from geo.access import DetailAccess, ReleaseAccess
from geo.errors import GeoError
from geo.settings import load_settings
from pages.common import state
from pages.common.workspaces import workspaces

_RELEASED: Final = (
    ("pages/released.py", "Released maps", ":material/map:"),
    ("pages/scrutiny_pack.py", "Scrutiny pack", ":material/download:"),
)
"""What scrutiny sees, and commissioners and analysts see too."""


def pages(reader: DetailAccess | ReleaseAccess) -> list[Any]:
    """The pages for the navigation of whoever is looking, in the order of the menu."""
    if isinstance(reader, DetailAccess):
        return _detail_pages() + _released_pages()
    return _released_pages() or [st.Page(_nothing_yet, title="Released maps")]


def _released_pages() -> list[Any]:
    """The pages that are made from releases alone."""
    return [st.Page(*page[:1], title=page[1], icon=page[2]) for page in _RELEASED if Path(page[0]).is_file()]


def _nothing_yet() -> None:
    """What stands in place of pages that there are not."""
    st.title("Nothing is released yet", anchor=False)


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
