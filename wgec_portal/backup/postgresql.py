"""Rows out of PostgreSQL and into it, by COPY."""

import contextlib

from django.db import connection, transaction

from .tables import MICROSECONDS

PLAIN = "SET TimeZone = 'UTC'; SET DateStyle = 'ISO, YMD'; SET client_encoding = 'UTF8'; SET bytea_output = 'hex'"
AS_ONE = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"  # all tables as they were at one moment
PIECE = 1024 * 1024  # bytes
FUNCTIONS = """SELECT oid::regprocedure FROM pg_proc
    WHERE pronamespace = current_schema()::regnamespace AND prorettype = 'trigger'::regtype"""
_name = connection.ops.quote_name


class Snapshot:
    """All tables as they were at one moment; nobody waits for it."""

    def __init__(self, cursor):
        self.cursor = cursor

    def write(self, table, out):
        """Every row of a table as a line of bytes, in the order of the keys; `out` needs nothing but `write`."""
        columns = ", ".join(_column(name, kind) for name, kind in table.columns.items())
        rows = f"SELECT {columns} FROM {_name(table.name)} ORDER BY {_name(table.key)}"  # noqa: S608 names of ours
        self.cursor.copy_expert(f"COPY ({rows}) TO STDOUT", out, PIECE)

    def last_key(self, table):
        """The highest key ever given in a table: that of a row that was deleted is not given again."""
        self.cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [_name(table.name), table.key])
        if not (sequence := self.cursor.fetchone()[0]):
            return None
        self.cursor.execute(f"SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM {sequence}")  # noqa: S608
        return self.cursor.fetchone()[0]

    def size(self):
        """About how many bytes all tables take."""
        self.cursor.execute("SELECT pg_database_size(current_database())")
        return self.cursor.fetchone()[0]


@contextlib.contextmanager
def snapshot():
    """A Snapshot, over a connection of its own."""
    own = connection.copy()
    try:
        with own.cursor() as cursor:
            cursor.execute(PLAIN)
            cursor.execute(AS_ONE)
            cursor.execute("SELECT 1")  # from here on what others write is not seen
            yield Snapshot(cursor)
    finally:
        own.close()


def _column(name, kind):
    if kind == "duration":
        return f"(EXTRACT(EPOCH FROM {_name(name)}) * 1000000)::bigint || '{MICROSECONDS}'"
    return _name(name)


def drop_everything() -> None:
    """Drop every table and what the triggers call."""
    with transaction.atomic(), connection.cursor() as cursor:
        if names := connection.introspection.table_names(cursor):
            cursor.execute(f"DROP TABLE {', '.join(map(_name, names))}")
        cursor.execute(FUNCTIONS)
        for (function,) in cursor.fetchall():
            cursor.execute(f"DROP FUNCTION {function}")


@transaction.atomic
def fill(tables, place) -> None:
    """Put the rows of the files below `place` into the tables, instead of what the migrations put there; all or none.

    The triggers that keep what is written once step aside meanwhile; what rows promise each other is checked.
    """
    names = [_name(table.name) for table in tables]
    with connection.cursor() as cursor:
        cursor.execute(PLAIN)
        for name in names:
            cursor.execute(f"ALTER TABLE {name} DISABLE TRIGGER USER")
        for name in names:
            cursor.execute(f"DELETE FROM {name}")  # noqa: S608 names of ours
        for table in tables:
            _fill(cursor, table, place)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for name in names:
            cursor.execute(f"ALTER TABLE {name} ENABLE TRIGGER USER")
            cursor.execute(f"ANALYZE {name}")


def _fill(cursor, table, place):
    columns = ", ".join(map(_name, table.columns))
    with (place / table.member).open("rb") as file:
        cursor.copy_expert(f"COPY {_name(table.name)} ({columns}) FROM STDIN", file, PIECE)
    if table.last_key:
        cursor.execute(
            "SELECT setval(pg_get_serial_sequence(%s, %s), %s)", [_name(table.name), table.key, table.last_key]
        )
