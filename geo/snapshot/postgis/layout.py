"""The tables of the record in their own schema `carezones`, made when the first week is recorded.

- `versions`: one row a version, with its sealed account
- `pointers`: which version of each week counts
- `contents`: one row a version and table, with the Parquet bytes that are read back and held against their hash
- `forgotten`: that people's rows of a version were removed
- `zone_figures`: a copy of the zone table for other tools
- `zone_shapes`: the boundaries for other tools, once a series
- `zones_by_week`, `zones_now`: both together, of every week that counts and of the newest; a GIS opens these
"""

from typing import Any, Final

import psycopg
from psycopg import sql

from geo.errors import SnapshotError
from geo.schemas import ZoneFigures, columns_of
from geo.schemas.columns import Column

Connection = psycopg.Connection[tuple[Any, ...]]

LAYOUT: Final = 1
"""Rises when the tables change in a way that an older program cannot read."""

_TABLES: Final = """
CREATE SCHEMA IF NOT EXISTS carezones;
COMMENT ON SCHEMA carezones IS 'The weekly record of Care Zones. Versions are never altered.';

CREATE TABLE carezones.layout (layout integer NOT NULL);
INSERT INTO carezones.layout VALUES ({layout});

CREATE TABLE carezones.versions (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    authority text NOT NULL,
    week text NOT NULL CHECK (week ~ '^[0-9]{{4}}-W[0-9]{{2}}$'),
    version text NOT NULL,
    number integer NOT NULL CHECK (number > 0),
    as_at date NOT NULL,
    series text NOT NULL,
    manifest bytea NOT NULL,
    UNIQUE (authority, week, version),
    UNIQUE (authority, number)
);
COMMENT ON TABLE carezones.versions IS 'One version of one week of one council, with its sealed account.';

CREATE TABLE carezones.pointers (
    authority text NOT NULL,
    week text NOT NULL,
    version_id bigint NOT NULL REFERENCES carezones.versions,
    PRIMARY KEY (authority, week)
);
COMMENT ON TABLE carezones.pointers IS 'The version that counts of each week.';

CREATE TABLE carezones.contents (
    version_id bigint NOT NULL REFERENCES carezones.versions,
    name text NOT NULL,
    kind text NOT NULL,
    sha256 text NOT NULL,
    content bytea NOT NULL CONSTRAINT content_is_whole CHECK (encode(sha256(content), 'hex') = sha256),
    PRIMARY KEY (version_id, name)
);
ALTER TABLE carezones.contents ALTER content SET STORAGE EXTERNAL;
COMMENT ON TABLE carezones.contents IS 'The tables of each version as Parquet. Holds rows about people: grant nobody.';

CREATE TABLE carezones.forgotten (
    version_id bigint PRIMARY KEY REFERENCES carezones.versions,
    forgotten_on date NOT NULL,
    forgotten_by text NOT NULL,
    tables text[] NOT NULL
);
COMMENT ON TABLE carezones.forgotten IS 'That rows about people were removed from a version, and by whom.';

CREATE TABLE carezones.zone_figures (
    id bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
    version_id bigint NOT NULL REFERENCES carezones.versions,
    zone_code text NOT NULL,
    PRIMARY KEY (version_id, zone_code)
);
COMMENT ON TABLE carezones.zone_figures IS 'A copy of the figures of each zone and version, for other tools.';

CREATE TABLE carezones.zone_shapes (
    authority text NOT NULL,
    series text NOT NULL,
    zone_code text NOT NULL,
    geometry {postgis}.geometry(MultiPolygon, 27700),
    PRIMARY KEY (authority, series, zone_code)
);
CREATE INDEX ON carezones.zone_shapes USING gist (geometry);
COMMENT ON TABLE carezones.zone_shapes IS 'Boundaries in metres (British National Grid), for other tools.';
"""

_GUARDS: Final = """
CREATE FUNCTION carezones.refuse() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
    RAISE EXCEPTION 'The weekly record is never altered: % of carezones.% is refused', TG_OP, TG_TABLE_NAME;
END $$;

CREATE FUNCTION carezones.refuse_unless_forgotten() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
    IF OLD.kind = 'people' AND EXISTS (
        SELECT FROM carezones.forgotten f WHERE f.version_id = OLD.version_id AND OLD.name = ANY (f.tables)
    ) THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'The weekly record is never altered: only rows about people can be removed, '
        'after carezones.forgotten says so (carezones retain)';
END $$;

CREATE TRIGGER never_altered BEFORE UPDATE OR TRUNCATE ON carezones.contents
    FOR EACH STATEMENT EXECUTE FUNCTION carezones.refuse();
CREATE TRIGGER only_forgotten BEFORE DELETE ON carezones.contents
    FOR EACH ROW EXECUTE FUNCTION carezones.refuse_unless_forgotten();
CREATE TRIGGER never_removed BEFORE DELETE OR TRUNCATE ON carezones.pointers
    FOR EACH STATEMENT EXECUTE FUNCTION carezones.refuse();
"""

