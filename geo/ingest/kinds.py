"""What a file is, told from its first bytes and never from its name."""

import re
import zipfile
from pathlib import Path
from typing import Final, Literal

from geo.errors import InputError

FileKind = Literal["text", "xlsx", "ods", "parquet", "geoparquet", "geojson", "geopackage", "shapefile"]

_SHAPEFILE_MAGIC: Final = b"\x00\x00\x27\x0a"
_OFFICE_MAGIC: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_REFUSED: Final = (
    (b"%PDF", "a PDF"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"{\\rtf", "a rich text document"),
)
_MARKUP: Final = re.compile(rb"<(\?xml|!doctype|html|head|body|meta|table|script|kml|gml|ogr|vrt)", re.IGNORECASE)
_HEAD_BYTES: Final = 4096


def kind_of(path: Path, label: str) -> FileKind:
    """Tell the kind of a file from its content.

    Args:
        path: The file.
        label: The name messages use for it.

    Returns:
        One of the kinds that can be read.

    Raises:
        InputError: The file is missing, empty, or of a kind that cannot be read; the real kind is named.
    """
    head = _head(path, label)
    if head.startswith(b"PAR1"):
        return _kind_of_parquet(path, label)
    if head.startswith(b"SQLite format 3\x00"):
        return "geopackage"
    if head.startswith(_SHAPEFILE_MAGIC):
        return "shapefile"
    if head.startswith(b"PK\x03\x04"):
        return _kind_in_zip(path, label)
    _refuse_known(head, label)
    text = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if re.match(rb'\{|\[\s*[\[{"0-9-]', text):
        return "geojson"
    if _MARKUP.match(text):
        raise InputError(f"{label}: this is a web page or XML, whatever its name says. Export it as CSV or XLSX.")
    return "text"


def _head(path: Path, label: str) -> bytes:
    """The first bytes of a file that can be opened."""
    if not path.is_file():
        near = sorted(other.name for other in path.parent.glob("*")) if path.parent.is_dir() else []
        beside = f" In that folder: {', '.join(near[:12])}." if near else " The folder is empty or not there."
        raise InputError(f"{label}: this file is missing.{beside} Put it there, or correct `file` in carezones.toml.")
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD_BYTES)
    except OSError:
        raise InputError(
            f"{label}: the file cannot be opened. Close it in the spreadsheet program and see that you may read it."
        ) from None
    if not head.strip(b"\xef\xbb\xbf \t\r\n"):
        raise InputError(f"{label}: the file is empty. Export it again.")
    return head


def _refuse_known(head: bytes, label: str) -> None:
    """Refuse the kinds that are often sent by mistake, by their real name."""
    if head.startswith(_OFFICE_MAGIC):
        raise InputError(
            f"{label}: this is an old .xls workbook or one with a password. "
            "Open it, take the password off and save it as .xlsx."
        )
    for magic, name in _REFUSED:
        if head.startswith(magic):
            raise InputError(f"{label}: this is {name}, whatever its name says. Export it as CSV or XLSX.")


def _kind_of_parquet(path: Path, label: str) -> FileKind:
    """Tell a Parquet file with boundaries from a plain table."""
    import pyarrow as pa  # noqa: PLC0415 - few files are Parquet
    import pyarrow.parquet as pq  # noqa: PLC0415

    try:
        said = pq.read_schema(path).metadata or {}
    except (pa.ArrowException, OSError):
        raise InputError(f"{label}: the Parquet file is incomplete or damaged. Write it again.") from None
    return "geoparquet" if b"geo" in said else "parquet"


def _kind_in_zip(path: Path, label: str) -> FileKind:
    """Tell the spreadsheets apart from other zip archives."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            mimetype = archive.read("mimetype")[:80] if "mimetype" in names else b""
    except (zipfile.BadZipFile, OSError, RuntimeError):
        raise InputError(f"{label}: the file is incomplete or damaged. Save it and send it again.") from None
    if b"opendocument.spreadsheet" in mimetype:
        return "ods"
    if "xl/vbaProject.bin" in names:
        raise InputError(f"{label}: this workbook has macros. Save it as .xlsx without them.")
    if "xl/workbook.xml" in names:
        return "xlsx"
    raise InputError(f"{label}: this is a zip archive. Unpack it and name the file inside.")
