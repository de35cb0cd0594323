"""The store of the record in PostgreSQL."""

import contextlib
import datetime as dt
import itertools
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from geo.errors import SnapshotError
from geo.snapshot.manifest import Manifest, to_json
from geo.snapshot.postgis import copies, layout, locking
from geo.snapshot.postgis.address import Address, DamageError
from geo.snapshot.postgis.connection import READ_SECONDS, WRITE_SECONDS, Reader, connected, in_time
from geo.snapshot.postgis.layout import Connection
from geo.snapshot.postgis.reading import Version, best_first, damage_of, tables_of, versions_of
from geo.snapshot.store import Forgotten, Recorded

_FORGOTTEN = """
SELECT f.forgotten_on, f.forgotten_by, f.tables
FROM carezones.versions v
LEFT JOIN carezones.pointers p ON p.version_id = v.id AND p.authority = v.authority AND p.week = v.week
LEFT JOIN carezones.forgotten f ON f.version_id = v.id
WHERE v.authority = %(authority)s AND v.week = %(week)s
ORDER BY p.version_id IS NULL, v.number DESC
LIMIT 1
"""

_PEOPLE = "SELECT id FROM carezones.versions WHERE authority = %(authority)s AND week = %(week)s"

_FORGET = f"""
INSERT INTO carezones.forgotten (version_id, forgotten_on, forgotten_by, tables)
SELECT version_id, %(on)s, %(by)s, array_agg(name ORDER BY name)
FROM carezones.contents WHERE kind = 'people' AND version_id IN ({_PEOPLE})
GROUP BY version_id ON CONFLICT DO NOTHING
"""  # noqa: S608 - put together from the line above

_REMOVE = f"DELETE FROM carezones.contents WHERE kind = 'people' AND version_id IN ({_PEOPLE})"  # noqa: S608


