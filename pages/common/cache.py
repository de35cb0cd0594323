"""What is read and drawn once and then shared by everybody; nobody may change it.

Keys are plain values: folder, date, and a mark of the input files that changes when one of them does. Everything is
handed over by name: for what is not, Streamlit looks at the function's signature on each call.
"""

import datetime as dt
import glob
import hashlib
import os
import threading
from pathlib import Path
from typing import Final, TypedDict

import geopandas as gpd
import pandas as pd
import streamlit as st

from geo.check import Checked, check_workspace
from geo.errors import InputError
from geo.metrics import METHOD_VERSION
from geo.model import load_model
from geo.reach import Reach, Start, hours_by_area, reach_of
from geo.settings import SETTINGS_FILE, load_settings
from geo.week import Week, at_date, load_week

AS_AT_VARIABLE: Final = "CAREZONES_AS_AT"
_now: Final = threading.local()
"""The mark of the files this run of a page began with, so that its many parts do not look at every file again."""


def mark_of(folder: Path) -> str:
    """A short mark of inputs and method: it changes when a file is added, removed or written again.

    Raises:
        GeoError: The settings cannot be read.
    """
    settings = load_settings(folder)
    sources = [*settings.sources.values(), *(zones.source for zones in settings.other_zones.values())]
    named = [file for source in sources for file in source.files] + [folder / settings.model]
    # A shapefile has parts beside the one that is named.
    beside = (part for file in named for part in file.parent.glob(f"{glob.escape(file.stem)}.*"))
    files = sorted({folder / SETTINGS_FILE, *beside})
    lines = [f"{path}|{path.stat().st_mtime_ns}|{path.stat().st_size}" for path in files]
    return hashlib.sha256("\n".join([str(METHOD_VERSION), *lines]).encode()).hexdigest()[:16]


def other_zones(folder: Path) -> dict[str, str]:
    """Name of each other set of zones of a workspace, by its key.

    Raises:
        GeoError: The settings cannot be read.
    """
    return {key: zones.name for key, zones in load_settings(folder).other_zones.items()}


def newest_week(folder: Path, zones_key: str | None) -> Week:
    """The week as at the date the program was started for, or else the date the files speak of.

    Args:
        folder: The workspace.
        zones_key: Other zones to count on; None for those of the contract.

    Raises:
        GeoError: The workspace cannot be loaded; the message is safe to show.
    """
    _now.marks = {folder: mark_of(folder)}
    week: Week = _week(**_named(folder, zones_key))
    return week


def read_ahead(folder: Path) -> Week:
    """The same on the zones of the contract, for whoever comes first; outside any page, so that nobody sees it read.

    Raises:
        GeoError: The workspace cannot be loaded.
    """
    _now.marks = {folder: mark_of(folder)}
    week: Week = _read_week(**_named(folder, None))
    return week


def checked_files(folder: Path, zones_key: str | None) -> Checked:
    """The files of a workspace with every row accounted for, those that are refused too.

    Raises:
        GeoError: The settings cannot be read.
    """
    _now.marks = {folder: mark_of(folder)}
    found: Checked = _checked(**_named(folder, zones_key))
    return found


def week_on(week: Week, as_at: dt.date) -> Week:
    """The same files as at another date."""
    return week if as_at == week.as_at else _week_on(_week=week, key=key_of(week), as_at=as_at.isoformat())


def reach_on(week: Week, start: Start) -> Reach:
    """Minutes from the providers that deliver, which set out from their rounds or from their bases alone."""
    return _reach_on(_week=week, key=key_of(week), as_at=week.as_at.isoformat(), start=start)


def hours_on(week: Week, start: Start) -> pd.Series | None:
    """Hours within reach by small area, as `geo.reach.hours_by_area`."""
    return _hours_on(_week=week, key=key_of(week), as_at=week.as_at.isoformat(), start=start)


def clusters_on(week: Week) -> gpd.GeoDataFrame | None:
    """Where waiting concentrates, as `geo.metrics.concentration`."""
    return _clusters_on(_week=week, key=key_of(week), as_at=week.as_at.isoformat())


def key_of(week: Week) -> str:
    """The plain key of the files of a loaded week."""
    return key_of_files(week.settings.folder, week.settings.zones_key)


def key_of_files(folder: Path, zones_key: str | None) -> str:
    """The plain key of the files of a workspace, as they were when this run of a page began."""
    mark = getattr(_now, "marks", {}).get(folder) or mark_of(folder)
    return f"{folder}|{zones_key}|{mark}"


class _Named(TypedDict):
    """What a workspace's files are kept by."""

    folder: str
    as_at: str
    zones_key: str | None
    mark: str


def _named(folder: Path, zones_key: str | None) -> _Named:
    """What a workspace's files are kept by, as they were when this run of a page began."""
    day = os.environ.get(AS_AT_VARIABLE, "")
    return {"folder": str(folder), "as_at": day, "zones_key": zones_key, "mark": _now.marks[folder]}


@st.cache_resource(max_entries=8, show_spinner="Reading the files…")
def _week(folder: str, as_at: str, zones_key: str | None, mark: str) -> Week:
    week: Week = _read_week(folder=folder, as_at=as_at, zones_key=zones_key, mark=mark)
    return week


@st.cache_resource(max_entries=8, show_spinner=False)
def _read_week(folder: str, as_at: str, zones_key: str | None, mark: str) -> Week:  # noqa: ARG001 - the unused is a key
    return load_week(Path(folder), _day(as_at), zones_key, remember=True)


@st.cache_resource(max_entries=8, show_spinner="Checking the files…")
def _checked(folder: str, as_at: str, zones_key: str | None, mark: str) -> Checked:  # noqa: ARG001
    settings = load_settings(Path(folder)).on(zones_key)
    return check_workspace(settings, _day(as_at), load_model(settings.model, Path(folder)).travel)


def _day(text: str) -> dt.date | None:
    """The date the program was started for."""
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError:
        raise InputError(f"{AS_AT_VARIABLE}={text} is not a date. Write it as 2022-09-05.") from None


@st.cache_resource(max_entries=64, show_spinner=False)
def _week_on(_week: Week, key: str, as_at: str) -> Week:  # noqa: ARG001
    return at_date(_week, dt.date.fromisoformat(as_at))


@st.cache_resource(max_entries=16, show_spinner="Working out minutes…")
def _reach_on(_week: Week, key: str, as_at: str, start: Start) -> Reach:  # noqa: ARG001
    return reach_of(_week.tables, _week.travel, _week.as_at, start)


@st.cache_resource(max_entries=16, show_spinner="Sharing hours among small areas…")
def _hours_on(_week: Week, key: str, as_at: str, start: Start) -> pd.Series | None:
    return hours_by_area(_reach_on(_week=_week, key=key, as_at=as_at, start=start), _week.tables, _week.travel, start)


@st.cache_resource(max_entries=16, show_spinner="Looking for places where waiting concentrates…")
def _clusters_on(_week: Week, key: str, as_at: str) -> gpd.GeoDataFrame | None:  # noqa: ARG001
    # Statistics take longer to load than the rest of a page, and few ask for them.
    from geo.metrics.concentration import where_waiting_concentrates  # noqa: PLC0415

    return where_waiting_concentrates(_week.tables, _week.zones, _week.as_at)
