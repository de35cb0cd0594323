"""PostgreSQL: what other tools read, what nobody can alter, and what the database itself has lost."""

import datetime as dt
from dataclasses import replace

import pandas as pd
import psycopg
import pytest
import shapely
from postgres import Server
from real_versions import put, version
from stores import COUNCIL, InPostgis

from geo.errors import SnapshotError
from geo.schemas import ZoneFigures, columns_of
from geo.snapshot.postgis import PostgisStore, copies, layout
from geo.snapshot.tables import KINDS
from geo.week import Week


@pytest.fixture
def near(server: Server, database: str) -> InPostgis:
    """A new record."""
    return InPostgis(server, database)


def asked(near: InPostgis, query: str) -> list[tuple[object, ...]]:
    """What the program's own role gets."""
    with psycopg.connect(near.named, autocommit=True) as connection:
        return connection.execute(query.encode()).fetchall()


def extended(near: InPostgis, extension: str) -> psycopg.Connection[tuple[object, ...]]:
    """The superuser, with one of the extensions that come with PostgreSQL; the test is skipped where it did not."""
    connection = near.server.admin(near.database)
    try:
        connection.execute(f"CREATE EXTENSION {extension}")
    except psycopg.errors.FeatureNotSupported:
        connection.close()
        pytest.skip(f"the extension {extension} is not on this machine")
    return connection


def test_a_gis_reads_every_figure_beside_its_boundary_in_metres(near: InPostgis, recorded_week: Week) -> None:
    put(near.open(), recorded_week, "2018-W10")
    put(near.open(), recorded_week, "2018-W11")
    figures = near.open().read("2018-W11").figures
    names = [name for name in columns_of(ZoneFigures) if name != "zone_code"]
    rows = asked(near, f"SELECT zone_code, {', '.join(names)} FROM carezones.zones_now ORDER BY id")  # noqa: S608
    found = {str(row[0]): dict(zip(names, row[1:], strict=True)) for row in rows}
    assert list(found) == list(figures.index)
    for code, row in found.items():
        for name, value in row.items():
            wanted = figures.loc[code, name]
            assert value == wanted if pd.notna(wanted) else value is None, (code, name)
    shapes = asked(near, "SELECT zone_code, ST_AsBinary(geometry), ST_SRID(geometry) FROM carezones.zones_now")
    for code, content, srid in shapes:
        if code in recorded_week.zones.index:
            assert srid == 27700
            assert isinstance(content, bytes)
            shape = shapely.from_wkb(content)
            assert shape.geom_type == "MultiPolygon"
            assert shape.equals(recorded_week.zones.geometry[code])
        else:
            assert content is None
    types = asked(near, "SELECT type, srid FROM geometry_columns WHERE f_table_name = 'zones_now'")
    assert types == [("MULTIPOLYGON", 27700)]


def test_columns_say_in_the_database_what_they_mean_and_in_which_unit(near: InPostgis, recorded_week: Week) -> None:
    put(near.open(), recorded_week)
    said = dict(
        asked(
            near,
            "SELECT attname, col_description(attrelid, attnum) FROM pg_attribute "
            "WHERE attrelid = 'carezones.zone_figures'::regclass AND attnum > 0",
        )
    )
    column = columns_of(ZoneFigures)["wait_mean_days"]
    assert said["wait_mean_days"] == f"{column.description} Unit: days."
    types = dict(
        asked(
            near,
            "SELECT attname, format_type(atttypid, atttypmod) FROM pg_attribute "
            "WHERE attrelid = 'carezones.zone_figures'::regclass AND attnum > 0",
        )
    )
    assert [types[name] for name in ("people_receiving", "hours_per_week", "status")] == [
        "bigint",
        "double precision",
        "text",
    ]


def test_boundaries_are_kept_once_for_all_weeks_that_have_the_same(near: InPostgis, recorded_week: Week) -> None:
    for key in ("2018-W10", "2018-W11", "2018-W12"):
        put(near.open(), recorded_week, key, **({"series": "other"} if key == "2018-W12" else {}))
    counts = asked(near, "SELECT count(*) FROM carezones.zone_shapes")
    assert counts == [(12,)]
    weeks = asked(near, "SELECT week, count(geometry), count(*) FROM carezones.zones_by_week GROUP BY week ORDER BY 1")
    assert weeks == [("2018-W10", 6, 8), ("2018-W11", 6, 8), ("2018-W12", 6, 8)]