class PostgisStore:
    """Versions of weeks of one council in a PostgreSQL database, which other councils may share."""

    def __init__(self, url: str, authority: str) -> None:
        self.address = Address.of(url)
        self.authority = authority
        self._key = locking.key_of(authority)
        self._reader = Reader(self.address)
        self._held: Connection | None = None
        self._has_gaps = False

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Keep every other writer out; the tables are made where there are none yet."""
        connection = connected(self.address, WRITE_SECONDS)
        try:
            with in_time(self.address, connection, WRITE_SECONDS):
                if not locking.is_taken(connection, self._key):
                    owner = locking.owner_of(connection, self._key)
                    raise SnapshotError(
                        f"{self.address}: somebody is recording, {owner.words if owner else 'just now'}. Wait, or, "
                        "when that has ended without a word, break the lock with `carezones weeks DIR --unlock`."
                    )
                layout.make(connection)
            self._held = connection
            yield
            if self._has_gaps:
                self._vacuum(connection)
        finally:
            self._held = None
            with contextlib.suppress(SnapshotError), in_time(self.address, connection, READ_SECONDS):
                # Said aloud, because a server may take a moment to notice that a connection was closed.
                connection.execute("SELECT pg_advisory_unlock_all()")
            connection.close()

    def unlock(self) -> str:
        """Break a lock that a lost process left behind; says whose it was."""
        connection = connected(self.address, READ_SECONDS)
        with contextlib.closing(connection), in_time(self.address, connection, READ_SECONDS):
            return locking.broken(connection, self._key)

    def put(self, manifest: Manifest, tables: Mapping[str, bytes]) -> None:
        """Record a version and make it the one that counts for its week: wholly, or not at all."""
        if manifest.authority != self.authority:
            raise SnapshotError(f"This is the record of {self.authority}; the week is one of {manifest.authority}.")
        with self._transaction() as connection:
            row = connection.execute(
                "INSERT INTO carezones.versions (authority, week, version, number, as_at, series, manifest) "
                "VALUES (%s, %s, %s, %s, %s, %s, %s) RETURNING id",
                (manifest.authority, manifest.week, manifest.version, manifest.number, manifest.as_at,
                 manifest.series, to_json(manifest)),
            ).fetchone()  # fmt: skip
            version_id = int(row[0]) if row else 0
            with connection.cursor() as cursor:
                cursor.executemany(
                    "INSERT INTO carezones.contents (version_id, name, kind, sha256, content) "
                    "VALUES (%s, %s, %s, %s, %s)",
                    [
                        (version_id, name, manifest.files[name].kind, manifest.files[name].sha256, content)
                        for name, content in tables.items()
                    ],
                )
            copies.write(connection, version_id, manifest, tables)
            connection.execute(
                "INSERT INTO carezones.pointers (authority, week, version_id) VALUES (%s, %s, %s) "
                "ON CONFLICT (authority, week) DO UPDATE SET version_id = EXCLUDED.version_id",
                (manifest.authority, manifest.week, version_id),
            )

    def next_number(self) -> int:
        """Number of the next version, from 1."""
        rows = self._reader.rows(
            "SELECT coalesce(max(number), 0) + 1 FROM carezones.versions WHERE authority = %(authority)s",
            {"authority": self.authority},
        )
        return int(rows[0][0]) if rows else 1

    def weeks(self) -> dict[str, Manifest]:
        """The version that counts of each week, by week in order; where it is damaged, the last good one before it."""
        found = {}
        for week, versions in self._by_week():
            for version in best_first(versions):
                with contextlib.suppress(DamageError):
                    found[week] = version.manifest(self.authority)
                    break
        return found

    def versions(self, week: str) -> list[Manifest]:
        """Every version of a week that can be read, oldest first."""
        found = []
        for version in versions_of(self._reader, self.authority, week):
            with contextlib.suppress(DamageError):
                found.append(version.manifest(self.authority))
        return found

    def damage(self) -> list[str]:
        """What of the record cannot be read, and which copies for other tools were altered, each as a sentence."""
        said = []
        series: set[str] = set()
        for week, versions in self._by_week():
            if not any(version.counts for version in versions):
                said.append(f"{week}: nothing says which version counts; the newest is taken.")
            for version in versions:
                is_new = version.series not in series
                series.add(version.series)
                said += damage_of(self._reader, version, self.authority, with_zones=is_new)
        return said

    def read(self, week: str, names: tuple[str, ...] = ("figures", "zones")) -> Recorded:
        """Tables of the version that counts, or of the last good one before it."""
        versions = versions_of(self._reader, self.authority, week)
        if not versions:
            recorded = ", ".join(name for name, _ in self._by_week()[-3:]) or "none"
            raise SnapshotError(f"Week {week} is not recorded. The newest that are: {recorded}.")
        wrong: list[str] = []
        for version in best_first(versions):
            try:
                manifest = version.manifest(self.authority)
                return Recorded(manifest, tables_of(self._reader, version, manifest, names))
            except DamageError as error:
                wrong.append(str(error))
        raise SnapshotError("\n".join(wrong))

    def forget(self, week: str, today: dt.date, by: str) -> int:
        """Remove people's rows from every version of a week and record that."""
        said = {"authority": self.authority, "week": week, "on": today, "by": by}
        with self._transaction() as connection:
            connection.execute(_FORGET, said)
            gone = connection.execute(_REMOVE, said).rowcount
            self._has_gaps = self._has_gaps or gone > 0
        return gone

    def forgotten(self, week: str) -> Forgotten | None:
        """That people's rows of the version that counts were removed."""
        rows = self._reader.rows(_FORGOTTEN, {"authority": self.authority, "week": week})
        if not rows or rows[0][0] is None:
            return None
        on, by, tables = rows[0]
        return Forgotten(on, by, tuple(tables))

    def _vacuum(self, connection: Connection) -> None:
        """Give back the room of rows that were removed; where that cannot be done now, the server does it later."""
        with contextlib.suppress(SnapshotError), in_time(self.address, connection, WRITE_SECONDS):
            connection.execute("VACUUM carezones.contents")
        self._has_gaps = False

    def _by_week(self) -> list[tuple[str, list[Version]]]:
        """All versions, by week in order."""
        versions = versions_of(self._reader, self.authority)
        return [(week, list(rows)) for week, rows in itertools.groupby(versions, key=lambda version: version.week)]

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        """One transaction of the writer that holds the lock; without a lock, one that takes it."""
        if self._held is None:
            with self.lock(), self._transaction() as connection:
                yield connection
            return
        held = self._held
        with in_time(self.address, held, WRITE_SECONDS), held.transaction():
            if not locking.is_ours(held, self._key):
                raise SnapshotError(f"{self.address}: the lock was lost, as behind a pooler. Connect without one.")
            yield held
