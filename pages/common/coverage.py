"""The parts of the page Rural coverage: who is within reach of providers, by small area and by zone."""

import pandas as pd
import streamlit as st

from geo import charts
from geo.reach import Start
from geo.words import reach as words
from geo.words import reach_places as places
from pages.common import cache, show
from pages.common.areamap import reach_measure
from pages.common.drawn import AreaMeasure
from pages.common.view import View


def title(view: View, start: Start) -> str:
    """The finding as the page's title."""
    reach = cache.reach_on(view.week, start)
    zone_hours = words.hours_by_zone(reach.areas, _hours(view, start), view.zones.index)
    return words.coverage_title(reach, start, zone_hours, view.figures["zone_name"])


def basis(view: View, start: Start) -> None:
    """On what the minutes stand."""
    st.caption(words.basis_sentence(cache.reach_on(view.week, start), start))


def measure(view: View, chosen: str, start: Start) -> AreaMeasure | None:
    """What the map shows; nothing without small areas."""
    reach = cache.reach_on(view.week, start)
    if reach.areas is None:
        return None
    shares = words.zone_reach(reach, providers_of(chosen), view.zones.index)
    return reach_measure(chosen, start, reach.areas, shares, _hours(view, start) if chosen == "hours" else None)


def far(view: View, start: Start) -> None:
    """How many live far from any provider."""
    show.say(places.far_sentence(cache.reach_on(view.week, start).areas))


def curve(view: View, start: Start, whose: str) -> None:
    """Share of people within so many minutes, as a chart and as a table."""
    reach = cache.reach_on(view.week, start)
    found = places.curve_of(reach, whose)
    show.draw(charts.coverage_chart(found, below=places.curve_unit(whose)), places.CURVE_ALT)
    st.caption(reach.basis)
    with st.expander("The same as a table"):
        show.plain_table(places.curve_table(found))


def whole_table(view: View, start: Start) -> show.File:
    """Who is within reach in the whole area."""
    reach = cache.reach_on(view.week, start)
    caption = f"Within reach of delivering providers, as at {view.day}. {reach.basis}"
    return show.table_alone(view, words.reach_table(reach), f"within-reach-{start}", caption)


def zone_table(view: View, chosen: str, start: Start) -> show.File:
    """Who is within reach in every zone."""
    reach, providers = cache.reach_on(view.week, start), providers_of(chosen)
    shares = words.zone_reach(reach, providers, view.zones.index)
    zone_hours = words.hours_by_zone(reach.areas, _hours(view, start), view.zones.index)
    table = words.zone_reach_table(shares, zone_hours, view.figures["zone_name"])
    caption = f"{words.zone_caption(reach, providers)} in each {view.area}, as at {view.day}. {reach.basis}"
    return show.table_alone(view, table, f"reach-by-zone-{start}-{providers}", caption)


def far_table(view: View, start: Start) -> show.File | None:
    """Small areas far from any provider; nothing where there are none."""
    reach = cache.reach_on(view.week, start)
    if reach.areas is None or not len(found := places.far_table(reach.areas, view.figures["zone_name"])):
        return None
    caption = f"Small areas over {places.FARTHEST_MINUTES} minutes from any provider, as at {view.day}. {reach.basis}"
    return show.table_alone(view, found, f"out-of-reach-{start}", caption)


def providers_of(chosen: str) -> int:
    """How many providers a choice of the map asks for."""
    return 2 if chosen == "hours" else int(chosen)


def _hours(view: View, start: Start) -> pd.Series | None:
    """Hours a week within reach of 100 residents, by small area."""
    return words.hours_for_100(cache.hours_on(view.week, start))
