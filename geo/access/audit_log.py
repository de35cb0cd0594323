"""Who looked at what, who released and exported what: lines that are only ever added, each sealed by the next.

A line is JSON: `at`, `who`, `role`, `did`, `of` (plain values), `before` (mark of the line before) and `mark`, the
SHA-256 of everything else in the line. A line that was changed, taken out or put in breaks the chain. Nobody who can
write in the folder is kept from writing a whole new chain, so copies belong where they cannot.
"""

import datetime as dt
import hashlib
import json
import os
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, Literal

from geo.access.roles import Actor
from geo.errors import AccessError
from geo.text import label_of

try:
    import fcntl
except ImportError:  # Windows has none; there one process serves, and its threads wait for each other.
    fcntl = None  # type: ignore[assignment]

FOLDER: Final = "audit"
"""Folder of the log within a workspace; one file for each month."""
FIRST: Final = "0" * 64
"""What stands in the very first line for the line before."""
Deed = Literal["viewed", "released", "exported", "loaded", "recorded", "signed in", "signed out", "refused"]
_THREADS: Final = threading.Lock()


def note(workspace: Path, actor: Actor, did: Deed, of: Mapping[str, object], now: dt.datetime | None = None) -> None:
    """Add a line to the log of a workspace; it is on the disk when this returns.

    Args:
        workspace: Whose data it was.
        actor: Who it was.
        did: What was done.
        of: What it was done to, such as `{"page": "Waiting", "as_at": "2022-09-05", "zone": "HC11"}`: dates, codes,
            weeks and names of pages or files, never a value of a person. Control characters are taken out.
        now: The instant; the clock's unless a test gives one.

    Raises:
        AccessError: The log cannot be written, so what was to be noted must not happen.
    """
    instant = (now or dt.datetime.now(dt.UTC)).astimezone(dt.UTC)
    said = {name: label_of(str(value)) for name, value in of.items() if value is not None}
    role = actor.role.value if actor.role else "none"
    line = {"at": instant.isoformat(timespec="seconds"), "who": label_of(actor.name), "role": role}
    try:
        _append(workspace / FOLDER, f"{instant:%Y-%m}.jsonl", line | {"did": did, "of": said})
    except OSError as error:
        raise AccessError(
            f"The audit log of {workspace.name} cannot be written: {error.strerror}. Nothing is shown without it; see "
            f"that the program may write in its folder {FOLDER}."
        ) from None


def lines_of(workspace: Path) -> list[dict[str, Any]]:
    """The lines of a workspace's log, oldest first; what cannot be read is left out, `verify` says where it is."""
    found = (_read(line) for _, _, line in _all_lines(workspace / FOLDER))
    return [line for line in found if line is not None]


def verify(workspace: Path) -> list[str]:
    """Every place where the log of a workspace is not as it was written; empty where all of it is."""
    faults, before = [], FIRST
    for file, row, text in _all_lines(workspace / FOLDER):
        line = _read(text)
        if line is None or line.get("mark") != _mark(line):
            faults.append(f"{file}, row {row}: the line was changed.")
        elif line.get("before") != before:
            faults.append(f"{file}, row {row}: a line before it was changed, taken out or put in.")
        before = str(line["mark"]) if line and "mark" in line else _mark_of_text(text)
    return faults


def _append(folder: Path, name: str, line: dict[str, Any]) -> None:
    """Put a line at the end, sealed to the one before, while nobody else does."""
    folder.mkdir(mode=0o700, exist_ok=True)
    with _alone(folder):
        line = line | {"before": _last_mark(folder)}
        content = _written(line | {"mark": _mark(line)})
        handle = os.open(folder / name, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            size = os.fstat(handle).st_size
            is_torn = size > 0 and os.pread(handle, 1, size - 1) != b"\n"
            os.write(handle, b"\n" * is_torn + content + b"\n")
            os.fsync(handle)
        finally:
            os.close(handle)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """One writer at a time, of all threads and processes."""
    with _THREADS, (folder / ".lock").open("ab") as held:
        if fcntl is not None:
            fcntl.flock(held, fcntl.LOCK_EX)
        yield


def _all_lines(folder: Path) -> Iterator[tuple[str, int, bytes]]:
    """File, row and bytes of every line, oldest first."""
    for file in sorted(folder.glob("*.jsonl")):
        for row, line in enumerate(file.read_bytes().splitlines(), start=1):
            yield file.name, row, line


def _last_mark(folder: Path) -> str:
    """The mark of the newest line; of one that was torn, of what is left of it."""
    for file in sorted(folder.glob("*.jsonl"), reverse=True):
        lines = _tail(file).splitlines()
        if lines:
            line = _read(lines[-1])
            return str(line["mark"]) if line and "mark" in line else _mark_of_text(lines[-1])
    return FIRST


def _tail(file: Path, most: int = 16_384) -> bytes:
    """The end of a file, longer than any line that is written here."""
    with file.open("rb") as opened:
        opened.seek(max(0, file.stat().st_size - most))
        return opened.read()


def _read(text: bytes) -> dict[str, Any] | None:
    """A line; None where it is none."""
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return said if isinstance(said, dict) else None


def _written(line: Mapping[str, Any]) -> bytes:
    """The bytes of a line."""
    return json.dumps(line, ensure_ascii=True, separators=(",", ":")).encode()


def _mark(line: Mapping[str, Any]) -> str:
    """SHA-256 of everything in a line but its own mark."""
    return _mark_of_text(_written({name: value for name, value in line.items() if name != "mark"}))


def _mark_of_text(text: bytes) -> str:
    """SHA-256, hexadecimal."""
    return hashlib.sha256(text).hexdigest()
