"""Layers with boundaries: GeoJSON read without GDAL, GeoPackage and shapefile with it, apart."""

from collections.abc import Iterable
from pathlib import Path

import geopandas as gpd
import pandas as pd
from pyproj import CRS
from pyproj.exceptions import CRSError

from geo.errors import InputError
from geo.ingest.cell_text import cell_text
from geo.ingest.gdal import read_with_gdal
from geo.ingest.geojson import read_geojson
from geo.ingest.kinds import FileKind
from geo.ingest.layers import Layer, flat, named_notes, shapefile_notes
from geo.settings import Source


def read_layer(path: Path, label: str, kind: FileKind, source: Source) -> Layer:
    """Read a layer with its attributes as text.

    Args:
        path: The file, whose kind is already known from its content.
        label: Name of the file in messages.
        kind: geojson, geopackage, shapefile or geoparquet.
        source: Section of carezones.toml; `crs` answers for a file that does not say it, `layer` names one of several.

    Returns:
        Geometry in two dimensions in the file's own coordinate system, attributes as text, indexed by feature number
        from 1; with it what was noticed on the way.

    Raises:
        InputError: The file is damaged, has no boundaries, no coordinate system or one that cannot be true.
    """
    name = source.layer or ""
    if kind == "geojson":
        read, name = read_geojson(path, label, source)
    elif kind == "geoparquet":
        read = flat(_read_geoparquet(path, label), label, source)
    else:
        read = flat(read_with_gdal(path, label, kind, source), label, source)
    layer, notes = read.features, [*read.notes, *named_notes(label, name, source)]
    if layer.empty:
        raise InputError(f"{label}: the layer holds no features. Export it again.")
    layer = _with_crs(layer, label, source)
    for name in layer.columns.drop(layer.geometry.name):
        layer[name] = [cell_text(cell) if pd.api.types.is_scalar(cell) else "" for cell in layer[name]]
    layer.index = pd.RangeIndex(1, len(layer) + 1)
    if kind == "shapefile":
        notes += shapefile_notes(path, label, layer, source)
    return Layer(layer if layer.geometry.name == "geometry" else layer.rename_geometry("geometry"), tuple(notes))


def _read_geoparquet(path: Path, label: str) -> gpd.GeoDataFrame:
    """A Parquet file that has boundaries."""
    try:
        return gpd.read_parquet(path)
    except Exception:  # the library believes what the file notes of itself, and fails in any way where it is wrong
        raise InputError(f"{label}: the file is incomplete or damaged. Write it again.") from None


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
