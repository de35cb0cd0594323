"""The part of a page on how long it takes to find a provider."""

import datetime as dt

import pandas as pd
import streamlit as st

from geo import charts
from geo.metrics.survival import (
    ALL_ROWS,
    FEWEST_EVENTS,
    completed_waits,
    followed_waits,
    still_waiting,
    time_to_source,
    time_to_source_overall,
)
from geo.metrics.waits import open_waits, people_awaiting, wait_median_days
from geo.text import plural
from geo.words import waits
from pages.common import kept, show
from pages.common.view import View


def time_to_source_part(view: View) -> None:
    """The survival curve of the chosen zone against all, and the tables of all zones."""
    kept.part(_curve, view)
    show.download(kept.part(_times_table, view))
    show.download(kept.part(_apart_table, view))


def _curve(view: View) -> None:
    """The survival curve of the chosen zone against all."""
    week, zone = view.week, view.zone
    whole_name = f"All {plural(view.area)}"
    followed = followed_waits(week.tables["awaiting"], week.as_at)
    ours = followed[followed["zone_code"] == zone] if zone else followed
    overall, whole = time_to_source_overall(ours), time_to_source_overall(followed)
    st.header(waits.time_sentence(overall, view.place), anchor=False)
    curves = {view.place_name: still_waiting(ours)} | ({whole_name: still_waiting(followed)} if zone else {})
    left, right = st.columns([3, 2], gap="large")
    with left:
        if overall["waits_sourced"] < FEWEST_EVENTS:
            st.info(f"No curve: fewer than {FEWEST_EVENTS} of the waits followed were sourced.")
        else:
            other = {"whole": curves[whole_name], "whole_name": whole_name} if zone else {}
            below = f"Waits that began in the year to {view.day}"
            chart = charts.waiting_curve(curves[view.place_name], name=view.place_name, below=below, **other)
            show.draw(chart, "Share still waiting by days; the table beside it says the same.")
    with right:
        show.points(waits.time_points(overall, whole if zone else None), "")
        if overall["waits_sourced"] >= FEWEST_EVENTS:
            with st.expander("The curve as a table"):
                show.plain_table(waits.curve_table(curves))


def _times_table(view: View) -> show.File:
    """Time to source of every zone and of all."""
    parts, names, day = _parts(view)
    times = pd.concat([time_to_source(followed_waits(rows, day), codes) for rows, codes in parts])
    caption = f"Days until people are sourced, with 95 % interval, as at {view.day}"
    return show.table_alone(view, waits.time_table(times, names), "time-to-source", caption)


def _apart_table(view: View) -> show.File:
    """Open and completed waits of every zone and of all, apart."""
    parts, names, day = _parts(view)
    completed = pd.concat([completed_waits(rows, codes, day) for rows, codes in parts])
    running = pd.concat([_open_now(open_waits(rows, day), codes) for rows, codes in parts])
    caption = f"Open waits and waits sourced, apart, as at {view.day}"
    return show.table_alone(view, waits.apart_table(running, completed, names), "open-and-completed", caption)


def _parts(view: View) -> tuple[list[tuple[pd.DataFrame, pd.Index]], pd.Series, dt.date]:
    """People waiting by zone and as one, the names of both, and the as-at date."""
    awaiting = view.week.tables["awaiting"]
    parts = [(awaiting, view.figures.index), (awaiting.assign(zone_code=ALL_ROWS), pd.Index([ALL_ROWS]))]
    return parts, waits.row_names(view.figures["zone_name"], f"All {plural(view.area)}"), view.week.as_at


def _open_now(running: pd.DataFrame, codes: pd.Index) -> pd.DataFrame:
    """People waiting and the median of their waits so far (days)."""
    return pd.DataFrame({"people": people_awaiting(running, codes), "median_days": wait_median_days(running, codes)})
