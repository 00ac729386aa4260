"""Nothing that was set in print is left of a text or a name that was taken away, in no table and on no disk."""

import os
import time
from datetime import timedelta
from functools import partial

import pytest
from django.test import TestCase

from audit.clock import now
from documents import shelf
from people.refusals import Refused
from submissions import actions, compilation, privacy
from submissions.compilation import fragments, gathering, making
from submissions.models import Answer, Compilation, Fragment, Submission
from tests.leaks import files_holding, holds, rows_holding
from tests.submissions.compilation.prints import print_now
from tests.submissions.contributions import contribution
from tests.submissions.moderation import file_of, next_version, redact, translate

pytestmark = pytest.mark.django_db
at_commit = partial(TestCase.captureOnCommitCallbacks, execute=True)  # what waits for COMMIT is done
CANARY = "canary-that-was-set"


def set_pieces():
    """The set pieces that hold the word, by their key."""
    found = [path for path in (shelf.place(Fragment.FOLDER)).rglob("*") if path.is_file()]
    return {path.name for path in found if holds(path.read_bytes(), CANARY)}


@pytest.fixture
def secret(published, call):
    """A published contribution of which everything was set; the word is in its answer and in its name."""
    return published(call, answers=(CANARY, None), organisation=f"{CANARY} org", name="Amina")


def print_both(call):
    for layout in Compilation.Layout.values:
        print_now(call, layout=layout)


def take_down(submission, dana):
    actions.take_down(submission=submission, reason="A court ordered it.", by=dana, name_omitted=True)


def withdraw(submission, dana):
    """Before it came out: then the text disappears."""
    Submission.objects.filter(pk=submission.pk).update(state="submitted", published_at=None)
    actions.withdraw(submission=Submission.objects.get(pk=submission.pk), by=holder_of(submission))


def withdraw_published(submission, dana):
    actions.withdraw(submission=submission, by=holder_of(submission))


def hide_all(submission, dana):
    redact(submission, dana, text="–", hides_name=True)


def keep_to_oneself(submission, dana):
    actions.change_choices(submission=submission, publish="not", translation="original", by=holder_of(submission))


def erase_the_person(submission, dana):
    privacy.erase(submission.current.email, dana)


def holder_of(submission):
    return actions.holding.Holder(key=submission.holder_key, email="")


@pytest.mark.parametrize(
    "take_away", [take_down, withdraw, withdraw_published, hide_all, keep_to_oneself, erase_the_person]
)
def test_no_piece_is_left_when_it_is_taken_away(secret, call, dana, take_away):
    print_both(call)
    assert len(set_pieces()) >= 6
    with at_commit():
        take_away(secret, dana)
    assert (set_pieces(), Fragment.objects.of(secret).count()) == (set(), 0)


def test_pieces_of_others_stay(secret, call, dana):
    other = contribution(call, number=50, answers=["Stays."])
    print_both(call)
    with at_commit():
        take_down(secret, dana)
    assert Fragment.objects.filter(version=other.current).count() == 2


def test_when_the_action_fails_every_piece_stays(secret, call, chidi):
    print_now(call)
    before = set_pieces()
    with at_commit(), pytest.raises(Refused):
        take_down(secret, chidi)
    assert set_pieces() == before


def test_an_old_translation_is_not_left(call, dana):
    submission = contribution(call, language="fr", translation="unofficial", answers=["Oui."])
    translate(submission, dana, text=CANARY, language="en")
    print_now(call)
    assert len(set_pieces()) == 1
    with at_commit():
        actions.revoke_translation(version=submission.current, language="en", by=dana)
    assert set_pieces() == set()


def test_a_file_that_is_hidden_is_not_left(call, dana):
    submission = contribution(call, answers=["Text."])
    file = file_of(submission.current, f"{CANARY}.pdf")
    print_now(call)
    assert len(set_pieces()) == 1
    with at_commit():
        redact(submission, dana, hidden_files=[file])
    assert set_pieces() == set()


