"""A text that is taken away for good: from the database, from the disk, and from what binds it."""

import os

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from audit.clock import now
from audit.log import SYSTEM
from audit.models import Entry
from correspondence.models import Message
from documents import actions, companions, removal, shelf
from documents.models import Companion, PaperVersion
from people.refusals import Refused

from .conftest import press

pytestmark = pytest.mark.embedded
STATE = PaperVersion.State


def take_away(version, by=SYSTEM):
    actions.take_away(version=version, by=by, reason="A court ordered it.")
    removal.clear_away()
    version.refresh_from_db()
    return version


def binding(version, make_paper):
    """An issued agenda that binds the version."""
    agenda = make_paper(kind="agenda", title="Agenda")
    actions.annex(version=agenda, annexed=version, by=SYSTEM)
    actions.clear(version=agenda, by=SYSTEM)
    return actions.issue(version=agenda, pressed=press(agenda), by=SYSTEM)


def get(version, name="version"):
    return Client().get(reverse(f"documents:{name}", args=[version.paper.uid, version.number, version.language]))


def test_number_date_and_hash_stay_and_the_text_goes(issued):
    version = issued()
    file, sha256 = shelf.place(version.file), version.sha256
    take_away(version)
    assert (version.state, version.html, version.file, version.sha256) == (STATE.WITHDRAWN, "", "", sha256)
    assert (file.exists(), version.issued_at is None) == (False, False)


def test_its_page_and_its_file_say_that_it_is_gone(issued):
    version = issued()
    take_away(version)
    assert [get(version, name).status_code for name in ("version", "download")] == [410, 410]
    assert "A court ordered it." in get(version).content.decode()


def test_the_address_of_the_paper_leads_to_what_replaced_it(issued):
    first = take_away(issued())
    draft = actions.correct(version=first, by=SYSTEM)
    actions.clear(version=draft, by=SYSTEM)
    second = actions.issue(version=draft, pressed=press(draft), by=SYSTEM)
    assert f'href="{second.get_absolute_url()}"' in get(first).content.decode()
    assert Client().get(first.paper.get_absolute_url()).context["shown"] == second


def test_one_that_was_withdrawn_before_is_taken_away_too(issued):
    version = issued()
    actions.withdraw(version=version, by=SYSTEM, reason="Issued by mistake.")
    assert (take_away(version).html, version.withdrawn_because) == ("", "A court ordered it.")


def test_taking_away_twice_leaves_one_line_in_the_trail(issued):
    version = take_away(take_away(issued()))
    lines = Entry.objects.about(version).values_list("action", flat=True)
    assert list(lines)[:2] == ["paperversion.text_removed", "paperversion.withdrawn"]
    assert len([line for line in lines if line == "paperversion.text_removed"]) == 1


def test_only_the_own_secretariat_takes_away(issued, dana, oumar):
    version = issued()
    with pytest.raises(Refused, match="Only the secretariat"):
        take_away(version, by=oumar)
    assert take_away(version, by=dana).state == STATE.WITHDRAWN


def test_a_draft_is_not_taken_away(summary):
    with pytest.raises(Refused, match="a draft is edited"):
        take_away(summary)


def test_what_binds_the_paper_holds_its_text_too(issued, make_paper):
    version = issued()
    agenda = binding(version, make_paper)
    outer = binding(agenda, make_paper)
    assert removal.bound_with([version]) == [version, agenda, outer]


def test_a_killed_worker_leaves_nothing_behind(issued, django_capture_on_commit_callbacks):
    version = issued()
    file = shelf.place(version.file)
    with django_capture_on_commit_callbacks():  # the work after COMMIT is lost
        actions.take_away(version=version, by=SYSTEM, reason="A court ordered it.")
    assert file.exists()
    removal.sweep()
    assert (file.exists(), PaperVersion.objects.with_bytes_to_remove().count()) == (False, 0)


def test_the_database_keeps_refusing_to_blank_what_is_in_force(issued):
    with pytest.raises(DatabaseError), transaction.atomic():
        PaperVersion.objects.filter(pk=issued().pk).update(html="", text_removed_at=now())


def old(path):
    os.utime(shelf.place(path), (0, 0))
    return path


def test_what_no_paper_knows_is_swept_after_a_while(issued):
    version, lost, fresh = issued(), old(shelf.keep(b"printed in vain")), shelf.keep(b"just printed")
    old(version.file)
    removal.sweep()
    assert [shelf.place(path).exists() for path in (version.file, lost, fresh)] == [True, False, True]


def test_what_a_letter_still_carries_is_not_swept(db):
    path = old(shelf.keep(b"a test copy"))
    enclosed = [{"name": "a.pdf", "path": path, "sha256": "0", "content_type": "application/pdf"}]
    letter = {"to_address": "dana@example.org", "subject": "s", "body": "b", "language": "en", "message_id": "<1>"}
    Message.objects.create(key="k", attachments=enclosed, posted_at=now(), next_attempt_at=now(), **letter)
    removal.sweep()
    assert shelf.place(path).exists()


# Other forms of the same text


def with_forms(version):
    """The files of the three forms beside a version."""
    return [shelf.place(companions.put_beside(version, kind, b"The text.").file) for kind in Companion.Kind]


def test_the_other_forms_go_with_the_text_and_their_hashes_stay(issued):
    version = issued()
    files = with_forms(version)
    take_away(version)
    assert [file.exists() for file in files] == [False] * 3
    assert set(Companion.objects.values_list("version", "file", "size")) == {(version.pk, "", 9)}
    assert Companion.objects.exclude(sha256="").count() == 3


def test_a_killed_worker_leaves_no_other_form_behind(issued, django_capture_on_commit_callbacks):
    version = issued()
    files = with_forms(version)
    with django_capture_on_commit_callbacks():  # the work after COMMIT is lost
        actions.take_away(version=version, by=SYSTEM, reason="A court ordered it.")
    assert [file.exists() for file in files] == [True] * 3
    removal.sweep()
    assert [file.exists() for file in files] == [False] * 3


def test_another_form_is_no_orphan(issued):
    files = with_forms(issued())
    [os.utime(file, (0, 0)) for file in files]
    removal.sweep()
    assert [file.exists() for file in files] == [True] * 3
