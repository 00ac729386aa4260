"""The verbs of a draft: start, save, attach, submit; once, whole, and numbered without gaps."""

import threading

import pytest
from django.db import connection

from audit.log import Stale
from audit.models import Entry
from correspondence.models import Message
from people.refusals import Refused
from submissions import actions, drafting, storing
from submissions.models import File, Submission, Version
from tests.submissions.conftest import draft, pdf_bytes, upload, values_for

pytestmark = pytest.mark.embedded


def test_a_draft_belongs_to_its_holder(call, draft_of, amina):
    version, holder = draft_of(call)
    assert (version.submission.is_held_by(holder), version.submission.is_held_by(amina)) == (True, False)


def test_no_draft_begins_after_the_deadline(call, clock):
    clock("2016-12-07T23:05:00")
    with pytest.raises(Refused):
        actions.start(call=call, by=drafting.new_holder())
    assert Submission.objects.count() == 0


def test_nobody_else_saves_in_a_draft(call, draft_of, amina):
    version, _holder = draft_of(call)
    with pytest.raises(Refused):
        actions.save(version=version, values=values_for(call, name="Mallory"), by=amina, seen="", page="")
    assert Version.objects.get().name == "Amina Stakeholder"


@pytest.mark.parametrize("late", ["save", "attach", "detach"])
def test_what_was_sent_meanwhile_stays_as_it_was_sent(call, draft_of, late):
    version, holder = draft_of(call)
    stored = storing.store(upload("a.pdf", pdf_bytes()))
    file = actions.attach(version=Version.objects.get(), stored=stored, by=holder)
    save = {"values": {"other": "Later."}, "answers": {}, "seen": "", "page": version.saved_from}
    args = {"save": {"version": version, **save}, "attach": {"version": version, "stored": stored}}
    assert version.submission.state == file.version.submission.state == "draft"  # as another window knows them
    sent = actions.submit(version=Version.objects.get(), by=holder)
    with pytest.raises(Refused):
        getattr(actions, late)(by=holder, **args.get(late, {"file": file}))
    assert (Version.objects.get().digest, File.objects.count()) == (sent.sha256, 1)


def test_text_is_kept_whole_and_literally(call, filed):
    text = "  1. one\n3. three\n\n7. seven\u2028\t" + "word " * 20_000
    submission = filed(call, answers=[text])
    assert submission.current.answers.get().text == text


def test_a_question_left_out_has_no_row_and_no_position_has_one(call, filed):
    submission = filed(call, answers=["", None])
    assert list(submission.current.answers.values_list("text", "no_position")) == [("", True)]


def test_another_window_is_not_overwritten_silently(call, draft_of):
    version, holder = draft_of(call)
    values = {"language": "en", "other": ""}
    seen = drafting.mark_of(version, values, with_answers=True)
    question = call.questions.first().pk
    save = {"version": version, "values": values, "by": holder, "seen": seen}
    actions.save(**save, answers={question: ("From the first window.", False)}, page="one")
    with pytest.raises(Stale):
        actions.save(**save, answers={question: ("From the second window.", False)}, page="two")
    assert version.answers.get().text == "From the first window."


def test_a_page_never_stands_in_its_own_way(call, draft_of):
    version, holder = draft_of(call)
    values = {"language": "en", "other": "first"}
    save = {"version": version, "by": holder, "seen": "long ago", "page": version.saved_from}
    actions.save(**save, values=values)
    actions.save(**save, values={**values, "other": "second"})
    assert Version.objects.get().other == "second"


def test_filing_gives_number_hash_hour_letter_and_line_in_the_log(call, draft_of):
    version, holder = draft_of(call)
    sent = actions.submit(version=version, by=holder)
    submission = Submission.objects.get()
    assert (submission.state, submission.register_number, submission.current) == ("submitted", 1, sent)
    assert (sent.number, sent.sha256, sent.sent_at) == (1, sent.digest, submission.submitted_at)
    assert Message.objects.get().key == f"receipt:{submission.uid}:1"
    assert [entry.action for entry in Entry.objects.about(submission)] == ["submission.submitted", "submission.started"]


