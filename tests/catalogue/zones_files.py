"""Layers of zones as files, right and wrong in one thing."""

import json
import warnings
from collections.abc import Sequence
from typing import Any

import geopandas as gpd
import shapely
from cases import ZONES, WeekFiles

GEOJSON = "reference/zones.geojson"


def layer(*shapes: Any, crs: str | None = "EPSG:27700", **columns: Sequence[Any]) -> gpd.GeoDataFrame:
    """The zones of the good week, with other boundaries or further columns."""
    names = {"zone_code": list(ZONES), "zone_name": [name for name, _ in ZONES.values()]}
    return gpd.GeoDataFrame(names | columns, geometry=list(shapes or boundaries()), crs=crs)


def boundaries() -> list[shapely.Polygon]:
    """Three squares of 10 km side by side, in metres."""
    return [shape for _, shape in ZONES.values()]


def write_geojson(week: WeekFiles, zones: gpd.GeoDataFrame, label: str = GEOJSON) -> None:
    """A layer as GeoJSON in WGS84."""
    week.write(label, zones.to_crs("EPSG:4326").to_json())


def write_with_gdal(week: WeekFiles, zones: gpd.GeoDataFrame, label: str, *more: str, **options: Any) -> None:
    """A layer as GeoPackage or shapefile, named as the source of the zones."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a case may leave out what GDAL warns of
        zones.to_file(week.path(label), **options)
    week.source("zones", label, *more)


def document(week: WeekFiles) -> dict[str, Any]:
    """The GeoJSON of the good week."""
    read: dict[str, Any] = json.loads(week.path(GEOJSON).read_text(encoding="utf-8"))
    return read


def write_document(week: WeekFiles, said: object) -> None:
    """Any JSON in place of the zones."""
    week.write(GEOJSON, json.dumps(said))


def spoil_ring(week: WeekFiles, ring: list[Any], feature: int = 1) -> None:
    """Another outer ring for one feature."""
    said = document(week)
    said["features"][feature]["geometry"]["coordinates"] = [ring]
    write_document(week, said)
