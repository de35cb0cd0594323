"""Recording the week in the browser: the same as `carezones snapshot`, with the same holds."""

import contextlib
import datetime as dt

import streamlit as st

from geo.errors import GeoError
from geo.report import Report
from geo.settings import Settings
from geo.snapshot import Act, Result, line_of, note, open_store, record_folder
from geo.text import long_date
from geo.words.tables import markdown_text
from pages.common import access


def record(settings: Settings, report: Report) -> None:
    """A form that records the week of the files as they are, for whoever may record."""
    own = access.loader()
    st.markdown(
        "Recording keeps this week for good: a recorded week is never altered, and trends and comparisons are made "
        "from what was recorded. A week unlike those before it is held until somebody says why it is right."
    )
    if report.refusals:
        st.info("The files are refused, so there is nothing to record yet.")
        return
    if report.as_at is None:
        st.info("The files name no as-at date. Load them with one, or write as_at below [authority] in carezones.toml.")
        return
    with st.form("record"):
        by = access.signed_in_name() or st.text_input("Recorded by", max_chars=80)
        reason = st.text_input("Reason, where a week was held", max_chars=200)
        asked = st.form_submit_button(f"Record the week as at {long_date(report.as_at)}", type="primary")
    if not asked:
        return
    if not by.strip():
        st.error("Say who records the week.")
        return
    act = Act(by.strip(), dt.datetime.now(dt.UTC).astimezone(), reason.strip() or None)
    try:
        access.note_deed(settings.folder, own, "recorded", as_at=report.as_at)
        with st.spinner("Recording…"):
            _, result = record_folder(settings.folder, report.as_at, open_store(settings), act)
    except GeoError as error:
        for line in str(error).splitlines():
            st.error(markdown_text(line))
        return
    with contextlib.suppress(OSError):  # a log that cannot be written changes nothing of what was recorded
        note(settings, line_of(result, act.now))
    _say(result)


def _say(result: Result) -> None:
    """What became of the week."""
    week = f"{result.manifest.week} ({result.manifest.version})"
    if result.outcome == "held":
        st.warning(f"Held, not recorded: {markdown_text(week)}. Look at each point; record it again with a reason.")
        for hold in result.holds:
            st.markdown(f"- {markdown_text(hold)}")
        return
    done = "is recorded" if result.outcome == "recorded" else "was recorded before, and nothing has changed"
    st.success(f"{markdown_text(week)} {done}.")
    for warning in result.manifest.warnings:
        st.markdown(f"- Look at: {markdown_text(warning)}")
