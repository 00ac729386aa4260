"""Which tables are backed up, and how the values of their columns are written: the text form of PostgreSQL's COPY.

One row a line, columns parted by tabs, \\N for NULL, in the order of the keys. Both engines write and read the same
lines, so that a backup of one is restored onto the other. Values are written as PostgreSQL writes them in UTC.
"""

import json
import re
from collections.abc import Callable
from typing import NamedTuple
from uuid import UUID

from django.apps import apps

from .manifest import Table

LEFT_OUT = {
    "django_session": "everybody signs in again after a restore",
    "usersessions_usersession": "the same: where somebody is signed in",
    "correspondence_heartbeat": "signs of life of workers that run no more",
    "submissions_fragment": "pieces of paper set in advance, which can be set again",
}
FILES_LEFT_OUT = ("fragments",)  # folders: the bytes of those pieces
NAMING = (  # columns that name a file; empty where it is none any more
    ("submissions_file", "path"),
    ("submissions_upload", "path"),
    ("documents_paperversion", "file"),
    ("documents_companion", "file"),
)
MICROSECONDS = " microseconds"

_KINDS = {
    "BooleanField": "boolean",
    "DateField": "day",
    "DateTimeField": "moment",
    "TimeField": "hour",
    "DurationField": "duration",
    "UUIDField": "uuid",
    "BinaryField": "bytes",
    "JSONField": "json",
    **dict.fromkeys(("TextField", "CharField", "SlugField", "EmailField"), "text"),
    **dict.fromkeys(("AutoField", "BigAutoField", "IntegerField", "BigIntegerField", "SmallIntegerField"), "number"),
    **dict.fromkeys(("PositiveIntegerField", "PositiveBigIntegerField", "PositiveSmallIntegerField"), "number"),
}


def of_the_portal() -> list[Table]:
    """Every table of every model, but those left out."""
    models = [model for model in apps.get_models(include_auto_created=True) if model._meta.managed]
    known = {model._meta.db_table: model for model in models if not model._meta.proxy}
    return [_table(name, model) for name, model in sorted(known.items()) if name not in LEFT_OUT]


def _table(name, model):
    columns = {field.column: _kind(field) for field in model._meta.local_concrete_fields}
    return Table(name, model._meta.pk.column, columns)


def _kind(field):
    while field.is_relation:
        field = field.target_field
    return _KINDS[field.get_internal_type()]


class Form(NamedTuple):
    """How SQLite's value of a kind becomes the text of a backup, and the text a value of SQLite's."""

    written: Callable
    read: Callable


def _shortest(text):
    """A moment or hour without zeros at the end of its fraction, as PostgreSQL writes it."""
    return text.rstrip("0").rstrip(".") if "." in text else text


def _full(text):
    """The same as Django writes it into SQLite, where text is compared letter by letter."""
    whole, dot, fraction = text.partition(".")
    return f"{whole}.{fraction:0<6}" if dot else whole


FORMS = {
    "boolean": Form(lambda value: "t" if value else "f", lambda text: text == "t"),
    "day": Form(str, str),
    "moment": Form(lambda value: _shortest(value) + "+00", lambda text: _full(text.removesuffix("+00"))),
    "hour": Form(_shortest, _full),
    "duration": Form(lambda value: f"{value}{MICROSECONDS}", lambda text: int(text.removesuffix(MICROSECONDS))),
    "uuid": Form(lambda value: str(UUID(value)), lambda text: text.replace("-", "")),
    "bytes": Form(lambda value: "\\x" + value.hex(), lambda text: bytes.fromhex(text[2:])),
    "json": Form(str, str),
    "number": Form(str, int),
    "text": Form(str, str),
}

_ESCAPES = {"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r", "\b": "\\b", "\f": "\\f", "\v": "\\v"}
_PLAIN = {escaped: plain for plain, escaped in _ESCAPES.items()}
_TO_ESCAPE, _ESCAPED = re.compile(r"[\\\t\n\r\b\f\v]"), re.compile(r"\\[\\tnrbfv]")
NULL = "\\N"


def line_of(values, forms) -> str:
    """A row of SQLite's as a line of a backup."""
    written = (form.written(value) if value is not None else None for value, form in zip(values, forms, strict=True))
    return "\t".join(NULL if text is None else _escaped(text) for text in written) + "\n"


def row_of(line, forms) -> list:
    """A line of a backup as a row for SQLite."""
    return [form.read(text) if text is not None else None for text, form in zip(texts_of(line), forms, strict=True)]


def texts_of(line) -> list:
    """The columns of a line as text; None for NULL."""
    return [None if text == NULL else _unescaped(text) for text in line.removesuffix("\n").split("\t")]


def _escaped(text):
    return _TO_ESCAPE.sub(lambda found: _ESCAPES[found[0]], text)


def _unescaped(text):
    return _ESCAPED.sub(lambda found: _PLAIN[found[0]], text) if "\\" in text else text


def differ(one, other, kinds) -> bool:
    """Whether two lines hold different rows. Engines write the same JSON differently."""
    if one == other:
        return False
    texts = zip(texts_of(one), texts_of(other), kinds, strict=False)
    return any(a != b and not (kind == "json" and a and b and json.loads(a) == json.loads(b)) for a, b, kind in texts)
