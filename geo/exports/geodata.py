"""The released figures of each area with its boundary, for the council's own maps: GeoPackage and GeoJSON."""

import datetime as dt
import json
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Any, Final

import geopandas as gpd
import pandas as pd
import pyogrio
import shapely

from geo.exports.notes import dated, marker_notes, measure_notes, method, title_of
from geo.exports.rows import Column, measure_columns, split_columns
from geo.release import Area, Measure, Release, Split
from geo.text import plain

_NATIONAL_GRID: Final = "EPSG:27700"
_WGS84: Final = "EPSG:4326"
_DECIMALS: Final = 6
"""Decimals of a degree in GeoJSON: a tenth of a metre, as RFC 7946 advises."""
LAYER: Final = "areas"
"""Name of the layer, the same whatever the council calls its areas."""


def gpkg_of(release: Release) -> bytes:
    """A GeoPackage in metres of the British National Grid.

    Layers: `areas`, `measures` (what each column means) and `about`.
    The same release is the same bytes with the same GDAL.
    """
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "areas.gpkg"
        pyogrio.write_dataframe(_layer(release), file, layer=LAYER, driver="GPKG", dataset_options={"VERSION": "1.3"})
        for layer, table in (("measures", _measures(release)), ("about", _about(release))):
            pyogrio.write_dataframe(table, file, layer=layer, driver="GPKG", append=True)
        _describe(file, release)
        return file.read_bytes()


def geojson_of(release: Release) -> bytes:
    """GeoJSON in degrees (RFC 7946: WGS 84, exterior rings anticlockwise), with what a reader must know beside it."""
    layer = _layer(release).to_crs(_WGS84)
    shapes = shapely.set_precision(layer.geometry.array, 10.0**-_DECIMALS, mode="pointwise")
    rows = layer.drop(columns=layer.geometry.name).astype(object)
    rows = rows.where(rows.notna(), None).to_dict("records")
    document = {
        "type": "FeatureCollection",
        "name": title_of(release),
        **_bounds(shapes),
        "about": dict(_told(release)),
        "features": [_feature(row, shape) for row, shape in zip(rows, shapes, strict=True)],
    }
    return (json.dumps(document, ensure_ascii=False, allow_nan=False, separators=(",", ":")) + "\n").encode()


def _layer(release: Release) -> gpd.GeoDataFrame:
    """One row for each area: code, name, rural or not, then value and marker of each measure."""
    codes = [area.code for area in release.areas]
    columns: dict[str, Any] = {
        "area_code": codes,
        "area_name": [plain(area.name) for area in release.areas],
        "is_rural": pd.array([area.is_rural for area in release.areas], dtype="boolean"),
    }
    for column in _columns(release):
        values = [column.value(code) for code in codes]
        cells = [None if value.marker else column.cell(code) for value, code in zip(values, codes, strict=True)]
        columns[column.name] = pd.array(cells, dtype="string" if column.is_tier else "Float64")
        markers = [value.marker.value if value.marker else None for value in values]
        columns[f"{column.name}_marker"] = pd.array(markers, dtype="string")
    columns |= {"week": release.week, "as_at": release.as_at.isoformat(), "rule_set": release.protection.label}
    frame = pd.DataFrame(columns)
    return gpd.GeoDataFrame(frame, geometry=[_multi(area) for area in release.areas], crs=_NATIONAL_GRID)


def _columns(release: Release) -> list[Column]:
    """The measures, and the bands of each split that is given by area."""
    codes = {area.code for area in release.areas}
    splits = [split for split in release.splits.values() if codes & split.values.keys()]
    return [*measure_columns(release), *(column for split in splits for column in split_columns(split))]


def _multi(area: Area) -> shapely.Geometry:
    """The boundary as several polygons, so that all areas of a layer are of one kind."""
    polygons = [part for part in shapely.get_parts(area.boundary) if part.geom_type == "Polygon"]
    return shapely.MultiPolygon(polygons)


def _feature(row: dict[str, Any], shape: shapely.Geometry) -> dict[str, Any]:
    """One area; a value that is not there is null and its marker says why."""
    turned = shapely.orient_polygons(shape)
    geometry = None if turned.is_empty else json.loads(shapely.to_geojson(turned))
    return {"type": "Feature", "id": row["area_code"], "properties": row, "geometry": geometry}


def _bounds(shapes: Any) -> dict[str, list[float]]:
    """The box around all areas; nothing where no area has a boundary."""
    if shapely.is_empty(shapes).all():
        return {}
    return {"bbox": [round(float(degrees), _DECIMALS) for degrees in shapely.total_bounds(shapes)]}


def _measures(release: Release) -> pd.DataFrame:
    """What each column of the areas means."""
    parts: list[Measure | Split] = [*release.measures.values(), *release.splits.values()]
    rows = [(part.name, part.title, part.unit, part.meaning, part.protection, part.coarsened) for part in parts]
    return pd.DataFrame(rows, columns=["name", "title", "unit", "meaning", "protection", "left_out"]).map(plain)


def _about(release: Release) -> pd.DataFrame:
    """What a reader must know, one sentence a row."""
    return pd.DataFrame(_told(release), columns=["subject", "text"])


def _told(release: Release) -> list[tuple[str, str]]:
    """Subject and text of what a reader must know."""
    told = {
        "title": title_of(release),
        "figures": dated(release),
        "method": method(release),
        "protection": " ".join(release.protection.sentences),
        "markers": " ".join(marker_notes(release)),
        "measures": " ".join(measure_notes(release)),
        "notes": " ".join(release.notes),
        "source": release.source,
        "licence": release.licence,
    }
    return [(subject, plain(text)) for subject, text in told.items() if text]


def _describe(file: Path, release: Release) -> None:
    """Say in the file what it is, with the day of the figures in place of the time of writing."""
    moment = dt.datetime.combine(release.as_at, dt.time()).strftime("%Y-%m-%dT%H:%M:%S.000Z")
    with closing(sqlite3.connect(file)) as base, base:
        base.execute("UPDATE gpkg_contents SET last_change = ?", (moment,))
        base.execute(
            "UPDATE gpkg_contents SET identifier = ?, description = ? WHERE table_name = ?",
            (title_of(release), f"{dated(release)}. {method(release)}", LAYER),
        )
