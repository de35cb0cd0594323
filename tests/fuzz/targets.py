"""Readers as functions of bytes, each with small good files to begin from; only a GeoError may end one early."""

import io
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import pandas as pd

from geo.errors import GeoError, InputError
from geo.ingest import ods_stream, read_table
from geo.ingest.apart import workbook
from geo.ingest.archives import DAMAGED
from geo.ingest.grid import Grid
from geo.ingest.header import table_from_grid
from geo.ingest.kinds import kind_of
from geo.ingest.postcodes import read_postcodes
from geo.ingest.roads import read_osm_roads
from geo.ingest.spreadsheets import grid_of
from geo.model import load_model
from geo.report import refusals_of
from geo.schemas import TABLES, columns_of
from geo.settings import SETTINGS_FILE, Source, load_settings
from geo.travel.tables import read_link_table
from geo.travel.terms import TravelTerms
from geo.validate.cells import parse
from geo.validate.zones import validate_zones

_FOLDER: Final = Path(tempfile.mkdtemp(prefix="fuzz-"))
_COLUMNS: Final = [
    column for table in TABLES.values() for column in columns_of(table).values() if column.kind != "geometry"
]
_TABLES: Final = ("packages", "providers", "awaiting", "offers", "performance", "transitions", "awards", "published")
_IN_PROCESS: Final = ("text", "parquet", "geoparquet", "geojson")


@dataclass(frozen=True)
class Target:
    """One reader."""

    reads: Callable[[bytes], None]
    seeds: Callable[[], Iterable[bytes]]
    refuses_files: bool = True
    """What it refuses is said of a file: cause, and a remedy as its last sentence."""

    def made(self) -> list[bytes]:
        """The good files, made once."""
        return _made(self.seeds)

    def __call__(self, content: bytes) -> None:
        """Read content.

        Raises:
            AssertionError: A refusal is not in whole sentences.
            Exception: Anything else that escapes, which is a fault of the program.
        """
        try:
            self.reads(content)
        except GeoError as refusal:
            said = str(refusal)
        else:
            return
        for problem in refusals_of("packages", ["file"], said) if self.refuses_files else ():
            assert problem.cause.endswith("."), said
            assert problem.remedy.endswith("."), said


@cache
def _made(seeds: Callable[[], Iterable[bytes]]) -> list[bytes]:
    return list(seeds())


def _file(content: bytes, name: str = "file") -> Path:
    path = _FOLDER / name
    path.write_bytes(content)
    return path


def _chosen(content: bytes) -> tuple[str, bytes]:
    """A table by the first byte, and the rest."""
    return _TABLES[(content[:1] or b"0")[0] % len(_TABLES)], content[1:]


def any_table(content: bytes) -> None:
    """A file of any kind that is read in this process."""
    table, rest = _chosen(content)
    source = Source(table, (_file(rest),), ("file",))
    if kind_of(source.files[0], "file") in _IN_PROCESS:
        read_table(source)


def rows(content: bytes) -> None:
    """A sheet of cells: lines, with tabs between the cells."""
    table, rest = _chosen(content)
    cells = [line.split("\t") for line in rest.decode("utf-8", "ignore").replace("\x00", "").split("\n")]
    width = max(map(len, cells))
    grid: Grid = grid_of("file", "Data", [[*line, *[""] * (width - len(line))] for line in cells])
    source = Source(table, (_FOLDER,), ("file",))
    table_from_grid(grid, source, columns_of(TABLES[table]))


def cells(content: bytes) -> None:
    """The cells of one column, a line each; the first byte chooses the column."""
    column = _COLUMNS[(content[:1] or b"0")[0] % len(_COLUMNS)]
    texts = content[1:].decode("utf-8", "ignore").split("\n")
    parsed = parse(pd.Series(texts, dtype="str"), column, "%d/%m/%Y" if len(texts) % 2 else None)
    assert len(parsed.values) == len(texts)


def zones(content: bytes) -> None:
    """A layer of zones that is read in this process."""
    source = Source("zones", (_file(content),), ("file",))
    if kind_of(source.files[0], "file") in ("geojson", "geoparquet"):
        validate_zones(read_table(source), source)


def postcodes(content: bytes) -> None:
    """A postcode directory."""
    read_postcodes(Source("postcodes", (_file(content),), ("file",)))


def links(content: bytes) -> None:
    """A table of links between places."""
    source = Source("roads", (_file(content),), ("file",))
    if kind_of(source.files[0], "file") == "text":
        read_link_table(source, TravelTerms())


def osm(content: bytes) -> None:
    """An extract of OpenStreetMap."""
    read_osm_roads([_file(content, "file.osm.pbf")], ["file"])


def archive(content: bytes) -> None:
    """A workbook of either kind; of .xlsx what is looked at before the library, which may end its process."""
    path = _file(content)
    kind = kind_of(path, "file")
    if kind == "ods":
        ods_stream.read({"path": str(path), "label": "file", "sheet": None, "layouts": []}, io.BytesIO())
    elif kind == "xlsx":
        try:
            workbook._beside(path, "file", None)
        except DAMAGED:
            raise InputError("file: it is damaged. Send it again.") from None


def xlsx_sheet(content: bytes) -> None:
    """The text of the one sheet of a workbook."""
    from binary_files import archive_of, plain_book  # noqa: PLC0415 - it builds seeds, and needs openpyxl

    archive(archive_of({**plain_book(""), "xl/worksheets/sheet1.xml": content}))


def ods_content(content: bytes) -> None:
    """The content part of an OpenDocument spreadsheet."""
    from binary_files import archive_of  # noqa: PLC0415

    kind = "application/vnd.oasis.opendocument.spreadsheet"
    archive(archive_of({"mimetype": kind, "content.xml": content}))


def settings(content: bytes) -> None:
    """carezones.toml."""
    _file(content, SETTINGS_FILE)
    load_settings(_FOLDER)


def model(content: bytes) -> None:
    """A commissioning model."""
    _file(content, "own.toml")
    load_model("own.toml", _FOLDER)


def _seeds(name: str) -> Callable[[], Iterable[bytes]]:
    def made() -> Iterable[bytes]:
        import seeds  # noqa: PLC0415 - building them takes more libraries than reading them

        return seeds.SEEDS[name]()

    return made


TARGETS: Final = {
    "text": Target(any_table, _seeds("text")),
    "rows": Target(rows, _seeds("rows")),
    "cells": Target(cells, _seeds("cells")),
    "zones": Target(zones, _seeds("zones")),
    "postcodes": Target(postcodes, _seeds("postcodes")),
    "parquet": Target(any_table, _seeds("parquet")),
    "links": Target(links, _seeds("links")),
    "osm": Target(osm, _seeds("osm")),
    "archive": Target(archive, _seeds("archive")),
    "xlsx_sheet": Target(xlsx_sheet, _seeds("xlsx_sheet")),
    "ods_content": Target(ods_content, _seeds("ods_content")),
    "settings": Target(settings, _seeds("settings"), refuses_files=False),
    "model": Target(model, _seeds("model"), refuses_files=False),
}
