"""A takedown: nothing of the text is left anywhere, the number stays, the papers are made anew; whoever is killed."""

import pytest
from django.db import connection

from audit import ledger
from audit.clock import now
from audit.models import Entry
from correspondence.models import Message
from documents import shelf
from people.refusals import Refused
from submissions import actions, compilation, takedown, verifying
from submissions.models import Compilation, Fragment, RegisterEntry, Submission, Takedown
from tests.audit.test_log import at_once
from tests.leaks import files_holding, rows_holding
from tests.submissions.contributions import contribution

from .conftest import draft
from .takedowns import CANARY, NAME, compile_now, endanger, finish, left, take_down

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]
REAL = pytest.mark.django_db(transaction=True)
State = Submission.State


@pytest.fixture
def danger(call, dana, settings):
    return endanger(call, dana, settings)


@pytest.fixture
def compiled(danger, call, dana):
    """An issued compilation that holds it, beside another contribution that stays."""
    contribution(call, organisation="Another that stays", answers=["Stays"], number=50)
    return compile_now(call, dana)


# What is gone, and what stays


def test_before_it_the_text_is_in_many_places(compiled, danger):
    assert len(rows_holding(CANARY)) >= 5 and len(files_holding(CANARY)) >= 3
    assert Fragment.objects.of(danger).exists()


def test_nothing_of_the_text_is_left_anywhere(compiled, danger, dana):
    pieces = list(Fragment.objects.filter(version__submission=danger))
    finish(take_down(danger, dana))
    assert (left(CANARY), Fragment.objects.filter(version__submission=danger).count()) == (set(), 0)
    assert [piece.path for piece in pieces if shelf.place(piece.path).exists()] == []


def test_nothing_of_the_name_is_left_where_it_is_omitted(compiled, danger, dana):
    finish(take_down(danger, dana, name_omitted=True))
    assert left(NAME) == set()


def test_the_name_is_gone_from_all_but_the_register_where_it_stays(compiled, danger, dana):
    finish(take_down(danger, dana))
    kept = {"Version.name", "Version.organisation", "Version.sort_key", "Version.email", "Message.to_address",
            "Message.to_name"}  # fmt: skip
    assert {place.split(".", 1)[1] for place in rows_holding(NAME)} <= kept
    assert files_holding(NAME) == set()


def test_the_register_keeps_the_number_and_gets_a_line(danger, call, dana):
    number, commitment = danger.register_number, danger.versions.get(number=1).sha256
    take_down(danger, dana)
    line = RegisterEntry.objects.filter(submission=danger).last()
    assert (line.kind, line.number, line.commitment) == ("taken_down", number, commitment)
    assert verifying.first_broken(call) is None
    danger.refresh_from_db()
    assert (danger.state, danger.current.salt, danger.takedown_reason) == (State.TAKEN_DOWN, "", "A court ordered it.")


def test_the_trail_says_who_did_it_and_not_what_was_said(danger, dana):
    take_down(danger, dana)
    entry = Entry.objects.about(danger).get(action="submission.taken_down")
    assert (entry.actor, entry.details) == (dana.actor_key, {"was": "published"})


# Again, at once, killed


