"""GeoJSON by the standard library and shapely alone, held to its standard (RFC 7946) where others guess."""

import json
import re
from pathlib import Path
from typing import Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
import shapely.geometry
from pyproj import CRS
from pyproj.exceptions import CRSError

from geo.errors import InputError
from geo.ingest.layers import Layer, heights_note
from geo.masking import shown
from geo.report import Problem
from geo.schemas import DEGREES_CRS
from geo.settings import Source

FEWEST_POINTS: Final = 4
"""A ring has at least so many points, of which the last is the first again (count; RFC 7946, 3.1.6)."""
_INSTEAD: Final = {
    "Topology": "TopoJSON, whose boundaries are arcs. Convert it to GeoJSON (in QGIS: Export, Save Features As).",
    "Feature": "a single Feature, not a layer. Put all features into a FeatureCollection, or export the layer.",
}
_EXPORT: Final = "Export the layer as GeoJSON."
_HALF: Final = re.compile("[\ud800-\udfff]")
"""Half of a letter beyond the first 65,536, which JSON can write and no text may hold."""


class _BrokenError(ValueError):
    """What is wrong with one geometry, in words."""


class _NotJsonError(ValueError):
    """What Python would take and JSON forbids, in words."""


def read_geojson(path: Path, label: str, source: Source) -> tuple[Layer, str]:
    """Read a FeatureCollection.

    Args:
        path: The file.
        label: Name of the file in messages.
        source: Its section of carezones.toml.

    Returns:
        The features, and the name that the layer gives itself ('' where none).

    Raises:
        InputError: It is not UTF-8, not whole, not a FeatureCollection, has one name twice in an object or a number
            that is none; or geometries are not whole, each named by its feature.
    """
    not_numbers: list[str] = []
    document = _document(path, label, not_numbers)
    features = document.get("features") or []
    if not isinstance(features, list):
        raise InputError(f"{label}: its features are not a list. {_EXPORT}")
    shapes, wrong = [], []
    for at, feature in enumerate(features, start=1):
        try:
            shapes.append(_shape(feature))
        except _BrokenError as broken:
            wrong.append(f"{label}, feature {at}: its geometry is not whole: {broken}. Mend it and export again.")
    if wrong:
        raise InputError("\n".join(wrong))
    if not_numbers:
        cause = f"{not_numbers[0]} stands where a number should be, and JSON does not know it."
        raise InputError(f"{label}: {cause} Give the number, or null for none.")
    notes = []
    if solid := sum(_dimensions(feature["geometry"]) > 2 for feature in features):
        notes.append(heights_note(label, source, solid))
    crs, said = _crs(document, label, source)
    attributes = pd.DataFrame([feature.get("properties") or {} for feature in features])
    read = gpd.GeoDataFrame(attributes, geometry=shapes, crs=crs)
    return Layer(read, (*notes, *said)), str(document.get("name") or "")


