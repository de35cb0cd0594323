"""PostgreSQL: whatever ends a writer, a reader sees the old record or the new one."""

import contextlib
import datetime as dt
import os
import signal
import socket
import threading
import time
import warnings
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from postgres import Server
from proxy import Proxy
from real_versions import put, version
from stores import COUNCIL, InPostgis

from geo.errors import SnapshotError
from geo.snapshot import Act, Manifest, record, week_of
from geo.snapshot.postgis import PostgisStore
from geo.week import Week

NOW = dt.datetime(2018, 3, 13, 9, 0, tzinfo=dt.UTC)
TABLES = ("versions", "pointers", "contents", "zone_figures")


@pytest.fixture
def proxy(server: Server) -> Iterator[Proxy]:
    """A line to the server that can be cut."""
    found = Proxy(server.port)
    yield found
    found.close()


@pytest.fixture
def near(server: Server, database: str) -> InPostgis:
    """The record without the proxy."""
    return InPostgis(server, database)


def far(near: InPostgis, proxy: Proxy, council: str = COUNCIL) -> PostgisStore:
    """The record by way of the proxy, in plain words that it can read."""
    address = near.named.replace(f":{near.server.port}/", f":{proxy.port}/")
    return PostgisStore(f"{address}?sslmode=disable&gssencmode=disable", council)


def counted(near: InPostgis) -> dict[str, int]:
    """Rows of each table; of an untouched database none."""
    with near.server.admin(near.database) as connection:
        is_made = connection.execute("SELECT to_regclass('carezones.versions') IS NOT NULL").fetchone()
        if is_made != (True,):
            return dict.fromkeys(TABLES, 0)
        found = {}
        for table in TABLES:
            row = connection.execute(f"SELECT count(*)::int FROM carezones.{table}").fetchone()  # noqa: S608
            assert row is not None
            assert isinstance(row[0], int)
            found[table] = row[0]
        return found


def wait_for_the_lock(near: InPostgis) -> None:
    """A server needs a moment to see that a client is gone."""
    until = time.monotonic() + 10
    while True:
        try:
            with near.open().lock():
                return
        except SnapshotError:
            assert time.monotonic() < until
            time.sleep(0.02)


def check(near: InPostgis, before: dict[str, Manifest], rows: dict[str, int], manifest: Manifest) -> bool:
    """The record is the old one, row for row, or the new one, whole; says which."""
    store = near.open()
    now = store.weeks()
    assert store.damage() == []
    if manifest.week not in now:
        assert now == before
        assert counted(near) == rows
        return False
    assert now == before | {manifest.week: manifest}
    assert store.read(manifest.week).manifest == manifest
    each = {"versions": 1, "pointers": 1, "contents": len(manifest.files), "zone_figures": 8}
    assert counted(near) == {table: rows[table] + each[table] for table in TABLES}
    return True


Deed = Callable[[int, Manifest, dict[str, bytes]], bool]


def sweep(near: InPostgis, proxy: Proxy, week: Week, step: int, deed: Deed) -> list[bool]:
    """Record a new week again and again, each time with something else going wrong a little later, until nothing does.

    Args:
        near: The record.
        proxy: The line that the writer uses.
        week: The week.
        step: So many messages later each time.
        deed: Record a version while the n-th message does harm; says whether the writer thinks it is recorded.

    Returns:
        Whether the week was recorded, for each time.
    """
    outcomes: list[bool] = []
    for trial in range(400):
        key = week_of(dt.date(2010, 1, 4) + dt.timedelta(weeks=trial))
        store = near.open()
        before, rows = store.weeks(), counted(near)
        manifest, contents = version(week, key, number=store.next_number())
        nth = 1 + trial * step
        is_told = deed(nth, manifest, contents)
        wait_for_the_lock(near)
        outcomes.append(check(near, before, rows, manifest))
        assert outcomes[-1] or not is_told
        if outcomes[-1] and proxy.said < nth:
            return outcomes
    pytest.fail("it never came to an end")