_SEALED: Final = ("versions", "forgotten", "zone_figures", "zone_shapes")
"""Tables whose rows only ever come."""

_FIRST: Final = ("id", "version_id", "zone_code")
"""Columns of zone_figures that are no figures."""


def layout_of(connection: Connection) -> int | None:
    """The layout of the record in a database; None where there is no record.

    Raises:
        SnapshotError: A newer program made it.
    """
    # Asked of the catalogue as a table: by name PostgreSQL would remember within a transaction that there is none.
    found = connection.execute(
        "SELECT EXISTS (SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
        "WHERE n.nspname = 'carezones' AND c.relname = 'layout')"
    ).fetchone()
    if not found or not found[0]:
        return None
    row = connection.execute("SELECT max(layout) FROM carezones.layout").fetchone()
    layout = int(row[0]) if row and row[0] is not None else LAYOUT
    if layout > LAYOUT:
        raise SnapshotError("A newer version of this program made the record. Update the program.")
    return layout


def make(connection: Connection) -> None:
    """Make what is missing of the tables, all of it or nothing; two that do so at once wait for each other.

    Raises:
        SnapshotError: The database has no PostGIS.
    """
    if layout_of(connection) is not None and not _missing(connection):
        return
    with connection.transaction():
        connection.execute("SELECT pg_advisory_xact_lock(hashtext('carezones layout'))")
        if layout_of(connection) is None:
            _make_tables(connection)
        for column in _missing(connection):
            _add(connection, column)
        _make_views(connection)


def _make_tables(connection: Connection) -> None:
    """Every table with what guards it."""
    found = connection.execute(
        "SELECT n.nspname FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = 'postgis'"
    ).fetchone()
    if not found:
        raise SnapshotError(
            f"PostgreSQL database {connection.info.dbname}: it has no PostGIS. An administrator of the server adds it "
            "once, in this database: CREATE EXTENSION postgis;"
        )
    connection.execute(sql.SQL(_TABLES).format(layout=sql.Literal(LAYOUT), postgis=sql.Identifier(found[0])))
    connection.execute(_GUARDS)
    for table in _SEALED:
        connection.execute(
            sql.SQL(
                "CREATE TRIGGER never_altered BEFORE UPDATE OR DELETE OR TRUNCATE ON carezones.{} "
                "FOR EACH STATEMENT EXECUTE FUNCTION carezones.refuse()"
            ).format(sql.Identifier(table))
        )


def figure_columns() -> tuple[Column, ...]:
    """The figures that are copied for other tools: the columns of the zone table but its code."""
    return tuple(column for name, column in columns_of(ZoneFigures).items() if name != "zone_code")


def _present(connection: Connection) -> list[str]:
    """The figures that zone_figures has, in its order."""
    rows = connection.execute(
        "SELECT attname FROM pg_attribute WHERE attrelid = 'carezones.zone_figures'::regclass "
        "AND attnum > 0 AND NOT attisdropped ORDER BY attnum"
    ).fetchall()
    return [str(name) for (name,) in rows if name not in _FIRST]


def _missing(connection: Connection) -> list[Column]:
    """Figures of this program that an earlier one did not have."""
    present = set(_present(connection))
    return [column for column in figure_columns() if column.name not in present]


def _add(connection: Connection, column: Column) -> None:
    """One more figure, with its meaning and unit."""
    words = column.description + (f" Unit: {column.unit}." if column.unit else "")
    kind = sql.SQL("double precision" if column.kind == "number" else "bigint" if column.kind == "whole" else "text")
    name = sql.Identifier(column.name)
    connection.execute(sql.SQL("ALTER TABLE carezones.zone_figures ADD COLUMN {} {}").format(name, kind))
    connection.execute(sql.SQL("COMMENT ON COLUMN carezones.zone_figures.{} IS {}").format(name, sql.Literal(words)))


def _make_views(connection: Connection) -> None:
    """What a GIS opens; what was granted on it stays, because columns only ever come at its end."""
    figures = sql.SQL(", ").join(sql.Identifier("f", name) for name in _present(connection))
    connection.execute(
        sql.SQL(
            "CREATE OR REPLACE VIEW carezones.zones_by_week AS "
            "SELECT f.id, v.authority, v.week, v.as_at, v.version, v.series, s.geometry, f.zone_code, {} "
            "FROM carezones.pointers p JOIN carezones.versions v ON v.id = p.version_id "
            "JOIN carezones.zone_figures f ON f.version_id = v.id "
            "LEFT JOIN carezones.zone_shapes s "
            "ON s.authority = v.authority AND s.series = v.series AND s.zone_code = f.zone_code"
        ).format(figures)
    )
    connection.execute(
        "CREATE OR REPLACE VIEW carezones.zones_now AS SELECT z.* FROM carezones.zones_by_week z "
        "WHERE z.week = (SELECT max(p.week) FROM carezones.pointers p WHERE p.authority = z.authority)"
    )
