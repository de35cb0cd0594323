"""Versions and their tables as they are read back: nothing is believed that its seal or hash does not bear out."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from geo.errors import SnapshotError
from geo.snapshot.manifest import Manifest, from_json
from geo.snapshot.postgis import copies
from geo.snapshot.postgis.address import DamageError
from geo.snapshot.postgis.connection import Reader
from geo.snapshot.tables import checked

_VERSIONS: Final = """
SELECT v.id, v.week, v.version, v.number, v.series, p.version_id IS NOT NULL, v.manifest
FROM carezones.versions v
LEFT JOIN carezones.pointers p ON p.version_id = v.id AND p.authority = v.authority AND p.week = v.week
WHERE v.authority = %(authority)s AND (%(week)s::text IS NULL OR v.week = %(week)s)
ORDER BY v.week, v.number
"""

_ONE_SEAL: Final = "SELECT manifest FROM carezones.versions WHERE id = %(version)s"

# Each in one statement, so that what is read and what is forgotten are of the same instant.
_CONTENTS: Final = """
SELECT f.tables, c.name, c.content
FROM carezones.versions v
LEFT JOIN carezones.forgotten f ON f.version_id = v.id
LEFT JOIN carezones.contents c ON c.version_id = v.id AND c.name = ANY(%(names)s)
WHERE v.id = %(version)s
"""

_SUMS: Final = """
SELECT f.tables, c.name, octet_length(c.content), encode(sha256(c.content), 'hex')
FROM carezones.versions v
LEFT JOIN carezones.forgotten f ON f.version_id = v.id
LEFT JOIN carezones.contents c ON c.version_id = v.id
WHERE v.id = %(version)s
"""


@dataclass(frozen=True)
class Version:
    """A version as its row says; only its sealed account is believed."""

    id: int
    week: str
    version: str
    number: int
    series: str
    counts: bool
    sealed: bytes

    @property
    def place(self) -> str:
        """As a message names it."""
        return f"{self.week}/{self.version}"

    def manifest(self, authority: str) -> Manifest:
        """Its account.

        Raises:
            DamageError: It is damaged, or that of another version.
        """
        try:
            manifest = from_json(self.sealed, self.place)
        except SnapshotError as error:
            raise DamageError(str(error)) from None
        if (manifest.authority, manifest.week, manifest.version) != (authority, self.week, self.version):
            raise DamageError(f"{self.place}: the manifest is that of {manifest.week}/{manifest.version}.")
        return manifest


def versions_of(reader: Reader, authority: str, week: str | None = None) -> list[Version]:
    """Versions of a week, or of all weeks in order, oldest first."""
    said = {"authority": authority, "week": week}
    try:
        return [Version(*row) for row in reader.rows(_VERSIONS, said)]
    except DamageError:
        # One account that the database cannot read does not take the others with it.
        rows = reader.rows(_VERSIONS.replace(", v.manifest", ""), said)
        return [Version(*(*row, _seal_of(reader, row[0]))) for row in rows]


def _seal_of(reader: Reader, version_id: int) -> bytes:
    """The sealed account of one version; empty where the database cannot read it."""
    try:
        return bytes(reader.rows(_ONE_SEAL, {"version": version_id})[0][0])
    except DamageError:
        return b""


def best_first(versions: Iterable[Version]) -> list[Version]:
    """Versions of one week: the one that counts, then the others, newest first."""
    return sorted(versions, key=lambda version: (version.counts, version.number), reverse=True)


def tables_of(reader: Reader, version: Version, manifest: Manifest, names: tuple[str, ...]) -> dict[str, pd.DataFrame]:
    """Tables of a version, each held against its hash; those forgotten are left out.

    Raises:
        DamageError: A table is missing or is not what was recorded.
        SnapshotError: The database cannot be reached.
    """
    if not names:
        return {}
    try:
        gone, contents = _split(reader.rows(_CONTENTS, {"version": version.id, "names": list(names)}))
    except DamageError as error:
        raise DamageError(f"{version.place}: {error}") from None
    found = {}
    for name in names:
        if name in gone or name not in manifest.files:
            continue
        if name not in contents:
            raise DamageError(f"{version.place}: {name} cannot be read (it is missing).")
        try:
            found[name] = checked(name, contents[name][0], manifest.files[name], version.place)
        except SnapshotError as error:
            raise DamageError(str(error)) from None
    return found


def damage_of(reader: Reader, version: Version, authority: str, *, with_zones: bool) -> list[str]:
    """What of a version cannot be read or was altered, each as a sentence.

    The database itself works out the hashes, so that a record of a gigabyte need not be sent.

    Args:
        reader: The database.
        version: The version.
        authority: Whose it must be.
        with_zones: Look at the copy of the boundaries too.

    Raises:
        SnapshotError: The database cannot be reached.
    """
    try:
        gone, sums = _split(reader.rows(_SUMS, {"version": version.id}))
    except DamageError as error:
        return [f"{version.place}: {error}"]
    try:
        manifest = version.manifest(authority)
    except DamageError as error:
        return [str(error)]
    said = []
    for name, file in manifest.files.items():
        if name not in gone and name not in sums:
            said.append(f"{version.place}: {name} cannot be read (it is missing).")
        elif name in sums and sums[name] != (file.size_bytes, file.sha256):
            said.append(f"{version.place}: {name} is damaged: its bytes are not those that were recorded.")
    if said:
        return said
    names = ("figures", "zones") if with_zones else ("figures",)
    tables = tables_of(reader, version, manifest, names)
    altered = copies.altered(reader, version.id, manifest, tables)
    return [f"{version.place}: the copy of {name} for other tools was altered. The record was not." for name in altered]


def _split(rows: list[tuple[Any, ...]]) -> tuple[frozenset[str], dict[str, tuple[Any, ...]]]:
    """The tables that were forgotten, and what is there of the others by name."""
    gone = frozenset(name for row in rows[:1] for name in row[0] or ())
    return gone, {row[1]: row[2:] for row in rows if row[1] is not None}
