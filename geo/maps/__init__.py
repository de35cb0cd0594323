"""Maps of the zones: folium objects, their classes and their legend; nothing here knows who shows them."""

from geo.maps.areas import AreaLayer, OutlineLayer, area_data, area_outlines, minutes_classes, outline_data
from geo.maps.classes import (
    NO_DATA,
    NOBODY,
    Band,
    Classed,
    count_classes,
    day_classes,
    outcome_classes,
    quantity_classes,
    same_classes,
    share_classes,
    tier_classes,
)
from geo.maps.layers import BaseLayer, OfflineMap, ReadyLayer, ZoneLayer, base_data, zone_data
from geo.maps.legend import legend_html
from geo.maps.outlines import degrees_of, screen_outlines

__all__ = [
    "NOBODY",
    "NO_DATA",
    "AreaLayer",
    "Band",
    "BaseLayer",
    "Classed",
    "OfflineMap",
    "OutlineLayer",
    "ReadyLayer",
    "ZoneLayer",
    "area_data",
    "area_outlines",
    "base_data",
    "count_classes",
    "day_classes",
    "degrees_of",
    "legend_html",
    "minutes_classes",
    "outcome_classes",
    "outline_data",
    "quantity_classes",
    "same_classes",
    "screen_outlines",
    "share_classes",
    "tier_classes",
    "zone_data",
]
