"""The search for a postcode or place above a map.

A postcode may be a person's: what is written here stays in the reader's own session and leaves it with the page. It is
in no address, log or record, and no part that is kept for others is keyed by it.
"""

from typing import Final

import streamlit as st

from geo.maps.gazetteer import Found, Lost
from geo.maps.search import search
from geo.words.tables import markdown_text
from pages.common import drawn, state
from pages.common.view import View

WORDS: Final = "map_search"
"""Key of the box."""
_MOST_CHOICES: Final = 3
"""Zones of one place that are offered; more would be no help."""


def box() -> None:
    """The box for a reader's words."""
    st.text_input(
        "Find a postcode or place",
        key=WORDS,
        # A browser would offer to the next reader what this one searched for.
        autocomplete="off",
        icon=":material/search:",
        width=250,
    )


def place(view: View) -> Found | None:
    """The place that was searched for; None where there is none."""
    found = _answer(view)
    return found if isinstance(found, Found) else None


def told(view: View) -> None:
    """The answer in words, with a button for each zone that the place lies in."""
    found = _answer(view)
    if isinstance(found, Lost):
        st.warning(markdown_text(found.sentence), icon=":material/search_off:")
    if not isinstance(found, Found):
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.info(markdown_text(found.sentence), icon=":material/location_on:")
        for zone in found.zones[:_MOST_CHOICES]:
            if zone != view.zone:
                st.button(f"Choose {markdown_text(view.named(zone))}", on_click=state.choose, args=(zone,))


def _answer(view: View) -> Found | Lost | None:
    """What the words in the box say."""
    words = st.session_state.get(WORDS) or ""
    return search(drawn.gazetteer_of(view.week), words) if words.strip() else None
