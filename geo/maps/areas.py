"""Small areas below the zones, and areas drawn over them: what the one figure of a zone hides."""

import json
from itertools import pairwise
from typing import Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.colours import DARK, FAINT, GREY, LIGHT, MID, ORANGE, PALE
from geo.maps.classes import NO_DATA, Band, Classed
from geo.maps.layers import ReadyLayer
from geo.maps.outlines import SCREEN_TOLERANCE_M, geometry_json
from geo.maps.script import NAMED
from geo.schemas import DEGREES_CRS, METRES_CRS
from geo.words.text import safe_text

MINUTES_ENDS: Final = (2, 5, 10, 20, 30)
"""Upper ends of the classes of minutes, fixed so that maps compare: the limits of 10, 20 and 30 minutes that are
reported, and two below them, since a provider's rounds are mostly near."""

_MINUTES_FILLS: Final = (FAINT, PALE, LIGHT, MID, DARK, ORANGE)

_OUTLINES: Final = """
(function (group, data) {%(named)s
  function edge(colour, weight, dashes) {
    return L.geoJSON(data, {
      interactive: Boolean(dashes),
      style: {fill: false, color: colour, weight: weight, dashArray: dashes, className: 'cz-outline'},
      onEachFeature: function (feature, layer) {
        if (dashes) { named(layer, feature.properties.name); }
        layer.toGeoJSON = function () {
          return {type: 'Feature', geometry: null, properties: {press: Date.now()} };
        };
      }
    }).addTo(group);
  }
  edge('#ffffff', 7, null);
  edge('#801650', 3.5, '9 5');
})(%(layer)s, %(data)s);
"""


class OutlineLayer(ReadyLayer):
    """Areas as a dashed line over the zones, whatever the zone lines; what they mean appears on hover."""

    def __init__(self, data: str) -> None:
        """Args: `data` from `outline_data`."""
        super().__init__()
        self._data = data

    def body(self) -> str:
        """The script with its data."""
        return _OUTLINES % {"named": NAMED, "layer": self.get_name(), "data": self._data}


def minutes_classes(minutes: pd.Series) -> Classed:
    """Classes of a drive, the same on every map, with a colour of its own for more than half an hour.

    Args:
        minutes: Minutes by area_code; infinite where it is farther than was looked, missing where it is not known.
    """
    labels = [f"Up to {MINUTES_ENDS[0]}", *(f"Over {low} to {high}" for low, high in pairwise(MINUTES_ENDS))]
    labels.append(f"Over {MINUTES_ENDS[-1]}")
    bands = [Band(f"{label} minutes", fill) for label, fill in zip(labels, _MINUTES_FILLS, strict=True)]
    values = minutes.to_numpy("float64")
    places = np.where(np.isnan(values), len(bands), np.searchsorted(MINUTES_ENDS, values))
    if np.isnan(values).any():
        bands.append(Band(NO_DATA, GREY, is_missing=True))
    return Classed(tuple(bands), pd.Series(places, index=minutes.index, name="band", dtype="int64"))


def area_outlines(areas: pd.DataFrame) -> gpd.GeoDataFrame | None:
    """Small areas for the screen, simplified together, so that no gaps open between neighbours.

    Args:
        areas: Indexed by area_code, with geometry, or easting and northing (m) where there are points only.

    Returns:
        Geometry in degrees on the same index; areas without a place are left out. None where none has one.
    """
    is_drawn = "geometry" in areas and areas["geometry"].notna().any()
    placed = areas[areas["geometry" if is_drawn else "easting"].notna()]
    if placed.empty:
        return None
    if is_drawn:
        shapes = shapely.coverage_simplify(placed["geometry"].to_numpy(), SCREEN_TOLERANCE_M)
    else:
        shapes = shapely.points(placed[["easting", "northing"]].to_numpy("float64"))
    return gpd.GeoDataFrame(geometry=gpd.GeoSeries(shapes, index=placed.index, crs=METRES_CRS).to_crs(DEGREES_CRS))


def outline_data(areas: gpd.GeoDataFrame, sentences: list[str]) -> str:
    """Areas with a sentence each as JSON.

    Args:
        areas: In metres.
        sentences: What to say of each, in the same order.
    """
    shapes = areas.geometry.to_crs(DEGREES_CRS)
    features = [_feature(shape, name=safe_text(said)) for shape, said in zip(shapes, sentences, strict=True)]
    return json.dumps(_collection(features), separators=(",", ":"))


def _feature(shape: shapely.Geometry, **properties: str | int) -> dict[str, Any]:
    """A GeoJSON feature."""
    return {"type": "Feature", "properties": properties, "geometry": geometry_json(shape)}


def _collection(features: list[dict[str, Any]]) -> dict[str, Any]:
    """A GeoJSON collection."""
    return {"type": "FeatureCollection", "features": features}
