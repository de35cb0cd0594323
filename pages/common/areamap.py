"""The map of small areas on a page: areas by class below, the zones with their names and lines above."""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from geo.colours import PAPER
from geo.maps import NO_DATA, Band, Classed, legend_html, minutes_classes, quantity_classes
from geo.reach import Start
from geo.words import reach as words
from pages.common import drawn
from pages.common.drawn import Measure
from pages.common.mapview import Shown, draw_map, head
from pages.common.view import View


@dataclass(frozen=True)
class AreaMeasure:
    """What a map of small areas shows."""

    name: str
    """Which measure this is, as `map:choice`: equal names at one date show the same layer."""
    title: str
    """What is shown, with its unit."""
    classed: Classed
    values: pd.Series
    """Text of each small area."""
    zone_values: pd.Series
    """Text of each zone, as the table has it."""


def reach_measure(
    chosen: str, start: Start, areas: pd.DataFrame, shares: pd.DataFrame, hours: pd.Series | None
) -> AreaMeasure:
    """Minutes to the first, second or third provider, or the hours within reach.

    Args:
        chosen: One of `geo.words.reach.MAPS`.
        start: Where providers set out from.
        areas: Small areas with their minutes.
        shares: From `geo.words.reach.zone_reach`.
        hours: Hours within reach of 100 residents by small area, where they are chosen.
    """
    name = f"rural:{chosen}:{start}"
    if hours is not None:
        title = "Hours a week within reach of 100 residents 65+"
        labels = words.zone_labels(shares, words.zone_hours(areas, hours, shares.index))
        return AreaMeasure(name, title, quantity_classes(hours, " hours"), words.hours_words(hours), labels)
    minutes = areas[int(chosen)]
    title = f"Minutes to the {words.MAPS[chosen].lower()}"
    labels = words.zone_labels(shares, None)
    return AreaMeasure(name, title, minutes_classes(minutes), words.minutes_words(minutes), labels)


def area_map(view: View, shown: AreaMeasure, areas: pd.DataFrame) -> None:
    """Show small areas painted by class with the zones over them; a press on one chooses its zone.

    Args:
        view: The page's view.
        shown: The measure.
        areas: Indexed by area_code, with is_rural.
    """
    painted = drawn.areas_painted(view.week, shown.name, shown.classed, shown.values)
    if not painted:
        st.info(f"{NO_DATA}: no small area has a boundary or a point, so there is no map of them.")
        return
    is_rural = bool(areas["is_rural"].fillna(value=False).any())
    head(view, legend_html(f"{shown.title}, as at {view.day}", shown.classed, with_rural=is_rural))
    zones = view.zones.index
    plain = Classed((Band("", PAPER),), pd.Series(0, index=zones))
    flags = pd.DataFrame({"is_rural": False, "is_quiet": False}, index=zones)
    over = Measure(shown.name, shown.title, plain, shown.zone_values.reindex(zones))
    draw_map(view, over, flags, Shown(areas=painted | {"rural": is_rural}))