def test_only_the_version_that_counts_is_shown_to_other_tools(near: InPostgis, recorded_week: Week) -> None:
    put(near.open(), recorded_week)
    second = put(near.open(), recorded_week, nth=2)
    assert asked(near, "SELECT DISTINCT version FROM carezones.zones_by_week") == [(second.version,)]


def test_two_councils_in_one_database_do_not_see_each_other(near: InPostgis, recorded_week: Week) -> None:
    names = [COUNCIL, 'Ynys Môn "O\'Brien"; DROP SCHEMA carezones CASCADE; --', "nottinghamshire", "100%s {x}"]
    stores = {name: PostgisStore(near.named, name) for name in names}
    for nth, (name, store) in enumerate(stores.items()):
        manifest, contents = version(recorded_week, f"2018-W{10 + nth}")
        with store.lock():
            store.put(replace(manifest, authority=name), contents)
    for nth, store in enumerate(stores.values()):
        assert list(store.weeks()) == [f"2018-W{10 + nth}"]
        assert store.next_number() == 2
        assert store.damage() == []
        with pytest.raises(SnapshotError, match="not recorded"):
            store.read(f"2018-W{11 + nth}")
    with stores[COUNCIL].lock():
        assert stores[COUNCIL].forget("2018-W11", dt.date(2020, 1, 1), "A") == 0
        # Each has its own lock.
        with stores["nottinghamshire"].lock():
            pass
    assert len(asked(near, "SELECT DISTINCT authority FROM carezones.zones_now")) == 4


def test_a_week_of_another_council_is_refused(near: InPostgis, recorded_week: Week) -> None:
    manifest, contents = version(recorded_week)
    with pytest.raises(SnapshotError, match="record of Leicester; the week is one of Nottinghamshire"):
        PostgisStore(near.named, "Leicester").put(manifest, contents)


@pytest.mark.parametrize("column", ["authority", "week", "version"])
def test_a_version_that_was_put_in_another_s_place_is_not_believed(
    near: InPostgis, recorded_week: Week, column: str
) -> None:
    put(near.open(), recorded_week)
    with near.admin() as connection:
        connection.execute(f"UPDATE carezones.versions SET {column} = '2018-W12'")  # noqa: S608
        if column != "version":
            connection.execute(f"UPDATE carezones.pointers SET {column} = '2018-W12'")  # noqa: S608
    store = PostgisStore(near.named, "2018-W12" if column == "authority" else COUNCIL)
    assert store.weeks() == {}
    (said,) = store.damage()
    assert "the manifest is that of 2018-W11/v1-" in said


def test_the_pointer_says_which_version_counts(near: InPostgis, recorded_week: Week) -> None:
    first = put(near.open(), recorded_week)
    put(near.open(), recorded_week, nth=2)
    with psycopg.connect(near.named) as connection:
        connection.execute("UPDATE carezones.pointers SET version_id = (SELECT min(id) FROM carezones.versions)")
    store = near.open()
    assert store.weeks() == {"2018-W11": first}
    assert store.read("2018-W11").manifest == first
    assert store.damage() == []


def test_the_lock_of_the_same_council_in_another_database_is_left_alone(
    near: InPostgis, server: Server, recorded_week: Week
) -> None:
    other = PostgisStore(server.create("another"), COUNCIL)
    with other.lock():
        assert "nobody" in near.open().unlock()
        put(near.open(), recorded_week)
        other.put(*version(recorded_week))
    assert list(other.weeks()) == ["2018-W11"]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE carezones.versions SET week = '2018-W12'",
        "DELETE FROM carezones.versions",
        "UPDATE carezones.contents SET kind = 'people'",
        "DELETE FROM carezones.contents WHERE kind = 'figures'",
        "DELETE FROM carezones.contents WHERE kind = 'people'",
        "TRUNCATE carezones.contents",
        "DELETE FROM carezones.pointers",
        "TRUNCATE carezones.versions CASCADE",
        "UPDATE carezones.zone_figures SET people_receiving = 0",
        "DELETE FROM carezones.zone_figures",
        "UPDATE carezones.zone_shapes SET series = 'x'",
        "DELETE FROM carezones.zone_shapes",
        "TRUNCATE carezones.zone_figures",
        "TRUNCATE carezones.pointers",
        "TRUNCATE carezones.zone_shapes",
    ],
)
def test_not_even_the_owner_alters_the_record(near: InPostgis, recorded_week: Week, statement: str) -> None:
    manifest = put(near.open(), recorded_week)
    with (
        psycopg.connect(near.named) as connection,
        pytest.raises(psycopg.errors.RaiseException, match="never altered"),
    ):
        connection.execute(statement.encode())
    store = near.open()
    assert store.weeks() == {"2018-W11": manifest}
    assert store.damage() == []


