"""Every file that fuzzing broke the program with, as small as it could be made: each is now refused in words."""

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from binary_files import archive_of, parts_of
from seeds import csv_file, geojson_file, geoparquet_file, xlsx_file
from targets import TARGETS

from geo.errors import InputError
from geo.ingest import read_table
from geo.ingest.apart import workbook
from geo.ingest.xml_parts import refuse_unsafe, tree
from geo.settings import Source, nearest

HEAD = '[authority]\nname = "Quietshire"\nmodel = "leicestershire-2022"\n'
PACKAGES = b"\x00"
"""The table that the targets of tables read it for."""


def geojson(change: Callable[[Any], None]) -> bytes:
    said = json.loads(geojson_file())
    change(said["features"][0])
    return json.dumps(said).encode()


def parquet(table: pa.Table) -> bytes:
    out = io.BytesIO()
    pq.write_table(table, out)
    return out.getvalue()


def geoparquet(note: bytes, name: bytes = b"geo") -> bytes:
    table = pq.read_table(io.BytesIO(geoparquet_file()))
    return parquet(table.replace_schema_metadata({**table.schema.metadata, name: note}))


def geoparquet_saying(**said: object) -> bytes:
    note = json.loads(pq.read_schema(io.BytesIO(geoparquet_file())).metadata[b"geo"])
    note["columns"]["geometry"] |= said
    return geoparquet(json.dumps(note).encode())


def cut_geometry() -> bytes:
    table = pq.read_table(io.BytesIO(geoparquet_file()))
    at = table.schema.get_field_index("geometry")
    return parquet(
        table.set_column(at, "geometry", pa.array([b"\x01\x02"] * 3)).replace_schema_metadata(table.schema.metadata)
    )


def packed_otherwise(tmp_path: Path) -> bytes:
    path = tmp_path / "book.xlsx"
    path.write_bytes(xlsx_file())
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_LZMA) as archive:
        for name, content in parts_of(path).items():
            archive.writestr(name, content)
    return out.getvalue()


def moved_parts() -> bytes:
    """A workbook whose list of parts begins later than the archive says."""
    content = bytearray(archive_of({"xl/_rels/workbook.xml.rels": "<a/>", "xl/workbook.xml": "<a/>"}))
    end = content.rfind(b"PK\x05\x06")
    content[end + 16 : end + 20] = (int.from_bytes(content[end + 16 : end + 20], "little") + 9).to_bytes(4, "little")
    return bytes(content)


def no_latin(text: str) -> bytes:
    """A Parquet text that is not UTF-8, as older writers made it."""
    cells = pa.array([text.encode("latin-1")], pa.binary())
    return parquet(pa.table({"package_id": pa.Array.from_buffers(pa.string(), 1, cells.buffers())}))


@pytest.mark.parametrize(
    ("target", "content", "says"),
    [
        ("text", PACKAGES + b"\xff\xfe", "nothing but spaces"),
        ("text", PACKAGES + b"\xff\xfe\n\x00", "nothing but spaces"),
        ("parquet", PACKAGES + no_latin("caf\u00e9"), "column package_id: a value cannot be read"),
        ("parquet", PACKAGES + parquet(pa.table({"a": pa.array([2**62], pa.timestamp("ms"))})), "cannot be read"),
        ("parquet", PACKAGES + parquet(pa.table({"a\nb": pa.array([2**31 - 1], pa.date32())})), "column a b: a value"),
        ("zones", b'{"a": ' + b"9" * 5_000 + b"}", "thousands of digits"),
        ("zones", geojson(lambda feature: feature["properties"].update(zone_name="\ud800")), "half of a letter"),
        ("zones", geojson(lambda feature: feature["properties"].update({"\udfff": 1})), "half of a letter"),
        ("zones", geojson(lambda feature: feature["geometry"].update(coordinates=[[[10**400, 1]] * 4])), "feature 1"),
        (
            "zones",
            geojson(lambda feature: feature.update(geometry={"type": "Point", "coordinates": [10**400, 1]})),
            "feature 1: its geometry is not whole",
        ),
        ("zones", geoparquet(b"5"), "incomplete or damaged"),
        ("zones", geoparquet(b"{}", b"pandas"), "incomplete or damaged"),
        ("zones", geoparquet_saying(encoding="point"), "incomplete or damaged"),
        ("zones", geoparquet_saying(crs="x"), "incomplete or damaged"),
        ("zones", cut_geometry(), "incomplete or damaged"),
        ("ods_content", b"<?xml version='1.0' encoding='UTF-9'?><a/>", "incomplete or damaged"),
        ("ods_content", b"<?xml version='1.0' encoding='gb2312'?><a/>", "incomplete or damaged"),
        ("settings", b"a = " + b"9" * 5_000, "thousands of digits"),
        ("settings", b"a = " + b"[" * 5_000, "brackets"),
        ("settings", f"{HEAD}as_at = 2026-03-02T10:00:00Z\n".encode(), "as_at is not of the right type"),
        (
            "settings",
            f'{HEAD}[sources.packages]\nfile = "a"\npatterns.setting = "(a){{{"9" * 20}}}"\n'.encode(),
            "must be a regular expression",
        ),
    ],
)
def test_a_file_that_broke_the_program_is_refused_in_words(target: str, content: bytes, says: str) -> None:
    with pytest.raises(InputError, match=says):
        TARGETS[target].reads(content)


@pytest.mark.parametrize("encoding", ["UTF-9", "gb2312"])
@pytest.mark.parametrize("look", [refuse_unsafe, tree])
def test_xml_in_an_encoding_that_is_not_known_is_refused(encoding: str, look: Callable[[bytes, str], object]) -> None:
    with pytest.raises(InputError, match="incomplete or damaged"):
        look(f"<?xml version='1.0' encoding='{encoding}'?><a/>".encode(), "book.xlsx")


def test_a_workbook_whose_parts_lie_elsewhere_is_refused_by_its_reader(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    path.write_bytes(moved_parts())
    with pytest.raises(InputError, match="incomplete or damaged"):
        workbook.read({"path": str(path), "label": "book.xlsx", "sheet": None}, io.BytesIO())


def test_an_archive_packed_in_a_rare_way_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="packed in a way that no spreadsheet program uses"):
        TARGETS["archive"].reads(packed_otherwise(tmp_path))


@pytest.mark.parametrize("encoding", ["a\x00b", "utf-7"])
def test_an_encoding_that_gives_no_text_is_refused(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "packages.csv"
    path.write_bytes(b"+2AA-,b\n")
    with pytest.raises(InputError, match=r"Correct `encoding`|Use utf-8 or cp1252"):
        read_table(Source("packages", (path,), ("packages.csv",), encoding=encoding))


def test_a_header_with_line_breaks_and_invisible_letters_is_named_without_them(tmp_path: Path) -> None:
    path = tmp_path / "packages.csv"
    path.write_bytes(csv_file().replace(b"provider_id", '"\u200bprovider\n_id\u2028"'.encode()))
    raw = read_table(Source("packages", (path,), ("packages.csv",)))
    assert raw.names["provider_id"] == "provider _id"


def test_a_near_name_is_shown_without_line_breaks() -> None:
    assert nearest("package_id", ["p\u2028ckage_id"]) == " Did you mean p ckage_id?"
