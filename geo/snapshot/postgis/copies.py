"""Copies for other tools, written with the week they belong to: figures as columns, boundaries as PostGIS shapes."""

from collections.abc import Iterator, Mapping
from typing import Any

import geopandas as gpd
import pandas as pd
import shapely
from psycopg import sql

from geo.schemas.columns import METRES_CRS
from geo.snapshot.manifest import Manifest
from geo.snapshot.postgis.connection import Reader
from geo.snapshot.postgis.layout import Connection, figure_columns
from geo.snapshot.tables import from_bytes


def figure_names(figures: pd.DataFrame) -> list[str]:
    """The columns of a zone table that are copied."""
    return ["zone_code", *(column.name for column in figure_columns() if column.name in figures.columns)]


def figure_rows(figures: pd.DataFrame) -> list[tuple[Any, ...]]:
    """The rows of a zone table as the database takes them: whole numbers whole, what is missing None."""
    kinds = {column.name: column.kind for column in figure_columns()}
    columns = [_plain(figures[name], kinds.get(name, "code")) for name in figure_names(figures)]
    return list(zip(*columns, strict=True))


def shape_rows(zones: gpd.GeoDataFrame) -> Iterator[tuple[str, str | None]]:
    """Code and boundary of each zone, as the hexadecimal text of PostGIS."""
    metres = zones.to_crs(METRES_CRS)
    for code, shape in zip(metres["zone_code"], shapely.force_2d(metres.geometry.to_numpy()), strict=True):
        if shape is None or shape.is_empty:
            yield str(code), None
            continue
        whole = shapely.MultiPolygon([shape]) if shape.geom_type == "Polygon" else shape
        yield str(code), shapely.to_wkb(shapely.set_srid(whole, 27700), hex=True, include_srid=True)


def write(connection: Connection, version_id: int, manifest: Manifest, tables: Mapping[str, bytes]) -> None:
    """Copy the figures of a version, and the boundaries of a series that is new."""
    with connection.cursor() as cursor:
        if "figures" in tables:
            figures = from_bytes("figures", tables["figures"])
            names = figure_names(figures)
            cursor.executemany(
                sql.SQL("INSERT INTO carezones.zone_figures (version_id, {}) VALUES ({})").format(
                    sql.SQL(", ").join(map(sql.Identifier, names)),
                    sql.SQL(", ").join([sql.Placeholder()] * (len(names) + 1)),
                ),
                [(version_id, *row) for row in figure_rows(figures)],
            )
        if "zones" in tables and not _has_shapes(connection, manifest):
            zones = from_bytes("zones", tables["zones"])
            cursor.executemany(
                "INSERT INTO carezones.zone_shapes (authority, series, zone_code, geometry) VALUES (%s, %s, %s, %s)",
                [(manifest.authority, manifest.series, *row) for row in shape_rows(gpd.GeoDataFrame(zones))],
            )


def _has_shapes(connection: Connection, manifest: Manifest) -> bool:
    """The boundaries of the series are there already."""
    found = connection.execute(
        "SELECT EXISTS (SELECT FROM carezones.zone_shapes WHERE authority = %s AND series = %s)",
        (manifest.authority, manifest.series),
    ).fetchone()
    return bool(found and found[0])


def altered(reader: Reader, version_id: int, manifest: Manifest, tables: Mapping[str, pd.DataFrame]) -> list[str]:
    """Copies that are not what was recorded.

    Args:
        reader: The database.
        version_id: The version.
        manifest: Its account.
        tables: What was recorded: figures and, where they are to be looked at, zones.

    Returns:
        The names of the tables whose copy was altered.
    """
    found = []
    if "figures" in tables:
        names = figure_names(tables["figures"])
        rows = reader.rows(
            "SELECT to_jsonb(f) FROM carezones.zone_figures f WHERE version_id = %(version)s", {"version": version_id}
        )
        copied = [{name: value for name, value in row.items() if name in names} for (row,) in rows]
        # A figure that the database has no column for yet is not looked at.
        there = copied[0].keys() if copied else names
        recorded = [dict(zip(names, row, strict=True)) for row in figure_rows(tables["figures"])]
        wanted = [{name: row[name] for name in names if name in there} for row in recorded]
        if _by_zone(copied) != _by_zone(wanted):
            found.append("figures")
    if "zones" in tables:
        shapes = reader.rows(
            "SELECT zone_code, geometry::text FROM carezones.zone_shapes "
            "WHERE authority = %(authority)s AND series = %(series)s",
            {"authority": manifest.authority, "series": manifest.series},
        )
        if dict(shapes) != dict(shape_rows(gpd.GeoDataFrame(tables["zones"]))):
            found.append("zones")
    return found


def _by_zone(rows: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Rows by their zone."""
    return {row["zone_code"]: row for row in rows}


def _plain(values: pd.Series, kind: str) -> list[Any]:
    """A column as plain values."""
    if kind == "number":
        plain = values.astype("Float64")
    elif kind == "whole":
        plain = values.astype("Int64")
    else:
        plain = values.astype("object")
    return [None if pd.isna(value) else _python(value, kind) for value in plain]


def _python(value: Any, kind: str) -> Any:
    """A value as the type that its column has."""
    return float(value) if kind == "number" else int(value) if kind == "whole" else str(value)