def _document(path: Path, label: str, not_numbers: list[str]) -> dict[str, Any]:
    """The JSON of a FeatureCollection; NaN and Infinity are collected, so that their feature can be named."""

    def note(name: str) -> float:
        not_numbers.append(name)
        return float(name)

    try:
        document = json.loads(path.read_bytes(), object_pairs_hook=_once_each, parse_constant=note)
    except UnicodeDecodeError:
        raise InputError(f"{label}: the file is not UTF-8, as GeoJSON must be. Export it in UTF-8.") from None
    except json.JSONDecodeError as error:
        raise InputError(f"{label}: this is not whole GeoJSON at line {error.lineno}. Export it again.") from None
    except _NotJsonError as said:
        raise InputError(f"{label}: {said}") from None
    except RecursionError:
        raise InputError(f"{label}: its JSON is nested too deeply for a layer. {_EXPORT}") from None
    except ValueError:
        raise InputError(f"{label}: its JSON holds a number of thousands of digits. {_EXPORT}") from None
    if not isinstance(document, dict) or document.get("type") != "FeatureCollection":
        said_type = document.get("type") if isinstance(document, dict) else "a list"
        instead = f"{said_type}, not a GeoJSON FeatureCollection. {_EXPORT}"
        raise InputError(f"{label}: this JSON is {_INSTEAD.get(str(said_type), instead)}")
    return document


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose names stand once each, and whose texts are text."""
    found = dict(pairs)
    if any(_HALF.search(text) for pair in pairs for text in pair if isinstance(text, str)):
        raise _NotJsonError(f"a text holds half of a letter, such as \\ud800. {_EXPORT}")
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        said = shown(twice, is_personal=False)
        raise _NotJsonError(f'the name "{said}" stands twice in one object. Take one out.')
    return found


def _shape(feature: Any) -> Any:
    """One feature's geometry in two dimensions, or None.

    Raises:
        _BrokenError: It is not whole.
    """
    try:
        if not isinstance(feature.get("properties") or {}, dict):
            raise _BrokenError("its properties are not names with values")
        geometry = feature["geometry"]
        if geometry is None:
            return None
        if geometry["type"] == "Polygon":
            return _area(geometry["coordinates"])
        if geometry["type"] == "MultiPolygon":
            return shapely.multipolygons([_area(area) for area in geometry["coordinates"]])
        return shapely.force_2d(shapely.geometry.shape(geometry))
    except _BrokenError:
        raise
    except (shapely.errors.ShapelyError, ArithmeticError, LookupError, ValueError, TypeError, AttributeError):
        raise _BrokenError("its coordinates are not as GeoJSON has them") from None


def _area(rings: list[Any]) -> shapely.Polygon:
    """A polygon from its rings, outer first, in two dimensions."""
    if not rings:
        return shapely.Polygon()
    lines = [_ring(ring) for ring in rings]
    return shapely.polygons(lines[0], holes=[shapely.linearrings(line) for line in lines[1:]] or None)


def _ring(ring: list[Any]) -> Any:
    """The points of a ring; the library would close an open one, and take a number that is none, without a word."""
    line = np.asarray(ring, dtype="float64")[:, :2]
    if not np.isfinite(line).all():
        raise _BrokenError("a coordinate is not a number")
    if len(line) < FEWEST_POINTS:
        raise _BrokenError(f"a ring has {len(line)} points, and needs {FEWEST_POINTS} to enclose an area")
    if (line[0] != line[-1]).any():
        raise _BrokenError("a ring is not closed: it does not end where it begins")
    return line


def _dimensions(geometry: dict[str, Any] | None) -> int:
    """Numbers in the first position of a geometry; 0 where it has none."""
    part: Any = geometry and (geometry.get("coordinates") or geometry.get("geometries"))
    while isinstance(part, list) and part and isinstance(part[0], list):
        part = part[0]
    if isinstance(part, list) and part and isinstance(part[0], dict):
        return _dimensions(part[0])
    return len(part) if isinstance(part, list) else 0


def _crs(document: dict[str, Any], label: str, source: Source) -> tuple[CRS, list[Problem]]:
    """The coordinate system: WGS84, unless the `crs` member of before 2016 says another, which is believed and told."""
    said = document.get("crs")
    if not said:
        return CRS(DEGREES_CRS), []
    try:
        crs = CRS(said["properties"]["name"])
    except (CRSError, KeyError, TypeError):
        raise InputError(
            f"{label}: its coordinate system is not known. Export it in WGS84 or British National Grid (EPSG:27700)."
        ) from None
    if crs.equals(CRS(DEGREES_CRS), ignore_axis_order=True):
        return crs, []
    cause = (
        f"it states its coordinate system ({crs.name}) in the older way, which was believed; newer programs ignore it."
    )
    return crs, [Problem(source.table, label, "warning", cause, "Export it in WGS84, or as a GeoPackage.")]
