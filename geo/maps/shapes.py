"""Shapes as files that a browser loads once and keeps: what a map is painted on, without any figure.

The name of a file says its content, so that a browser may keep it for ever and never shows an old one.
"""

import hashlib
import json
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import pandas as pd
import shapely

from geo.maps.outlines import geometry_json
from geo.words.text import safe_text


@dataclass(frozen=True)
class ShapeFile:
    """A script that hands shapes to the map."""

    name: str
    """Kind and mark of the content, as `zones-0123456789abcdef.js`."""
    content: str


def zone_shapes(outlines: gpd.GeoDataFrame) -> ShapeFile:
    """Zones with their name and the place of their label.

    Args:
        outlines: From `screen_outlines`, indexed by zone_code. What is painted on them later has the same order.
    """
    features = [
        _feature(
            zone.geometry,
            code=safe_text(zone.Index),
            name=safe_text(zone.zone_name),
            lat=zone.label_lat,
            lon=zone.label_lon,
        )
        for zone in outlines.itertuples()
    ]
    west, south, east, north = (round(float(edge), 5) for edge in outlines.total_bounds)
    return _file("zones", {"bounds": [[south, west], [north, east]], "zones": _collection(features)})


def area_shapes(outlines: gpd.GeoDataFrame, is_rural: pd.Series, zone_code: pd.Series) -> ShapeFile:
    """Small areas with the zone that a press on them chooses.

    Args:
        outlines: From `area_outlines`, indexed by area_code. What is painted on them later has the same order.
        is_rural: True where the area is lined as rural; missing where that is not known.
        zone_code: Zone of each area.
    """
    rural = is_rural.fillna(value=False).astype(bool)
    features = [
        _feature(
            area.geometry,
            name=safe_text(f"Small area {area.Index}"),
            zone=safe_text(zone_code[area.Index]),
            rural=int(rural[area.Index]),
        )
        for area in outlines.itertuples()
    ]
    return _file("areas", {"areas": _collection(features)})


def base_shapes(bases: pd.DataFrame) -> ShapeFile:
    """Provider bases: name and point, nothing else.

    Args:
        bases: provider_name, lon and lat (degrees), as `degrees_of` gives them.
    """
    return point_shapes("bases", bases, bases["provider_name"])


def point_shapes(kind: str, places: pd.DataFrame, names: pd.Series) -> ShapeFile:
    """Places as points with their names.

    Args:
        kind: What they are, in the file's name.
        places: lon and lat (degrees), as `degrees_of` gives them.
        names: Name of each.
    """
    points = shapely.points(places[["lon", "lat"]].to_numpy("float64"))
    features = [_feature(point, name=safe_text(name)) for point, name in zip(points, names, strict=True)]
    return _file(kind, {"points": _collection(features)})


def _file(kind: str, data: dict[str, Any]) -> ShapeFile:
    """Shapes as a script named for its content."""
    text = json.dumps(data, separators=(",", ":"))
    name = f"{kind}-{hashlib.sha256(text.encode()).hexdigest()[:16]}.js"
    return ShapeFile(name, f'czShapes("{name}",{text});\n')


def _feature(shape: shapely.Geometry, **properties: str | int | float) -> dict[str, Any]:
    """A GeoJSON feature."""
    return {"type": "Feature", "properties": properties, "geometry": geometry_json(shape)}


def _collection(features: list[dict[str, Any]]) -> dict[str, Any]:
    """A GeoJSON collection."""
    return {"type": "FeatureCollection", "features": features}
