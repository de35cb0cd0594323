"""The child's reader of OpenDocument spreadsheets (.ods), row by row in little memory; the standard library alone.

The answer is lines of JSON: each row that is not blank, then its sheet; the line that ends it tells a whole answer
from one cut short.
"""

import json
import zipfile
from pathlib import Path
from typing import Any, BinaryIO, Final
from xml.parsers import expat

from geo.errors import InputError
from geo.ingest.archives import DAMAGED, MOST_STREAMED_BYTES
from geo.ingest.ods_sheets import REMEDY, Sheets

_CHUNK_BYTES: Final = 1 << 20
_MANIFEST: Final = "META-INF/manifest.xml"


def read(request: dict[str, Any], out: BinaryIO) -> None:
    """Read the sheets of an .ods file.

    Args:
        request: path, label, sheet (the only one wanted, or None) and layouts: pairs of normalised names, those that a
            header is known by and those that are kept from then on; of other sheets every column is kept.
        out: Where the answer goes: `[row, columns, texts]` of each row that is not blank, rows from 1 and columns
            from 0; then of the sheet its name, last row, width, merges, hidden rows and formulas without a result.

    Raises:
        InputError: The file is damaged, unsafe or too large, has a password, or the sheet is not in it.
    """
    path, label = Path(request["path"]), str(request["label"])
    encode = json.JSONEncoder(separators=(",", ":")).encode
    sheets = Sheets(request, lambda said: _write(out, encode(said)))
    try:
        with zipfile.ZipFile(path) as archive:
            _refuse_password(archive, label)
            _parse(archive, sheets, label)
    except (expat.ExpatError, *DAMAGED):
        raise InputError(f"{label}: the workbook is incomplete or damaged. Save it and send it again.") from None
    if request["sheet"] not in (None, *sheets.names):
        raise InputError(
            f"{label}: there is no sheet {request['sheet']!r}. Sheets: {', '.join(sheets.names)}. "
            "Correct `sheet` in carezones.toml."
        )
    _write(out, '"end"')


def _write(out: BinaryIO, line: str) -> None:
    """One line of the answer."""
    out.write(line.encode("ascii"))
    out.write(b"\n")


def _refuse_password(archive: zipfile.ZipFile, label: str) -> None:
    """Refuse a workbook whose parts are encrypted."""
    if _MANIFEST not in archive.namelist():
        return
    with archive.open(_MANIFEST) as part:
        if b"encryption-data" in part.read(_CHUNK_BYTES):
            raise InputError(f"{label}: the workbook has a password. Take it off and save it again.")


def _parse(archive: zipfile.ZipFile, sheets: Sheets, label: str) -> None:
    """The content part in pieces, what it unpacks to counted."""
    size = 0
    with archive.open("content.xml") as part:
        while xml := part.read(_CHUNK_BYTES):
            size += len(xml)
            if size > MOST_STREAMED_BYTES:
                raise InputError(
                    f"{label}: the file unpacks to more than {MOST_STREAMED_BYTES / 1e6:,.0f} MB. {REMEDY}"
                )
            sheets.take(xml)
        sheets.take(b"", is_last=True)
