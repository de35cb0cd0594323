"""Layers with boundaries: GeoJSON read without GDAL, GeoPackage and shapefile with only their own drivers."""

import glob
import json
import os
from collections.abc import Iterable
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
from geo.ingest.kinds import FileKind
from geo.ingest.spreadsheets import cell_text
from geo.masking import listed
from geo.schemas import DEGREES_CRS
from geo.settings import Source

_SKIPPED_DRIVERS: Final = (
    "VRT,OGR_VRT,GTI,HTTP,WFS,OAPIF,CSW,WMS,WCS,Carto,PLSCENES,GMLAS,PDF,Elastic,MongoDBv3,AmigoCloud,"
    "NGW,EEDA,DODS,STACIT,STACTA,OGCAPI,PostgreSQL,MySQL,MSSQLSpatial,ODBC,OCI,HANA,SQLite,LIBKML,KML,GML"
)
# GDAL reads this once, when it is loaded: drivers that open other sources than the file named stay off.
os.environ.setdefault("GDAL_SKIP", _SKIPPED_DRIVERS)

_PARTS: Final = (".shx", ".dbf")


def read_layer(path: Path, label: str, kind: FileKind, source: Source) -> gpd.GeoDataFrame:
    """Read a layer with its attributes as text.

    Args:
        path: The file, whose kind is already known from its content.
        label: Name of the file in messages.
        kind: geojson, geopackage, shapefile or geoparquet.
        source: Section of carezones.toml; `crs` answers for a file that does not say it, `layer` names one of several.

    Returns:
        Geometry in the file's own coordinate system, attributes as text, indexed by feature number from 1.

    Raises:
        InputError: The file is damaged, has no boundaries, no coordinate system or one that cannot be true.
    """
    if kind == "geojson":
        layer = _read_geojson(path, label)
    elif kind == "geoparquet":
        layer = _read_geoparquet(path, label)
    else:
        layer = _read_with_gdal(path, label, kind, source)
    if layer.empty:
        raise InputError(f"{label}: the layer holds no features. Export it again.")
    layer = _with_crs(layer, label, source)
    for name in layer.columns.drop(layer.geometry.name):
        layer[name] = [cell_text(cell) if pd.api.types.is_scalar(cell) else "" for cell in layer[name]]
    layer.index = pd.RangeIndex(1, len(layer) + 1)
    return layer if layer.geometry.name == "geometry" else layer.rename_geometry("geometry")


def _read_geojson(path: Path, label: str) -> gpd.GeoDataFrame:
    """GeoJSON by the standard library and shapely alone."""
    try:
        document = json.loads(path.read_bytes())
    except UnicodeDecodeError:
        raise InputError(f"{label}: the file is not UTF-8, as GeoJSON must be. Export it in UTF-8.") from None
    except json.JSONDecodeError as error:
        raise InputError(f"{label}: this is not whole GeoJSON at line {error.lineno}. Export it again.") from None
    if not isinstance(document, dict) or document.get("type") != "FeatureCollection":
        said = document.get("type") if isinstance(document, dict) else "a list"
        raise InputError(f"{label}: this JSON is {said}, not a GeoJSON FeatureCollection. Export the layer as GeoJSON.")
    features = document.get("features") or []
    if not isinstance(features, list):
        raise InputError(f"{label}: its features are not a list. Export the layer as GeoJSON.")
    shapes = [_shape(feature, label, at) for at, feature in enumerate(features, start=1)]
    attributes = pd.DataFrame([feature.get("properties") or {} for feature in features])
    return gpd.GeoDataFrame(attributes, geometry=shapes, crs=_legacy_crs(document, label))


def _shape(feature: Any, label: str, at: int) -> Any:
    """One feature's geometry, or None."""
    try:
        geometry = feature["geometry"]
        if geometry is None:
            return None
        if geometry["type"] == "Polygon":
            return _area(geometry["coordinates"])
        if geometry["type"] == "MultiPolygon":
            return shapely.multipolygons([_area(area) for area in geometry["coordinates"]])
        return shapely.geometry.shape(geometry)
    except (shapely.errors.ShapelyError, ValueError, KeyError, TypeError, AttributeError, IndexError):
        raise InputError(
            f"{label}, feature {at}: its geometry is not whole (a ring that is not closed?). Mend it and export again."
        ) from None


