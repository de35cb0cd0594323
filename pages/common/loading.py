"""New files loaded in the browser: uploaded, their columns mapped, checked, and only then taken over."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import streamlit as st

from geo.errors import GeoError
from geo.loading import Draft, check_draft, new_draft, take_over, uploads_of
from geo.model import load_model
from geo.report import Report
from geo.words.tables import markdown_text
from pages.common import access, files
from pages.common.mapping import Described, described

_LAID: Final = "laid_uploads"
_CHECKED: Final = "checked_draft"
_LOADS: Final = "loads_done"
_LOADED: Final = "loaded_files"


def load(opened: files.Opened) -> None:
    """The steps from files to a loaded week, for whoever may load."""
    access.loader()
    settings = opened.settings
    if written := st.session_state.pop(_LOADED, None):
        st.success(f"Loaded: {markdown_text(', '.join(written))}. Every page now shows these files.")
    st.markdown(
        "Upload the week's exports. Nothing changes until you press **Load these files**: they are checked first, and "
        "the files of the weeks before stay where they are."
    )
    as_at = st.date_input("As-at date of the files", value=settings.as_at or dt.date.today(), format="DD/MM/YYYY")  # noqa: DTZ011
    given = st.file_uploader(
        "Files: CSV, XLSX, ODS, Parquet, GeoJSON or GeoPackage",
        accept_multiple_files=True,
        key=f"week_files_{st.session_state.get(_LOADS, 0)}",
    )
    if not given:
        st.info("No file is uploaded yet. A table you upload nothing for keeps the file it has.")
        return
    try:
        travel = load_model(settings.model, settings.folder).travel
        laid = _laid(settings.folder, given)
        told = [described(opened, number, path, label) for number, (path, label) in enumerate(laid)]
        known = [one for one in told if one is not None]
        _finish(Draft(settings, tuple(one.upload for one in known), as_at, travel), known)
    except GeoError as error:
        for line in str(error).splitlines():
            st.error(markdown_text(line))


def _laid(folder: Path, given: Sequence[Any]) -> list[tuple[Path, str]]:
    """The uploaded files in a private folder, laid there once."""
    ids = [file.file_id for file in given]
    held = st.session_state.get(_LAID)
    if held is None or held[0] != ids:
        st.session_state[_LAID] = held = (ids, uploads_of(new_draft(folder), [(f.name, f.getvalue()) for f in given]))
    return held[1]


def _finish(draft: Draft, told: Sequence[Described]) -> None:
    """The report on the new files, and the button that loads them."""
    if not told:
        return
    asks = [one.asks for one in told if one.asks]
    for sentence in asks:
        st.warning(markdown_text(sentence))
    help_text = "Reads them as they would be loaded; nothing changes."
    is_asked = st.button("Check these files", help=help_text, disabled=bool(asks))
    report = None if asks else _report(draft, is_asked=is_asked)
    if report is None:
        return
    box = {0: st.success, 1: st.warning}.get(report.exit_code, st.error)
    box(markdown_text(report.verdict))
    files.report(report, "draft")
    if not report.refusals and st.button("Load these files", type="primary"):
        access.note_deed(draft.settings.folder, access.loader(), "loaded", as_at=draft.as_at, files=len(draft.uploads))
        with st.spinner("Loading…"):
            written = take_over(draft)
        st.session_state[_LOADED] = written
        st.session_state[_LOADS] = st.session_state.get(_LOADS, 0) + 1  # an uploader with another key is empty
        st.session_state.pop(_LAID, None)
        st.session_state.pop(_CHECKED, None)
        st.rerun()


def _report(draft: Draft, *, is_asked: bool) -> Report | None:
    """The report on a draft, made once when it is asked for; None where this draft was not checked yet."""
    mark = repr(draft)
    if is_asked:
        with st.spinner("Checking the files…"):
            st.session_state[_CHECKED] = (mark, check_draft(draft).report)
    checked, report = st.session_state.get(_CHECKED, ("", None))
    return report if checked == mark else None
