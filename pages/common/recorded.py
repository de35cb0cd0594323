"""The weekly record as the pages read it: each version once, kept until another week is recorded."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from geo.errors import GeoError
from geo.join import ZoneIndex
from geo.settings import Settings
from geo.snapshot import Comparison, Manifest, Recorded, Store, compare, history, limits, open_store, series_of
from geo.week import Week
from geo.words.tables import markdown_text
from pages.common import show
from pages.common.view import View, heading


def store_of(view: View) -> tuple[Store, dict[str, Manifest]]:
    """The record of a page's workspace and its weeks on these boundaries; a page without any ends here."""
    try:
        store = open_store(view.week.settings)
        weeks = weeks_of(view.week.settings, store)
        damage = _damage(_store=store, key=_key(view.week.settings, store))
    except GeoError as error:
        heading(view, "The record cannot be read")
        show.say(str(error))
        st.stop()
    for sentence in damage:
        st.warning(markdown_text(f"The record is damaged: {sentence} The last good version is shown."))
    if not weeks:
        heading(view, "No week is recorded yet")
        st.info("Record this one on the Data page, or: carezones snapshot FOLDER --as-at DATE")
        st.stop()
    return store, weeks


def weeks_of(settings: Settings, store: Store) -> dict[str, Manifest]:
    """The weeks of the newest week's boundaries, as `geo.snapshot.series_of`."""
    found: dict[str, Manifest] = _weeks(_store=store, key=_key(settings, store))
    return found


def mark_of(view: View) -> str:
    """A plain mark that changes with every version that is recorded; empty while the record cannot be read.

    What a page keeps under the mark was therefore read, and weeks that could not be read are read again later.
    """
    try:
        store = open_store(view.week.settings)
        rows = len(history_of(view, store)) if weeks_of(view.week.settings, store) else 0
        return f"{_key(view.week.settings, store)}|{rows}"
    except GeoError:
        return ""


def history_of(view: View, store: Store) -> pd.DataFrame:
    """The zone tables of all recorded weeks on the newest boundaries."""
    found: pd.DataFrame = _history(_store=store, key=_key(view.week.settings, store))
    return found


def limits_of(view: View, store: Store, zone: str, name: str) -> pd.DataFrame:
    """A figure of one zone, or of `WHOLE`, week by week with its limits, as `geo.snapshot.limits`."""
    steps = tuple(step.on for step in view.week.settings.record.steps)
    key = _key(view.week.settings, store)
    found: pd.DataFrame = _limits(_history=history_of(view, store), key=key, zone=zone, name=name, steps=steps)
    return found


def earlier_of(view: View, first: dt.date) -> pd.DataFrame:
    """The zone tables of the recorded weeks from a date to before the page's.

    Returns:
        Rows of `history`; none where nothing is recorded on these boundaries, or the record cannot be read.
    """
    nothing = pd.DataFrame(columns=["zone_code", "as_at"])
    try:
        store = open_store(view.week.settings)
        weeks = weeks_of(view.week.settings, store)
        if not weeks or not ZoneIndex.of(view.week.zones).version.startswith(weeks[max(weeks)].series):
            return nothing
        table = history_of(view, store)
    except GeoError:
        return nothing
    return table[(table["as_at"] >= first) & (table["as_at"] < view.week.as_at)]


def mark_of_weeks(view: View, store: Store, first: str, second: str) -> str:
    """The mark of the record for two weeks; it also changes when the rows about people of one of them are removed."""
    return f"{_key(view.week.settings, store)}|{store.forgotten(first)}|{store.forgotten(second)}"


def comparison_of(view: View, first: str, second: str) -> Comparison:
    """Two recorded weeks beside each other."""
    store = open_store(view.week.settings)
    mark = mark_of_weeks(view, store, first, second)
    found: Comparison = _comparison(_store=store, first=first, second=second, key=mark)
    return found


def week_of(view: View, week: str) -> Recorded:
    """The zone table of a recorded week, and the account of its version."""
    store = open_store(view.week.settings)
    found: Recorded = _recorded(_store=store, week=week, key=_key(view.week.settings, store))
    return found


def as_recorded(view: View, week: str) -> View:
    """A view of the page with the figures of a recorded week, for a map of it."""
    found = week_of(view, week)
    then: Week = replace(view.week, as_at=found.manifest.as_at, figures=found.figures)
    return replace(view, week=then)


def _key(settings: Settings, store: Store) -> str:
    """A plain key that changes with every version that is recorded."""
    return f"{settings.folder}|{settings.record.store}|{store.next_number()}"


@st.cache_resource(max_entries=8, ttl="10m", show_spinner=False)
def _weeks(_store: Store, key: str) -> dict[str, Manifest]:  # noqa: ARG001 - what is unused is a key
    return series_of(_store)


@st.cache_resource(max_entries=8, ttl="10m", show_spinner="Looking through the record…")
def _damage(_store: Store, key: str) -> list[str]:  # noqa: ARG001
    return _store.damage()


@st.cache_resource(max_entries=8, ttl="10m", show_spinner="Reading the record…")
def _history(_store: Store, key: str) -> pd.DataFrame:  # noqa: ARG001
    return history(_store)


@st.cache_resource(max_entries=1024, ttl="10m", show_spinner=False)
def _limits(_history: pd.DataFrame, key: str, zone: str, name: str, steps: tuple[dt.date, ...]) -> pd.DataFrame:  # noqa: ARG001
    return limits(_history, zone, name, steps)


@st.cache_resource(max_entries=32, show_spinner=False)
def _comparison(_store: Store, first: str, second: str, key: str) -> Any:  # noqa: ARG001
    return compare(_store, first, second)


@st.cache_resource(max_entries=64, show_spinner=False)
def _recorded(_store: Store, week: str, key: str) -> Any:  # noqa: ARG001
    return _store.read(week, ("figures",))
