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
from geo.maps.layers import ReadyLayer, band_json
from geo.maps.outlines import SCREEN_TOLERANCE_M, geometry_json
from geo.schemas import DEGREES_CRS, METRES_CRS
from geo.words.text import safe_text

MINUTES_ENDS: Final = (2, 5, 10, 20, 30)
"""Upper ends of the classes of minutes, fixed so that maps compare: the limits of 10, 20 and 30 minutes that are
reported, and two below them, since a provider's rounds are mostly near."""

_MINUTES_FILLS: Final = (FAINT, PALE, LIGHT, MID, DARK, ORANGE)

_AREAS: Final = """
(function (group, data) {
  var NS = 'http://www.w3.org/2000/svg', box = document.createElement('textarea'), drawn = false;
  function plain(text) { box.innerHTML = text; return box.value; }
  function hatch(id, fill, line, turn) {
    return '<pattern id="' + id + '" width="6" height="6" patternUnits="userSpaceOnUse" '
      + 'patternTransform="rotate(' + turn + ')"><rect width="6" height="6" fill="' + fill + '"/>'
      + '<rect width="1.2" height="6" fill="' + line + '"/></pattern>';
  }
  function patterns() {
    var old = document.getElementById('cz-area-patterns'), svg = document.createElementNS(NS, 'svg');
    if (old) { old.remove(); }
    svg.id = 'cz-area-patterns';
    svg.setAttribute('width', 0); svg.setAttribute('height', 0);
    svg.setAttribute('aria-hidden', 'true'); svg.style.position = 'absolute';
    svg.innerHTML = data.bands.map(function (band, place) {
      return hatch('cz-area-rural-' + place, band.fill, band.line, 45)
        + hatch('cz-area-missing-' + place, band.fill, '#6F777B', -45);
    }).join('');
    document.body.appendChild(svg);
  }
  function fill(area) {
    if (data.bands[area.band].missing) { return 'url(#cz-area-missing-' + area.band + ')'; }
    return area.rural ? 'url(#cz-area-rural-' + area.band + ')' : data.bands[area.band].fill;
  }
  function style(feature) {
    return {fillColor: fill(feature.properties), fillOpacity: 1, color: '#ffffff', weight: 0.6, opacity: 0.7,
      className: 'cz-area'};
  }
  group.on('add', function () {
    var map = group._map;
    document.documentElement.classList.add('cz-areas');
    patterns();
    if (drawn) { return; }
    drawn = true;
    if (!map.getPane('cz-areas')) { map.createPane('cz-areas').style.zIndex = 390; }
    L.geoJSON(data.areas, {
      pane: 'cz-areas',
      style: style,
      pointToLayer: function (feature, at) { return L.circleMarker(at, {radius: 6, pane: 'cz-areas'}); },
      onEachFeature: function (feature, layer) {
        var area = feature.properties;
        layer.bindTooltip('<b>' + area.name + '</b><br>' + area.value + (area.rural ? '<br>Rural' : ''),
          {sticky: true});
        layer.toGeoJSON = function () {
          return {type: 'Feature', geometry: null, properties: {zone_code: plain(area.zone), press: Date.now()} };
        };
      }
    }).addTo(group);
  });
  group.on('remove', function () { document.documentElement.classList.remove('cz-areas'); });
})(%(layer)s, %(data)s);
"""

_OUTLINES: Final = """
(function (group, data) {
  function edge(colour, weight, dashes) {
    return L.geoJSON(data, {
      style: {fill: false, color: colour, weight: weight, dashArray: dashes, className: 'cz-outline'},
      onEachFeature: function (feature, layer) {
        layer.bindTooltip(feature.properties.name, {sticky: true});
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


class AreaLayer(ReadyLayer):
    """Small areas painted by class below the zones, which keep their lines and labels; a press chooses the zone."""

    def __init__(self, data: str) -> None:
        """Args: `data` from `area_data`."""
        super().__init__()
        self._data = data

    def body(self) -> str:
        """The script with its data."""
        return _AREAS % {"layer": self.get_name(), "data": self._data}


class OutlineLayer(ReadyLayer):
    """Areas as a dashed line over the zones, whatever the zone lines; what they mean appears on hover."""

    def __init__(self, data: str) -> None:
        """Args: `data` from `outline_data`."""
        super().__init__()
        self._data = data

    def body(self) -> str:
        """The script with its data."""
        return _OUTLINES % {"layer": self.get_name(), "data": self._data}


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


def area_data(
    outlines: gpd.GeoDataFrame, classed: Classed, values: pd.Series, is_rural: pd.Series, zone_code: pd.Series
) -> str:
    """Everything a layer of small areas shows, encoded, as JSON.

    Args:
        outlines: From `area_outlines`, indexed by area_code.
        classed: Class of each area.
        values: What to say of each area, as text.
        is_rural: True where the area is hatched as rural; missing where that is not known.
        zone_code: Zone of each area, which a press on it chooses.
    """
    rural = is_rural.fillna(value=False).astype(bool)
    features = [
        _feature(
            area.geometry,
            name=safe_text(f"Small area {area.Index}"),
            value=safe_text(values[area.Index]),
            band=int(classed.band_of[area.Index]),
            rural=int(rural[area.Index]),
            zone=safe_text(zone_code[area.Index]),
        )
        for area in outlines.itertuples()
    ]
    shown = {"bands": [band_json(band) for band in classed.bands], "areas": _collection(features)}
    return json.dumps(shown, separators=(",", ":"))


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
