"""Every table is backed up or left out with a reason, and values keep what they are in both forms."""

import pytest
from django.apps import apps
from django.db import connection

from wgec_portal.backup import tables
from wgec_portal.backup.manifest import Table

pytestmark = pytest.mark.embedded
NOT_OF_A_MODEL = {"django_migrations", "portal_cache"}
VALUES = [
    ("boolean", 1, "t"),
    ("boolean", 0, "f"),
    ("moment", "2016-11-25 12:00:00", "2016-11-25 12:00:00+00"),
    ("moment", "2016-11-25 12:00:00.500000", "2016-11-25 12:00:00.5+00"),
    ("moment", "2016-11-25 12:00:10.000010", "2016-11-25 12:00:10.00001+00"),
    ("hour", "10:00:00", "10:00:00"),
    ("day", "2016-11-25", "2016-11-25"),
    ("duration", 1_800_000_000, "1800000000 microseconds"),
    ("uuid", "00000000000000000000000000000001", "00000000-0000-0000-0000-000000000001"),
    ("bytes", b"\x00\xff", "\\\\x00ff"),
    ("json", '{"a": "\\u00e9"}', '{"a": "\\\\u00e9"}'),
    ("number", -7, "-7"),
    ("text", "", ""),
    ("text", "\\N", "\\\\N"),
    ("text", "tab\t, lines\r\n, back\\slash \\t", "tab\\t, lines\\r\\n, back\\\\slash \\\\t"),
    ("text", "\u2028\x85🙂", "\u2028\x85🙂"),
    ("text", None, "\\N"),
]


@pytest.mark.django_db
def test_no_table_is_forgotten():
    here = set(connection.introspection.table_names()) - NOT_OF_A_MODEL
    assert {table.name for table in tables.of_the_portal()} | set(tables.LEFT_OUT) == here


def test_every_column_that_names_a_file_is_known():
    models = {model._meta.db_table: model for model in apps.get_models()}
    named = [models[name]._meta.get_field(column).get_internal_type() for name, column in tables.NAMING]
    assert named == ["CharField", "CharField", "TextField", "TextField"]


@pytest.mark.parametrize(("kind", "value", "written"), VALUES)
def test_a_value_is_written_as_postgresql_writes_it_and_read_back(kind, value, written):
    forms = [tables.FORMS[kind]]
    line = tables.line_of([value], forms)
    assert (line, tables.row_of(line, forms)) == (f"{written}\n", [value])


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ('1\t{"a": 1, "b": []}\n', '1\t{"b":[],"a":1}\n', False),
        ('1\t{"a": 1}\n', '1\t{"a": 2}\n', True),
        ("1\t\\N\n", "1\tnull\n", True),
        ('1\t{"a": 1}\n', '2\t{"a": 1}\n', True),
    ],
)
def test_rows_differ_by_what_they_hold_not_by_how_json_is_written(one, other, expected):
    assert tables.differ(one, other, ["number", "json"]) == expected


def test_a_table_knows_its_place():
    assert Table("audit_entry", "id", {"id": "number"}).member == "database/audit_entry.copy"
