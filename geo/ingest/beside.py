"""The file on its disk: there, readable, not empty; and the lock that a spreadsheet program lays beside an open one."""

from pathlib import Path
from typing import Final

from geo.errors import InputError
from geo.masking import listed
from geo.report import Problem

_HEAD_BYTES: Final = 4096
_LOCK_SIGN: Final = "~$"


def head_of(path: Path, label: str) -> tuple[bytes, int]:
    """The first bytes of a file and its size (bytes).

    Raises:
        InputError: It is missing, empty or cannot be opened, or is the lock of a file that is open elsewhere.
    """
    if path.name.startswith(_LOCK_SIGN):
        raise InputError(
            f"{label}: this is only the mark that a spreadsheet program makes beside a workbook that is open. "
            "Close the workbook, and name the file without ~$ at its beginning."
        )
    try:
        if not path.is_file():
            raise _missing(path, label)
        with path.open("rb") as file:
            head, size = file.read(_HEAD_BYTES), path.stat().st_size
    except PermissionError:
        raise InputError(
            f"{label}: the file cannot be opened. Close it in the spreadsheet program and see that you may read it."
        ) from None
    except OSError as error:
        raise InputError(
            f"{label}: the file cannot be opened ({error.strerror}). Put it on this machine under a short name."
        ) from None
    if size == 0 or (size == len(head) and not head.strip(b"\xef\xbb\xbf \t\r\n")):
        raise InputError(f"{label}: the file is empty. Export it again.")
    return head, size


def _missing(path: Path, label: str) -> InputError:
    """The refusal of a file that is not there, with those that are."""
    near = sorted(other.name for other in path.parent.glob("*")) if path.parent.is_dir() else []
    beside = f" In that folder: {listed(near)}." if near else " The folder is empty or not there."
    return InputError(f"{label}: this file is missing.{beside} Put it there, or correct `file` in carezones.toml.")


def open_elsewhere(path: Path, label: str, table: str) -> tuple[Problem, ...]:
    """A warning where a spreadsheet program marks the file as open, so that its last changes may not be saved."""
    marks = (f"{_LOCK_SIGN}{path.name}", f".~lock.{path.name}#")
    try:
        is_open = any(path.with_name(mark).exists() for mark in marks)
    except OSError:  # a name that leaves no room for the mark
        is_open = False
    if not is_open:
        return ()
    cause = "the file is open in a spreadsheet program, so changes that are not saved yet were not read."
    return (Problem(table, label, "warning", cause, "Save it, close the file, and check again."),)
