"""Rows out of SQLite and into it."""

import contextlib
import sqlite3

from django.db import connection, transaction

from .tables import FORMS, line_of, row_of

WAIT = 20  # seconds for a lock
TRIGGERS = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
_name = connection.ops.quote_name


class Snapshot:
    """All tables as they were at one moment; nobody waits for it (journal_mode=WAL)."""

    def __init__(self, database):
        self.database = database

    def write(self, table, out):
        """Every row of a table as a line of bytes, in the order of the keys; `out` needs nothing but `write`."""
        forms, columns = _forms(table), ", ".join(map(_name, table.columns))
        rows = f"SELECT {columns} FROM {_name(table.name)} ORDER BY {_name(table.key)}"  # noqa: S608 names of ours
        for row in self.database.execute(rows):
            out.write(line_of(row, forms).encode())

    def last_key(self, table):
        """The highest key ever given in a table: that of a row that was deleted is not given again."""
        found = self.database.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", [table.name]).fetchone()
        return found[0] if found else 0

    def size(self):
        """About how many bytes all tables take."""
        [pages], [size] = (self.database.execute(f"PRAGMA page_{of}").fetchone() for of in ("count", "size"))
        return pages * size


@contextlib.contextmanager
def snapshot():
    """A Snapshot, over a connection of its own that converts no value."""
    path = connection.settings_dict["NAME"]
    with contextlib.closing(sqlite3.Connection(path, WAIT, isolation_level=None)) as database:
        database.execute("BEGIN")
        database.execute("SELECT 1 FROM sqlite_master").fetchone()  # from here on what others write is not seen
        yield Snapshot(database)


def _forms(table):
    return [FORMS[kind] for kind in table.columns.values()]


def drop_everything() -> None:
    """Drop every table; their triggers go with them."""
    with connection.constraint_checks_disabled(), connection.cursor() as cursor:
        for name in connection.introspection.table_names(cursor):
            cursor.execute(f"DROP TABLE {_name(name)}")


@transaction.atomic
def fill(tables, place) -> None:
    """Put the rows of the files below `place` into the tables, instead of what the migrations put there; all or none.

    The triggers that keep what is written once step aside meanwhile; what rows promise each other is checked.
    """
    with connection.cursor() as cursor:
        triggers = cursor.execute(TRIGGERS).fetchall()
        for name, _sql in triggers:
            cursor.execute(f"DROP TRIGGER {_name(name)}")
        for table in tables:
            cursor.execute(f"DELETE FROM {_name(table.name)}")  # noqa: S608 names of ours
        for table in tables:
            _fill(table, place)
        for _each, sql in triggers:
            cursor.execute(sql)
        connection.check_constraints()


def _fill(table, place):
    forms, columns = _forms(table), ", ".join(map(_name, table.columns))
    marks = ", ".join("?" * len(forms))
    insert = f"INSERT INTO {_name(table.name)} ({columns}) VALUES ({marks})"  # noqa: S608 names of ours
    database = connection.connection
    with (place / table.member).open(encoding="utf-8", newline="\n") as lines:
        database.executemany(insert, (row_of(line, forms) for line in lines))
    if table.last_key:
        database.execute("DELETE FROM sqlite_sequence WHERE name = ?", [table.name])
        database.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", [table.name, table.last_key])
