"""What has been released, as the pages of scrutiny read it: the ledger and nothing behind it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import streamlit as st

from geo.access import DetailAccess, ReleaseAccess
from geo.errors import GeoError
from geo.exports.page import MapPage
from geo.exports.pages import map_pages
from geo.exports.screen import STYLE as MAP_STYLE
from geo.exports.screen import map_html
from geo.release import Release
from geo.release.ledger import Ledger, Released
from geo.text import long_date
from geo.words.text import markdown_text
from pages.common import access, state
from pages.common.header import head
from pages.common.workspaces import workspaces

WEEK: Final = "chosen_release"
BEFORE: Final = "chosen_release_before"
NONE: Final = "none"


@dataclass(frozen=True)
class Shelf:
    """What is released of one workspace, and who looks at it."""

    folder: Path
    reader: DetailAccess | ReleaseAccess
    all: tuple[Released, ...]
    """Every release, oldest first."""

    @property
    def mark(self) -> str:
        """A plain key of everything that is released, to which releases are only ever added."""
        return f"{len(self.all)}|{self.all[-1].entry.mark if self.all else ''}"

    @property
    def weeks(self) -> dict[str, Released]:
        """The newest release of each week, newest week first."""
        newest = {one.release.week: one for one in self.all}
        return {week: newest[week] for week in sorted(newest, reverse=True)}


@dataclass(frozen=True)
class Chosen:
    """The released week that is looked at."""

    released: Released
    before: Released | None
    """The earlier week it is compared with; None for none."""

    @property
    def release(self) -> Release:
        """The values that are shown."""
        return self.released.release

    @property
    def mark(self) -> str:
        """A plain key of what is looked at: the seals of both releases."""
        return f"{self.released.entry.mark}|{self.before.entry.mark if self.before else ''}"

    @property
    def maps(self) -> tuple[MapPage, ...]:
        """Its maps; a change only where it is compared."""
        made: tuple[MapPage, ...] = _maps(self, self.mark)
        return made


def open_shelf() -> Shelf:
    """The releases of the chosen workspace; a ledger that cannot be read ends the page."""
    reader = access.current()
    st.html(f"<style>{MAP_STYLE}</style>")
    try:
        folders = workspaces()
        name, notes = state.chosen_of(state.WORKSPACE, "workspace", list(folders), "workspace")
        _workspace_box(list(folders), name)
        folder = folders[name]
        found = _read(str(folder), _mark(folder))
    except GeoError as error:
        st.title("What was released cannot be shown", anchor=False)
        st.error(markdown_text(str(error)))
        st.stop()
    for note in notes:
        st.info(note)
    state.write_address({"workspace": name if name != next(iter(folders)) else None})
    return Shelf(folder, reader, found)


def choose_weeks(shelf: Shelf) -> Chosen:
    """A released week and an earlier one to compare it with, the newest two until others are chosen."""
    weeks = shelf.weeks
    left, right = st.columns(2)
    week = left.selectbox("Week", list(weeks), format_func=lambda week: week_name(weeks[week]), key=WEEK)
    earlier = [other for other in weeks if other < week]
    before = right.selectbox(
        "Compared with",
        [*earlier, NONE],
        format_func=lambda week: week_name(weeks[week]) if week in weeks else "No other week",
        key=f"{BEFORE}_{week}",
    )
    return Chosen(weeks[week], weeks.get(before))


def week_name(released: Released) -> str:
    """`5 September 2022 (2022-W36)`."""
    return f"{long_date(released.release.as_at)} ({released.release.week})"


def series_of(shelf: Shelf, chosen: Chosen) -> Sequence[Release]:
    """The releases up to the chosen week on the same boundaries, oldest first."""
    found = [one.release for one in shelf.weeks.values() if one.release.week <= chosen.release.week]
    return [release for release in reversed(found) if release.series == chosen.release.series]


def nothing_yet(shelf: Shelf) -> None:
    """What stands where nothing has been released, and who can change that."""
    head_of_nothing(shelf)
    who_releases(shelf)


def who_releases(shelf: Shelf) -> None:
    """When figures will stand here, and who can see to it."""
    st.markdown(
        "Figures stand here once a week of them has been released. Before that it is checked that nobody can be found "
        "in them."
    )
    if isinstance(shelf.reader, DetailAccess):
        st.markdown("You can release a recorded week on the page **Scrutiny pack**.")
    else:
        st.markdown("A commissioner or an analyst of the council releases a week. Ask them when the next one is due.")


def head_of_nothing(shelf: Shelf) -> None:
    """The head of a page of released figures while there are none; the workspace stands for the council."""
    head(shelf.folder.name, "No released week", ("gray", "No released figures"), "Nothing has been released yet")


def picture(page: MapPage, released: Released, before: Released | None) -> None:
    """A map with its key."""
    marks = (released.entry.mark, before.entry.mark if before else "")
    st.html(_picture(page, page.name, *marks))


def _workspace_box(names: list[str], name: str) -> None:
    """Which council, where there are several."""
    if len(names) < 2:
        return
    st.session_state[state.WORKSPACE_WIDGET] = name
    choice = (state.WORKSPACE_WIDGET, state.WORKSPACE)
    with st.sidebar:
        st.selectbox("Workspace", names, key=choice[0], on_change=state.take_place, args=choice)


def _ledger(folder: Path) -> Ledger:
    """The ledger of a workspace."""
    return Ledger(folder / "exports" / "releases")


def _mark(folder: Path) -> str:
    """A plain key that changes when a file of the ledger does."""
    files = sorted(_ledger(folder).folder.glob("*.json*"))
    return "|".join(f"{file.name}:{file.stat().st_mtime_ns}:{file.stat().st_size}" for file in files)


@st.cache_resource(max_entries=8, show_spinner="Reading what was released…")
def _read(folder: str, mark: str) -> tuple[Released, ...]:  # noqa: ARG001 - what is unused is a key
    return tuple(_ledger(Path(folder)).released())


@st.cache_resource(max_entries=64, show_spinner=False)
def _maps(_chosen: Chosen, mark: str) -> tuple[MapPage, ...]:  # noqa: ARG001
    return map_pages(_chosen.release, _chosen.before.release if _chosen.before else None)


@st.cache_data(max_entries=64, show_spinner=False)
def _picture(_page: MapPage, name: str, mark: str, before: str) -> str:  # noqa: ARG001
    return map_html(_page)