def test_a_killed_worker_is_followed_by_another(compiled, danger, dana, monkeypatch):
    found = take_down(danger, dana)
    monkeypatch.setattr(shelf, "discard", lambda path: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        takedown.sweep()
    monkeypatch.undo()
    takedown.sweep()
    compilation.sweep()
    found.refresh_from_db()
    assert (left(CANARY), found.finished_at is None) == (set(), False)


def test_finishing_twice_asks_for_one_paper(compiled, danger, dana):
    found = take_down(danger, dana)
    [takedown.finish(found.pk) for _again in range(2)]
    assert Compilation.objects.filter(asked_by=None).count() == 1


def test_it_is_done_once(danger, dana):
    take_down(danger, dana)
    with pytest.raises(Refused, match="has been taken down"):
        take_down(danger, dana)
    assert len(ledger.lines("taken_down")) == 1


@REAL
def test_two_at_once_take_it_down_once(danger, dana):
    ends = at_once(*[lambda: take_down(danger, dana)] * 2)
    assert sorted(map(str, ends)) == ["<class 'people.refusals.Refused'>", "None"]
    assert (Takedown.objects.count(), len(ledger.lines())) == (1, 1)


@REAL
def test_whoever_sends_a_newer_version_meanwhile_brings_nothing_back(danger, dana):
    newer = danger.versions.get(number=None)
    at_once(lambda: take_down(danger, dana), lambda: actions.submit(version=newer, by=danger.holder))
    connection.close()
    finish(Takedown.objects.get())
    danger.refresh_from_db()
    assert (danger.state, left(CANARY)) == (State.TAKEN_DOWN, set())


def test_its_author_can_neither_write_nor_send_any_more(danger, dana):
    newer = danger.versions.get(number=None)
    take_down(danger, dana)
    danger.refresh_from_db()
    same = {"submission": danger, "by": danger.holder}
    verbs = (actions.edit, {}), (actions.withdraw, {}), (actions.change_choices, {"publish": "not", "translation": ""})
    for verb, more in verbs:
        with pytest.raises(Refused):
            verb(**same, **more)
    with pytest.raises(Refused):
        actions.submit(version=newer, by=danger.holder)


# By whom, from which state


def test_only_the_own_secretariat_takes_down(danger, dana, oumar, chidi):
    for stranger in (oumar, chidi, danger.holder):
        with pytest.raises(Refused, match="Only the secretariat"):
            take_down(danger, stranger)
    assert take_down(danger, dana).submission.state == State.TAKEN_DOWN


@pytest.mark.parametrize("state", ["submitted", "published", "shared", "withheld", "withdrawn"])
def test_whatever_was_filed_can_be_taken_down(call, dana, state):
    submission = contribution(call, state=state, answers=[CANARY])
    take_down(submission, dana)
    submission.refresh_from_db()
    assert (submission.state, rows_holding(CANARY)) == (State.TAKEN_DOWN, set())


def test_a_draft_is_not_taken_down(call, dana):
    version, _holder = draft(call)
    with pytest.raises(Refused, match="never submitted"):
        take_down(version.submission, dana)


# After a backup was restored


def test_a_restored_backup_is_taken_down_again(danger, dana):
    path = danger.versions.get(number=1).files.get().path
    ledger.enter("taken_down", submission=str(danger.uid), name_omitted=True, paths=[path])
    assert actions.take_down_again() == 1
    finish(Takedown.objects.get())
    assert (left(CANARY), left(NAME), actions.take_down_again()) == (set(), set(), 0)
    assert len(ledger.lines()) == 1


def test_files_that_a_backup_brought_back_go_again(danger, dana):
    found = finish(take_down(danger, dana))
    shelf.place(found.paths[0]).write_bytes(CANARY.encode())
    assert actions.take_down_again() == 0
    assert left(CANARY) == set()


def test_what_was_a_draft_in_the_backup_is_thrown_away(call):
    version, _holder = draft(call, answers=(CANARY,))
    for uid in (version.submission.uid, "00000000-0000-0000-0000-000000000009"):  # and one that it does not know
        ledger.enter("taken_down", submission=str(uid), name_omitted=False, paths=[])
    assert (actions.take_down_again(), actions.take_down_again()) == (1, 0)
    assert left(CANARY) == set()


def test_letters_that_carried_a_paper_lose_it(compiled, danger, dana):
    enclosed = [{"name": "a.pdf", "path": compiled.file, "sha256": "0", "content_type": "application/pdf"}]
    letter = {"to_address": "bela@example.org", "subject": "s", "body": "b", "language": "en", "message_id": "<1>"}
    Message.objects.create(key="k", attachments=enclosed, posted_at=now(), next_attempt_at=now(), **letter)
    take_down(danger, dana)
    assert (Message.objects.get(key="k").attachments, Message.objects.get(key="k").state) == ([], "withdrawn")
