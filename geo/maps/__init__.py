"""Maps of the zones: folium objects, their classes and their legend; nothing here knows who shows them."""

from geo.maps.areas import OutlineLayer, area_outlines, minutes_classes, outline_data
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
from geo.maps.layers import BROWSER, OfflineMap, ReadyLayer, ZoneLayer, own_tiles, painted, painted_zones, seen_by
from geo.maps.legend import legend_html
from geo.maps.outlines import degrees_of, screen_outlines
from geo.maps.shapes import ShapeFile, area_shapes, base_shapes, point_shapes, zone_shapes

__all__ = [
    "BROWSER",
    "NOBODY",
    "NO_DATA",
    "Band",
    "Classed",
    "OfflineMap",
    "OutlineLayer",
    "ReadyLayer",
    "ShapeFile",
    "ZoneLayer",
    "area_outlines",
    "area_shapes",
    "base_shapes",
    "count_classes",
    "day_classes",
    "degrees_of",
    "legend_html",
    "minutes_classes",
    "outcome_classes",
    "outline_data",
    "own_tiles",
    "painted",
    "painted_zones",
    "point_shapes",
    "quantity_classes",
    "same_classes",
    "screen_outlines",
    "seen_by",
    "share_classes",
    "tier_classes",
    "zone_shapes",
]