def test_rows_about_people_go_only_after_it_was_noted_and_figures_never(near: InPostgis, recorded_week: Week) -> None:
    store = near.open()
    for key in ("2018-W10", "2018-W11", "2018-W12"):
        put(store, recorded_week, key)
    with store.lock():
        store.forget("2018-W10", dt.date(2020, 1, 1), "A")
    remove = (
        "DELETE FROM carezones.contents WHERE {} AND version_id = (SELECT id FROM carezones.versions WHERE week = '{}')"
    )
    with psycopg.connect(near.named, autocommit=True) as connection:
        connection.execute(
            "INSERT INTO carezones.forgotten SELECT id, '2020-01-01', 'B', '{packages,figures}' "
            "FROM carezones.versions WHERE week = '2018-W11'"
        )
        for statement in (
            remove.format("kind = 'people'", "2018-W12"),  # never noted
            remove.format("name = 'awaiting'", "2018-W11"),  # not named
            remove.format("name = 'figures'", "2018-W11"),  # not about people
            "UPDATE carezones.forgotten SET forgotten_by = 'B'",
            "DELETE FROM carezones.forgotten",
            "TRUNCATE carezones.forgotten",
        ):
            with pytest.raises(psycopg.errors.RaiseException, match="never altered"):
                connection.execute(statement.encode())
        done = connection.execute(remove.format("name = 'packages'", "2018-W11").encode())
        assert done.rowcount == 1
    assert set(store.read("2018-W12", tuple(KINDS)).tables) == set(KINDS)


def test_the_room_of_forgotten_rows_is_given_back(near: InPostgis, recorded_week: Week) -> None:
    store = near.open()
    put(store, recorded_week)
    with store.lock():
        store.forget("2018-W11", dt.date(2020, 1, 1), "A")
    with extended(near, "pgstattuple") as connection:
        left = connection.execute(
            "SELECT (pgstattuple(c.oid)).dead_tuple_count + (pgstattuple(c.reltoastrelid)).dead_tuple_count "
            "FROM pg_class c WHERE c.oid = 'carezones.contents'::regclass"
        ).fetchone()
    assert left == (0,)


def test_bytes_that_are_not_those_of_the_account_are_refused(near: InPostgis, recorded_week: Week) -> None:
    manifest, contents = version(recorded_week)
    with pytest.raises(SnapshotError, match="content_is_whole"):
        near.open().put(manifest, contents | {"packages": contents["packages"] + b" "})
    assert near.open().weeks() == {}
    assert near.open().next_number() == 1


def test_a_number_is_not_given_twice(near: InPostgis, recorded_week: Week) -> None:
    put(near.open(), recorded_week)
    manifest, contents = version(recorded_week, "2018-W12", number=1)
    with pytest.raises(SnapshotError, match="recorded at the same moment"):
        near.open().put(manifest, contents)


def test_a_copy_that_was_altered_is_pointed_out_and_the_record_is_whole(near: InPostgis, recorded_week: Week) -> None:
    put(near.open(), recorded_week)
    put(near.open(), recorded_week, "2018-W12")
    with near.admin() as connection:
        connection.execute("UPDATE carezones.zone_figures SET hours_per_week = 0 WHERE zone_code = '12' AND id < 9")
    (said,) = near.open().damage()
    assert said.startswith("2018-W11/")
    assert "copy of figures for other tools was altered. The record was not." in said
    with near.admin() as connection:
        connection.execute("DELETE FROM carezones.zone_shapes WHERE zone_code = '12'")
    assert "copy of zones" in near.open().damage()[1]
    assert near.open().read("2018-W11").figures.loc["12", "hours_per_week"] == 15.0


def test_a_record_without_pointers_is_read_from_its_newest_versions(near: InPostgis, recorded_week: Week) -> None:
    put(near.open(), recorded_week)
    second = put(near.open(), recorded_week, nth=2)
    with near.admin() as connection:
        connection.execute("DELETE FROM carezones.pointers")
    store = near.open()
    assert store.weeks() == {"2018-W11": second}
    assert store.read("2018-W11").manifest == second
    assert store.damage() == ["2018-W11: nothing says which version counts; the newest is taken."]


