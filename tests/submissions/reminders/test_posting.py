"""Reminders of a deadline: posted when they are due, once, and taken back when they are wanted no more."""

import threading
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from correspondence import ladder
from correspondence.models import Message
from meetings import actions as meetings
from meetings.models import Call
from people.models import Contact
from submissions import reminders
from submissions.actions import extend
from submissions.reminders import posting, remind_of_deadlines, spare
from tests.submissions.contributions import contribution

HALF, TWO_WEEKS, WEEK = "2016-11-14T00:00:00", "2016-11-23T23:15:00", "2016-11-30T23:30:00"
THREE, LAST = "2016-12-04T23:45:00", "2016-12-06T23:30:00"
AFTER = "2016-12-07T23:00:00"


def went():
    """Who was sent what: {(rung, address)}."""
    return {tuple(key.split(":", 5)[4:]) for key in Message.objects.values_list("key", flat=True)}


def test_everybody_who_has_not_answered_gets_the_rung_that_is_due(call, book, clock):
    clock(TWO_WEEKS)
    assert remind_of_deadlines() == 3
    assert went() == {("14", "acme@example.org"), ("14", "solo@example.org"), ("14", "watch@example.org")}


def test_running_again_posts_nothing(call, book, clock):
    clock(TWO_WEEKS)
    remind_of_deadlines()
    assert remind_of_deadlines() == 0
    assert Message.objects.count() == 3


def test_the_letter_names_the_deadline_and_expires_with_it(call, book, clock):
    clock(WEEK)
    remind_of_deadlines()
    letter = Message.objects.get(to_address="acme@example.org")
    assert letter.key == f"call:{call.uid}:reminder:1:7:acme@example.org"
    assert letter.subject == "Reminder: inputs due 7 December 2016, 23:59 Geneva time (UTC+1)"
    assert (letter.send_before, letter.group) == (call.deadline_at, call.group_id)
    assert f"http://localhost:8000/calls/{call.uid}/" in letter.body


def test_the_whole_ladder_goes_once(call, book, clock):
    counts = []
    for moment in (HALF, TWO_WEEKS, WEEK, THREE, LAST, AFTER):
        clock(moment)
        counts.append(remind_of_deadlines())
    assert counts == [3, 3, 3, 3, 3, 0]


def test_after_an_outage_only_the_most_urgent_goes(call, book, clock):
    clock(LAST)
    remind_of_deadlines()
    assert {rung for rung, _address in went()} == {"1"}


@pytest.mark.parametrize("state", ["draft", "cancelled"])
def test_a_call_that_is_not_open_reminds_nobody(call, book, clock, state):
    Call.objects.filter(pk=call.pk).update(state=state)
    clock(WEEK)
    assert remind_of_deadlines() == 0


def test_a_moved_deadline_begins_a_new_ladder_four_days_after_the_last_letter(call, book, clock):
    clock(WEEK)
    remind_of_deadlines()
    Call.objects.filter(pk=call.pk).update(deadline_at="2016-12-20T23:00:00Z", deadline_version=2)
    clock("2016-12-02T12:00:00")
    assert remind_of_deadlines() == 0
    clock("2016-12-06T12:00:00")
    assert remind_of_deadlines() == 3
    assert Message.objects.with_key(f"call:{call.uid}:reminder:2:half:").count() == 3


def kinds(call):
    """{(kind of letter, version of the deadline, state): how many} of a call."""
    found = Message.objects.with_key(f"call:{call.uid}:").values_list("key", "state")
    return Counter((*key.split(":")[2:4], state) for key, state in found)


