"""The releases of a workspace and the pack of one to take away: made from the ledger alone, for every role."""

import datetime as dt
from typing import Any, Final
from zoneinfo import ZoneInfo

import pandas as pd
import streamlit as st

from geo.access import DetailAccess
from geo.errors import GeoError
from geo.exports.pack import KINDS, pack_name, pack_zip
from geo.release.ledger import Released
from geo.settings import load_settings
from geo.text import counted, long_date
from geo.words.html_table import table_html
from geo.words.text import markdown_text
from pages.common import access, header, released
from pages.common.released import Chosen, Shelf

KIND_NAMES: Final = {
    "pdf": "Atlas (PDF)",
    "png": "Maps (PNG)",
    "svg": "Maps (SVG)",
    "html": "Maps (web pages)",
    "csv": "Tables (CSV)",
    "xlsx": "Workbook (XLSX)",
    "gpkg": "GeoPackage",
    "geojson": "GeoJSON",
}
_BUILT: Final = "built_pack"
_HERE: Final = ZoneInfo("Europe/London")


def heading(shelf: Shelf) -> None:
    """What the page is for, with the newest release as the title."""
    weeks = shelf.weeks
    if not weeks:
        if isinstance(shelf.reader, DetailAccess):
            released.head_of_nothing(shelf)
        return
    newest = next(iter(weeks.values())).release
    day = long_date(newest.as_at)
    data = ("green", f"{counted(len(weeks), 'week')} released")
    header.head(newest.authority, f"As at {day}", data, f"The newest released figures are of {day}")


def pack(shelf: Shelf) -> None:
    """Build the pack of a released week, watch it grow, and download it."""
    st.header("Take the pack away", anchor=False)
    st.markdown(
        "One ZIP with an atlas to print, every map as a picture, tables and a workbook. Nobody can be found in it, so "
        "it may go to committee papers as it is."
    )
    chosen = released.choose_weeks(shelf)
    kinds = st.pills(
        "Files", KINDS, selection_mode="multi", default=KINDS, format_func=KIND_NAMES.__getitem__, key="pack_kinds"
    )
    mark = (chosen.released.entry.mark, chosen.before.entry.mark if chosen.before else "", tuple(kinds))
    if st.button("Build the pack", disabled=not kinds, icon=":material/inventory_2:"):
        _build(shelf, chosen, mark)
    built = st.session_state.get(_BUILT)
    if built and built[0] == mark:
        _download(chosen, built[1])


def releases(shelf: Shelf) -> None:
    """Every release so far, newest first; who made it only for those who may make one."""
    st.header("Released so far", anchor=False)
    newest = {one.entry.mark for one in shelf.weeks.values()}
    rows = [_row(one, is_newest=one.entry.mark in newest) for one in reversed(shelf.all)]
    table = pd.DataFrame(rows).set_index("Week")
    if not isinstance(shelf.reader, DetailAccess):
        table = table.drop(columns="By")
    st.html(table_html(table, "Every release so far, newest first"))


def _build(shelf: Shelf, chosen: Chosen, mark: tuple[Any, ...]) -> None:
    """Make the files one by one, with a bar that says which."""
    bar = st.progress(0.0, "Beginning")

    def told(done: int, total: int, name: str) -> None:
        bar.progress(done / max(total, 1), f"{done} of {total} files. {markdown_text(name)}" if name else "Packing")

    try:
        access.note_deed(shelf.folder, shelf.reader, "exported", week=chosen.release.week, release=mark[0][:8])
        content = pack_zip(chosen.released, only=mark[2], before=chosen.before, contact=_contact(shelf), progress=told)
    except GeoError as error:
        st.error(markdown_text(str(error)))
        return
    finally:
        bar.empty()
    st.session_state[_BUILT] = (mark, content)


def _contact(shelf: Shelf) -> str:
    """Whom a reader may ask; nobody where there are no settings that can be read, which keeps no pack from anybody."""
    try:
        return load_settings(shelf.folder).contact
    except GeoError:
        return ""


def _download(chosen: Chosen, content: bytes) -> None:
    """The pack as one file."""
    size = f"{len(content) / 1_000_000:.1f} MB"
    name = f"{pack_name(chosen.release)}.zip"
    st.success(f"The pack of {long_date(chosen.release.as_at)} is ready ({size}).")
    st.download_button(
        "Download the pack (ZIP)", content, name, "application/zip", on_click="ignore", icon=":material/download:"
    )


def _row(one: Released, *, is_newest: bool) -> dict[str, str]:
    """One release as a row of text."""
    return {
        "Week": one.release.week,
        "As at": long_date(one.release.as_at),
        "Released on": long_date(dt.datetime.fromisoformat(one.entry.at).astimezone(_HERE).date()),
        "By": one.entry.by,
        "Rules": one.entry.rules,
        "Release": one.entry.label if is_newest else f"{one.entry.label}, replaced by a later one",
    }