def _area(rings: list[Any]) -> shapely.Polygon:
    """A polygon from its rings, outer first, in two dimensions.

    Raises:
        ValueError: A ring does not end where it begins, or has a number that is none; the library would close the
            one and take the other without a word.
    """
    lines = [np.asarray(ring, dtype="float64")[:, :2] for ring in rings]
    if not lines or not all(np.isfinite(line).all() and (line[0] == line[-1]).all() for line in lines):
        raise ValueError
    return shapely.polygons(lines[0], holes=[shapely.linearrings(line) for line in lines[1:]] or None)


def _legacy_crs(document: dict[str, Any], label: str) -> CRS:
    """The coordinate system of a GeoJSON: WGS84, unless the older `crs` member says another."""
    said = document.get("crs")
    if not said:
        return CRS(DEGREES_CRS)
    try:
        return CRS(said["properties"]["name"])
    except (CRSError, KeyError, TypeError):
        raise InputError(
            f"{label}: its coordinate system is not known. Export it in WGS84 or British National Grid (EPSG:27700)."
        ) from None


def _read_geoparquet(path: Path, label: str) -> gpd.GeoDataFrame:
    """A Parquet file that has boundaries."""
    try:
        return gpd.read_parquet(path)
    except (ValueError, OSError):
        raise InputError(f"{label}: the file is incomplete or damaged. Write it again.") from None


def _read_with_gdal(path: Path, label: str, kind: FileKind, source: Source) -> gpd.GeoDataFrame:
    """GeoPackage or shapefile, with every driver that could open something else switched off."""
    import pyogrio  # noqa: PLC0415 - after GDAL_SKIP is set, and only for those who need it

    if kind == "shapefile":
        beside = {other.suffix.lower() for other in path.parent.glob(f"{glob.escape(path.stem)}.*")}
        lacking = [part for part in _PARTS if part not in beside]
        if lacking:
            raise InputError(f"{label}: parts of the shapefile are missing: {', '.join(lacking)}. Put them beside it.")
    try:
        layers = [str(name) for name, _ in pyogrio.list_layers(path)]
        if source.layer is None and len(layers) > 1:
            raise InputError(f'{label}: it has several layers ({listed(layers)}). Name one: layer = "...".')
        if source.layer is not None and source.layer not in layers:
            raise InputError(f"{label}: there is no layer {source.layer!r}. Layers: {listed(layers)}.")
        read = pyogrio.read_dataframe(path, layer=source.layer or layers[0])
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError, IndexError):
        raise InputError(f"{label}: the file is incomplete or damaged. Export it again.") from None
    if not isinstance(read, gpd.GeoDataFrame):
        raise InputError(f"{label}: the layer has attributes but no boundaries. Name the layer with the zones.")
    return read


def _with_crs(layer: gpd.GeoDataFrame, label: str, source: Source) -> gpd.GeoDataFrame:
    """The layer with a coordinate system that can be true of its numbers."""
    if source.crs is not None:
        try:
            layer = layer.set_crs(CRS(source.crs), allow_override=True)
        except CRSError:
            raise InputError(f"{label}: crs = {source.crs!r} is not known. Write EPSG:27700 or EPSG:4326.") from None
    looks = _looks_like(layer.total_bounds)
    if layer.crs is None:
        raise InputError(
            f"{label}: no coordinate system.{looks} Re-export it with one, add the .prj file beside it, or write "
            f'crs = "..." below [sources.{source.table}].'
        )
    if layer.crs.is_geographic and max(abs(layer.total_bounds)) > 360:
        raise InputError(
            f"{label}: it says its numbers are degrees, and they are not.{looks} Re-export it, or write "
            f'crs = "EPSG:27700" below [sources.{source.table}].'
        )
    return layer


def _looks_like(bounds: Iterable[float]) -> str:
    """A hint at the coordinate system from the extent of the numbers."""
    west, south, east, north = bounds
    if -9 < west <= east < 3 and 49 < south <= north < 61:
        return " The numbers look like WGS84 (EPSG:4326)."
    if 0 < west <= east < 700_000 and 0 < south <= north < 1_300_000 and east > 1000:
        return " The numbers look like British National Grid (EPSG:27700)."
    return ""
