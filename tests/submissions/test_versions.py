"""The next version: the last one sent stays valid while a draft is open; sent again, it is checked again."""

import threading

import pytest
from django.db import connection

from audit.models import Entry
from correspondence.models import Message
from people.refusals import Refused
from submissions import actions, storing
from submissions.models import File, RegisterEntry, Submission, Version
from tests.submissions.conftest import draft, pdf_bytes, upload

pytestmark = pytest.mark.embedded


def file_with(call, **different):
    """(a filed contribution, its holder)."""
    version, holder = draft(call, **different)
    return actions.submit(version=version, by=holder).submission, holder


def send_again(submission, holder, **values):
    """File the next version with something else in it."""
    version = actions.edit(submission=submission, by=holder)
    actions.save(version=version, values={"other": "More.", **values}, by=holder, seen="", page=version.saved_from)
    return actions.submit(version=version, by=holder)


def said(version):
    """What a version says and who says it, without what the database calls it."""
    return {name: value for name, value in version.content.items() if name != "files"}


def test_a_draft_of_the_next_version_is_a_copy_with_its_own_key(call):
    submission, holder = file_with(call, answers=["One.", None], title="Director", other="Beside.")
    opened = actions.edit(submission=submission, by=holder)
    assert (said(opened), opened.email) == (said(submission.current), submission.current.email)
    assert (opened.number, opened.sent_at, opened.salt, opened.sha256) == (None, None, "", "")
    assert opened.submission_key != submission.current.submission_key


def test_the_version_in_force_stays_while_a_draft_is_open(call):
    submission, holder = file_with(call)
    before = submission.current.digest
    opened = actions.edit(submission=submission, by=holder)
    actions.save(version=opened, values={"name": "Other"}, by=holder, seen="", page="")
    submission.refresh_from_db()
    assert (submission.state, submission.current.number, submission.current.digest) == ("submitted", 1, before)


def test_editing_twice_opens_one_draft(call):
    submission, holder = file_with(call)
    assert actions.edit(submission=submission, by=holder) == actions.edit(submission=submission, by=holder)
    assert submission.versions.count() == 2


@pytest.mark.parametrize("verb", ["edit", "discard_draft", "withdraw", "show_draft", "hide_draft"])
def test_a_stranger_can_do_nothing_with_it(call, amina, verb):
    submission, _holder = file_with(call)
    with pytest.raises(Refused, match="Only its author"):
        getattr(actions, verb)(submission=submission, by=amina)
    assert (submission.versions.count(), Submission.objects.get().state) == (1, "submitted")


def test_sent_again_it_is_version_two_under_the_same_number(call):
    submission, holder = file_with(call)
    file_with(call, email="other@example.org")
    sent = send_again(submission, holder)
    submission.refresh_from_db()
    assert (sent.number, submission.current, submission.register_number) == (2, sent, 1)
    entries = RegisterEntry.objects.order_by("sequence").values_list("number", "version_number", "kind")
    assert list(entries) == [(1, 1, "filed"), (2, 1, "filed"), (1, 2, "filed")]
    assert Entry.objects.about(submission)[0].action == "submission.resubmitted"


def test_each_version_has_its_receipt(call):
    submission, holder = file_with(call)
    send_again(submission, holder)
    keys = Message.objects.order_by("pk").values_list("key", flat=True)
    assert list(keys) == [f"receipt:{submission.uid}:1", f"receipt:{submission.uid}:2"]
    assert "version 2" in Message.objects.latest("pk").body.replace("Version: 2", "version 2")


@pytest.mark.parametrize("state", ["published", "withheld"])
def test_what_was_decided_is_decided_again(call, dana, state):
    submission, holder = file_with(call)
    verbs = {"published": actions.publish, "withheld": actions.withhold}
    verbs[state](submission=submission, by=dana, **({"reason": "Why."} if state == "withheld" else {}))
    send_again(submission, holder)
    submission.refresh_from_db()
    assert (submission.state, submission.current.number) == ("submitted", 2)


def test_a_draft_that_lacks_something_is_not_filed_again(call):
    submission, holder = file_with(call)
    with pytest.raises(Refused, match="Enter your name"):
        send_again(submission, holder, name="")
    submission.refresh_from_db()
    assert submission.current.number == 1


