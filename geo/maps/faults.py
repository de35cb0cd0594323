"""Where the boundaries of the zones are not as they should be: crossings, overlaps, gaps and slivers."""

import json
from typing import Any, Final

import geopandas as gpd
import pandas as pd

from geo.colours import BERRY, MID, ORANGE, TEAL
from geo.maps.layers import ReadyLayer
from geo.maps.legend import key_html, swatch_item
from geo.maps.outlines import geometry_json
from geo.maps.script import NAMED, following
from geo.schemas import DEGREES_CRS
from geo.words.text import safe_text

FAULT_FILLS: Final = {"crossing": BERRY, "overlap": ORANGE, "gap": MID, "sliver": TEAL}
"""Colour of each kind; its word stands in the legend and the table."""

_FAULTS: Final = """
(function (group, data) {%(named)s
  L.geoJSON(data.zones, {interactive: false, style: {fill: false, color: '#6F777B', weight: 1}}).addTo(group);
  L.geoJSON(data.faults, {
    style: function (feature) {
      return {color: feature.properties.fill, weight: 2, fillColor: feature.properties.fill, fillOpacity: 0.6};
    },
    pointToLayer: function (feature, at) {
      return L.circleMarker(at, {radius: 9, weight: 3, color: feature.properties.fill, fillOpacity: 0});
    },
    onEachFeature: function (feature, layer) {
      named(layer, feature.properties.name);
      layer.toGeoJSON = function () { return {type: 'Feature', geometry: null, properties: {} }; };
    }
  }).addTo(group);
})(%(layer)s, %(data)s);
"""


class FaultLayer(ReadyLayer):
    """Faults of boundaries, each with a ring that is seen at any zoom, over the outlines of the zones."""

    def __init__(self, data: str) -> None:
        """Args: `data` from `fault_data`."""
        super().__init__()
        self._data = data

    def body(self) -> str:
        """The script with its data."""
        drawn = _FAULTS % {"named": NAMED, "layer": self.get_name(), "data": self._data}
        return following("Map: where boundaries are not as they should be") + drawn


def fault_data(faults: gpd.GeoDataFrame, outlines: gpd.GeoDataFrame | None) -> str:
    """Faults and the zones around them as JSON.

    Args:
        faults: kind, sentence and geometry in metres.
        outlines: From `screen_outlines`; None where the zones were refused.
    """
    shown = faults.to_crs(DEGREES_CRS)
    rings = faults.geometry.representative_point().to_crs(DEGREES_CRS)
    marks = pd.concat([shown, shown.set_geometry(rings)], ignore_index=True)
    features = [
        _feature(fault.geometry, {"name": safe_text(fault.sentence), "fill": FAULT_FILLS[fault.kind]})
        for fault in marks.itertuples()
    ]
    zones = [] if outlines is None else [_feature(shape, {}) for shape in outlines.geometry]
    return json.dumps({"zones": _collection(zones), "faults": _collection(features)}, separators=(",", ":"))


def fault_legend_html(kinds: pd.Series) -> str:
    """The key to the kinds of fault that there are, with how many of each."""
    counts = kinds.value_counts()
    items = [
        swatch_item(f"background:{fill}", f"{kind.capitalize()}: {counts[kind]:,}")
        for kind, fill in FAULT_FILLS.items()
        if kind in counts
    ]
    return key_html("Where boundaries are not as they should be", items)


def _feature(geometry: Any, properties: dict[str, str]) -> dict[str, Any]:
    """A GeoJSON feature."""
    return {"type": "Feature", "properties": properties, "geometry": geometry_json(geometry)}


def _collection(features: list[dict[str, Any]]) -> dict[str, Any]:
    """Features as GeoJSON."""
    return {"type": "FeatureCollection", "features": features}
