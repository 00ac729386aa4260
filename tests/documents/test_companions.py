"""Other forms beside an issued version: kept once, as frozen as the version, never beside a text that is gone."""

import hashlib
from pathlib import Path

import pytest
from django.conf import settings
from django.db import DatabaseError, transaction

from audit.log import SYSTEM
from documents import actions, companions, removal, shelf
from documents.models import Companion

pytestmark = pytest.mark.embedded
KIND = Companion.Kind


def refused(deed):
    """Whether the database refuses a deed."""
    try:
        with transaction.atomic():
            deed()
    except DatabaseError:
        return True
    return False


def files():
    return [path for path in (Path(settings.MEDIA_ROOT) / "papers").rglob("*.*") if path.suffix != ".pdf"]


@pytest.mark.parametrize(
    ("kind", "ending", "told"),
    [(KIND.DATA, ".json", "/json"), (KIND.WORD, ".docx", "document"), (KIND.EXCEL, ".xlsx", "sheet")],
)
def test_a_form_is_kept_with_hash_and_size(issued, kind, ending, told):
    made = companions.put_beside(issued(), kind, b"The text.")
    assert (made.size, made.sha256) == (9, hashlib.sha256(b"The text.").hexdigest())
    assert (shelf.place(made.file).read_bytes(), made.file.endswith(ending)) == (b"The text.", True)
    assert made.content_type.endswith(told)


def test_the_first_of_a_kind_stays(issued):
    version = issued()
    first, second = (companions.put_beside(version, KIND.WORD, text) for text in (b"one", b"two"))
    assert (second, shelf.place(second.file).read_bytes(), len(files())) == (first, b"one", 1)


def test_nothing_is_put_beside_a_text_that_was_taken_away(issued):
    version = issued()
    actions.take_away(version=version, by=SYSTEM, reason="A court ordered it.")
    assert (companions.put_beside(version, KIND.WORD, b"The text."), files()) == (None, [])
    row = {"version": version, "kind": KIND.WORD, "file": "x", "sha256": "0", "size": 1}
    assert refused(lambda: Companion.objects.create(**row))


def test_the_database_refuses_to_change_or_remove_a_form(issued):
    made = companions.put_beside(issued(), KIND.WORD, b"The text.")
    row = Companion.objects.filter(pk=made.pk)
    assert [
        refused(lambda: row.update(file="other")),
        refused(lambda: row.update(file="")),
        refused(lambda: row.update(sha256="0" * 64)),
        refused(lambda: row.update(size=1)),
        refused(lambda: row.update(kind=KIND.EXCEL)),
        refused(row.delete),
    ] == [True] * 6


def test_a_form_of_a_text_that_was_taken_away_can_be_blanked_and_nothing_else(issued):
    version = issued()
    row = Companion.objects.filter(pk=companions.put_beside(version, KIND.WORD, b"The text.").pk)
    actions.take_away(version=version, by=SYSTEM, reason="A court ordered it.")
    assert [
        refused(lambda: row.update(file="other")),
        refused(lambda: row.update(file="", sha256="0" * 64)),
        refused(row.delete),
        refused(lambda: row.update(file="")),
    ] == [True, True, True, False]


def test_a_form_of_a_withdrawn_paper_is_frozen_too(issued):
    version = issued()
    row = Companion.objects.filter(pk=companions.put_beside(version, KIND.WORD, b"The text.").pk)
    actions.withdraw(version=version, by=SYSTEM, reason="Issued by mistake.")
    assert [refused(lambda: row.update(file="")), refused(row.delete)] == [True, True]
    assert removal.clear_away() == 0


def test_a_form_of_a_draft_is_not_frozen_yet(summary):
    row = Companion.objects.filter(pk=companions.put_beside(summary, KIND.DATA, b"The text.").pk)
    assert [refused(lambda: row.update(size=1)), refused(row.delete)] == [False, False]