@pytest.mark.parametrize("table", ["contents", "versions"])
def test_a_row_that_the_database_has_lost_does_not_take_the_others_with_it(
    near: InPostgis, recorded_week: Week, table: str
) -> None:
    put(near.open(), recorded_week, "2018-W10")
    first, second = (put(near.open(), recorded_week, nth=nth) for nth in (1, 2))
    with extended(near, "pg_surgery") as connection:
        # As when a page went bad: the row is there, and what it points to is not.
        toast = connection.execute(
            f"SELECT reltoastrelid::regclass::text FROM pg_class WHERE oid = 'carezones.{table}'::regclass"  # noqa: S608
        ).fetchone()
        assert toast is not None
        places = connection.execute(
            f"SELECT ctid::text FROM {toast[0]} WHERE chunk_id = (SELECT max(chunk_id) FROM {toast[0]})"  # noqa: S608
        ).fetchall()
        connection.execute(
            "SELECT heap_force_kill(%s::regclass, %s::tid[])", (toast[0], [str(place) for (place,) in places])
        )
    store = near.open()
    assert list(store.weeks()) == ["2018-W10", "2018-W11"]
    assert store.read("2018-W10", tuple(KINDS)).manifest.week == "2018-W10"
    assert store.read("2018-W11", tuple(KINDS)).manifest == first
    assert len(store.damage()) == 1
    assert second.version in store.damage()[0]
    assert store.next_number() == 4


def test_figures_that_a_later_program_adds_get_a_column_and_grants_stay(
    near: InPostgis, recorded_week: Week, monkeypatch: pytest.MonkeyPatch
) -> None:
    every = layout.figure_columns()
    # Two figures that this week does not know, one of them amid the others.
    known = tuple(column for column in every if column.name not in (every[5].name, "rural_population_pct"))
    assert len(known) == len(every) - 2
    with monkeypatch.context() as earlier:
        for module in (layout, copies):
            earlier.setattr(module, "figure_columns", lambda: known)
        put(near.open(), recorded_week, "2018-W10")
    with near.server.admin(near.database) as connection:
        connection.execute("CREATE ROLE gis")
        connection.execute("GRANT USAGE ON SCHEMA carezones TO gis")
        connection.execute("GRANT SELECT ON carezones.zones_by_week, carezones.zones_now TO gis")
    try:
        # A dashboard that only reads is already new, and nobody has recorded since.
        assert near.open().damage() == []
        put(near.open(), recorded_week, "2018-W11")
        assert near.open().damage() == []
        with near.server.admin(near.database) as connection:
            connection.execute("SET ROLE gis")
            rows = connection.execute(
                f"SELECT week, count({every[5].name}) FROM carezones.zones_by_week GROUP BY week ORDER BY week"  # noqa: S608
            ).fetchall()
            assert [week for week, _ in rows] == ["2018-W10", "2018-W11"]
            assert connection.execute("SELECT count(*) FROM carezones.zones_now").fetchone() == (8,)
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute("SELECT * FROM carezones.contents")
    finally:
        with near.server.admin(near.database) as connection:
            connection.execute("DROP OWNED BY gis")
            connection.execute("DROP ROLE gis")


def test_a_record_of_a_newer_program_is_left_alone(near: InPostgis, recorded_week: Week) -> None:
    put(near.open(), recorded_week)
    with near.server.admin(near.database) as connection:
        connection.execute("INSERT INTO carezones.layout VALUES (99)")
    with pytest.raises(SnapshotError, match="newer version of this program"):
        near.open().weeks()
    with pytest.raises(SnapshotError, match="newer version of this program"):
        put(near.open(), recorded_week, nth=2)


def test_postgis_may_live_in_a_schema_of_its_own(server: Server, recorded_week: Week) -> None:
    with server.admin() as connection:
        connection.execute("CREATE DATABASE elsewhere OWNER carezones")
    with server.admin("elsewhere") as connection:
        connection.execute("CREATE SCHEMA gis")
        connection.execute("CREATE EXTENSION postgis SCHEMA gis")
        connection.execute("GRANT USAGE ON SCHEMA gis TO carezones")
    store = PostgisStore(server.address("elsewhere"), COUNCIL)
    manifest = put(store, recorded_week)
    assert store.weeks() == {"2018-W11": manifest}
    assert store.damage() == []
