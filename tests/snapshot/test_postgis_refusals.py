"""PostgreSQL: what is wrong with a database is one plain sentence, soon, and never with the password."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from postgres import SECRET, SECRET_IN_ADDRESS, Server, free_port
from real_versions import put, version
from stores import COUNCIL, InPostgis

from geo.errors import InputError, SnapshotError
from geo.settings import load_settings
from geo.snapshot import Store, open_store
from geo.snapshot.postgis import PostgisStore, connection
from geo.week import Week


def refusal(address: str) -> str:
    """What the program says of a database it cannot use."""
    with pytest.raises(SnapshotError) as refused:
        PostgisStore(address, COUNCIL).weeks()
    return str(refused.value)


def no_secret(said: str) -> bool:
    """Nothing of the password is in a text."""
    pieces = [SECRET, SECRET_IN_ADDRESS, "horse", "ttery", "staple", "corre"]
    return not any(piece in said for piece in pieces)


def test_a_wrong_password_or_role_is_said(server: Server, database: str) -> None:
    name = database.rpartition("/")[2]
    for address in (server.address(name, "carezones", "battery"), server.address(name, "nobody")):
        said = refusal(address)
        assert "The password is wrong, or there is no role" in said
        assert "battery" not in said
        assert no_secret(said)


def test_a_password_that_is_nowhere_is_asked_for(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGPASSFILE", "/nowhere")
    said = refusal(f"postgresql://carezones@127.0.0.1:{server.port}/postgres")
    assert "asks for a password" in said
    assert "password file" in said


def test_a_database_that_does_not_exist_is_said(server: Server) -> None:
    said = refusal(server.address("nowhere"))
    assert said == (
        f"PostgreSQL database nowhere on 127.0.0.1:{server.port}: There is no such database on the server. "
        "Create it first."
    )


def test_a_server_that_is_not_there_is_said() -> None:
    port = free_port()
    said = refusal(f"postgresql://carezones:{SECRET_IN_ADDRESS}@127.0.0.1:{port}/care")
    assert said == (
        f"PostgreSQL database care on 127.0.0.1:{port}: No server answers there. "
        "Is it running, and is the address right?"
    )


def test_a_machine_without_a_name_is_said() -> None:
    said = refusal(f"postgresql://carezones:{SECRET_IN_ADDRESS}@nowhere.invalid/care")
    assert "on nowhere.invalid: No machine of that name is known here." in said
    assert no_secret(said)


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://carezones:corre@horse@db/care",
        "postgresql://carezones:corre/horse@db/care",
        "postgresql://carezones:12/horse@db/care",
        "postgresql://carezones:corre%zz@db/care",
        "postgresql://carezones:corre@db:horse/care",
        "postgresql://carezones:corre@db/care?horse=1",
    ],
)
def test_an_address_that_is_misread_does_not_show_its_password(address: str) -> None:
    with pytest.raises(SnapshotError, match=r"not the address of a PostgreSQL database.*%40") as refused:
        PostgisStore(address, COUNCIL)
    assert no_secret(str(refused.value))


def test_a_store_never_shows_its_password(database: str) -> None:
    store = PostgisStore(database, COUNCIL)
    assert no_secret(f"{store} {store.address} {store.address!r} {vars(store)}")
    assert store.address.parameters["password"] == SECRET


def test_a_database_without_postgis_is_said_and_left_as_it_was(server: Server, recorded_week: Week) -> None:
    with server.admin() as admin:
        admin.execute("CREATE DATABASE plain OWNER carezones")
    store = PostgisStore(server.address("plain"), COUNCIL)
    with pytest.raises(SnapshotError, match=r"plain: it has no PostGIS.*CREATE EXTENSION postgis;"):
        put(store, recorded_week)
    assert store.weeks() == {}
    with server.admin("plain") as admin:
        assert admin.execute("SELECT to_regnamespace('carezones')").fetchone() == (None,)


def test_a_database_that_cannot_hold_every_letter_is_said(server: Server, recorded_week: Week) -> None:
    with server.admin() as admin:
        admin.execute("CREATE DATABASE latin OWNER carezones TEMPLATE template0 ENCODING 'LATIN1' LOCALE 'C'")
    with server.admin("latin") as admin:
        admin.execute("CREATE EXTENSION postgis")
    manifest, contents = version(recorded_week, authority="Gŵyr")
    with pytest.raises(SnapshotError, match="Create it with ENCODING 'UTF8'"):
        PostgisStore(server.address("latin"), "Gŵyr").put(manifest, contents)


@pytest.fixture
def other_role(server: Server, database: str) -> Iterator[str]:
    """Address for a role that may connect and nothing else."""
    name = database.rpartition("/")[2]
    with server.admin() as admin:
        admin.execute("CREATE ROLE reader LOGIN PASSWORD 'reader'")
    yield server.address(name, "reader", "reader")
    with server.admin(name) as admin:
        admin.execute("DROP OWNED BY reader")
        admin.execute("DROP ROLE reader")


def test_a_role_without_rights_is_told_what_it_lacks(
    server: Server, database: str, other_role: str, recorded_week: Week
) -> None:
    store = PostgisStore(other_role, COUNCIL)
    assert store.weeks() == {}
    with pytest.raises(SnapshotError, match=r"role reader lacks a right.*permission denied for database"):
        put(store, recorded_week)
    put(PostgisStore(database, COUNCIL), recorded_week)
    with pytest.raises(SnapshotError, match=r"role reader lacks a right.*permission denied for schema carezones"):
        PostgisStore(other_role, COUNCIL).weeks()


def test_a_dashboard_may_have_a_role_that_only_reads(
    server: Server, database: str, other_role: str, recorded_week: Week
) -> None:
    owner = PostgisStore(database, COUNCIL)
    manifest = put(owner, recorded_week)
    with server.admin(database.rpartition("/")[2]) as admin:
        admin.execute("GRANT USAGE ON SCHEMA carezones TO reader")
        admin.execute("GRANT SELECT ON ALL TABLES IN SCHEMA carezones TO reader")
    store = PostgisStore(other_role, COUNCIL)
    assert store.weeks() == {"2018-W11": manifest}
    assert store.read("2018-W11", ("packages",)).tables
    assert store.damage() == []
    with pytest.raises(SnapshotError, match="permission denied for table versions"):
        put(store, recorded_week, nth=2)
    with owner.lock(), pytest.raises(SnapshotError, match=r"lacks a right"):
        store.unlock()


def test_a_copy_of_a_server_that_only_reads_is_said(server: Server, database: str, recorded_week: Week) -> None:
    put(PostgisStore(database, COUNCIL), recorded_week)
    store = PostgisStore(f"{database}?options=-c%20default_transaction_read_only%3Don", COUNCIL)
    assert list(store.weeks()) == ["2018-W11"]
    with pytest.raises(SnapshotError, match=r"can only be read.*standby"):
        put(store, recorded_week, nth=2)


def test_a_server_that_never_answers_does_not_hang_the_dashboard() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        began = time.monotonic()
        said = refusal(f"postgresql://a:{SECRET_IN_ADDRESS}@127.0.0.1:{silent.getsockname()[1]}/care?connect_timeout=2")
    assert "did not answer" in said
    assert no_secret(said)
    assert time.monotonic() - began < 6


def test_every_connection_has_a_limit_of_seconds_unless_its_address_names_another() -> None:
    store = PostgisStore("postgresql://a@b/c", COUNCIL)
    assert store.address.parameters["connect_timeout"] == "5"
    assert PostgisStore("postgresql://a@b/c?connect_timeout=9", COUNCIL).address.parameters["connect_timeout"] == "9"


def test_rows_about_people_do_not_travel_in_clear_to_another_machine(
    server: Server, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PGSSLMODE", raising=False)

    def mode(address: str) -> str | None:
        return PostgisStore(address, COUNCIL).address.parameters.get("sslmode")

    assert mode("postgresql://a@db.example/c") == "require"
    assert mode("postgresql://a@db.example/c?sslmode=verify-full") == "verify-full"
    assert [mode(f"postgresql://a@{host}/c") for host in ("127.0.0.1", "localhost", "", "%2Frun")] == [None] * 4
    said = refusal(f"{database}?sslmode=require")
    assert "No secure connection came about" in said
    assert "sslmode=disable" in said
    assert no_secret(said)


def test_a_server_that_stops_answering_is_cut_off(
    server: Server, database: str, recorded_week: Week, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(PostgisStore(database, COUNCIL), recorded_week)
    monkeypatch.setattr(connection, "PATIENCE", 0.3)
    monkeypatch.setattr(connection, "READ_SECONDS", 0.5)
    store = PostgisStore(database, COUNCIL)
    assert list(store.weeks()) == ["2018-W11"]
    with server.admin() as admin:
        row = admin.execute("SELECT pid FROM pg_stat_activity WHERE application_name LIKE 'carezones, %'").fetchone()
    assert row is not None
    frozen = int(str(row[0]))
    os.kill(frozen, signal.SIGSTOP)
    try:
        began = time.monotonic()
        with pytest.raises(SnapshotError, match="did not answer in time"):
            store.weeks()
        assert time.monotonic() - began < 5
        # The next one that asks gets another connection.
        assert list(store.weeks()) == ["2018-W11"]
    finally:
        os.kill(frozen, signal.SIGCONT)


def test_the_server_is_asked_to_end_what_hangs_and_to_write_what_it_calls_written(
    server: Server, database: str
) -> None:
    def settings() -> list[str]:
        names = ("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout", "tcp_keepalives_idle",
                 "tcp_keepalives_interval", "tcp_keepalives_count", "synchronous_commit")  # fmt: skip
        with connection.connected(PostgisStore(database, COUNCIL).address, 7.0) as found:
            rows = [found.execute("SELECT current_setting(%s)", (name,)).fetchone() for name in names]
        return [str(row[0]) for row in rows if row]

    wanted = ["7s", "5s", "1min", "20", "10", "3"]
    name = database.rpartition("/")[2]
    with server.admin() as admin:
        for set_to, used in (("off", "on"), ("on", "on"), ("remote_apply", "remote_apply")):
            admin.execute(f"ALTER DATABASE {name} SET synchronous_commit = {set_to}")
            assert settings() == [*wanted, used]


@pytest.mark.skipif(not hasattr(socket, "TCP_USER_TIMEOUT"), reason="this system has no such options")
def test_a_line_that_is_dead_is_noticed_by_this_side_too(database: str) -> None:
    with connection.connected(PostgisStore(database, COUNCIL).address, 7.0) as found:
        line = socket.socket(fileno=os.dup(found.fileno()))
        with line:
            options = (socket.TCP_KEEPIDLE, socket.TCP_KEEPINTVL, socket.TCP_KEEPCNT, socket.TCP_USER_TIMEOUT)
            assert line.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE) == 1
            assert [line.getsockopt(socket.IPPROTO_TCP, option) for option in options] == [5, 2, 3, 11000]


def test_a_statement_that_takes_too_long_is_ended_by_the_server(database: str, recorded_week: Week) -> None:
    store = PostgisStore(database, COUNCIL)
    put(store, recorded_week)
    with (
        psycopg.connect(database) as other,
        pytest.MonkeyPatch.context() as patched,
    ):
        other.execute("LOCK TABLE carezones.versions")
        patched.setattr(connection, "READ_SECONDS", 0.4)
        began = time.monotonic()
        with pytest.raises(SnapshotError, match="did not answer in time"):
            PostgisStore(database, COUNCIL).weeks()
        assert time.monotonic() - began < 4


def test_tables_that_somebody_else_holds_are_not_waited_for_for_long(database: str, recorded_week: Week) -> None:
    store = PostgisStore(database, COUNCIL)
    put(store, recorded_week)
    with psycopg.connect(database) as other:
        other.execute("LOCK TABLE carezones.versions")
        began = time.monotonic()
        with pytest.raises(SnapshotError, match="Somebody else is changing the tables"):
            store.weeks()
        assert 4 < time.monotonic() - began < 12


def test_missing_tables_are_not_taken_for_an_empty_record(server: Server, database: str, recorded_week: Week) -> None:
    put(PostgisStore(database, COUNCIL), recorded_week)
    with server.admin(database.rpartition("/")[2]) as admin:
        admin.execute("DROP TABLE carezones.pointers CASCADE")
    with pytest.raises(SnapshotError, match=r"tables are missing.*Restore them from a backup"):
        PostgisStore(database, COUNCIL).weeks()


def test_a_full_disk_is_said(database: str, recorded_week: Week, monkeypatch: pytest.MonkeyPatch) -> None:
    store = PostgisStore(database, COUNCIL)
    put(store, recorded_week, "2018-W10")
    monkeypatch.setattr("geo.snapshot.postgis.copies.write", lambda *_: raise_it(psycopg.errors.DiskFull()))
    with pytest.raises(SnapshotError, match=r"disk is full. Nothing was recorded"):
        put(store, recorded_week)
    assert list(PostgisStore(database, COUNCIL).weeks()) == ["2018-W10"]


def raise_it(error: Exception) -> None:
    raise error


def test_two_threads_may_read_by_one_store(database: str, recorded_week: Week) -> None:
    store = PostgisStore(database, COUNCIL)
    put(store, recorded_week)
    found: list[str] = []

    def look() -> None:
        found.extend(store.read("2018-W11").manifest.week for _ in range(20))

    threads = [threading.Thread(target=look) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == ["2018-W11"] * 80


def test_a_store_that_is_no_longer_needed_leaves_no_connection(near_server: InPostgis) -> None:
    def connections() -> int:
        with near_server.server.admin() as admin:
            row = admin.execute("SELECT count(*)::int FROM pg_stat_activity WHERE usename = 'carezones'").fetchone()
        assert row is not None
        return int(str(row[0]))

    before = connections()
    store: Store | None = near_server.open()
    assert store is not None
    store.weeks()
    assert connections() == before + 1
    store = None
    until = time.monotonic() + 5
    while connections() > before and time.monotonic() < until:
        time.sleep(0.05)
    assert connections() == before


@pytest.fixture
def near_server(server: Server, database: str) -> InPostgis:
    """A new record."""
    return InPostgis(server, database)


def test_the_password_may_stand_in_a_password_file(
    server: Server, database: str, lots_workspace: Path, tmp_path: Path
) -> None:
    name = database.rpartition("/")[2]
    with (lots_workspace / "carezones.toml").open("a", encoding="utf-8") as settings:
        settings.write(f'\n[record]\nstore = "postgresql://carezones@127.0.0.1:{server.port}/{name}"\n')
    passwords = tmp_path / "pgpass"
    escaped = SECRET.replace("\\", "\\\\").replace(":", "\\:")
    passwords.write_text(f"127.0.0.1:{server.port}:{name}:carezones:{escaped}\n", encoding="utf-8")
    passwords.chmod(0o600)

    def run(passfile: Path) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", "from geo.cli import main; main()", "snapshot", str(lots_workspace)]
        environment = {**os.environ, "PGPASSFILE": str(passfile)}
        return subprocess.run(
            [*command, "--as-at", "2018-03-12"], capture_output=True, text=True, check=False, env=environment
        )

    done = run(tmp_path / "none")
    assert done.returncode == SnapshotError.exit_code
    assert "asks for a password" in done.stderr
    assert "Traceback" not in done.stderr
    done = run(passwords)
    assert "2018-W11 (v1-" in done.stdout, done.stderr
    assert no_secret(done.stdout + done.stderr)
    assert list(PostgisStore(database, "Nottinghamshire").weeks()) == ["2018-W11"]


def test_a_missing_driver_is_said(lots_workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with (lots_workspace / "carezones.toml").open("a", encoding="utf-8") as settings:
        settings.write('\n[record]\nstore = "postgresql://db/care"\n')
    assert isinstance(open_store(load_settings(lots_workspace)), PostgisStore)
    for name in [name for name in sys.modules if name.startswith("geo.snapshot.postgis")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(InputError, match="Install the extra"):
        open_store(load_settings(lots_workspace))
