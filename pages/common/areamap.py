"""The map of small areas on a page: areas by class below, the zones with their names and lines above."""

import pandas as pd
import streamlit as st

from geo.maps import NO_DATA, minutes_classes, quantity_classes
from geo.reach import Start
from geo.words import reach as words
from pages.common import drawn
from pages.common.drawn import AreaMeasure
from pages.common.mapview import draw_map, head
from pages.common.view import View


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


def area_map(view: View, shown: AreaMeasure) -> None:
    """Show small areas painted by class with the zones over them; a press on one chooses its zone.

    Args:
        view: The page's view.
        shown: The measure.
    """
    made = drawn.areas_drawn(view.week, shown)
    if made is None:
        st.info(f"{NO_DATA}: no small area has a boundary or a point, so there is no map of them.")
        return
    head(view, made.legend)
    draw_map(view, made)
