"""Where the database is, and what it says when it refuses: never with a password."""

import os
import re
import socket
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

import psycopg
from psycopg.conninfo import conninfo_to_dict

from geo.errors import SnapshotError

CONNECT_SECONDS: Final = 5
"""So long a server has to answer the first time (s), for each of its addresses."""

_LONGEST: Final = 300
"""Longest text of the database that a message shows (characters)."""

_DEFAULTS: Final = {
    "connect_timeout": str(CONNECT_SECONDS),
    # A server that is gone without a word is noticed within 11 s (idle, then three probes).
    "keepalives_idle": "5",
    "keepalives_interval": "2",
    "keepalives_count": "3",
    "tcp_user_timeout": "11000",
    "client_encoding": "UTF8",
}
"""Options of every connection, where the address does not say otherwise."""

_SECRET: Final = ("password", "sslpassword")

_TOLD: Final = (
    (r"(Peer|Ident) authentication failed", "The role {user} is let in only for the system user of its name."),
    (r"authentication failed", "The password is wrong, or there is no role {user}."),
    (
        r"no password supplied|fe_sendauth",
        "It asks for a password. Put it into a password file that only you can read.",
    ),
    (r"role .* does not exist", "There is no role {user}."),
    (r"database .* does not exist", "There is no such database on the server. Create it first."),
    (r"no pg_hba.conf entry|no encryption", "The server does not let this machine or this role in (pg_hba.conf)."),
    (r"permission denied for database", "The role {user} may not connect to it."),
    (r"too many (clients|connections)|remaining connection slots", "The server has no connection left. Try again."),
    (r"starting up|shutting down|recovery", "The server is starting or stopping. Try again."),
    (r"Connection refused|No such file", "No server answers there. Is it running, and is the address right?"),
    (r"resolve host|translate host", "No machine of that name is known here."),
    (r"SSL|certificate", "No secure connection came about ({said}). In a network of your own, add ?sslmode=disable."),
)
"""What a refused connection means, by what the server says in English."""


class DamageError(SnapshotError):
    """The database cannot read a row it has stored."""


class CutError(SnapshotError):
    """The connection was lost."""


@dataclass(frozen=True)
class Address:
    """An address of a database; shown as a place, never with its password."""

    parameters: Mapping[str, str] = field(repr=False)

    @classmethod
    def of(cls, url: str) -> "Address":
        """Read the address that carezones.toml names.

        Raises:
            SnapshotError: It is not written as it must be.
        """
        wrong = SnapshotError(
            "[record] store: this is not the address of a PostgreSQL database. Write it as "
            "postgresql://role@host:5432/database, with a password in a password file; in the address its signs "
            "@ : / ? # and % must be written %40 %3A %2F %3F %23 and %25."
        )
        # A password with such a sign makes PostgreSQL take a part of it for the host, which messages would then show.
        before, _, after = url.partition("://")[2].partition("/")
        if before.count("@") > 1 or "@" in after.partition("?")[0]:
            raise wrong
        try:
            found = {name: str(value) for name, value in conninfo_to_dict(url).items() if value is not None}
        except psycopg.Error:
            raise wrong from None
        if not all(re.fullmatch(r"\d*", port) for port in found.get("port", "").split(",")):
            raise wrong
        if not _is_near(found.get("host", "")) and "PGSSLMODE" not in os.environ:
            found.setdefault("sslmode", "require")
        name = f"carezones, process {os.getpid()} on {socket.gethostname()}"
        return cls({**_DEFAULTS, "fallback_application_name": name[:63], **found})

    def __str__(self) -> str:
        """The database as a message names it."""
        host = self.parameters.get("host") or self.parameters.get("hostaddr") or os.environ.get("PGHOST", "")
        port = self.parameters.get("port") or os.environ.get("PGPORT", "")
        name = self.parameters.get("dbname") or self.parameters.get("service") or os.environ.get("PGDATABASE", "")
        place = f"{host}:{port}" if host and port else host or "this machine"
        return f"PostgreSQL database {name or self.user} on {place}"

    @property
    def user(self) -> str:
        """The role that connects, as far as it is known here."""
        return self.parameters.get("user") or os.environ.get("PGUSER") or "of the system's user"

    def refused(self, error: psycopg.Error) -> SnapshotError:
        """Why no connection came about."""
        said = self._clean(str(error))
        if isinstance(error, psycopg.errors.ConnectionTimeout) or "timeout expired" in said:
            seconds = self.parameters["connect_timeout"]
            return SnapshotError(f"{self}: the server did not answer within {seconds} seconds. Is it running?")
        if error.pgconn is not None and error.pgconn.needs_password:
            said = "no password supplied"
        for pattern, meaning in _TOLD:
            if re.search(pattern, said):
                return SnapshotError(f"{self}: {meaning.format(user=self.user, said=said)}")
        return SnapshotError(f"{self}: it cannot be reached ({said}). Is the server running, and the address right?")

    def told(self, error: psycopg.Error, *, is_late: bool = False) -> SnapshotError:
        """What the database said while it worked.

        Args:
            error: Its error.
            is_late: The program gave up waiting for it.
        """
        state = error.sqlstate or ""
        said = self._clean(error.diag.message_primary or str(error))
        if is_late or state == "57014":
            return SnapshotError(f"{self}: the server did not answer in time. {_AGAIN}")
        if state[:2] == "08" or state in ("57P01", "57P02", "57P03") or (not state and _is_cut(error)):
            return CutError(f"{self}: the connection was cut. {_AGAIN}")
        if state[:2] in ("XX", "58"):
            return DamageError(f"the database cannot read it ({said})")
        meaning = _MEANING.get(state, "It refused ({said}).")
        return SnapshotError(f"{self}: {meaning.format(user=self.user, said=said)}")

    def _clean(self, said: str) -> str:
        """Words of the database in one line, cut, and without any password."""
        for secret in (*(self.parameters.get(name) for name in _SECRET), os.environ.get("PGPASSWORD")):
            if secret:
                said = said.replace(secret, "…")
        return " ".join(said.split()).rstrip(".")[:_LONGEST]


_AGAIN: Final = "A week is recorded wholly or not at all: try again, and nothing is recorded twice."

_MEANING: Final = {
    "42501": "The role {user} lacks a right ({said}). Let it own the database, or grant it what it lacks.",
    "55P03": "Somebody else is changing the tables just now. Try again.",
    "53100": "The server's disk is full. Nothing was recorded.",
    "25006": "The database can only be read: this is a copy (standby). Name the server that it is a copy of.",
    "22P05": "The database cannot hold every letter. Create it with ENCODING 'UTF8'.",
    "23505": "Somebody else recorded at the same moment. Nothing was recorded; try again.",
    "42P01": "Some of the record's tables are missing ({said}). Restore them from a backup.",
}
"""What an error of PostgreSQL means to somebody who records, by its SQLSTATE."""


def _is_near(host: str) -> bool:
    """A server on this machine, to which nobody listens in."""
    return host in ("", "localhost", "::1") or host.startswith(("/", "127."))


def _is_cut(error: psycopg.Error) -> bool:
    """An error without a code: the driver lost the server, or has found it lost."""
    return isinstance(error, psycopg.OperationalError)
