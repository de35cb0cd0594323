"""The record as folders of GeoParquet: nothing to install, readable by any tool.

    snapshots/CURRENT.json                        which version of each week counts
    snapshots/2018-W11/<version>/manifest.json    its account
    snapshots/2018-W11/<version>/figures.parquet  and the other tables

A version is written beside the record, moved into it whole, and only then does one pointer change. So a reader sees the
old record or the new one, whatever stops the writer.
"""

import contextlib
import datetime as dt
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pandas as pd

from geo.errors import SnapshotError
from geo.snapshot import disk
from geo.snapshot.forgotten import good_note_of, is_forgotten, write_note
from geo.snapshot.lock import Lock
from geo.snapshot.manifest import Manifest, from_json, to_json
from geo.snapshot.pointer import Pointer, read_pointer
from geo.snapshot.store import Forgotten, Recorded
from geo.snapshot.tables import PEOPLE, checked

POINTER: Final = "CURRENT.json"
LOCK: Final = "LOCK"
MANIFEST: Final = "manifest.json"
_STAGING: Final = ".staging"


class FolderStore:
    """Versions of weeks as folders."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock = Lock(folder / LOCK)

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Keep every other writer out, and finish or clear away what a lost one left."""
        with self._in_words():
            disk.make_folder(self.folder)
            self._lock.take()
            try:
                self._mend()
                yield
            finally:
                self._lock.free()

    def unlock(self) -> str:
        """Break a lock that a lost process left behind; says whose it was."""
        with self._in_words():
            return self._lock.unlock()

    def put(self, manifest: Manifest, tables: Mapping[str, bytes]) -> None:
        """Record a version and make it the one that counts for its week: wholly, or not at all."""
        staged, home = self.folder / _STAGING, self.folder / manifest.week / manifest.version
        if home.exists():
            raise SnapshotError(
                f"{home}: this version is there already, and a version is never written over. Where it is damaged, put "
                "it back from a copy or move the folder out of the record, and run it again."
            )
        disk.make_folder(staged)
        for name, content in tables.items():
            disk.write(staged / f"{name}.parquet", content)
        disk.write(staged / MANIFEST, to_json(manifest))
        disk.settle(staged)
        disk.make_folder(home.parent)
        self._lock.check()
        disk.move(staged, home)
        disk.settle(home.parent)
        disk.replace_whole(self.folder / POINTER, self._known().with_version(manifest).as_file())

    def next_number(self) -> int:
        """Number of the next version, from 1."""
        return self._known().next_number

    def weeks(self) -> dict[str, Manifest]:
        """The version that counts of each week, by week in order; where it is damaged, the last good one before it."""
        found, known = {}, self._known()
        for week in sorted(known.weeks):
            with contextlib.suppress(SnapshotError):
                found[week] = self._read(known, week, ()).manifest
        return found

    def versions(self, week: str) -> list[Manifest]:
        """Every version of a week that can be read, oldest first."""
        found = []
        for version in self._known().versions_of(week):
            with contextlib.suppress(SnapshotError):
                found.append(self._manifest(week, version))
        return found

    def damage(self) -> list[str]:
        """What of the record cannot be read, each as a sentence."""
        try:
            names = {path.name for path in self.folder.iterdir()}
        except FileNotFoundError:
            return []
        except OSError as error:
            return [f"{self.folder} cannot be read ({error.strerror})."]
        said = []
        if read_pointer(self.folder / POINTER) is None and (POINTER in names or self._mended().versions):
            said.append(f"{POINTER} is damaged or missing; the record is read from its versions.")
        known = self._known()
        for week in sorted(known.weeks):
            for version in known.versions_of(week):
                try:
                    manifest = self._manifest(week, version)
                    self._tables(manifest, tuple(manifest.files))
                except SnapshotError as error:
                    said.append(str(error))
        return said

    def read(self, week: str, names: tuple[str, ...] = ("figures", "zones")) -> Recorded:
        """Tables of the version that counts, or of the last good one before it."""
        known = self._known()
        if week not in known.weeks:
            recorded = ", ".join(sorted(known.weeks)[-3:]) or "none"
            raise SnapshotError(f"Week {week} is not recorded. The newest that are: {recorded}.")
        return self._read(known, week, names)

    def forget(self, week: str, today: dt.date, by: str) -> int:
        """Remove people's rows from every version of a week and record that, also where a version is damaged."""
        gone = 0
        for version in self._known().versions_of(week):
            home = self.folder / week / version
            names = self._people_in(week, version)
            if not names or not home.is_dir():
                continue
            if not good_note_of(home):
                write_note(home, today, by, names)
            here = [path for name in names if (path := home / f"{name}.parquet").exists()]
            for path in here:
                disk.remove(path)
            disk.settle(home)
            gone += len(here)
        return gone

    def forgotten(self, week: str) -> Forgotten | None:
        """That people's rows of the version that counts were removed."""
        version = self._known().weeks.get(week)
        return None if version is None else good_note_of(self.folder / week / version)

    def _read(self, known: Pointer, week: str, names: tuple[str, ...]) -> Recorded:
        """Tables of a recorded week: of the version that counts, else of the newest before it that is whole."""
        wrong: list[str] = []
        for version in reversed(known.versions_of(week)):
            try:
                manifest = self._manifest(week, version)
                return Recorded(manifest, self._tables(manifest, names))
            except SnapshotError as error:
                wrong.append(str(error))
        raise SnapshotError("\n".join(wrong))

    def _manifest(self, week: str, version: str) -> Manifest:
        """The account of a version."""
        place = self.folder / week / version / MANIFEST
        try:
            manifest = from_json(place.read_bytes(), f"{week}/{version}")
        except OSError as error:
            raise SnapshotError(f"{week}/{version}: the manifest cannot be read ({error.strerror}).") from None
        if (manifest.week, manifest.version) != (week, version):
            raise SnapshotError(f"{week}/{version}: the manifest is that of {manifest.week}/{manifest.version}.")
        return manifest

    def _tables(self, manifest: Manifest, names: tuple[str, ...]) -> dict[str, pd.DataFrame]:
        """Tables of a version, each held against its hash; those forgotten are left out."""
        found = {}
        for name in names:
            content = self._content(manifest, name) if name in manifest.files else None
            if content is not None:
                place = f"{manifest.week}/{manifest.version}"
                found[name] = checked(name, content, manifest.files[name], place)
        return found

    def _content(self, manifest: Manifest, name: str) -> bytes | None:
        """Bytes of a table; None where they were forgotten, before or while they are read."""
        home = self.folder / manifest.week / manifest.version
        is_of_people = manifest.files[name].kind == "people"
        if is_of_people and is_forgotten(home, name):
            return None
        try:
            return (home / f"{name}.parquet").read_bytes()
        except OSError as error:
            if is_of_people and is_forgotten(home, name):
                return None
            place = f"{manifest.week}/{manifest.version}"
            raise SnapshotError(f"{place}: {name} cannot be read ({error.strerror}).") from None

    def _people_in(self, week: str, version: str) -> tuple[str, ...]:
        """Tables about people of a version; every one there may be where its manifest cannot be read."""
        try:
            files = self._manifest(week, version).files
        except SnapshotError:
            return PEOPLE
        return tuple(name for name, stored in files.items() if stored.kind == "people")

    def _known(self) -> Pointer:
        """What counts: the pointer, or, where it is damaged, what the versions themselves say."""
        return read_pointer(self.folder / POINTER) or self._mended()

    def _mended(self) -> Pointer:
        """The pointer with every whole version it does not name yet; without one, made from the versions alone.

        A version that no pointer names was whole before its writer was stopped, or an older pointer was put back.
        """
        known = read_pointer(self.folder / POINTER)
        pointer = known or Pointer({}, {})
        unnamed = []
        for place in sorted(self.folder.glob("*-W*/v*/")):
            week, version = place.parent.name, place.name
            if version in pointer.versions.get(week, {}):
                continue
            try:
                unnamed.append(self._manifest(week, version))
            except SnapshotError:
                pointer = pointer if known else pointer.with_damaged(week, version)
        for manifest in sorted(unnamed, key=lambda manifest: manifest.number):
            pointer = pointer.with_version(manifest)
        return pointer

    def _mend(self) -> None:
        """Clear away what a writer that was stopped left beside the record, and finish what it had written whole."""
        if (self.folder / _STAGING).exists():
            disk.remove_folder(self.folder / _STAGING)
        disk.remove(self.folder / f"{POINTER}.part")
        known, mended = read_pointer(self.folder / POINTER), self._mended()
        for week, versions in mended.versions.items():
            if known is None or versions != known.versions.get(week):
                disk.settle(self.folder / week)
        if mended != known:
            disk.replace_whole(self.folder / POINTER, mended.as_file())
        disk.settle(self.folder)

    @contextmanager
    def _in_words(self) -> Iterator[None]:
        """Errors of the disk in words."""
        try:
            yield
        except OSError as error:
            raise SnapshotError(
                f"{self.folder}: the record cannot be written ({error.strerror or error}). What was recorded before is "
                "as it was. Put that right and run it again."
            ) from error
