"""A PostgreSQL server of the operating system's packages, started for the tests in a folder of its own."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
import pytest

SECRET = "corre(t horse: b@ttery/staple%"  # noqa: S105 - of a server that lives as long as the test
"""Password of the role `carezones`, with every sign that an address must write in another way."""
SECRET_IN_ADDRESS = "corre(t%20horse%3A%20b%40ttery%2Fstaple%25"  # noqa: S105


def programs() -> Path | None:
    """Folder of the newest PostgreSQL on this machine that has PostGIS; None where there is none."""
    places = [*Path("/usr/lib/postgresql").glob("*/bin"), *Path("/usr").glob("pgsql-*/bin")]
    for place in sorted(places, key=lambda place: place.parent.name.rjust(20), reverse=True):
        if (place / "initdb").exists() and (place / "pg_config").exists():
            asked = subprocess.run([place / "pg_config", "--sharedir"], capture_output=True, text=True, check=True)
            if Path(asked.stdout.strip(), "extension/postgis.control").exists():
                return place
    return None


@dataclass(frozen=True)
class Server:
    """A running server; `admin` is its superuser, `carezones` the role of the program."""

    programs: Path
    home: Path
    port: int
    running: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def command(self, program: str, *arguments: str | Path) -> list[str]:
        """A program of PostgreSQL, which refuses to be root, as somebody else; it ends when these tests do."""
        found = [str(self.programs / program), *map(str, arguments)]
        if shutil.which("setpriv"):
            somebody = [f"--reuid={owner()}", "--regid=nogroup", "--clear-groups"] if os.geteuid() == 0 else []
            found = ["setpriv", *somebody, "--pdeathsig=INT", "--", *found]
        return found

    def run(self, program: str, *arguments: str | Path) -> None:
        """Run a program and wait for its end."""
        done = subprocess.run(
            self.command(program, *arguments), capture_output=True, text=True, check=False, cwd=self.home
        )
        assert done.returncode == 0, done.stderr

    def start(self) -> None:
        """Start it and wait until it answers."""
        # What the system loses is not tried here, and without syncing the tests take a third of the time.
        options = {"port": self.port, "listen_addresses": "127.0.0.1", "unix_socket_directories": self.home,
                   "fsync": "off", "max_connections": 40}  # fmt: skip
        said = [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
        with (self.home / "log").open("ab") as log:
            self.running[:] = [
                subprocess.Popen(
                    self.command("postgres", "-D", self.home / "data", *said), stdout=log, stderr=log, cwd=self.home
                )
            ]
        until = time.monotonic() + 60
        while True:
            try:
                return self.admin().close()
            except psycopg.OperationalError:
                log_text = (self.home / "log").read_text(encoding="utf-8", errors="replace")
                assert self.running[0].poll() is None, log_text
                assert time.monotonic() < until, log_text
                time.sleep(0.05)

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """Stop it and wait for its end; SIGQUIT is as when it crashes."""
        for process in self.running:
            process.send_signal(how)
            process.wait(30)
        self.running.clear()

    def address(self, database: str, role: str = "carezones", secret: str = SECRET_IN_ADDRESS) -> str:
        """Address of a database as carezones.toml names it."""
        return f"postgresql://{role}:{secret}@127.0.0.1:{self.port}/{database}"

    def admin(self, database: str = "postgres") -> psycopg.Connection[tuple[object, ...]]:
        """A connection of the superuser."""
        return psycopg.connect(self.address(database, "admin", "admin"), autocommit=True)

    def create(self, database: str) -> str:
        """A new database with PostGIS that the program's role owns, as an operator makes one; gives its address."""
        with self.admin() as connection:
            connection.execute(f'CREATE DATABASE "{database}" TEMPLATE with_postgis OWNER carezones')
        return self.address(database)


def owner() -> str:
    """Who runs the server where the tests are run by root."""
    return "postgres" if "postgres" in Path("/etc/passwd").read_text(encoding="utf-8") else "nobody"


@contextlib.contextmanager
def served() -> Iterator[Server]:
    """A new server with a role `carezones` and a template that has PostGIS."""
    found = programs()
    if found is None:
        pytest.skip("there is no PostgreSQL with PostGIS on this machine (Debian: postgresql-postgis)")
    home = Path(tempfile.mkdtemp(prefix="cz-"))  # a short name, because of the socket in it
    server = Server(found, home, free_port())
    try:
        (home / "password").write_text("admin", encoding="utf-8")
        if os.geteuid() == 0:
            for path in (home, home / "password"):
                shutil.chown(path, owner())
        server.run("initdb", "-D", home / "data", "-U", "admin", "-A", "scram-sha-256", "-E", "UTF8", "--no-locale",
                   "--no-sync", f"--pwfile={home / 'password'}")  # fmt: skip
        server.start()
        with server.admin() as connection:
            connection.execute(f"CREATE ROLE carezones LOGIN PASSWORD '{SECRET}'")
            connection.execute("CREATE DATABASE with_postgis")
        with server.admin("with_postgis") as connection:
            connection.execute("CREATE EXTENSION postgis")
        yield server
    finally:
        server.stop(signal.SIGQUIT)
        shutil.rmtree(home, ignore_errors=True)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        port: int = line.getsockname()[1]
        return port