def test_a_connection_cut_at_any_message_leaves_the_old_record_or_the_new_one(
    near: InPostgis, proxy: Proxy, recorded_week: Week
) -> None:
    put(near.open(), recorded_week, "2009-W53")

    def deed(nth: int, manifest: Manifest, contents: dict[str, bytes]) -> bool:
        store = far(near, proxy)
        proxy.at(nth)
        try:
            store.put(manifest, contents)
        except SnapshotError as error:
            assert "the connection was cut" in str(error)  # noqa: PT017 - it may also end well
            return False
        return True

    outcomes = sweep(near, proxy, recorded_week, 3, deed)
    # The last were recorded: the line was cut after the server had heard COMMIT, or not at all.
    assert outcomes.index(True) > 20
    assert all(outcomes[outcomes.index(True) :])


def test_a_connection_cut_while_the_tables_are_made_leaves_none_of_them(
    near: InPostgis, proxy: Proxy, recorded_week: Week
) -> None:
    manifest, contents = version(recorded_week)
    for nth in range(1, 400, 2):
        proxy.at(nth, since=b"carezones layout")
        with contextlib.suppress(SnapshotError), far(near, proxy).lock():
            pass
        assert near.open().weeks() == {}
        with near.server.admin(near.database) as connection:
            found = connection.execute(
                "SELECT (SELECT count(*) FROM pg_class WHERE relnamespace = n.oid AND relkind IN ('r', 'v'))::int, "
                "(SELECT count(*) FROM pg_proc WHERE pronamespace = n.oid)::int, "
                "(SELECT count(*) FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
                "WHERE c.relnamespace = n.oid AND NOT tgisinternal)::int "
                "FROM (SELECT to_regnamespace('carezones') AS oid) n"
            ).fetchone()
        if found != (0, 0, 0):
            break
    # Seven tables and two views, two functions, seven guards.
    assert found == (9, 2, 7)
    assert nth > 40
    proxy.at(0)
    wait_for_the_lock(near)
    near.open().put(manifest, contents)
    assert near.open().weeks() == {"2018-W11": manifest}
    assert near.open().damage() == []


def test_an_operator_who_ends_the_writer_at_any_message_leaves_the_old_record_or_the_new_one(
    near: InPostgis, proxy: Proxy, recorded_week: Week
) -> None:
    put(near.open(), recorded_week, "2009-W53")
    owners = []

    def deed(nth: int, manifest: Manifest, contents: dict[str, bytes]) -> bool:
        store = far(near, proxy)
        proxy.at(nth, lambda _: owners.append(near.open().unlock()))
        with contextlib.suppress(SnapshotError):
            store.put(manifest, contents)
            return True
        return False

    outcomes = sweep(near, proxy, recorded_week, 11, deed)
    assert outcomes.index(True) > 5
    assert len(owners) >= outcomes.index(True)
    assert all(f"process {os.getpid()}" in owner for owner in owners)


