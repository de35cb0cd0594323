"""Connections that cannot hang: what a server does not answer in time is cut."""

import contextlib
import socket
import threading
import weakref
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final, LiteralString

import psycopg

from geo.snapshot.postgis.address import Address, CutError
from geo.snapshot.postgis.layout import Connection, layout_of

READ_SECONDS: Final = 20.0
"""So long a statement that reads may take (s)."""
WRITE_SECONDS: Final = 120.0
"""So long it may take to write a week (s); one of 5,000 packages takes less than one."""
PATIENCE: Final = 2.0
"""So much longer a server has to end a slow statement itself before it is cut off (s)."""

_SETTINGS: Final = """
SET statement_timeout = {milliseconds};
SET lock_timeout = 5000;
SET idle_in_transaction_session_timeout = 60000;
SET tcp_keepalives_idle = 20;
SET tcp_keepalives_interval = 10;
SET tcp_keepalives_count = 3;
SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'
"""
"""The server ends what takes too long, and within a minute frees the lock of a machine that is gone; and what it calls
written is on its disk."""


def connected(address: Address, seconds: float) -> Connection:
    """A new connection, each statement its own transaction.

    Raises:
        SnapshotError: The database cannot be reached or refuses.
    """
    try:
        # Parameters of libpq, whose types the driver cannot know.
        options: dict[str, Any] = dict(address.parameters)
        # Nothing is prepared, so that a reader may also stand behind a pooler.
        connection = psycopg.Connection.connect(autocommit=True, prepare_threshold=None, **options)
    except psycopg.Error as error:
        raise address.refused(error) from None
    try:
        with in_time(address, connection, seconds):
            connection.execute(_SETTINGS.format(milliseconds=round(seconds * 1000)).encode())
    except BaseException:
        connection.close()
        raise
    return connection


@contextmanager
def in_time(address: Address, connection: Connection, seconds: float) -> Iterator[None]:
    """Errors of the database as plain sentences, and one of them where it does not answer in time.

    Raises:
        SnapshotError: The database refused, or was too slow.
    """
    passed = threading.Event()

    def cut() -> None:
        passed.set()
        with contextlib.suppress(psycopg.Error, OSError):
            line = socket.socket(fileno=connection.fileno())
            try:
                line.shutdown(socket.SHUT_RDWR)
            finally:
                line.detach()

    timer = threading.Timer(seconds + PATIENCE, cut)
    timer.daemon = True
    timer.start()
    try:
        yield
    except psycopg.Error as error:
        raise address.told(error, is_late=passed.is_set()) from None
    finally:
        timer.cancel()


class Reader:
    """A connection for reading: opened when it is first needed, and anew after it was cut."""

    def __init__(self, address: Address) -> None:
        self._address = address
        self._guard = threading.Lock()
        self._open: list[Connection] = []
        self._is_made = False
        weakref.finalize(self, _close, self._open)

    def rows(self, query: LiteralString, said: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        """What a query finds; nothing where no record was made yet.

        Raises:
            SnapshotError: The database cannot be reached or refuses.
        """
        with self._guard:
            was_open = bool(self._open)
            try:
                return self._ask(query, said)
            except CutError:
                _close(self._open)
                if not was_open:
                    raise
            return self._ask(query, said)

    def _ask(self, query: LiteralString, said: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        """The same, on the connection that is there."""
        if not self._open:
            self._open.append(connected(self._address, READ_SECONDS))
        connection = self._open[0]
        with in_time(self._address, connection, READ_SECONDS):
            self._is_made = self._is_made or layout_of(connection) is not None
            return connection.execute(query, said, binary=True).fetchall() if self._is_made else []


def _close(connections: list[Connection]) -> None:
    """Close what is open."""
    while connections:
        connections.pop().close()