def test_after_the_deadline_what_was_sent_stays_valid(call, clock):
    submission, holder = file_with(call)
    opened = actions.edit(submission=submission, by=holder)
    clock("2016-12-07T23:45:00")
    with pytest.raises(Refused, match="stays valid"):
        actions.submit(version=opened, by=holder)
    assert Submission.objects.get().current.number == 1


def test_a_draft_thrown_away_leaves_what_was_sent(call):
    submission, holder = file_with(call)
    opened = actions.edit(submission=submission, by=holder)
    actions.discard_draft(submission=submission, by=holder)
    actions.discard_draft(submission=submission, by=holder)  # pressed twice
    assert (list(submission.versions.all()), submission.current.answers.count()) == ([submission.current], 1)
    with pytest.raises(Refused, match="submitted already"):
        actions.save(version=opened, values={"other": "Late."}, by=holder, seen="", page="")


def test_another_draft_does_not_take_what_was_typed_into_one_thrown_away(call):
    submission, holder = file_with(call)
    old = actions.edit(submission=submission, by=holder)
    actions.discard_draft(submission=submission, by=holder)
    new = actions.edit(submission=submission, by=holder)
    with pytest.raises(Refused, match="thrown away in another window"):
        actions.save(version=old, values={"other": "Stale."}, by=holder, seen="", page="")
    with pytest.raises(Refused, match="thrown away in another window"):
        actions.submit(version=old, by=holder)
    assert Version.objects.get(pk=new.pk).other == ""


def with_a_file(call):
    """(a filed contribution with a file, its holder)."""
    version, holder = draft(call)
    actions.attach(version=version, stored=storing.store(upload("a.pdf", pdf_bytes())), by=holder)
    return actions.submit(version=version, by=holder).submission, holder


def test_versions_share_the_bytes_of_a_file(call, settings, django_capture_on_commit_callbacks):
    submission, holder = with_a_file(call)
    opened = actions.edit(submission=submission, by=holder)
    paths = set(File.objects.values_list("path", flat=True))
    with django_capture_on_commit_callbacks(execute=True):
        actions.discard_draft(submission=submission, by=holder)
    assert (len(paths), File.objects.count()) == (1, 1)
    assert (settings.MEDIA_ROOT / paths.pop()).exists()
    assert not Version.objects.filter(pk=opened.pk).exists()


def test_a_first_draft_is_not_thrown_away(call, draft_of):
    version, holder = draft_of(call)
    with pytest.raises(Refused):
        actions.discard_draft(submission=version.submission, by=holder)
    assert Version.objects.count() == 1


def at_once(*works):
    """Do all of these at the same moment, each in its own connection; returns what was refused."""
    start, refused, broken = threading.Barrier(len(works)), [], []

    def run(work):
        start.wait()
        try:
            work()
        except Refused as reason:
            refused.append(str(reason))
        except Exception as error:
            broken.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[work]) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert broken == []
    return refused


@pytest.mark.django_db(transaction=True)
def test_two_windows_that_send_again_make_one_version(call):
    submission, holder = file_with(call)
    opened = actions.edit(submission=submission, by=holder)
    works = [lambda: actions.submit(version=Version.objects.get(pk=opened.pk), by=holder)] * 4
    assert at_once(*works) == []
    assert sorted(submission.versions.values_list("number", flat=True)) == [1, 2]
    assert (RegisterEntry.objects.count(), Message.objects.count()) == (2, 2)


@pytest.mark.django_db(transaction=True)
def test_two_windows_that_edit_open_one_draft(call):
    submission, holder = file_with(call)
    works = [lambda: actions.edit(submission=Submission.objects.get(), by=holder)] * 4
    assert (at_once(*works), submission.versions.count()) == ([], 2)


@pytest.mark.django_db(transaction=True)
def test_withdrawing_while_another_window_sends_leaves_nothing_open(call):
    submission, holder = file_with(call)
    opened = actions.edit(submission=submission, by=holder)
    sending = [lambda: actions.submit(version=opened, by=holder)] * 2
    withdrawing = [lambda: actions.withdraw(submission=Submission.objects.get(), by=holder)] * 2
    at_once(*sending, *withdrawing)
    submission.refresh_from_db()
    assert (submission.state, submission.draft, submission.current.answers.count()) == ("withdrawn", None, 0)
    kinds = list(RegisterEntry.objects.order_by("sequence").values_list("kind", flat=True))
    assert kinds in (["filed", "withdrawn"], ["filed", "filed", "withdrawn"])
