"""Kinds of file that are often sent by mistake, known by their first bytes and refused by their real name."""

import re
from pathlib import Path
from typing import Final

from geo.errors import InputError

_OFFICE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SEARCHED_BYTES: Final = 20_000_000
"""So much of an old Office file is searched for the names of its streams (bytes)."""
_EXPORT: Final = "Export the table as CSV or XLSX."
_UNPACK: Final = "Unpack it and name the file inside."
_LAYER: Final = "Export the layer as GeoJSON or GeoPackage."
_KNOWN: Final = (
    (b"%PDF", "a PDF", _EXPORT),
    (b"{\\rtf", "a rich text document", _EXPORT),
    (b"\x1f\x8b", "a gzip archive", _UNPACK),
    (b"BZh", "a bzip2 archive", _UNPACK),
    (b"\xfd7zXZ\x00", "an xz archive", _UNPACK),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive", _UNPACK),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", _UNPACK),
    (b"Rar!\x1a\x07", "a RAR archive", _UNPACK),
    (b"fgb\x03", "a FlatGeobuf layer", _LAYER),
    (b"ARROW1", "an Arrow file", "Write it as Parquet or CSV."),
    (b"\x89PNG", "a picture (PNG)", _EXPORT),
    (b"\xff\xd8\xff", "a picture (JPEG)", _EXPORT),
    (b"GIF8", "a picture (GIF)", _EXPORT),
    (b"II*\x00", "a picture (TIFF)", _EXPORT),
    (b"\x00\x01\x00\x00Standard", "an Access database", _EXPORT),
    (b"$FL2", "an SPSS file", _EXPORT),
    (b"\x80\x04\x95", "a Python pickle", _EXPORT),
)
_STREAMS: Final = (
    ("EncryptedPackage", "a workbook or document with a password", "Take the password off and save it as .xlsx."),
    ("WordDocument", "an old Word document", _EXPORT),
    ("PowerPoint Document", "an old presentation", _EXPORT),
    ("__properties_version", "an e-mail message", "Save the file attached to it."),
)
_ROOT: Final = re.compile(rb"<(?:[\w.-]+:)?([A-Za-z_][\w.-]*)")
_ROOTS: Final = {
    "ogrvrtdatasource": ("a GDAL virtual layer (VRT), which only points at other files", "Name the file itself."),
    "vrtdataset": ("a GDAL virtual layer (VRT), which only points at other files", "Name the file itself."),
    "gdaltileindexdataset": ("a GDAL tile index, which only points at other files", "Name the file itself."),
    "kml": ("KML", _LAYER),
    "gpx": ("GPX", _LAYER),
    "featurecollection": ("GML", _LAYER),
    "wfs_capabilities": ("the answer of a map server", _LAYER),
    "html": ("a web page", _EXPORT),
    "workbook": ("an Excel 2003 XML workbook", "Open it and save it as .xlsx."),
}
_PAGE_PARTS: Final = ("head", "body", "meta", "table", "script", "style", "div", "title", "link", "font")


def refuse_known(path: Path, head: bytes, label: str) -> None:
    """Refuse the kinds that are told by their first bytes.

    Raises:
        InputError: Naming the kind.
    """
    if head.startswith(_OFFICE):
        raise _refusal(label, *_in_office(path))
    for magic, what, remedy in _KNOWN:
        if head.startswith(magic):
            raise _refusal(label, what, remedy)


def refuse_markup(text: bytes, label: str) -> None:
    """Refuse web pages and XML of any kind.

    Args:
        text: The first letters, without a byte order mark.
        label: Name of the file in messages.

    Raises:
        InputError: Naming the kind.
    """
    if not text.startswith(b"<"):
        return
    bare = re.sub(rb"<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>]*>", b"", text, flags=re.DOTALL | re.IGNORECASE)
    found = _ROOT.search(bare)
    root = found[1].decode("ascii").lower() if found else ""
    what, remedy = _ROOTS.get("html" if root in _PAGE_PARTS else root, ("XML", _EXPORT))
    # A title such as <OFFICIAL> above a table begins like an element, and is never closed.
    if root in _ROOTS or root in _PAGE_PARTS or text.startswith((b"<?", b"<!")) or re.search(rb"</|/>", bare):
        raise _refusal(label, what, remedy)


def _in_office(path: Path) -> tuple[str, str]:
    """What an old Office file holds, and what to do."""
    with path.open("rb") as file:
        content = file.read(_SEARCHED_BYTES)
    for stream, what, remedy in _STREAMS:
        if stream.encode("utf-16-le") in content:
            return what, remedy
    return (
        "an old .xls workbook, which cuts a table off after 65,536 rows",
        "Export it again from the system as .xlsx or CSV.",
    )


def _refusal(label: str, what: str, remedy: str) -> InputError:
    """The refusal of a file by its real kind."""
    return InputError(f"{label}: this is {what}, whatever its name says. {remedy}")
