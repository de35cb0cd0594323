"""Who is looking, and what they may see: asked on every run, and no page asks for a role itself."""

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, NoReturn

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from geo.access import Actor, DetailAccess, ReleaseAccess, Standing, access_of, this_computer
from geo.access.audit_log import Deed, note
from geo.errors import AccessError
from geo.words.text import markdown_text
from pages.common.workspaces import workspaces
from pages.signin.gate import GUARD_HEADER, gate, role_here

_PAGE: Final = "page_title"
_BEFORE: Final = "page_before"
_NOTED: Final = "views_noted"


def data_for(user: Mapping[str, Any]) -> DetailAccess | ReleaseAccess:
    """What somebody may see; nobody gets anything unless a role says so.

    Args:
        user: The claims of the identity token, as Streamlit holds them for the session.

    Raises:
        AccessError: They may see nothing: not signed in, no longer signed in, or in no group that has a role.
        InputError: The settings of sign-in cannot be used.
    """
    own = gate()
    if own.settings is None:
        return access_of(this_computer(role_here()))
    found = own.sign_in_of(user)
    if found is None:
        raise AccessError("Nobody is signed in. Sign in.")
    standing = own.standing(found)
    if standing is not Standing.OPEN:
        raise AccessError(f"{standing.value} Sign in again.")
    if found.role is None:
        raise AccessError("None of your groups may use Care Zones. Ask whoever looks after it.")
    _take_session(found.key)
    return access_of(Actor(found.name, found.role))


def current() -> DetailAccess | ReleaseAccess:
    """What the reader of this page may see; where that is nothing, the page says why and ends."""
    try:
        _check_guarded()
        return data_for(st.user.to_dict())
    except AccessError as error:
        st.title("Nothing to see here", anchor=False)
        st.error(markdown_text(str(error)))
        st.html('<a href="/" target="_self">Open the dashboard again</a>')
        st.stop()


def detail() -> DetailAccess:
    """The right to see detail; a page for others ends here, with a line in the audit log."""
    found = current()
    if not isinstance(found, DetailAccess):
        _refuse(found)
    return found


def may_load() -> bool:
    """Whether the reader may load files and record weeks."""
    found = current()
    return isinstance(found, DetailAccess) and found.may_load


def loader() -> DetailAccess:
    """The right to load files and record weeks; what asks for it ends here for others."""
    found = detail()
    if not found.may_load:
        st.info("Files are loaded and weeks are recorded by analysts.")
        st.stop()
    return found


def signed_in_name() -> str:
    """The name of whoever is signed in; empty where there is no sign-in."""
    return current().actor.name if gate().settings else ""


def role_words() -> str:
    """As what somebody looks, and who signed in where there is sign-in: `Commissioner`, `Ana Smith, commissioner`."""
    actor, role = current().actor, str(current().actor.role)
    return f"{actor.name}, {role}" if gate().settings else role.capitalize()


def _refuse(found: ReleaseAccess) -> NoReturn:
    """End a page of detail for somebody who may see none."""
    for folder in workspaces().values():
        note_deed(folder, found, "refused", tried=f"a page of detail: {st.session_state.get(_PAGE, 'by itself')}")
    st.title("This page is not part of your role", anchor=False)
    st.info("You see what has been released: maps and tables that protect the people behind them.")
    st.stop()


def name_page(title: str) -> None:
    """Remember which page is drawn, for the audit log, and which one was before it."""
    before = st.session_state.get(_PAGE)
    if before not in (None, title):
        st.session_state[_BEFORE] = before
    st.session_state[_PAGE] = title


def page_before() -> str:
    """Title of the page the reader came from; empty where there is none."""
    return str(st.session_state.get(_BEFORE, ""))


def sign_out_button(reader: DetailAccess | ReleaseAccess) -> None:
    """Who is signed in and as what, and the way out; nothing where there is no sign-in."""
    if gate().settings is None:
        return
    with st.sidebar:
        st.caption(f"{markdown_text(reader.actor.name)}, {reader.actor.role}")
        if st.button("Sign out"):
            st.logout()


def note_view(folder: Path, found: DetailAccess | ReleaseAccess, as_at: dt.date | None, zone: str | None) -> None:
    """Note what is looked at, once for each view of a session and not for each run of its page.

    Raises:
        AccessError: The audit log cannot be written.
    """
    page = str(st.session_state.get(_PAGE, "a page by itself"))
    view = (str(folder), page, as_at, zone)
    noted: set[tuple[object, ...]] = st.session_state.setdefault(_NOTED, set())
    if view not in noted:
        note_deed(folder, found, "viewed", page=page, as_at=as_at, zone=zone)
        noted.add(view)


def note_deed(folder: Path, found: DetailAccess | ReleaseAccess, did: Deed, **of: object) -> None:
    """Note what the reader did, in the log of the workspace.

    Raises:
        AccessError: The audit log cannot be written, so it must not be done.
    """
    try:
        note(folder, found.actor, did, of)
    except AccessError:
        # Whoever works at this computer can read its files anyway; only others must not pass without a line.
        if gate().settings:
            raise


def _take_session(key: str) -> None:
    """Tell the guard whose session this is, for the files that are uploaded into it."""
    running = get_script_run_ctx()
    if running:
        gate().owners.take_session(running.session_id, key)


def _check_guarded() -> None:
    """That the page is asked for through the guard of the routes; a test without a browser has no headers.

    Raises:
        AccessError: Streamlit was started without the guard.
    """
    headers = st.context.headers
    if headers and headers.get(GUARD_HEADER) != gate().mark:
        raise AccessError("The dashboard was started without its guard. Start it with `carezones serve`.")
