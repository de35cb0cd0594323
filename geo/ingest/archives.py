"""Zip archives held against limits before anything in them is unpacked; workbooks are such archives."""

import os
import stat
import struct
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Final

from geo.errors import InputError

MOST_UNPACKED_BYTES: Final = 200_000_000
"""All parts together (bytes): ten times a workbook of 100,000 rows of 20 columns."""
MOST_STREAMED_BYTES: Final = 2_000_000_000
"""All parts of an archive that is read as a stream (bytes): the care directory of England has 0.7 GB."""
MOST_RATIO: Final = 100
"""Unpacked against packed (times): sheets of text shrink 5 to 30 times, archives made to fill memory over 1,000."""
RATIO_FROM_BYTES: Final = 1_000_000
"""A part smaller than this (bytes) may shrink as it likes; it does no harm."""
MOST_PARTS: Final = 2_000
"""Parts of an archive (count): a workbook has three for each sheet and a handful more."""
MOST_DIRECTORY_BYTES: Final = 1_000_000
"""The list of parts (bytes): 500 for each; a longer one is read into memory before its parts can be counted."""

DAMAGED: Final = (zipfile.BadZipFile, zlib.error, OSError, EOFError, LookupError, ValueError, RuntimeError)
"""What the standard library raises, now the one and now the other, where an archive is not whole."""

_END: Final = struct.Struct("<4s4H2LH")
_END_SIGN: Final = b"PK\x05\x06"
_LONGEST_COMMENT: Final = 65_535
_METHODS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


@dataclass(frozen=True)
class Caps:
    """What an archive may unpack to; a reader that streams may allow more than one that holds all in memory."""

    most_unpacked_bytes: int = MOST_UNPACKED_BYTES
    most_ratio: int = MOST_RATIO


def parts_of(path: Path, label: str) -> list[zipfile.ZipInfo]:
    """The list of an archive's parts, whose number and names are harmless; nothing is unpacked.

    Args:
        path: A zip archive.
        label: Its name in messages.

    Raises:
        InputError: It is damaged, has too many parts, names files outside of itself, links, a password or two parts
            of one name.
    """
    try:
        with path.open("rb") as file:
            _refuse_long_list(file, label)
            with zipfile.ZipFile(file) as archive:
                parts = archive.infolist()
    except DAMAGED:
        raise InputError(f"{label}: the file is incomplete or damaged. Save it and send it again.") from None
    _refuse_names(parts, label)
    return parts


def _refuse_long_list(file: BinaryIO, label: str) -> None:
    """Count the parts as the archive itself says, before its list is read.

    Raises:
        BadZipFile: The end of the archive is not there.
        InputError: Too many parts.
    """
    length = file.seek(0, os.SEEK_END)
    file.seek(max(0, length - _END.size - _LONGEST_COMMENT))
    tail = file.read()
    at = tail.rfind(_END_SIGN)
    if at < 0 or len(tail) - at < _END.size:
        raise zipfile.BadZipFile
    count, directory_bytes = _END.unpack_from(tail, at)[4:6]
    if count > MOST_PARTS or directory_bytes > MOST_DIRECTORY_BYTES:
        raise _too_many(label)


def _too_many(label: str) -> InputError:
    """The refusal of an archive with a great many parts."""
    return InputError(
        f"{label}: the file is an archive of more than {MOST_PARTS:,} parts, and a table never is. "
        "Save only the sheet with the table as a new .xlsx file."
    )


def _refuse_names(parts: list[zipfile.ZipInfo], label: str) -> None:
    """Refuse names that lead out of the archive, links, parts with a password and two parts of one name."""
    if len(parts) > MOST_PARTS:
        raise _too_many(label)
    names = [part.filename for part in parts]
    remedy = "Save the table as a new .xlsx file and do not open this one."
    if any(_leads_out(name) for name in names):
        raise InputError(f"{label}: the archive names files outside of itself. {remedy}")
    if any(stat.S_ISLNK(part.external_attr >> 16) for part in parts):
        raise InputError(f"{label}: the archive holds a link to another file. {remedy}")
    if any(part.flag_bits & 1 for part in parts):
        raise InputError(f"{label}: the archive has a password. Take it off and save it again.")
    if any(part.compress_type not in _METHODS for part in parts):
        raise InputError(f"{label}: the archive is packed in a way that no spreadsheet program uses. {remedy}")
    if len({name.casefold() for name in names}) < len(names):
        raise InputError(f"{label}: two parts of the archive have one name, so what it holds is not certain. {remedy}")


def _leads_out(name: str) -> bool:
    """Whether the name of a part would be written outside the folder it is unpacked into."""
    plain = name.replace("\\", "/")
    return ".." in PurePosixPath(plain).parts or plain.startswith("/") or plain[1:2] == ":"


def refuse_sizes(parts: list[zipfile.ZipInfo], label: str, caps: Caps) -> None:
    """Refuse what would fill the memory.

    Args:
        parts: The list of an archive's parts.
        label: Its name in messages.
        caps: What it may unpack to.

    Raises:
        InputError: It unpacks to more; the limit is named.
    """
    unpacked, packed = sum(part.file_size for part in parts), sum(part.compress_size for part in parts)
    if unpacked > caps.most_unpacked_bytes:
        raise InputError(
            f"{label}: the file unpacks to {unpacked / 1e6:,.0f} MB, and {caps.most_unpacked_bytes / 1e6:,.0f} MB is "
            "the most. Save only the sheet with the table, or export it as CSV."
        )
    whole = [(unpacked, packed)] if unpacked > RATIO_FROM_BYTES else []
    large = [(part.file_size, part.compress_size) for part in parts if part.file_size > RATIO_FROM_BYTES]
    if any(size > caps.most_ratio * packed_size for size, packed_size in [*whole, *large]):
        raise InputError(
            f"{label}: the file unpacks to more than {caps.most_ratio} times its size, as no table does. "
            "Delete the empty rows and columns beyond the table and save it again, or export it as CSV."
        )
