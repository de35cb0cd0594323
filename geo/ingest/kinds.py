"""What a file is, told from its content and never from its name."""

import re
import struct
import zipfile
from pathlib import Path
from typing import Final, Literal

from geo.errors import InputError
from geo.ingest.archives import DAMAGED, MOST_STREAMED_BYTES, Caps, parts_of, refuse_sizes
from geo.ingest.beside import head_of
from geo.ingest.magic import refuse_known, refuse_markup

FileKind = Literal["text", "xlsx", "ods", "parquet", "geoparquet", "geojson", "geopackage", "shapefile"]

MOST_BYTES: Final = 500_000_000
"""Largest file that is read (bytes): a table of 2 million rows of 20 columns as text."""
MOST_DIRECTORY_BYTES: Final = 2_000_000_000
"""Largest postcode directory (bytes): the ONS directory of the United Kingdom with ended postcodes has 1.3 GB."""

_SHAPEFILE_MAGIC: Final = b"\x00\x00\x27\x0a"
_SQLITE_MAGIC: Final = b"SQLite format 3\x00"
_GEOPACKAGE_IDS: Final = (b"GPKG", b"GP10", b"GP11")
"""Application id of a GeoPackage, by its version (OGC 12-128)."""
_BOMS: Final = ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_IN_ZIP: Final = (
    (r"xl/workbook\.bin", "a binary workbook (.xlsb)", "Save it as .xlsx."),
    (r"word/document\.xml", "a Word document", "Copy the table into a spreadsheet and save it as .xlsx."),
    (r"ppt/.*", "a presentation", "Export the table as CSV or XLSX."),
    (r"index/(document\.iwa|.*\.iwa)", "a Numbers document", "Export it as .xlsx."),
    (r".*\.kml", "a KMZ archive of KML", "Convert it to GeoJSON or GeoPackage."),
    (r".*\.shp", "a zipped shapefile", "Unpack it and name the .shp file inside."),
    (r"content\.xml", "an OpenDocument text or drawing", "Save the table as a spreadsheet (.ods or .xlsx)."),
)


def kind_of(path: Path, label: str, *, most_bytes: int = MOST_BYTES) -> FileKind:
    """Tell the kind of a file from its content.

    Args:
        path: The file.
        label: The name messages use for it.
        most_bytes: Largest file that is let in.

    Returns:
        One of the kinds that can be read.

    Raises:
        InputError: The file is missing, empty, too large, cut short or of a kind that cannot be read; the real kind
            is named.
    """
    head, size = head_of(path, label)
    if size > most_bytes:
        raise InputError(
            f"{label}: the file has {size / 1e6:,.0f} MB, and {most_bytes / 1e6:,.0f} MB is the most. "
            "Export only the columns and the period that are needed."
        )
    if head.startswith(b"PAR1"):
        return _kind_of_parquet(path, label)
    if head.startswith(_SQLITE_MAGIC):
        return _kind_of_sqlite(head, size, label)
    if head.startswith(_SHAPEFILE_MAGIC):
        return _kind_of_shapefile(head, size, label)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _kind_in_zip(path, label)
    refuse_known(path, head, label)
    text = _plain(head)
    refuse_markup(text, label)
    return "geojson" if re.match(rb'\{|\[\s*[\[{"0-9-]', text) else "text"


def _plain(head: bytes) -> bytes:
    """The first letters of a text in UTF-8, whatever its byte order mark."""
    for mark, encoding in _BOMS:
        if head.startswith(mark):
            head = head[2 : len(head) // 2 * 2].decode(encoding, "replace").encode()
    return head.lstrip(b"\xef\xbb\xbf \t\r\n")


def _kind_of_parquet(path: Path, label: str) -> FileKind:
    """Tell a Parquet file with boundaries from a plain table."""
    import pyarrow as pa  # noqa: PLC0415 - few files are Parquet
    import pyarrow.parquet as pq  # noqa: PLC0415

    try:
        said = pq.read_schema(path).metadata or {}
    except (pa.ArrowException, OSError):
        raise InputError(f"{label}: the Parquet file is incomplete or damaged. Write it again.") from None
    return "geoparquet" if b"geo" in said else "parquet"


def _kind_of_sqlite(head: bytes, size: int, label: str) -> FileKind:
    """A GeoPackage that is whole."""
    if len(head) < 100:
        raise _cut_short(label)
    if head[68:72] not in _GEOPACKAGE_IDS and b"gpkg_contents" not in head:
        raise InputError(f"{label}: this is an SQLite database and no GeoPackage. Export the layer as GeoPackage.")
    page_bytes, pages = struct.unpack(">H10xI", head[16:32])
    is_counted = head[24:28] == head[92:96]
    if is_counted and size < (65_536 if page_bytes == 1 else page_bytes) * pages:
        raise _cut_short(label)
    return "geopackage"


def _kind_of_shapefile(head: bytes, size: int, label: str) -> FileKind:
    """A shapefile that is as long as it says (in units of two bytes)."""
    if len(head) < 100 or size < 2 * struct.unpack(">I", head[24:28])[0]:
        raise _cut_short(label)
    return "shapefile"


def _cut_short(label: str) -> InputError:
    """The refusal of a layer that ends too early."""
    return InputError(f"{label}: the file is incomplete or damaged. Export it again and send it whole.")


def _kind_in_zip(path: Path, label: str) -> FileKind:
    """Tell the spreadsheets apart from other zip archives, without unpacking more than their note of what they are."""
    parts = parts_of(path, label)
    names = {part.filename.casefold() for part in parts}
    if any(name.endswith("vbaproject.bin") or name.startswith("xl/macrosheets/") for name in names):
        raise InputError(f"{label}: this workbook has macros. Save it as .xlsx without them.")
    if any(name.startswith("xl/externallinks/") for name in names):
        raise InputError(
            f"{label}: this workbook has links to other workbooks, whose values may be old. "
            "Break the links (Data, Edit Links) so that values stay, and save it."
        )
    if "xl/workbook.xml" in names:
        refuse_sizes(parts, label, Caps())
        return "xlsx"
    if b"opendocument.spreadsheet" in _mimetype(path, parts, label):
        refuse_sizes(parts, label, Caps(MOST_STREAMED_BYTES))
        return "ods"
    for pattern, what, remedy in _IN_ZIP:
        if any(re.fullmatch(pattern, name) for name in names):
            raise InputError(f"{label}: this is {what}, whatever its name says. {remedy}")
    raise InputError(f"{label}: this is a zip archive. Unpack it and name the file inside.")


def _mimetype(path: Path, parts: list[zipfile.ZipInfo], label: str) -> bytes:
    """What an OpenDocument file says it is; b'' for others."""
    said = next((part for part in parts if part.filename == "mimetype" and part.file_size < 200), None)
    if said is None:
        return b""
    try:
        with zipfile.ZipFile(path) as archive:
            return archive.read(said)
    except DAMAGED:
        raise InputError(f"{label}: the file is incomplete or damaged. Save it and send it again.") from None