def in_a_child(deed: Callable[[], None]) -> int:
    """Do something in a process of its own, at once; gives its number."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that there are threads: the child uses none of them
        child = os.fork()
    if child:
        return child
    code = 1
    try:
        deed()
        code = 0
    except SnapshotError as error:
        code = 11 if "somebody is recording" in str(error) else 12
    finally:
        os._exit(code)


def test_a_process_killed_at_any_message_leaves_the_old_record_or_the_new_one(
    near: InPostgis, proxy: Proxy, recorded_week: Week
) -> None:
    put(near.open(), recorded_week, "2009-W53")
    ends = []

    def deed(nth: int, manifest: Manifest, contents: dict[str, bytes]) -> bool:
        child: list[int] = []
        proxy.at(nth, lambda _: os.kill(child[0], signal.SIGKILL))

        def record_it() -> None:
            time.sleep(0.02)  # until the parent knows whom to kill
            far(near, proxy).put(manifest, contents)

        child.append(in_a_child(record_it))
        ends.append(os.waitpid(child[0], 0)[1])
        return ends[-1] == 0

    outcomes = sweep(near, proxy, recorded_week, 11, deed)
    assert outcomes.index(True) > 5
    assert ends[0] == signal.SIGKILL
    assert ends[-1] == 0


def test_a_week_whose_outcome_was_not_heard_is_recorded_once_when_it_is_tried_again(
    near: InPostgis, proxy: Proxy, recorded_week: Week
) -> None:
    put(near.open(), recorded_week, "2018-W10", controls={})
    store = far(near, proxy)
    act = Act("A", NOW)

    def commit_then_cut(line: socket.socket) -> None:
        # The server hears COMMIT; its answer is lost.
        line.sendall(b"Q" + (11).to_bytes(4) + b"COMMIT\0")
        proxy.cut()

    proxy.at(2, commit_then_cut, within=b"COMMIT")
    with pytest.raises(SnapshotError, match=r"connection was cut.*nothing is recorded twice"):
        record(recorded_week, store, act)
    wait_for_the_lock(near)
    again = record(recorded_week, near.open(), act)
    assert again.outcome == "unchanged"
    assert len(near.open().versions("2018-W11")) == 1


def test_a_server_that_crashes_mid_write_comes_back_with_the_old_record(
    near: InPostgis, proxy: Proxy, recorded_week: Week
) -> None:
    first = put(near.open(), recorded_week, "2018-W10")
    rows = counted(near)
    reader = near.open()
    assert list(reader.weeks()) == ["2018-W10"]
    for within in (b"INSERT INTO carezones.versions", b"INSERT INTO carezones.pointers", b"COMMIT"):
        store = far(near, proxy)
        manifest, contents = version(recorded_week, number=2)
        is_down = threading.Event()

        def crash(_: socket.socket, is_down: threading.Event = is_down) -> None:
            near.server.stop(signal.SIGQUIT)
            is_down.set()

        proxy.at(2, crash, within=within)
        try:
            with pytest.raises(SnapshotError):
                store.put(manifest, contents)
            assert is_down.wait(20)
            with pytest.raises(SnapshotError, match="No server answers there"):
                reader.weeks()
        finally:
            near.server.start()
        # The same reader finds the server again.
        assert reader.weeks() == {"2018-W10": first}
        assert counted(near) == rows
        assert reader.damage() == []
    put(near.open(), recorded_week)
    assert list(reader.weeks()) == ["2018-W10", "2018-W11"]


def test_what_was_called_recorded_survives_a_crash_of_the_server(near: InPostgis, recorded_week: Week) -> None:
    manifest = put(near.open(), recorded_week)
    near.server.stop(signal.SIGQUIT)
    near.server.start()
    assert near.open().weeks() == {"2018-W11": manifest}
    assert near.open().damage() == []


def test_of_several_processes_that_record_at_once_those_that_lose_are_told(
    near: InPostgis, recorded_week: Week
) -> None:
    put(near.open(), recorded_week, "2018-W10")

    def record_it() -> None:
        store = near.open()
        with store.lock():
            number = store.next_number()
            store.put(*version(recorded_week, nth=number, number=number))

    codes = []
    for _ in range(4):
        children = [in_a_child(record_it) for _ in range(4)]
        codes += [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
    store = near.open()
    won = codes.count(0)
    assert won >= 4
    assert won + codes.count(11) == 16
    assert len(store.versions("2018-W11")) == won
    assert store.next_number() == won + 2
    assert store.damage() == []


def test_councils_that_first_record_at_the_same_moment_all_find_the_tables(
    near: InPostgis, recorded_week: Week
) -> None:
    councils = [f"Council {nth}" for nth in range(5)]
    manifest, contents = version(recorded_week)

    def record_it(council: str) -> None:
        PostgisStore(near.named, council).put(replace(manifest, authority=council), contents)

    children = [in_a_child(lambda council=council: record_it(council)) for council in councils]  # type: ignore[misc]
    assert [os.waitpid(child, 0)[1] for child in children] == [0] * 5
    for council in councils:
        assert list(PostgisStore(near.named, council).weeks()) == ["2018-W11"]


def test_a_lock_that_another_has_by_now_is_not_believed(near: InPostgis, recorded_week: Week) -> None:
    # As behind a pooler, which gives the next statement another connection than the one that took the lock.
    store = near.open()
    manifest, contents = version(recorded_week)
    with store.lock():
        held = store._held  # type: ignore[attr-defined]
        held.execute("SELECT pg_advisory_unlock_all()")
        with near.open().lock(), pytest.raises(SnapshotError, match="lock was lost"):
            store.put(manifest, contents)
    assert near.open().weeks() == {}