@pytest.fixture
def coalition(call):
    """A contribution with a co-signatory whose name is the word."""
    version = contribution(call, behalf="coalition", behalf_name="All", answers=["Ours."]).current
    facts = {"name": CANARY, "key": "k" * 43, "email": "signs@example.org"}
    return version.co_signatories.create(order=1, **facts)


def test_a_co_signatory_who_removes_the_name_is_not_left(coalition, call):
    print_now(call)
    assert len(set_pieces()) == 1
    with at_commit():
        actions.sign(signatory=coalition, standing="removed", seen="named")
    assert set_pieces() == set()


def test_a_co_signatory_whose_address_is_erased_is_not_left(coalition, call, dana):
    print_now(call)
    with at_commit():
        privacy.erase("signs@example.org", dana)
    assert set_pieces() == set()


# While somebody prints


def test_what_a_worker_sets_after_a_takedown_is_gone_when_it_ends(secret, call, dana):
    """It gathered the text before; what it asks for is written and set after the text was taken away."""
    contribution(call, number=50, answers=["Stays."])
    gathered = gathering.gather(Compilation(call=call))
    with at_commit():
        take_down(secret, dana)
    making.printing.print_paper(Compilation(call=call), gathered, open(os.devnull, "wb"))
    assert len(set_pieces()) > 0
    with at_commit():
        gathering.forget_changed(gathered)
    assert (set_pieces(), rows_holding(CANARY)) == (set(), set())


def test_a_takedown_in_the_middle_of_a_run_leaves_nothing(secret, call, dana, monkeypatch):
    contribution(call, number=50, answers=["Stays."])
    run, plain = actions.compile_contributions(call=call, by=dana), making.gathering.gather

    def gather(*args, **how):
        monkeypatch.undo()
        gathered = plain(*args, **how)
        take_down(secret, dana)
        return gathered

    monkeypatch.setattr(making.gathering, "gather", gather)
    with at_commit():
        compilation.make(run.pk)
    run.refresh_from_db()
    assert (run.state, set_pieces(), files_holding(CANARY)) == ("done", set(), set())


# The sweep


def test_the_sweep_leaves_what_is_in_force(secret, call):
    print_both(call)
    before = Fragment.objects.count()
    fragments.sweep()
    assert Fragment.objects.count() == before


def test_the_sweep_throws_away_pieces_of_earlier_versions(call):
    submission = contribution(call, answers=[CANARY])
    print_both(call)
    next_version(submission)
    fragments.sweep()
    assert set_pieces() == set()


@pytest.mark.parametrize(("days", "left"), [(1, 6), (3, 1), (31, 0)])
def test_the_sweep_throws_away_what_nobody_asked_for(call, clock, days, left):
    contribution(call, answers=["Text."])
    print_now(call)
    clock((now() + timedelta(days=days)).isoformat())
    fragments.sweep()
    assert Fragment.objects.count() == left


def test_the_sweep_removes_files_without_a_row_once_nobody_can_be_writing_them(call):
    for name, age in (("a" * 64, 2 * 3600), ("b" * 64, 60), (f"{'c' * 64}.1234.part", 2 * 3600)):
        shelf.put(f"fragments/x/{name}", b"x")
        moment = time.time() - age
        os.utime(shelf.place(f"fragments/x/{name}"), (moment, moment))
    fragments.sweep()
    assert [path.name for path in shelf.place("fragments/x").iterdir()] == ["b" * 64]


def test_the_sweep_of_orphans_keeps_files_that_have_a_row(call):
    contribution(call, answers=["Text."])
    print_now(call)
    for row in Fragment.objects.all():
        os.utime(shelf.place(row.path), (1, 1))
    fragments.sweep()
    assert all(shelf.place(row.path).exists() for row in Fragment.objects.all())


def test_an_answer_that_was_changed_by_hand_gets_a_piece_of_its_own(call):
    contribution(call, answers=[CANARY])
    print_now(call)
    Answer.objects.update(text="Another text.")
    printed, _told = print_now(call)
    assert holds(printed, CANARY) is False
