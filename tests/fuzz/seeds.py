"""Small good files that fuzzing begins from, and that hypothesis spoils byte by byte."""

import io
import json
import tempfile
import warnings
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Final

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from binary_files import archive_of, parts_of, plain_book, sheet_of, table_book
from cases import WeekFiles, good_week
from cqc_files import write_sheets
from targets import _TABLES
from travel.made_roads import write_osm
from zones_files import layer

from geo.model import MODELS

PACKAGES: Final = "incoming/packages.csv"


@cache
def week() -> WeekFiles:
    """A good week of the catalogue in a folder of its own."""
    return good_week(Path(tempfile.mkdtemp(prefix="fuzz-week-")))


def first_rows(label: str, count: int = 4) -> list[list[str]]:
    """The header and a few rows of a table of the week."""
    return week().rows(label)[: 1 + count]


def _written(write: Callable[[Path], object], name: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # drivers warn of what a seed leaves out
        path = Path(folder) / name
        write(path)
        return path.read_bytes()


def csv_file(label: str = PACKAGES, separator: str = ",") -> bytes:
    """A table as text."""
    return "\n".join(separator.join(row) for row in first_rows(label)).encode() + b"\n"


def xlsx_file() -> bytes:
    """A table as a workbook."""
    return archive_of(plain_book(sheet_of(list(enumerate(first_rows(PACKAGES), start=1)))))


def office_book() -> bytes:
    """A workbook as a spreadsheet program writes it."""
    folder = Path(tempfile.mkdtemp(prefix="fuzz-book-"))
    return archive_of(parts_of(table_book(good_week(folder), "packages")))


def ods_rows() -> str:
    """A table as rows of an OpenDocument sheet."""
    return "".join(
        "<table:table-row>"
        + "".join(f'<table:table-cell office:value-type="string"><text:p>{c}</text:p></table:table-cell>' for c in row)
        + "</table:table-row>"
        for row in first_rows(PACKAGES)
    )


def ods_file() -> bytes:
    """A table as an OpenDocument spreadsheet."""
    return _written(lambda path: write_sheets(path, {"Data": ods_rows()}), "book.ods")


def ods_part() -> bytes:
    """Its content part."""
    return parts_of_bytes(ods_file())["content.xml"]


def parts_of_bytes(content: bytes) -> dict[str, bytes]:
    """Every part of an archive in memory."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "archive"
        path.write_bytes(content)
        return parts_of(path)


def parquet_file() -> bytes:
    """A table as Parquet."""
    header, *body = first_rows(PACKAGES)
    out = io.BytesIO()
    pq.write_table(pa.Table.from_pandas(pd.DataFrame(body, columns=header)), out, compression="none")
    return out.getvalue()


def geojson_file() -> bytes:
    """The zones as GeoJSON."""
    return json.dumps(json.loads(week().path("reference/zones.geojson").read_bytes())).encode()


def geoparquet_file() -> bytes:
    """The zones as GeoParquet."""
    return _written(layer().to_parquet, "zones.parquet")


def geopackage_file() -> bytes:
    """The zones as a GeoPackage."""
    return _written(lambda path: layer().to_file(path, layer="zones"), "zones.gpkg")


def shapefile_file() -> bytes:
    """The boundaries of a shapefile, without its other parts."""
    return _written(lambda path: layer().to_file(path), "zones.shp")


def osm_file() -> bytes:
    """Two roads."""
    points = {1: (-1.1, 52.6), 2: (-1.2, 52.7), 3: (-1.0, 52.8)}
    ways = [([1, 2], {"highway": "primary", "maxspeed": "30 mph"}), ([2, 3], {"highway": "road", "oneway": "yes"})]
    return _written(lambda path: write_osm(path, points, ways), "roads.osm.pbf")


LINKS: Final = b"""from_node,to_node,minutes,length_km,from_easting,from_northing,to_easting,to_northing,is_oneway
A,B,3.5,2,450000,340000,452000,340000,no
B,C,4,,452000,340000,452000,343000,yes
C,A,5,,452000,343000,450000,340000,
"""


def _with_tables(file: Callable[[str], bytes], *labels: str) -> Iterable[bytes]:
    """Files of tables, the table's number before each."""
    for label in labels:
        yield bytes([_TABLES.index(Path(label).stem)]) + file(label)


def _labels() -> tuple[str, ...]:
    return tuple(f"incoming/{table}.csv" for table in ("packages", "providers", "awaiting"))


SEEDS: Final[dict[str, Callable[[], Iterable[bytes]]]] = {
    "text": lambda: [*_with_tables(csv_file, *_labels()), b"\x00" + csv_file(separator=";").decode().encode("utf-16")],
    "rows": lambda: _with_tables(lambda label: csv_file(label, "\t"), *_labels()),
    "cells": lambda: [
        bytes([at]) + cells
        for at in range(0, 90, 7)
        for cells in (b"2026-02-13\n13/02/2026\n46115\n", b"1,234.5\n-3\n50%\n")
    ],
    "zones": lambda: [geojson_file(), geoparquet_file()],
    "postcodes": lambda: [
        b"\n".join(week().path("reference/postcodes.csv").read_bytes().splitlines()[:6]) + b"\n",
        b"pcds,oseast1m,osnrth1m,doterm\nQZ1 1AB,445500,344000,\nQZ1 2AB,446000,344300,202001\n",
    ],
    "parquet": lambda: [b"\x00" + parquet_file()],
    "links": lambda: [LINKS],
    "osm": lambda: [osm_file()],
    "archive": lambda: [xlsx_file(), ods_file(), office_book()],
    "xlsx_sheet": lambda: [
        parts_of_bytes(xlsx_file())["xl/worksheets/sheet1.xml"],
        parts_of_bytes(office_book())["xl/worksheets/sheet1.xml"],
    ],
    "ods_content": lambda: [ods_part()],
    "settings": lambda: [week().path("carezones.toml").read_bytes()],
    "model": lambda: [path.read_bytes() for path in sorted(MODELS.glob("*.toml"))],
}
