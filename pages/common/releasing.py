"""A recorded week previewed and released, for those who may see its detail; no scrutiny page imports this."""

import datetime as dt
from typing import Any, Final

import pandas as pd
import streamlit as st

from geo.disclosure import Preview, detail_of, ledger_of, preview_of, release_week, rules_of
from geo.errors import DisclosureError, GeoError
from geo.exports.pages import map_pages
from geo.exports.screen import map_html
from geo.release import Measure, Release, Split
from geo.settings import Settings, load_settings
from geo.snapshot import Manifest, Store, open_store
from geo.text import counted, long_date, number
from geo.words.html_table import table_html
from geo.words.text import clean_text, markdown_text
from pages.common import access, recorded
from pages.common.cache import mark_of
from pages.common.released import Shelf

_LOOKED: Final = "previewed_release"
_DONE: Final = "released_week"


def release(shelf: Shelf) -> None:
    """Choose a recorded week, see what of it would be released and what hidden, and release it."""
    st.header("Release a recorded week", anchor=False)
    if done := st.session_state.pop(_DONE, None):
        st.success(markdown_text(done))
    try:
        settings = load_settings(shelf.folder)
        store = open_store(settings)
        weeks = recorded.weeks_of(settings, store)
        if not weeks:
            st.info("No week is recorded yet. Record one on the Data page first.")
            return
        week = _week(shelf, weeks)
        key = (str(shelf.folder), mark_of(shelf.folder), week, weeks[week].version, len(shelf.all))
        if st.button("Preview", icon=":material/visibility:", help="Works it out and attacks it; writes nothing."):
            st.session_state[_LOOKED] = key
        if st.session_state.get(_LOOKED) == key:
            _previewed(shelf, settings, store, week, key)
    except GeoError as error:
        for line in str(error).splitlines():
            st.error(markdown_text(line))


def _week(shelf: Shelf, weeks: dict[str, Manifest]) -> str:
    """The week to release; the newest that is not released yet first."""
    released = {(one.entry.week, one.entry.version) for one in shelf.all}
    names = sorted(weeks, reverse=True)
    fresh = [week for week in names if (week, weeks[week].version) not in released]
    return st.selectbox(
        "Recorded week",
        names,
        index=names.index(fresh[0]) if fresh else 0,
        format_func=lambda week: f"{long_date(weeks[week].as_at)} ({week}){'' if week in fresh else ', released'}",
    )


def _previewed(shelf: Shelf, settings: Settings, store: Store, week: str, key: tuple[Any, ...]) -> None:
    """What the audit found, what would be hidden, and the form that releases it."""
    found: Preview = _preview(settings, store, week, key)
    _audit(found)
    _hidden(found)
    _status(store, week, found)
    with st.expander("What readers would see", icon=":material/map:"):
        st.html(map_html(map_pages(found.release)[0]))
    if found.is_safe:
        _form(shelf, settings, store, found.release)


def _audit(found: Preview) -> None:
    """Whether anybody could be found, in words."""
    if not found.is_safe:
        st.error("It cannot be released as it is: somebody might be found.")
        st.markdown("\n".join(f"- {markdown_text(finding)}" for finding in found.audit.findings))
        return
    audit = found.audit
    looked = f"{counted(audit.cells, 'hidden count')} attacked with every figure of this and earlier releases"
    least = "" if audit.narrowest is None else f" The best guess at one leaves a range of {audit.narrowest} people."
    st.success(
        f"Passed: {looked}, {counted(audit.insiders, 'time')} by somebody who knows a count, and "
        f"{counted(audit.differences, 'difference')} between releases; nobody could be found.{least}"
    )


