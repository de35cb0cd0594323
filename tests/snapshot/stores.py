"""A record of either kind as the contract tests see it: how it is opened, named in carezones.toml, and damaged."""

import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol
from urllib.parse import urlparse

import psycopg
import pytest
from postgres import Server, served

from geo.snapshot.folders import FolderStore
from geo.snapshot.postgis import PostgisStore
from geo.snapshot.store import Store

COUNCIL = "Nottinghamshire"
_NUMBERS = itertools.count(1)


class Kept(Protocol):
    """A record that can be damaged."""

    named: str
    """As [record] store names it."""

    def open(self) -> Store:
        """The record as another process would open it."""
        ...

    def change(self, week: str, version: str, part: str, at: int) -> None:
        """Change one byte of a table, or of the `manifest`, of a version."""
        ...

    def lose(self, week: str, version: str, part: str) -> None:
        """Take away a table of a version."""
        ...


class InFolder:
    """A record in folders."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.named = str(folder)

    def open(self) -> Store:
        return FolderStore(self.folder)

    def _file(self, week: str, version: str, part: str) -> Path:
        return self.folder / week / version / ("manifest.json" if part == "manifest" else f"{part}.parquet")

    def change(self, week: str, version: str, part: str, at: int) -> None:
        path = self._file(week, version, part)
        content = bytearray(path.read_bytes())
        content[at % len(content)] ^= 1
        path.write_bytes(content)

    def lose(self, week: str, version: str, part: str) -> None:
        self._file(week, version, part).unlink()


class InPostgis:
    """A record in PostgreSQL."""

    def __init__(self, server: Server, address: str) -> None:
        self.server = server
        self.named = address
        self.database = urlparse(address).path.removeprefix("/")

    def open(self) -> Store:
        return PostgisStore(self.named, COUNCIL)

    def admin(self) -> psycopg.Connection[tuple[object, ...]]:
        """The superuser, whom nothing that guards the tables stops."""
        connection = self.server.admin(self.database)
        connection.execute("SET session_replication_role = replica")
        connection.execute("ALTER TABLE carezones.contents DROP CONSTRAINT IF EXISTS content_is_whole")
        return connection

    def change(self, week: str, version: str, part: str, at: int) -> None:
        # A byte is set by its place; the place is counted in Python, so that both kinds mean the same one.
        said = {"week": week, "version": version, "part": part, "at": at}
        versions = "SELECT id FROM carezones.versions WHERE week = %(week)s AND version = %(version)s"
        table, column, where = (
            ("versions", "manifest", f"id IN ({versions})")
            if part == "manifest"
            else ("contents", "content", f"name = %(part)s AND version_id IN ({versions})")
        )
        place = f"(%(at)s::int %% octet_length({column}) + octet_length({column})) %% octet_length({column})"
        with self.admin() as connection:
            done = connection.execute(
                f"UPDATE carezones.{table} SET {column} = "  # noqa: S608 - names of this file
                f"set_byte({column}, {place}, get_byte({column}, {place}) # 1) WHERE {where}",
                said,
            )
        assert done.rowcount == 1

    def lose(self, week: str, version: str, part: str) -> None:
        with self.admin() as connection:
            done = connection.execute(
                "DELETE FROM carezones.contents c USING carezones.versions v "
                "WHERE v.id = c.version_id AND v.week = %s AND v.version = %s AND c.name = %s",
                (week, version, part),
            )
        assert done.rowcount == 1


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """PostgreSQL with PostGIS; the test is skipped where it is not installed."""
    with served() as running:
        yield running


@pytest.fixture
def database(server: Server) -> Iterator[str]:
    """Address of a new database, owned by the program's role."""
    name = f"test_{next(_NUMBERS)}"
    yield server.create(name)
    with server.admin() as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["folder", "postgis"])
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> Kept:
    """A new record of each kind."""
    if request.param == "folder":
        return InFolder(tmp_path / "snapshots")
    return InPostgis(request.getfixturevalue("server"), request.getfixturevalue("database"))
