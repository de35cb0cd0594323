"""One writer at a time for each council: a lock that PostgreSQL frees when its connection ends, however it ends."""

import hashlib
import time
from dataclasses import dataclass
from typing import Final

from geo.errors import SnapshotError
from geo.snapshot.postgis.layout import Connection

_PATIENCE: Final = 5.0
"""So long a connection that is ended has to go (s)."""


@dataclass(frozen=True)
class Owner:
    """Who holds a lock."""

    process: int
    """Of the server."""
    words: str


def key_of(authority: str) -> int:
    """Number of the lock of a council: 64 bits with a sign, as PostgreSQL counts locks."""
    return int.from_bytes(hashlib.sha256(f"carezones record of {authority}".encode()).digest()[:8], signed=True)


def is_taken(connection: Connection, key: int) -> bool:
    """Take a lock for this connection; False where another has it."""
    row = connection.execute("SELECT pg_try_advisory_lock(%s)", (key,)).fetchone()
    return bool(row and row[0])


def is_ours(connection: Connection, key: int) -> bool:
    """Keep the lock to the end of the transaction; False where another has it by now, as behind a pooler."""
    row = connection.execute("SELECT pg_try_advisory_xact_lock(%s)", (key,)).fetchone()
    return bool(row and row[0])


def owner_of(connection: Connection, key: int) -> Owner | None:
    """Who holds a lock; None where it is free."""
    row = connection.execute(
        "SELECT l.pid, a.application_name, a.usename, a.backend_start FROM pg_locks l "
        "LEFT JOIN pg_stat_activity a ON a.pid = l.pid "
        "WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1 "
        "AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database()) "
        "AND (l.classid::bigint << 32 | l.objid::bigint) = %s",
        (key,),
    ).fetchone()
    if row is None:
        return None
    process, application, role, since = row
    when = since.isoformat(timespec="seconds") if since else "an instant that only its own role may see"
    return Owner(process, f"{application or 'a program'} (server process {process}, role {role}) since {when}")


def broken(connection: Connection, key: int) -> str:
    """End the connection that holds a lock; says whose it was.

    Raises:
        SnapshotError: It does not end.
    """
    owner = owner_of(connection, key)
    if owner is None:
        return "nobody that can be named"
    connection.execute("SELECT pg_terminate_backend(%s)", (owner.process,))
    until = time.monotonic() + _PATIENCE
    while (left := owner_of(connection, key)) is not None and left.process == owner.process:
        if time.monotonic() > until:
            raise SnapshotError(f"{owner.words} does not end. Let an administrator of the server look at it.")
        time.sleep(0.05)
    return owner.words
