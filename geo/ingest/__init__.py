"""One file of any accepted kind becomes a table of text under our column names, with every row accounted for."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import pandas as pd

from geo.errors import InputError
from geo.ingest.census import one_area_table
from geo.ingest.cqc import directory_columns
from geo.ingest.delimited import read_text
from geo.ingest.grid import Grid
from geo.ingest.grouping import grouped
from geo.ingest.header import LOCATION_COLUMNS, RawTable, table_from_grid, together
from geo.ingest.joining import with_area_code, with_joined
from geo.ingest.kinds import FileKind, kind_of
from geo.ingest.layers import Layer
from geo.ingest.opendocument import read_ods
from geo.ingest.postcodes import read_postcodes
from geo.ingest.spatial import read_layer
from geo.ingest.spreadsheets import read_parquet, read_workbook
from geo.masking import listed
from geo.schemas import TABLES, Column, columns_of
from geo.settings import Lookup, Source

__all__ = ["LOCATION_COLUMNS", "RawLayer", "RawTable", "grids_of", "read_postcodes", "read_table"]

_LAYER_KINDS = ("geojson", "geopackage", "shapefile", "geoparquet")


class RawLayer:
    """A table whose rows have boundaries: the text as a `RawTable`, the geometry on the same index."""

    def __init__(self, raw: RawTable, geometry: gpd.GeoSeries, area_names: pd.Series | None = None) -> None:
        self.raw = raw
        self.geometry = geometry
        self.area_names = area_names
        """What each row is called where it is an area that is still to be put together into a zone; else None."""


def read_table(source: Source) -> RawTable | RawLayer:
    """Read every file of a table.

    Args:
        source: Its section of carezones.toml.

    Returns:
        The rows as text, with their geometry where the file is a layer.

    Raises:
        InputError: A file cannot be used; all that are wrong are named.
    """
    columns = columns_of(TABLES[source.table])
    read: list[RawTable | RawLayer] = []
    wrong: list[str] = []
    for path, label in zip(source.files, source.labels, strict=True):
        try:
            kind = kind_of(path, label)
            if kind in _LAYER_KINDS:
                layer = read_layer(path, label, kind, source)
                read.append(_layer_table(layer, label, source, columns))
            else:
                read.append(_one_sheet(_grids(path, label, kind, source), label, source, columns))
        except InputError as error:
            wrong.append(str(error))
    if wrong:
        raise InputError("\n".join(wrong))
    whole = _joined(read, source)
    if not source.joined:
        return whole
    beside = [(", ".join(part.labels), one_area_table(grids_of(part), part.columns)) for part in source.joined]
    raw = with_joined(whole.raw if isinstance(whole, RawLayer) else whole, beside)
    return RawLayer(raw, whole.geometry) if isinstance(whole, RawLayer) else raw


def grids_of(source: Source) -> list[Grid]:
    """The sheets of a table's files as grids, before anyone knows what they mean; a layer gives its attributes.

    Raises:
        InputError: A file cannot be opened.
    """
    found: list[Grid] = []
    for path, label in zip(source.files, source.labels, strict=True):
        kind = kind_of(path, label)
        if kind in _LAYER_KINDS:
            found.append(_attributes(read_layer(path, label, kind, source), label))
        else:
            found += _grids(path, label, kind, source)
    return found


def _grids(path: Path, label: str, kind: FileKind, source: Source) -> list[Grid]:
    """The sheets of one file without boundaries."""
    if kind == "ods":
        return read_ods(path, label, source, directory_columns(source))
    if kind == "xlsx":
        return read_workbook(path, label, source)
    return [read_parquet(path, label) if kind == "parquet" else read_text(path, label, source)]


def _attributes(layer: Layer, label: str) -> Grid:
    """A layer's attributes as a grid whose first row is their names."""
    attributes = pd.DataFrame(layer.features.drop(columns="geometry")).astype("str")
    header = pd.DataFrame([list(attributes.columns)], columns=range(attributes.shape[1]), index=[0], dtype="str")
    body = attributes.set_axis(range(attributes.shape[1]), axis=1)
    return Grid(label, pd.concat([header, body]), is_layer=True, notes=layer.notes)


def _layer_table(layer: Layer, label: str, source: Source, columns: Mapping[str, Column]) -> RawLayer:
    """A layer's attributes under our names, beside its geometry."""
    if source.dissolve_by is not None:
        return _areas_table(layer, label, source, columns)
    source = with_area_code(source, layer.features)
    keyless = [c for c in columns.values() if c.name not in {n for group in LOCATION_COLUMNS for n in group}]
    raw = table_from_grid(_attributes(layer, label), source, {c.name: c for c in keyless})
    return RawLayer(raw, layer.features.geometry.loc[raw.rows.index])


def _areas_table(layer: Layer, label: str, source: Source, columns: Mapping[str, Column]) -> RawLayer:
    """Areas, each with the code and name of the zone that it is still to be put into."""
    by = source.dissolve_by
    found = grouped(layer, label, source, grids_of(by.source) if isinstance(by, Lookup) else ())
    whole = _layer_table(found.layer, label, replace(source, dissolve_by=None, columns={}), columns)
    raw = replace(whole.raw, rows_read=whole.raw.rows_read + found.left_out)
    return RawLayer(raw, whole.geometry, found.area_names)


def _one_sheet(grids: list[Grid], label: str, source: Source, columns: Mapping[str, Column]) -> RawTable:
    """The only sheet that holds the table."""
    if len(grids) == 1:
        return table_from_grid(grids[0], source, columns)
    good: list[RawTable] = []
    why: list[str] = []
    for grid in grids:
        try:
            good.append(table_from_grid(grid, source, columns))
        except InputError as error:
            why.append(str(error))
    filled = [table for table in good if len(table.rows)]
    if len(filled or good) == 1:
        return (filled or good)[0]
    if not good:
        raise InputError("\n".join(why) or f"{label}: every sheet is empty. Export it again.")
    names = listed(raw.places["sheet"].iloc[0] for raw in good if len(raw.places))
    raise InputError(f'{label}: several sheets hold such a table ({names}). Name one: sheet = "...".')


def _joined(read: list[RawTable | RawLayer], source: Source) -> RawTable | RawLayer:
    """Several files as one table."""
    if len(read) == 1:
        return read[0]
    layers = [part for part in read if isinstance(part, RawLayer)]
    if not layers:
        return together([part for part in read if isinstance(part, RawTable)])
    if len(layers) < len(read):
        raise InputError(f"{', '.join(source.labels)}: some have boundaries and some have not. Give files of one kind.")
    crs = layers[0].geometry.crs
    shapes = pd.concat([layer.geometry.to_crs(crs) for layer in layers], ignore_index=True)
    names = [layer.area_names for layer in layers if layer.area_names is not None]
    area_names = pd.concat(names, ignore_index=True) if names else None
    return RawLayer(together([layer.raw for layer in layers]), gpd.GeoSeries(shapes, crs=crs), area_names)
