"""The record as folders of GeoParquet: nothing to install, readable by any tool.

    snapshots/CURRENT.json                        which version of each week counts
    snapshots/2018-W11/<version>/manifest.json    its account
    snapshots/2018-W11/<version>/figures.parquet  and the other tables

A version is written beside the record, moved into it whole, and only then does one pointer change. So a reader sees the
old record or the new one, whatever stops the writer.
"""

import contextlib
import datetime as dt
import json
import os
import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pandas as pd

from geo.errors import SnapshotError
from geo.snapshot import disk
from geo.snapshot.manifest import Manifest, from_json, to_json
from geo.snapshot.pointer import Pointer, pointer_to, read_pointer
from geo.snapshot.store import Forgotten, Recorded
from geo.snapshot.tables import checked

POINTER: Final = "CURRENT.json"
LOCK: Final = "LOCK"
MANIFEST: Final = "manifest.json"
FORGOTTEN: Final = "forgotten.json"
_STAGING: Final = ".staging"


class FolderStore:
    """Versions of weeks as folders."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Keep every other writer out, and clear away what a lost one left."""
        disk.make_folder(self.folder)
        place = self.folder / LOCK
        owner = {"pid": os.getpid(), "host": socket.gethostname(), "since": _now()}
        try:
            disk.write(place, json.dumps(owner).encode())
        except FileExistsError:
            raise SnapshotError(
                f"{place}: somebody is recording, {self._owner()}. Wait, or, when that has ended without a word, "
                "break the lock with `carezones weeks DIR --unlock`."
            ) from None
        try:
            self._clear()
            yield
        finally:
            disk.remove(place)

    def unlock(self) -> str:
        """Break a lock that a lost process left behind; says whose it was."""
        owner = self._owner()
        disk.remove(self.folder / LOCK)
        return owner

    def put(self, manifest: Manifest, tables: Mapping[str, bytes]) -> None:
        """Record a version and make it the one that counts for its week: wholly, or not at all."""
        staged = self.folder / _STAGING
        disk.make_folder(staged)
        for name, content in tables.items():
            disk.write(staged / f"{name}.parquet", content)
        disk.write(staged / MANIFEST, to_json(manifest))
        disk.settle(staged)
        home = self.folder / manifest.week / manifest.version
        disk.make_folder(home.parent)
        if home.exists():
            disk.remove_folder(home)  # an earlier try that the pointer never named
        disk.move(staged, home)
        disk.settle(home.parent)
        disk.replace_whole(self.folder / POINTER, self._known().with_version(manifest).sealed())

    def next_number(self) -> int:
        """Number of the next version, from 1."""
        return self._known().next_number

    def weeks(self) -> dict[str, Manifest]:
        """The version that counts of each week, by week in order; where it is damaged, the last good one before it."""
        found = {}
        for week in sorted(self._known().weeks):
            with contextlib.suppress(SnapshotError):
                found[week] = self.read(week, ()).manifest
        return found

    def versions(self, week: str) -> list[Manifest]:
        """Every version of a week that can be read, oldest first."""
        found = []
        for version in self._versions_of(week):
            with contextlib.suppress(SnapshotError):
                found.append(self._manifest(week, version))
        return found

    def damage(self) -> list[str]:
        """What of the record cannot be read, each as a sentence."""
        said = []
        if read_pointer(self.folder / POINTER) is None and self._rebuilt().weeks:
            said.append(f"{POINTER} is damaged or missing; the record is read from its versions.")
        for week in sorted(self._known().weeks):
            for version in self._versions_of(week):
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
        newest = known.weeks[week]
        wrong: list[str] = []
        for version in [newest, *(version for version in reversed(self._versions_of(week)) if version != newest)]:
            try:
                manifest = self._manifest(week, version)
                return Recorded(manifest, self._tables(manifest, names))
            except SnapshotError as error:
                wrong.append(str(error))
        raise SnapshotError("\n".join(wrong))

    def forget(self, week: str, today: dt.date, by: str) -> int:
        """Remove people's rows from every version of a week and record that."""
        gone = 0
        for version in self._versions_of(week):
            home = self.folder / week / version
            manifest = self._manifest(week, version)
            names = [name for name, stored in manifest.files.items() if stored.kind == "people"]
            if not names:
                continue
            if not (home / FORGOTTEN).exists():
                said = {"on": today.isoformat(), "by": by, "tables": names}
                disk.replace_whole(home / FORGOTTEN, json.dumps(said, indent=1).encode())
            here = [home / f"{name}.parquet" for name in names if (home / f"{name}.parquet").exists()]
            for path in here:
                disk.remove(path)
            disk.settle(home)
            gone += len(here)
        return gone

    def forgotten(self, week: str) -> Forgotten | None:
        """That people's rows of the version that counts were removed."""
        version = self._known().weeks.get(week)
        return None if version is None else self._forgotten(self.folder / week / version)

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
        home = self.folder / manifest.week / manifest.version
        forgotten = self._forgotten(home)
        gone = forgotten.tables if forgotten else ()
        found = {}
        for name in names:
            if name in gone or name not in manifest.files:
                continue
            place = f"{manifest.week}/{manifest.version}"
            try:
                content = (home / f"{name}.parquet").read_bytes()
            except OSError as error:
                raise SnapshotError(f"{place}: {name} cannot be read ({error.strerror}).") from None
            found[name] = checked(name, content, manifest.files[name], place)
        return found

    def _forgotten(self, home: Path) -> Forgotten | None:
        """The note that people's rows of a version were removed."""
        try:
            said = json.loads((home / FORGOTTEN).read_bytes())
            return Forgotten(dt.date.fromisoformat(said["on"]), said["by"], tuple(said["tables"]))
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError, TypeError):
            raise SnapshotError(f"{home.parent.name}/{home.name}: {FORGOTTEN} is damaged.") from None

    def _known(self) -> Pointer:
        """What counts: the pointer, or, where it is damaged, what the versions themselves say."""
        return read_pointer(self.folder / POINTER) or self._rebuilt()

    def _rebuilt(self) -> Pointer:
        """A pointer made from the versions that are there and whole: of each week the one recorded last."""
        found = []
        for place in self.folder.glob(f"*-W*/*/{MANIFEST}"):
            with contextlib.suppress(SnapshotError):
                found.append(self._manifest(place.parent.parent.name, place.parent.name))
        return pointer_to(found)

    def _versions_of(self, week: str) -> list[str]:
        """Versions of a week, oldest first."""
        return self._known().versions_of(week)

    def _clear(self) -> None:
        """Take away what a writer that was stopped left beside the record."""
        if (self.folder / _STAGING).exists():
            disk.remove_folder(self.folder / _STAGING)
        disk.remove(self.folder / f"{POINTER}.part")

    def _owner(self) -> str:
        """Who holds the lock, in words."""
        try:
            said = json.loads((self.folder / LOCK).read_bytes())
            return f"process {said['pid']} on {said['host']} since {said['since']}"
        except (OSError, ValueError, KeyError, TypeError):
            return "nobody that can be named"


def _now() -> str:
    """The instant, UTC."""
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
