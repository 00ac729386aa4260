"""Asking the author to clarify, and contributions that say the same as another."""

import threading
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from audit.clock import now
from audit.models import Entry
from correspondence.models import Message
from people.refusals import Refused
from submissions import actions
from submissions.models import Submission
from tests.submissions.contributions import contribution

pytestmark = pytest.mark.django_db
REAL = pytest.mark.django_db(transaction=True)


def returned(call, dana, **fields):
    submission = contribution(call, state="submitted", **fields)
    actions.return_for_clarification(submission, "Which year?", now() + timedelta(days=5), dana)
    return submission


def test_returning_asks_the_author_by_letter_with_the_way_back(call, dana):
    submission = returned(call, dana)
    letter = Message.objects.get()
    assert (submission.state, submission.returned_question) == ("returned", "Which year?")
    assert letter.to_address == submission.current.email
    assert "Which year?" in letter.body
    assert "http://localhost:8000/contributions/resume/" in letter.body
    assert "until 30 November 2016, 13:00 Geneva time (UTC+1)" in letter.body


@pytest.mark.parametrize("state", ["published", "shared", "withheld", "withdrawn"])
def test_what_is_decided_is_not_returned(call, dana, state):
    submission = contribution(call, state=state)
    with pytest.raises(Refused):
        actions.return_for_clarification(submission, "Which?", now() + timedelta(days=5), dana)
    assert Message.objects.count() == 0


def test_the_hour_to_answer_by_lies_ahead(call, dana):
    submission = contribution(call, state="submitted")
    with pytest.raises(Refused, match="past"):
        actions.return_for_clarification(submission, "Which?", now() - timedelta(minutes=1), dana)
    assert Submission.objects.get().state == "submitted"


def test_taking_the_question_back_stops_the_letter(call, dana):
    submission = returned(call, dana)
    actions.take_back_question(submission=submission, by=dana)
    assert (submission.state, submission.returned_question) == ("submitted", "")
    assert Message.objects.get().state == "withdrawn"


def test_one_returned_can_be_withheld_but_not_published(call, dana):
    submission = returned(call, dana)
    with pytest.raises(Refused):
        actions.publish(submission=submission, by=dana)
    actions.withhold(submission=submission, reason="No answer came.", by=dana)
    assert submission.state == "withheld"


def test_publishing_an_answered_one_closes_the_question(call, dana):
    submission = returned(call, dana)
    Submission.objects.update(state="submitted")
    assert list(Submission.objects.answered()) == [submission]
    actions.publish(submission=submission, by=dana)
    assert (submission.returned_question, Submission.objects.answered().count()) == ("", 0)


# Duplicates


def test_a_duplicate_is_linked_and_both_stay_in_the_register(call, dana):
    first, second = contribution(call), contribution(call, state="submitted")
    actions.mark_duplicate(submission=second, other=first, by=dana)
    assert (second.state, second.duplicate_of, list(first.duplicates.all())) == ("duplicate", first, [second])
    assert (Submission.objects.filed().count(), Submission.objects.in_force().count()) == (2, 1)
    assert Entry.objects.about(second)[0].action == "submission.duplicate"


def test_undoing_it_puts_it_back_into_the_queue(call, dana):
    first, second = contribution(call), contribution(call, state="submitted")
    actions.mark_duplicate(submission=second, other=first, by=dana)
    actions.unmark_duplicate(submission=second, by=dana)
    assert (second.state, second.duplicate_of) == ("submitted", None)


def test_there_is_no_chain_and_no_circle_of_duplicates(call, dana):
    one, two, three = (contribution(call, state="submitted") for _ in range(3))
    actions.mark_duplicate(submission=two, other=one, by=dana)
    for submission, other in ((one, two), (one, three), (three, two), (three, three), (three, None)):
        with pytest.raises(Refused):
            actions.mark_duplicate(submission=submission, other=other, by=dana)
    assert list(Submission.objects.filter(state="duplicate")) == [two]


def test_a_duplicate_is_of_the_same_call(call, other_call, dana):
    one, other = contribution(call, state="submitted"), contribution(other_call)
    with pytest.raises(Refused, match="No contribution to this call"):
        actions.mark_duplicate(submission=one, other=other, by=dana)


def test_the_database_refuses_a_duplicate_of_itself(call):
    one = contribution(call)
    with pytest.raises(IntegrityError), transaction.atomic():
        Submission.objects.filter(pk=one.pk).update(state="duplicate", duplicate_of=one)


def together(work, things):
    threads = [threading.Thread(target=work, args=(thing,)) for thing in things]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]


@REAL
@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer")
def test_two_marked_at_once_as_duplicates_of_each_other_close_no_circle(call, dana):
    one, two = (contribution(call, state="submitted") for _ in range(2))

    def mark(pair):
        try:
            actions.mark_duplicate(submission=pair[0], other=pair[1], by=dana)
        except Refused:
            pass
        finally:
            connection.close()

    both = [(one, two), (Submission.objects.get(pk=two.pk), Submission.objects.get(pk=one.pk))]
    together(mark, both)
    assert Submission.objects.filter(state="duplicate").count() == 1


def test_asked_twice_until_the_same_hour_both_questions_go_out(call, dana):
    submission, until = contribution(call, state="submitted"), now() + timedelta(days=5)
    for question in ("Whcih year?", "Which year?"):
        actions.return_for_clarification(submission, question, until, dana)
        if question == "Whcih year?":
            actions.take_back_question(submission=submission, by=dana)
    states = [(letter.state, "Which year?" in letter.body) for letter in Message.objects.order_by("pk")]
    assert states == [("withdrawn", False), ("waiting", True)]
