"""What an uploaded file holds, as suggested and as the reader corrects it: its table, columns, dates and codes."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import streamlit as st

from geo.check import Checked
from geo.errors import InputError
from geo.loading import (
    DATE_FORMS,
    Sheet,
    Suggestion,
    Upload,
    date_forms_of,
    likely_table,
    sheets_of,
    suggestions,
    unknown_codes,
)
from geo.schemas import TABLES, columns_of
from geo.text import counted
from geo.words.tables import markdown_text
from pages.common import files

_NOT_THERE: Final = "(not in the file)"
_AS_IT_IS: Final = "(leave as it is)"
_ISO: Final = "2026-03-31 (ISO) only"
_LEFT_OUT: Final = "(leave this file out)"


@dataclass(frozen=True)
class Described:
    """What one file holds, as far as its reader has said."""

    upload: Upload
    asks: str = ""
    """What is still to be said before the file can be read, as a sentence; empty where nothing is."""


def described(opened: files.Opened, number: int, path: Path, label: str) -> Described | None:
    """What one file holds, as suggested and as the reader corrects it; None where it is left out.

    Args:
        opened: The workspace as it is: its mapping and its providers are what suggestions rest on.
        number: Place of the file among those uploaded.
        path: Where it lies.
        label: Its name.
    """
    with st.container(border=True):
        st.markdown(f"**{markdown_text(label)}**")
        try:
            sheets = sheets_of(path, label)
        except InputError as error:
            st.error(markdown_text(str(error)))
            return None
        sheet = _sheet(sheets, number)
        mapped = {table: source.columns for table, source in opened.settings.sources.items()}
        guess = likely_table(sheet.rows, mapped)
        options = [_LEFT_OUT, *TABLES]
        index = options.index(guess) if guess else 0
        table = st.selectbox("Holds the table", options, index=index, key=f"table_{number}_{sheet.name}")
        st.caption(f"Header in row {sheet.header_row}; {counted(sheet.row_count, 'row')} below it.")
        if table == _LEFT_OUT:
            return None
        upload = Upload(path, label, table, sheet.name if len(sheets) > 1 else None)
        return Described(upload) if table == "postcodes" else _mapped(opened, upload, sheet, number)


def _sheet(sheets: list[Sheet], number: int) -> Sheet:
    """The sheet that is meant, where a workbook has several."""
    if len(sheets) == 1:
        return sheets[0]
    return st.selectbox("Sheet", sheets, format_func=lambda sheet: sheet.name, key=f"sheet_{number}")


def _mapped(opened: files.Opened, upload: Upload, sheet: Sheet, number: int) -> Described:
    """Columns, date form and codes of one file."""
    old = opened.settings.sources.get(upload.table)
    found = suggestions(upload.table, sheet.rows, old.columns if old else {}, _registers(opened.checked, upload.table))
    key = f"{number}_{upload.table}_{sheet.name}"
    needed = [s for s in found if s.ours.is_required or s.ours.name == "postcode"]
    chosen = _columns(needed, sheet, key)
    optional = [s for s in found if s not in needed]
    there = sum(s.theirs is not None for s in optional)
    with st.expander(f"Optional columns: {there} of {len(optional)} found"):
        chosen |= _columns(optional, sheet, key)
    form, asks = _date_form(upload, chosen, sheet, key, old.date_format if old else None)
    values = _values(found, chosen, sheet, old.values if old else {}, key)
    return Described(replace(upload, columns=chosen, date_format=form, values=values), asks)


def _registers(checked: Checked, table: str) -> dict[str, Collection[str]]:
    """References of the providers as they are now, by which a column is known whatever its name; not for their own."""
    providers = checked.tables.get("providers")
    if providers is None or table == "providers":
        return {}
    return {"provider_id": frozenset(providers["provider_id"].dropna())}


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


def _date_form(
    upload: Upload, chosen: Mapping[str, str], sheet: Sheet, key: str, old: str | None
) -> tuple[str | None, str]:
    """How the file writes its dates, and what is asked where day and month cannot be told apart."""
    dates = [theirs for ours, theirs in chosen.items() if _kind(upload.table, ours) == "date"]
    if not dates:
        return None, ""
    fitting = date_forms_of(sheet.rows[dates].stack())
    is_either = {"%d/%m/%Y", "%m/%d/%Y"} <= set(fitting) and old not in fitting
    guess = old if old in fitting else next(iter(fitting), _ISO)
    options = [_ISO, *DATE_FORMS]
    form = st.selectbox(
        "Dates are written as",
        fitting if is_either else options,
        index=None if is_either else options.index(guess),
        placeholder="Choose: day or month first",
        format_func=lambda form: DATE_FORMS.get(form, form),
        help="ISO dates are always read. No other form is guessed row by row.",
        key=f"dates_{key}",
    )
    if form is None:
        asks = "no day in its dates is above 12, so that 03/04 may be 3 April or 4 March. Choose how they are written."
        return None, f"{upload.label}: {asks}"
    return (None if form == _ISO else form), ""


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


def _kind(table: str, ours: str) -> str:
    """The kind of one of our columns."""
    return columns_of(TABLES[table])[ours].kind
