"""What is chosen: workspace, zones, as-at date and zone, the same on every page and in the address bar.

Widgets forget their value when the page changes, so the choice stands beside them in the session.
"""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, Final

import streamlit as st

WORKSPACE: Final = "chosen_workspace"
ZONES: Final = "chosen_zones"
ZONE: Final = "chosen_zone"
AS_AT: Final = "chosen_as_at"
WORKSPACE_WIDGET: Final = "workspace_box"
ZONES_WIDGET: Final = "zones_box"
ZONE_WIDGET: Final = "zone_box"
AS_AT_WIDGET: Final = "as_at_box"
_WRITTEN: Final = "address_written"
_NOTES: Final = "address_notes"


@dataclass(frozen=True)
class Limits:
    """What may be chosen."""

    zones: Collection[str]
    first: dt.date
    last: dt.date


def follow_address(limits: Limits) -> list[str]:
    """Take over what the address bar asks for, and say what of it cannot be had.

    Only a value that this session did not write itself counts, so that a choice is not undone by its own echo.

    Returns:
        Plain notes about values that were ignored.
    """
    notes = []
    zone, as_at = _asked("zone"), _asked("as_at")
    if zone is not None:
        if zone in limits.zones:
            st.session_state[ZONE] = zone
        else:
            notes.append("The zone in the address is not one of this council's zones, so none is chosen.")
    if as_at is not None:
        day = _day(as_at, limits)
        if day:
            st.session_state[AS_AT] = day
        else:
            notes.append("The date in the address cannot be shown, so the newest is.")
    return notes


def chosen_zone(limits: Limits) -> str | None:
    """Code of the chosen zone; None for all zones."""
    zone = st.session_state.get(ZONE)
    return zone if zone in limits.zones else None


def chosen_as_at(limits: Limits) -> dt.date:
    """The chosen as-at date, the last possible one until another is chosen."""
    day = st.session_state.get(AS_AT)
    return day if isinstance(day, dt.date) and limits.first <= day <= limits.last else limits.last


def chosen_of(choice: str, asked: str, known: Sequence[str], what: str) -> tuple[str, list[str]]:
    """One of a few names, the first until another is chosen by hand or by address.

    Args:
        choice: Where the session keeps it: `WORKSPACE` or `ZONES`.
        asked: Its name in the address bar.
        known: The names there are.
        what: What the names are of, for the note.

    Returns:
        The chosen name, and a plain note where the address asks for one that is not there.
    """
    wanted = _asked(asked)
    notes = []
    if wanted in known:
        st.session_state[choice] = wanted
    elif wanted is not None:
        notes.append(f"The {what} in the address cannot be shown.")
    held = st.session_state.get(choice)
    return (str(held) if held in known else known[0]), notes


def kept_notes(notes: list[str]) -> list[str]:
    """Notes about the address, which stay until something is chosen: a map may run the page again at once."""
    if notes:
        st.session_state[_NOTES] = notes
    kept: list[str] = st.session_state.get(_NOTES, [])
    return kept


def write_address(said: dict[str, str | None]) -> None:
    """Put the choice into the address bar, so that the view can be shared; what is None is left out.

    What the filters of a page hold stands there too: Streamlit writes it for each that is bound to the address.
    """
    given = {name: value for name, value in said.items() if value}
    for name in said:
        if name in given and st.query_params.get(name) != given[name]:
            st.query_params[name] = given[name]
        elif name not in given and name in st.query_params:
            del st.query_params[name]
    st.session_state[_WRITTEN] = given


def take_place(widget: str, choice: str) -> None:
    """Remember another workspace or other zones, and forget what was chosen in the one before."""
    take_widget(widget, choice)
    forgotten = (ZONE, AS_AT, ZONES) if choice == WORKSPACE else (ZONE,)
    for name in forgotten:
        st.session_state.pop(name, None)


def take_widget(widget: str, choice: str) -> None:
    """Remember what a widget holds as the choice."""
    st.session_state.pop(_NOTES, None)
    st.session_state[choice] = st.session_state.get(widget)


def take_click(map_key: str) -> None:
    """Choose the zone that was pressed on a map."""
    pressed: dict[str, Any] = (st.session_state.get(map_key) or {}).get("last_active_drawing") or {}
    zone = pressed.get("properties", {}).get("zone_code")
    if isinstance(zone, str):
        choose(zone)


def choose(zone: str) -> None:
    """Choose a zone by its code."""
    st.session_state[ZONE] = zone
    st.session_state.pop(_NOTES, None)


def _asked(name: str) -> str | None:
    """A value of the address bar that did not come from this session."""
    value = st.query_params.get(name)
    return None if value == st.session_state.get(_WRITTEN, {}).get(name) else value


def _day(text: str, limits: Limits) -> dt.date | None:
    """A date within the limits."""
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        return None
    return day if limits.first <= day <= limits.last else None