def _hidden(found: Preview) -> None:
    """How much is hidden, and what is given in less detail."""
    share = found.hidden / max(found.cells, 1)
    st.markdown(f"**{found.hidden:,} of {found.cells:,} values are hidden** ({number(100 * share)} %).")
    measures, splits = found.release.measures, found.release.splits
    parts: list[Measure | Split] = [*measures.values(), *splits.values()]
    rows = {
        clean_text(part.title): [_shown(found.release, part), clean_text(part.coarsened, most=None)] for part in parts
    }
    table = pd.DataFrame(rows.values(), index=pd.Index(rows, name="Figure"), columns=["What is given", "Why"])
    st.html(table_html(table, "What of each figure would be released"))


def _shown(made: Release, part: Any) -> str:
    """For which areas a figure has a value."""
    cells = {code: part.values.get(code) for code in (area.code for area in made.areas)}
    rows = [value if isinstance(value, dict) else {"": value} for value in cells.values() if value]
    full = sum(all(cell.marker is None for cell in row.values()) for row in rows)
    if not any(cell.marker is None for row in rows for cell in row.values()):
        return "The whole council only" if "all" in part.values else "Nothing: it is not available"
    return (
        f"Every {made.area_term}"
        if full == len(made.areas)
        else f"{full} of {counted(len(made.areas), made.area_term)} in full"
    )


def _status(store: Store, week: str, found: Preview) -> None:
    """The zones whose released tier is not the dashboard's."""
    if not found.status_differs:
        st.markdown("Every status is the same as on the dashboard.")
        return
    status = found.release.measures["status"]
    own = store.read(week).figures["status"].map(lambda code: status.tiers.get(code, "no data"))
    areas = found.status_differs
    names = pd.Index(
        [clean_text(found.release.name_of(area)) for area in areas], name=found.release.area_term.capitalize()
    )
    table = pd.DataFrame(
        {"On the dashboard": [own[area] for area in areas], "Released": [status.text(area) for area in areas]},
        index=names,
    )
    st.markdown("**These statuses differ from the dashboard's**, because they are worked out from protected values:")
    st.html(table_html(table, "Statuses that differ from the dashboard's"))


def _form(shelf: Shelf, settings: Settings, store: Store, made: Release) -> None:
    """The deliberate act."""
    with st.form("release"):
        by = st.text_input("Released by", value=shelf.reader.actor.name, max_chars=80)
        reason = st.text_input("What for", max_chars=200, placeholder="Such as: Adult social care scrutiny, 12 October")
        is_sure = st.checkbox(
            "I have looked at the preview. What is released is for everybody and cannot be taken back."
        )
        asked = st.form_submit_button(f"Release {long_date(made.as_at)}", icon=":material/verified:")
    if not asked:
        return
    if not by.strip() or not is_sure:
        st.error("Say who releases it, and tick that you have looked at the preview.")
        return
    _release(shelf, settings, store, made, (by.strip(), reason.strip()))


def _release(shelf: Shelf, settings: Settings, store: Store, made: Release, said: tuple[str, str]) -> None:
    """Release the week and note it; one that is refused is noted too."""
    by, reason = said
    try:
        with st.spinner("Releasing…"):
            detail = detail_of(settings, made.week, store)
            done = release_week(detail, rules_of(settings), ledger_of(shelf.folder), by=by, now=dt.datetime.now(dt.UTC))
    except DisclosureError:
        access.note_deed(shelf.folder, shelf.reader, "refused", tried="release", week=made.week)
        raise
    deed = {"week": made.week, "release": done.entry.label, "reason": reason or None}
    access.note_deed(shelf.folder, shelf.reader, "released", **deed)
    st.session_state[_DONE] = f"{long_date(made.as_at)} is released as {done.entry.label}. Everybody may see it now."
    st.session_state.pop(_LOOKED, None)
    st.rerun()


@st.cache_resource(max_entries=16, show_spinner="Protecting the week and attacking it…")
def _preview(_settings: Settings, _store: Store, week: str, key: tuple[Any, ...]) -> Any:  # noqa: ARG001 - a key
    ledger = ledger_of(_settings.folder)
    return preview_of(detail_of(_settings, week, _store), rules_of(_settings), ledger)
