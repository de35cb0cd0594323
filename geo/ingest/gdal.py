"""GeoPackages and shapefiles through GDAL, in a process of its own that has no other driver and no way out."""

import glob
import json
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import geopandas as gpd
import pandas as pd
import shapely
from pyproj import CRS
from pyproj.exceptions import CRSError

from geo.errors import InputError
from geo.ingest import apart
from geo.ingest.gdal_drivers import SKIPPED_DRIVERS
from geo.ingest.kinds import FileKind
from geo.settings import Source

ENVIRONMENT: Final[Mapping[str, str]] = {
    "GDAL_SKIP": SKIPPED_DRIVERS,
    "GDAL_DRIVER_PATH": "disable",
    "GDAL_CONFIG_FILE": "",
    "GDAL_VRT_ENABLE_PYTHON": "NO",
    "GDAL_NUM_THREADS": "1",
    "OGR_GPKG_NUM_THREADS": "1",
    "OGR_SQLITE_ALLOW_EXTERNAL_ACCESS": "NO",
    "OGR_SQLITE_LOAD_EXTENSIONS": "",
    "CPL_VSIL_CURL_ALLOWED_EXTENSIONS": ".none",
    "CPL_VSIL_CURL_ALLOWED_FILENAME": "/none",
    "GDAL_HTTP_TIMEOUT": "1",
    "GDAL_HTTP_CONNECTTIMEOUT": "1",
    "PROJ_NETWORK": "OFF",
}
"""What GDAL is told before it is loaded; no variable of our own environment, such as a proxy, reaches it."""

_NEEDED_PARTS: Final = (".shx", ".dbf")
_SQLITE_HEADER_BYTES: Final = 19
"""So far reaches the byte that says whether a journal is kept (SQLite file format, offset 18)."""
_PARTS: Final = (".shp", ".shx", ".dbf", ".prj", ".cpg")


def read_with_gdal(path: Path, label: str, kind: FileKind, source: Source) -> gpd.GeoDataFrame:
    """Read a layer of a GeoPackage or a shapefile.

    Args:
        path: The file, whose kind is already known from its content.
        label: Name of the file in messages.
        kind: geopackage or shapefile.
        source: Section of carezones.toml; `layer` names one of several.

    Returns:
        Attributes as text and the geometry in the file's own coordinate system, None where it does not say which.

    Raises:
        InputError: The file is damaged or lacks a part, there is no such layer, or it has no boundaries.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        file = _shapefile(path, label, folder) if kind == "shapefile" else _geopackage(path, folder / "layer.gpkg")
        request = {"path": file.name, "label": label, "layer": source.layer}
        child = apart.begin("geo.ingest.apart.layer", request, label, environment=dict(ENVIRONMENT), folder=folder)
        head, _, shapes = child.answer().partition(b"\n")
    return _layer(json.loads(head), shapes, label)


def _shapefile(path: Path, label: str, folder: Path) -> Path:
    """The parts of a shapefile under plain names, whatever theirs are.

    Raises:
        InputError: A part is missing.
    """
    beside = {other.suffix.lower(): other for other in path.parent.glob(f"{glob.escape(path.stem)}.*")}
    beside[".shp"] = path
    lacking = [part for part in _NEEDED_PARTS if part not in beside]
    if lacking:
        raise InputError(f"{label}: parts of the shapefile are missing: {', '.join(lacking)}. Put them beside it.")
    for part in _PARTS:
        if part in beside:
            _linked(beside[part], folder / f"layer{part}")
    return folder / "layer.shp"


def _geopackage(path: Path, name: Path) -> Path:
    """A GeoPackage under a plain name; one with a journal beside it is copied with it, since reading would write there.

    The journal holds what another program, which may have the file open, has not put into it yet.
    """
    with path.open("rb") as file:
        has_journal = file.read(_SQLITE_HEADER_BYTES)[-1:] == b"\x02"
    if not has_journal:
        return _linked(path, name)
    shutil.copyfile(path, name)
    journal = path.with_name(f"{path.name}-wal")
    if journal.exists():
        shutil.copyfile(journal, name.with_name(f"{name.name}-wal"))
    return name


def _linked(path: Path, name: Path) -> Path:
    """Another name for a file; a copy where the system lets nobody make links."""
    try:
        name.symlink_to(path.absolute())
    except OSError:
        shutil.copyfile(path, name)
    return name


def _layer(head: dict[str, Any], shapes: bytes, label: str) -> gpd.GeoDataFrame:
    """The layer from the child's answer.

    Raises:
        InputError: A geometry is not whole, or the coordinate system is not known.
    """
    try:
        crs = None if head["crs"] is None else CRS(head["crs"])
    except CRSError:
        raise InputError(
            f"{label}: its coordinate system is not known. Export it in British National Grid (EPSG:27700)."
        ) from None
    attributes = pd.DataFrame(head["columns"], index=range(len(head["sizes"])), dtype="str")
    return gpd.GeoDataFrame(attributes, geometry=_geometry(head["sizes"], shapes, label), crs=crs)


def _geometry(sizes: list[int], shapes: bytes, label: str) -> list[Any]:
    """Geometries from their bytes one after another; None where a feature has none."""
    found: list[Any] = []
    start = 0
    for at, size in enumerate(sizes, start=1):
        try:
            found.append(None if size < 0 else shapely.from_wkb(shapes[start : start + size]))
        except shapely.errors.ShapelyError:
            raise InputError(
                f"{label}, feature {at}: its geometry is not whole (a ring that is not closed?). "
                "Mend it and export again."
            ) from None
        start += max(size, 0)
    return found