def test_the_log_holds_no_word_of_it(call, filed):
    submission = filed(call, name="Canary Name", email="canary@example.org", answers=["Canary text."])
    told = [str(entry.details) + entry.actor for entry in Entry.objects.about(submission)]
    assert [line for line in told if "anary" in line or submission.holder_key in line] == []


def test_sending_twice_files_once(call, draft_of):
    version, holder = draft_of(call)
    first = actions.submit(version=version, by=holder)
    again = actions.submit(version=Version.objects.get(), by=holder)
    assert (again, again.submission.register_number) == (first, 1)
    assert (Message.objects.count(), Submission.objects.filed().count()) == (1, 1)


def test_what_the_sender_was_not_shown_is_not_filed(call, draft_of):
    version, holder = draft_of(call)
    with pytest.raises(Stale):
        actions.submit(version=version, by=holder, shown={**version.content, "other": "As it was."})
    assert actions.submit(version=version, by=holder, shown=Version.objects.get().content).number == 1


def test_what_lacks_something_is_not_filed(call, draft_of):
    version, holder = draft_of(call, name="")
    with pytest.raises(Refused, match="Enter your name"):
        actions.submit(version=version, by=holder)
    assert Submission.objects.get().state == "draft"


def test_a_stranger_cannot_send_a_draft(call, draft_of, amina):
    version, _holder = draft_of(call)
    with pytest.raises(Refused):
        actions.submit(version=version, by=amina)
    assert Message.objects.count() == 0


def test_nothing_is_filed_after_the_grace(call, draft_of, clock):
    version, holder = draft_of(call)
    clock("2016-12-07T23:31:00")
    with pytest.raises(Refused, match="The deadline has passed"):
        actions.submit(version=version, by=holder)
    assert Submission.objects.get().register_number is None


def test_a_failed_filing_gives_its_number_back(call, draft_of, monkeypatch, filed):
    version, holder = draft_of(call)
    monkeypatch.setattr("submissions.emails.acknowledge", lambda version: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        actions.submit(version=version, by=holder)
    monkeypatch.undo()
    assert filed(call).register_number == 1


def test_each_call_has_its_own_numbers(call, filed, other_call):
    assert [filed(one).register_number for one in (call, call, other_call, call)] == [1, 2, 1, 3]


def test_files_come_and_go_until_it_is_sent(call, draft_of):
    version, holder = draft_of(call)
    kept, gone = [
        actions.attach(version=version, stored=storing.store(upload(name, pdf_bytes())), by=holder)
        for name in ("kept.pdf", "gone.pdf")
    ]
    actions.detach(file=gone, by=holder)
    actions.submit(version=version, by=holder)
    with pytest.raises(Refused):
        actions.detach(file=kept, by=holder)
    assert [file.name for file in File.objects.all()] == ["kept.pdf"]


def test_a_file_alone_is_a_contribution(call, draft_of):
    version, holder = draft_of(call, answers=[])
    actions.attach(version=version, stored=storing.store(upload("all.pdf", pdf_bytes())), by=holder)
    assert actions.submit(version=version, by=holder).submission.register_number == 1


def in_threads(work, things):
    """Do the work on every thing at once; returns what was raised."""
    raised, barrier = [], threading.Barrier(len(things))

    def run(thing):
        try:
            barrier.wait()
            work(thing)
        except Exception as error:
            raised.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[thing]) for thing in things]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised


@pytest.mark.django_db(transaction=True)
def test_filings_at_the_same_instant_get_numbers_without_gaps(call):
    drafts = [draft(call, name=f"Nr. {number}") for number in range(12)]
    assert in_threads(lambda pair: actions.submit(version=pair[0], by=pair[1]), drafts) == []
    numbers = Submission.objects.order_by("register_number").values_list("register_number", flat=True)
    assert (list(numbers), Message.objects.count()) == (list(range(1, 13)), 12)


@pytest.mark.django_db(transaction=True)
def test_one_draft_sent_from_many_windows_at_once_is_filed_once(call):
    version, holder = draft(call)
    copies = [(Version.objects.select_related("submission__call").get(pk=version.pk), holder) for _ in range(8)]
    assert in_threads(lambda pair: actions.submit(version=pair[0], by=pair[1]), copies) == []
    assert (Submission.objects.filed().count(), Message.objects.count(), Submission.objects.get().register_number) == (
        1,
        1,
        1,
    )
