"""Versions of a few bytes to put into a store of folders, and what a reader gets of it."""

import datetime as dt
import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from geo.snapshot.folders import LOCK, FolderStore
from geo.snapshot.manifest import Manifest, StoredFile, sha256

Deed = Callable[[FolderStore], None]
NAMES = ("figures", "packages")
FORGOTTEN_ON = dt.date(2018, 6, 1)


def version(week: str, nth: int, number: int) -> tuple[Manifest, dict[str, bytes]]:
    """A version and its tables; every one has other bytes."""
    tables = {
        "figures": f"figures of {week}, version {nth}, which nobody may change".encode(),
        "packages": f"rows about people of {week}, version {nth}".encode(),
    }
    kinds = {"figures": "figures", "packages": "people"}
    files = {
        name: StoredFile(kinds[name], sha256(content), len(content), 1, {"zone_code": "str"})  # type: ignore[arg-type]
        for name, content in tables.items()
    }
    mark = sha256(tables["figures"])
    manifest = Manifest(
        authority="Nottinghamshire",
        week=week,
        as_at=dt.date.fromisocalendar(int(week[:4]), int(week[6:]), 1),
        version=f"v{nth}-{mark[:8]}",
        inputs=mark,
        series="a1b2c3",
        number=number,
        recorded_at="2018-03-13T09:00:00+00:00",
        by="A. Analyst",
        code_version="0.1.0",
        method_version=1,
        model="Lots",
        sources={"packages": {"packages.csv": mark}},
        rows={"packages": {"read": 1, "loaded": 1, "set_aside": 0, "not_data": 0}},
        controls={"rows_packages": 1.0},
        files=files,
    )
    return manifest, tables


def recording(week: str, nth: int) -> Deed:
    """Record a version as the program does: where it counts already, nothing happens."""

    def deed(store: FolderStore) -> None:
        with store.lock():
            manifest, tables = version(week, nth, store.next_number())
            there = store.weeks().get(week)
            if there is None or there.version != manifest.version:
                store.put(manifest, tables)

    return deed


def forgetting(week: str) -> Deed:
    """Remove people's rows of a week."""

    def deed(store: FolderStore) -> None:
        with store.lock():
            store.forget(week, FORGOTTEN_ON, "A. Analyst")

    return deed


# What is recorded before, and what is done then.
DEEDS: dict[str, tuple[tuple[Deed, ...], Deed]] = {
    "a first week": ((), recording("2018-W10", 1)),
    "a second week": ((recording("2018-W10", 1),), recording("2018-W11", 1)),
    "a new version": ((recording("2018-W10", 1), recording("2018-W11", 1)), recording("2018-W11", 2)),
    "forgetting": (
        (recording("2018-W10", 1), recording("2018-W11", 1), recording("2018-W11", 2)),
        forgetting("2018-W11"),
    ),
}


def seen(store: FolderStore, only: str | None = None) -> dict[str, object]:
    """Everything that a reader gets of a record: the versions that count, their tables, and what was forgotten."""
    found: dict[str, object] = {}
    for week, manifest in store.weeks().items():
        if only not in (None, week):
            continue
        recorded = store.read(week, NAMES)
        forgotten = store.forgotten(week)
        # The number and the instant are of the run, so they are no part of what a reader asks for.
        found[week] = (
            replace(recorded.manifest, number=0),
            manifest.version,
            dict(recorded.tables),
            forgotten and forgotten.tables,
            [each.version for each in store.versions(week)],
        )
    return found


def files_in(folder: Path) -> set[str]:
    """Names of all files and folders below a folder."""
    return {str(path.relative_to(folder)) for path in folder.rglob("*")}


class Trial:
    """A deed that is tried again and again from the same beginning."""

    def __init__(self, name: str, folder: Path) -> None:
        self.earlier, self.deed = DEEDS[name]
        self.folder = folder
        self.begin = folder / "begin" / "snapshots"
        self.begin.parent.mkdir()
        for deed in self.earlier:
            deed(FolderStore(self.begin))
        self.old = seen(FolderStore(self.begin))
        done = self.fresh()
        self.deed(done)
        self.new = seen(done)
        self.names = files_in(done.folder)
        assert self.new != self.old

    def fresh(self) -> FolderStore:
        """The store as it was before the deed."""
        home = self.folder / "tried" / "snapshots"
        shutil.rmtree(home.parent, ignore_errors=True)
        home.parent.mkdir()
        if self.begin.exists():
            shutil.copytree(self.begin, home)
        return FolderStore(home)

    def check(self, store: FolderStore) -> str:
        """A reader sees the old state or the new one, and the next run ends in the new one with nothing left over."""
        reader = FolderStore(store.folder)
        view = seen(reader)
        assert view in (self.old, self.new)
        assert reader.damage() == []
        state = "new" if view == self.new else "old"
        if os.path.lexists(store.folder / LOCK):
            FolderStore(store.folder).unlock()
        self.deed(FolderStore(store.folder))
        assert seen(reader) == self.new
        assert reader.damage() == []
        assert files_in(store.folder) == self.names
        return state
