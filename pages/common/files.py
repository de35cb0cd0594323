"""The report on a week's files as the Data page shows it: verdict first, then every row and every kind of problem."""

from dataclasses import dataclass
from typing import Final

import streamlit as st

from geo.check import Checked
from geo.errors import GeoError
from geo.maps import screen_outlines
from geo.maps.faults import FaultLayer, fault_data, fault_legend_html
from geo.report import Report
from geo.schemas import DEGREES_CRS
from geo.settings import Settings, load_settings
from geo.tables import set_aside_csv
from geo.words import files as words
from pages.common import access, again, cache, header, show, state, view
from pages.common.mapview import fixed_map

NOTES: Final = (
    "Rows read = loaded + set aside + not data, for every table. A row set aside from the map only is in the totals.",
    "In zones + outside + unlocated = the rows of a table that has places and is in the figures.",
    "An example shows the shape of a value where it may say something of a person: letters as A and a, digits as 9.",
    "Newest date is the latest in the table up to the as-at date; more than 7 days before it is pointed out.",
)


@dataclass(frozen=True)
class Opened:
    """The files of the chosen workspace."""

    settings: Settings
    checked: Checked
    mark: str
    """Plain key of the files: it changes when one of them does."""


def open_files() -> Opened:
    """Check the files of the chosen workspace; also those that no other page can show."""
    own = access.detail()
    try:
        place = view.choose_place()
        access.note_view(place.folder, own, as_at=None, zone=None)
        checked = cache.checked_files(place.folder, place.zones_key)
        mark = cache.key_of_files(place.folder, place.zones_key)
        opened = Opened(load_settings(place.folder), checked, mark)
    except GeoError as error:
        view.refuse(error)
        st.stop()
    state.write_address({"workspace": None if place.is_first else place.name, "zones": place.zones_key})
    report = opened.checked.report
    header.head(report.authority, words.report_day(report), header.state_of(report), report.verdict)
    return opened


def report(shown: Report, key: str = "now") -> None:
    """The account of every table, and each kind of problem on one line; `key` tells two on one page apart."""
    if shown.tables:
        st.header("Where every row went", anchor=False)
        show.plain_table(words.account_table(shown), f"account-{key}")
    st.header("What to know and what to mend", anchor=False)
    kinds = shown.kinds
    if not kinds:
        st.markdown("Nothing: every row was loaded as it stands.")
        return
    named = words.severities(shown)
    wanted = list(named)
    if len(named) > 1:
        wanted = st.pills(
            "Show",
            list(named),
            selection_mode="multi",
            default=list(named),
            format_func=named.__getitem__,
            key=f"show_{key}",
        )
    listed = [kind for kind in kinds if kind.severity in wanted]
    if listed:
        show.plain_table(words.kinds_table(listed), f"kinds-{key}")
    if shown.rows_set_aside:
        st.download_button(
            "Download the rows set aside (CSV)",
            lambda: set_aside_csv(shown).encode("utf-8-sig"),
            file_name="rows-set-aside.csv",
            mime="text/csv",
            on_click="ignore",
            key=f"aside_{key}",
            icon=":material/download:",
        )


def boundaries(opened: Opened) -> None:
    """Crossings, overlaps, gaps and slivers of the zones on a map, and the same as a table."""
    drawn = again.part_of(_faults, opened, opened.mark)
    if drawn is not None:
        fixed_map("boundaries", drawn.bounds, [FaultLayer(drawn.data)])
        again.part_of(_fault_table, opened, opened.mark)


@dataclass(frozen=True)
class Faults:
    """What the map of the faults is drawn with."""

    bounds: tuple[float, ...]
    data: str


def _faults(opened: Opened) -> Faults | None:
    """The words above the map and what is drawn on it; nothing where there is no map."""
    faults = opened.checked.intake.boundary_problems
    st.header("Boundaries of the zones", anchor=False)
    if faults is None:
        st.markdown("The boundaries could not be looked at: the layer was refused when it was read.")
        return None
    if faults.empty:
        st.markdown("No crossing, overlap, gap or sliver was found.")
        return None
    st.html(fault_legend_html(faults["kind"]))
    zones = opened.checked.intake.zones
    outlines = None if zones is None else screen_outlines(zones)
    shown = faults.to_crs(DEGREES_CRS) if outlines is None else outlines
    return Faults(tuple(shown.total_bounds.tolist()), fault_data(faults, outlines))


def _fault_table(opened: Opened) -> None:
    """The same as a table."""
    show.plain_table(words.boundary_table(opened.checked.intake.boundary_problems), "boundaries")
