"""The ledger of all releases: what was released, when, by whom, under which rules, and the releases themselves.

    exports/releases/ledger.jsonl                 one line for each release, never altered; each holds the SHA-256
                                                  of the line before it
    exports/releases/2022-W36-3f2a9c1b.json       a release, named after its own SHA-256

A release is written beside the ledger, then its line is added, and only then does it get its name. So what has the name
of a release has a line, whatever stops the writer; a line whose release has not got its name yet is finished by the
next writer, and read by everybody.
"""

import contextlib
import datetime as dt
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from geo.errors import DisclosureError
from geo.release.entry import Entry, Released, entry_of
from geo.release.lock import only_writer
from geo.release.released import Release
from geo.release.written import from_json, mark_of, to_json
from geo.text import plain

__all__ = ["Act", "Entry", "Ledger", "Released"]

LINES: Final = "ledger.jsonl"
LOCK: Final = "LOCK"
SHORTEST_MARK: Final = 8
"""Shortest part of a mark that names a release (characters)."""
_NAME: Final = re.compile(r"[0-9]{4}-W[0-9]{2}-[0-9a-f]{8}\.json")
_PUT_BACK: Final = "Put the folder back from a copy before anything is released."


@dataclass(frozen=True)
class Act:
    """Who releases a week, when, from what, under which rules, and what the audit found."""

    by: str
    now: dt.datetime
    """The instant, with its time zone."""
    version: str
    """Version of the record that the release was made from."""
    terms: Mapping[str, int]
    """The numbers of the rules."""
    audit: Mapping[str, int | None]
    """What the attack found, in numbers."""


class Ledger:
    """The releases of one workspace."""

    def __init__(self, folder: Path) -> None:
        """A ledger; nothing is written before something is added.

        Args:
            folder: `exports/releases` of the workspace.
        """
        self.folder = folder
        self._is_held = False

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Keep every other writer out, so that what was audited is still all that was released.

        Raises:
            DisclosureError: Somebody else is releasing, or the folder cannot be written.
        """
        if self._is_held:
            yield
            return
        with self._in_words():
            self.folder.mkdir(parents=True, exist_ok=True)
            with only_writer(self.folder / LOCK):
                self._is_held = True
                try:
                    yield
                finally:
                    self._is_held = False

    def entries(self) -> list[Entry]:
        """All lines, oldest first.

        Raises:
            DisclosureError: A line was altered or is missing.
        """
        with self._in_words():
            # Names before lines: what another writer adds in between then has its line.
            names = {path.name for path in self.folder.glob("*.json") if _NAME.fullmatch(path.name)}
            found = [entry_of(line) for line in self._lines()]
        for at, entry in enumerate(found):
            before = mark_of(found[at - 1].line) if at else ""
            if (entry.number, entry.previous) != (at + 1, before):
                raise DisclosureError(f"The ledger of releases is damaged at line {at + 1}. {_PUT_BACK}")
        unnamed = names - {self._place(entry).name for entry in found}
        if unnamed:
            raise DisclosureError(f"The ledger of releases lacks the line of {min(unnamed)}. {_PUT_BACK}")
        return found

    def released(self) -> list[Released]:
        """All releases, newest last.

        Raises:
            DisclosureError: The ledger or a release is damaged or missing.
        """
        return [self._released(entry) for entry in self.entries()]

    def read(self, which: str) -> Released:
        """One release.

        Args:
            which: A week, for the newest release of it, or a label or mark (at least 8 characters).

        Raises:
            DisclosureError: There is none, or the ledger or the release is damaged.
        """
        entry = self.find(which)
        if entry is None:
            raise DisclosureError(f"{plain(which)[:40]}: nothing of it has been released. Release the week first.")
        return self._released(entry)

    def find(self, which: str) -> Entry | None:
        """The line of one release, named as in `read`; None where nothing of it has been released.

        Raises:
            DisclosureError: The ledger is damaged.
        """
        for entry in reversed(self.entries()):
            is_marked = len(which) >= 8 and entry.mark.startswith(which)
            if is_marked or which.upper() == entry.week or which == entry.label:
                return entry
        return None

    def add(self, release: Release, act: Act) -> Released:
        """Write a release and its line; a release that is there already from the same version stays as it is.

        Args:
            release: A release that passed its audit.
            act: Who releases it, and from what.

        Raises:
            DisclosureError: The ledger is damaged, somebody else is releasing, or the disk refuses.
        """
        content = to_json(release)
        with self.lock(), self._in_words():
            entries = self.entries()
            self._finish(entries)
            there = [e for e in entries if (e.mark, e.version) == (mark_of(content), act.version)]
            if there:
                return self._released(there[-1])
            entry = Entry(
                number=len(entries) + 1,
                at=act.now.astimezone(dt.UTC).isoformat(timespec="seconds"),
                by=plain(act.by).strip(),
                week=release.week,
                version=act.version,
                mark=mark_of(content),
                rules=release.protection.label,
                terms=dict(act.terms),
                audit=dict(act.audit),
                previous=mark_of(entries[-1].line) if entries else "",
            )
            self._write(entry, content)
            return self._released(entry)

    def _write(self, entry: Entry, content: bytes) -> None:
        """The release beside the ledger, its line, its name; each is on the disk before the next begins."""
        staged, lines = self._staged(entry), self.folder / LINES
        with staged.open("wb") as file:
            _write_through(file.fileno(), content)
        whole = sum(len(line) + 1 for line in self._lines())
        with lines.open("r+b" if lines.exists() else "xb") as file:
            file.truncate(whole)
            file.seek(whole)
            _write_through(file.fileno(), entry.line + b"\n")
        staged.replace(self._place(entry))
        _settle(self.folder)

    def _released(self, entry: Entry) -> Released:
        """The release of a line."""
        content = b""
        # Twice its name: it may be given between two looks.
        for place in (self._place(entry), self._staged(entry), self._place(entry)):
            with self._in_words(), contextlib.suppress(FileNotFoundError):
                content = content or place.read_bytes()
        if mark_of(content) != entry.mark:
            state = "is damaged" if content else "is missing"
            raise DisclosureError(f"Release {entry.label} {state}. {_PUT_BACK}")
        return Released(entry, from_json(content))

    def _lines(self) -> list[bytes]:
        """The finished lines; what stands behind the last line end was never finished."""
        try:
            content = (self.folder / LINES).read_bytes()
        except FileNotFoundError:
            return []
        return content.split(b"\n")[:-1]

    def _finish(self, entries: list[Entry]) -> None:
        """Give releases that have a line their names, and clear away those that a stopped writer left without."""
        for entry in entries:
            if self._staged(entry).exists() and not self._place(entry).exists():
                self._staged(entry).replace(self._place(entry))
        for left in self.folder.glob("*.part"):
            left.unlink()

    def _place(self, entry: Entry) -> Path:
        """Where a release is kept."""
        return self.folder / f"{entry.label}.json"

    def _staged(self, entry: Entry) -> Path:
        """Where it stands until its line is written."""
        return self.folder / f"{entry.label}.part"

    @contextmanager
    def _in_words(self) -> Iterator[None]:
        """Errors of the disk in words."""
        try:
            yield
        except OSError as error:
            raise DisclosureError(
                f"{self.folder}: the ledger of releases cannot be read or written ({error.strerror or error}). Put "
                "that right and run it again."
            ) from error


def _write_through(handle: int, content: bytes) -> None:
    """Bytes that are on the disk when this returns."""
    while content:
        content = content[os.write(handle, content) :]
    os.fsync(handle)


def _settle(folder: Path) -> None:
    """Make the names in a folder safe, where the system can."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
