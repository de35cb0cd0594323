"""New files loaded in the browser: uploaded, their columns mapped, checked, and only then taken over."""

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import streamlit as st

from geo.errors import GeoError, InputError
from geo.loading import (
    DATE_FORMS,
    Draft,
    Sheet,
    Suggestion,
    Upload,
    check_draft,
    date_form_of,
    likely_table,
    new_draft,
    sheets_of,
    suggestions,
    take_over,
    unknown_codes,
    uploads_of,
)
from geo.schemas import TABLES, columns_of
from geo.settings import Settings
from geo.words.tables import markdown_text
from pages.common import files

_LAID: Final = "laid_uploads"
_CHECKED: Final = "checked_draft"
_LOADS: Final = "loads_done"
_LOADED: Final = "loaded_files"
_NOT_THERE: Final = "(not in the file)"
_AS_IT_IS: Final = "(leave as it is)"
_ISO: Final = "2026-03-31 (ISO) only"
_LEFT_OUT: Final = "(leave this file out)"


def load(settings: Settings) -> None:
    """The steps from files to a loaded week."""
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
        laid = _laid(settings.folder, given)
        uploads = [
            upload for number, (path, label) in enumerate(laid) if (upload := _described(settings, number, path, label))
        ]
        _finish(Draft(settings, tuple(uploads), as_at))
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


def _described(settings: Settings, number: int, path: Path, label: str) -> Upload | None:
    """What one file holds, as suggested and as the reader corrects it; None where it is left out."""
    with st.container(border=True):
        st.markdown(f"**{markdown_text(label)}**")
        try:
            sheets = sheets_of(path, label)
        except InputError as error:
            st.error(markdown_text(str(error)))
            return None
        sheet = _sheet(sheets, number)
        mapped = {table: source.columns for table, source in settings.sources.items()}
        guess = likely_table(sheet.rows, mapped)
        options = [_LEFT_OUT, *TABLES]
        index = options.index(guess) if guess else 0
        table = st.selectbox("Holds the table", options, index=index, key=f"table_{number}_{sheet.name}")
        st.caption(f"Header in row {sheet.header_row}; {sheet.row_count:,} rows below it.")
        if table == _LEFT_OUT:
            return None
        name = sheet.name if len(sheets) > 1 else None
        if table == "postcodes":
            return Upload(path, label, table, name)
        return _mapped(settings, Upload(path, label, table, name), sheet, number)


def _sheet(sheets: list[Sheet], number: int) -> Sheet:
    """The sheet that is meant, where a workbook has several."""
    if len(sheets) == 1:
        return sheets[0]
    return st.selectbox("Sheet", sheets, format_func=lambda sheet: sheet.name, key=f"sheet_{number}")


def _mapped(settings: Settings, upload: Upload, sheet: Sheet, number: int) -> Upload:
    """Columns, date form and codes of one file."""
    old = settings.sources.get(upload.table)
    found = suggestions(upload.table, sheet.rows, old.columns if old else {}, {})
    key = f"{number}_{upload.table}_{sheet.name}"
    needed = [s for s in found if s.ours.is_required or s.ours.name == "postcode"]
    chosen = _columns(needed, sheet, key)
    optional = [s for s in found if s not in needed]
    there = sum(s.theirs is not None for s in optional)
    with st.expander(f"Optional columns: {there} of {len(optional)} found"):
        chosen |= _columns(optional, sheet, key)
    form = _date_form(upload.table, chosen, sheet, key)
    values = _values(found, chosen, sheet, old.values if old else {}, key)
    return Upload(upload.path, upload.label, upload.table, upload.sheet, chosen, form, values)


def _columns(found: Sequence[Suggestion], sheet: Sheet, key: str) -> dict[str, str]:
    """Which of the file's columns is which of ours."""
    options = [_NOT_THERE, *sheet.rows.columns]
    chosen = {}
    for at, suggestion in enumerate(found):
        if at % 2 == 0:
            pair = st.columns(2)
        ours = suggestion.ours
        needed = " (needed)" if ours.is_required else ""
        unit = f" Unit: {ours.unit}." if ours.unit else ""
        with pair[at % 2]:
            theirs = st.selectbox(
                f"**{ours.name}**{needed}: {markdown_text(ours.description)}",
                options,
                index=options.index(suggestion.theirs) if suggestion.theirs else 0,
                help=f"Suggestion: {suggestion.why}{unit}",
                key=f"column_{key}_{ours.name}",
            )
        if theirs != _NOT_THERE:
            chosen[ours.name] = theirs
    return chosen


def _date_form(table: str, chosen: Mapping[str, str], sheet: Sheet, key: str) -> str | None:
    """How the file writes its dates."""
    dates = [theirs for ours, theirs in chosen.items() if _kind(table, ours) == "date"]
    if not dates:
        return None
    cells = sheet.rows[dates].stack()
    options = [_ISO, *DATE_FORMS]
    guess = date_form_of(cells)
    form = st.selectbox(
        "Dates are written as",
        options,
        index=options.index(guess) if guess else 0,
        format_func=lambda form: DATE_FORMS.get(form, form),
        help="ISO dates are always read. No other form is guessed row by row.",
        key=f"dates_{key}",
    )
    return None if form == _ISO else form


def _values(
    found: Sequence[Suggestion],
    chosen: Mapping[str, str],
    sheet: Sheet,
    old: Mapping[str, Mapping[str, str]],
    key: str,
) -> dict[str, dict[str, str]]:
    """What the file's codes mean, where they are not ours."""
    values: dict[str, dict[str, str]] = {}
    for ours in (s.ours for s in found if s.ours.kind == "category" and s.ours.name in chosen):
        for code, meant in unknown_codes(sheet.rows[chosen[ours.name]], ours, old.get(ours.name, {})).items():
            options = [_AS_IT_IS, *ours.allowed]
            index = options.index(meant) if meant else 0
            label = f"{ours.name}: {markdown_text(code)} means"
            means = st.selectbox(label, options, index=index, key=f"code_{key}_{ours.name}_{code}")
            if means != _AS_IT_IS:
                values.setdefault(ours.name, {})[code] = means
    return values


def _finish(draft: Draft) -> None:
    """The report on the new files, and the button that loads them."""
    if not draft.uploads:
        return
    mark = repr((draft.uploads, draft.as_at))
    if st.button("Check these files", help="Reads them as they would be loaded; nothing changes."):
        st.session_state[_CHECKED] = mark
    if st.session_state.get(_CHECKED) != mark:
        return
    with st.spinner("Checking the files…"):
        report = check_draft(draft).report
    box = {0: st.success, 1: st.warning}.get(report.exit_code, st.error)
    box(markdown_text(report.verdict))
    files.report(report, "draft")
    if not report.refusals and st.button("Load these files", type="primary"):
        with st.spinner("Loading…"):
            written = take_over(draft)
        st.session_state[_LOADED] = written
        st.session_state[_LOADS] = st.session_state.get(_LOADS, 0) + 1  # an uploader with another key is empty
        st.session_state.pop(_LAID, None)
        st.rerun()


def _kind(table: str, ours: str) -> str:
    """The kind of one of our columns."""
    return columns_of(TABLES[table])[ours].kind