@pytest.mark.parametrize("moment", ["2016-12-01T12:00:00", "2016-12-09T12:00:00"])
def test_an_extension_drops_the_old_ladder_and_begins_a_new_one(call, book, dana, clock, moment):
    clock(WEEK)
    remind_of_deadlines()
    clock(moment)  # while the call is open, and, opening it again, after it has closed
    later = datetime(2016, 12, 22, 22, 59, 59, tzinfo=UTC)
    extend(call=call, new_deadline_at=later, reason="Asked for.", seen=call.version, by=dana)
    assert remind_of_deadlines() == 0
    assert kinds(call) == {("reminder", "1", "withdrawn"): 3, ("extended", "2", "waiting"): 3}
    clock("2016-12-16T12:00:00")
    assert (remind_of_deadlines(), remind_of_deadlines()) == (3, 0)
    clock("2016-12-21T23:30:00")
    assert remind_of_deadlines() == 3
    clock("2016-12-22T23:30:00")
    assert (remind_of_deadlines(), kinds(call)["reminder", "2", "waiting"]) == (0, 6)


def test_a_cancelled_meeting_stops_every_letter(call, meeting, book, dana, clock):
    clock(WEEK)
    remind_of_deadlines()
    meetings.cancel_meeting(meeting=meeting, by=dana)
    assert kinds(call) == {("reminder", "1", "withdrawn"): 3}
    for moment in (THREE, LAST):
        clock(moment)
        assert remind_of_deadlines() == 0


def test_in_a_short_call_nobody_gets_more_than_three_letters(call, book, clock):
    opened = datetime(2016, 11, 18, 8, tzinfo=UTC)
    Call.objects.filter(pk=call.pk).update(opened_at=opened)
    for hours in range(0, 24 * 21, 8):
        clock((opened + timedelta(hours=hours)).isoformat())
        remind_of_deadlines()
    assert kinds(call) == {("reminder", "1", "waiting"): 6}  # two to each of three, beside the opening letter


def test_nothing_is_posted_when_the_deadline_moved_in_between(call, book, clock):
    clock(WEEK)
    Call.objects.filter(pk=call.pk).update(deadline_version=2)
    assert reminders.remind(call) == 0


def test_a_cancelled_call_takes_its_letters_back(call, book, dana, clock):
    clock(WEEK)
    remind_of_deadlines()
    assert meetings.cancel_call(call=call, by=dana) == 3
    assert set(Message.objects.values_list("state", flat=True)) == {"withdrawn"}
    assert remind_of_deadlines() == 0


def test_who_answers_before_the_letter_left_is_spared_it(call, book, clock):
    clock(WEEK)
    remind_of_deadlines()
    assert spare(call, "Acme@example.org") == 1
    waiting = Message.objects.waiting().values_list("to_address", flat=True).order_by("to_address")
    assert list(waiting) == ["solo@example.org", "watch@example.org"]


def test_filing_takes_back_the_letter_that_has_not_left(call, group, filed, clock):
    Contact.objects.create(group=group, email="Amina@example.org")
    clock(WEEK)
    remind_of_deadlines()
    filed(call, email="amina@example.org")
    assert Message.objects.filter(key__contains=":reminder:").get().state == "withdrawn"


def test_who_answered_after_the_letters_were_counted_gets_none(call, book, clock):
    clock(WEEK)
    stairs = ladder.rungs(call.opened_at, call.deadline_at)
    letters = [(stairs[3], person) for person in reminders.addressees(call)]
    contribution(call, email="acme@example.org")
    assert posting.post(call, letters) == 2
    assert went() == {("7", "solo@example.org"), ("7", "watch@example.org")}


def test_a_letter_is_in_the_language_of_the_address_book(call, group, clock):
    Contact.objects.create(group=group, email="fr@example.org", language="fr")
    Contact.objects.create(group=group, email="xx@example.org", language="xx")
    clock(WEEK)
    remind_of_deadlines()
    bodies = {letter.to_address: (letter.language, letter.body) for letter in Message.objects.all()}
    assert bodies["fr@example.org"][0] == "fr"
    assert "7 décembre 2016, 23:59, heure de Geneva (UTC+1)" in bodies["fr@example.org"][1]
    assert bodies["xx@example.org"][0] == "en"


@pytest.mark.django_db(transaction=True)
def test_two_at_once_post_each_letter_once(call, book, clock):
    clock(WEEK)

    def run():
        remind_of_deadlines()
        connection.close()

    runs = [threading.Thread(target=run) for _ in range(2)]
    [each.start() for each in runs]
    [each.join() for each in runs]
    assert Message.objects.count() == 3
