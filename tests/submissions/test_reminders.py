"""Reminders of a deadline: who gets them, once, and who is spared."""

import threading
from datetime import date

import pytest
from django.db import connection

from audit.clock import now
from correspondence import ladder, outbox
from correspondence.models import Message
from meetings import actions as meetings
from meetings.models import Call
from people.models import Contact, Organisation, Person, State
from submissions import reminders
from submissions.models import Declination
from submissions.reminders import posting, remind_of_deadlines, spare
from tests.submissions.contributions import contribution, draft

HALF, TWO_WEEKS, WEEK = "2016-11-14T00:00:00", "2016-11-23T23:15:00", "2016-11-30T23:30:00"
THREE, LAST = "2016-12-04T23:45:00", "2016-12-06T23:30:00"
AFTER = "2016-12-07T23:00:00"


@pytest.fixture
def book(group):
    """Three contacts: a company, an NGO, a person."""
    society = group.stakeholder_groups.get(name="Civil society")
    acme, watch = Organisation.objects.create(name="Acme Ltd."), Organisation.objects.create(name="Net Watch")
    rows = [("acme@example.org", acme), ("watch@example.org", watch), ("Solo@example.org", None)]
    return [
        Contact.objects.create(group=group, email=email, organisation=organisation, stakeholder_group=society)
        for email, organisation in rows
    ]


def went():
    """Who was sent what: {(rung, address)}."""
    return {tuple(key.split(":", 5)[4:]) for key in Message.objects.values_list("key", flat=True)}


def spared(call):
    return {person.address: str(person.spared) for person in reminders.addressees(call) if person.spared}


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


def test_who_answered_is_spared(call, book, clock):
    contribution(call, email="SOLO@example.org", organisation="")
    contribution(call, organisation="net  WATCH", state="shared")
    contribution(call, organisation="Acme Ltd.", state="withdrawn")
    clock(WEEK)
    remind_of_deadlines()
    assert went() == {("7", "acme@example.org")}
    assert spared(call) == {
        "solo@example.org": "Has answered.",
        "watch@example.org": "The organisation has answered.",
    }


def test_a_state_is_spared_under_whatever_name_it_answered(call, group):
    brazil = State.objects.get(iso3="BRA")
    delegation = Organisation.objects.create(name="Brazil", state=brazil)
    Contact.objects.create(group=group, email="mission@example.org", organisation=delegation)
    contribution(call, stakeholders="Member States", organisation="Permanent Mission", country=brazil)
    assert spared(call) == {"mission@example.org": "The organisation has answered."}


def test_a_suppressed_address_gets_nothing_even_with_a_draft(call, book, clock):
    clock(WEEK)
    outbox.suppress("Acme@example.org", reason="bounced")
    draft(call, "acme@example.org", hours_ago=90)
    remind_of_deadlines()
    assert went() == {("7", "solo@example.org"), ("7", "watch@example.org")}


def test_who_declined_is_spared_with_a_draft_too(call, book, clock):
    clock(WEEK)
    Declination.objects.create(call=call, email="acme@example.org", declined_at=now())
    draft(call, "Acme@example.org", hours_ago=90)
    remind_of_deadlines()
    assert went() == {("7", "solo@example.org"), ("7", "watch@example.org")}
    assert spared(call)["acme@example.org"] == "Contributes nothing this time."


def test_who_declined_after_the_letters_were_counted_gets_none(call, book, clock):
    clock(WEEK)
    stairs = ladder.rungs(call.opened_at, call.deadline_at)
    letters = [(stairs[3], person) for person in reminders.addressees(call)]
    Declination.objects.create(call=call, email="acme@example.org", declined_at=now())
    assert posting.post(call, letters) == 2


def test_a_newer_draft_under_another_address_is_not_called_a_first_one(call, clock):
    clock("2016-11-20T12:00:00")
    draft(call, "new@example.org", of=contribution(call, email="old@example.org"), hours_ago=1)
    clock(WEEK)
    remind_of_deadlines()
    assert Message.objects.get().subject.startswith("Your changes are not submitted yet")


@pytest.mark.parametrize("address", ["acme at example.org", "a@example.org\nBcc: b@example.org"])
def test_what_is_no_address_gets_no_letter(call, clock, address):
    clock("2016-11-20T12:00:00")
    draft(call, address)
    assert reminders.addressees(call) == []


def test_one_person_with_two_addresses_gets_one_letter(call, group, clock):
    person = Person.objects.create(name="Pat Person")
    for email in ("office@example.org", "home@example.org"):
        Contact.objects.create(group=group, email=email, person=person)
    clock(WEEK)
    remind_of_deadlines()
    assert went() == {("7", "home@example.org")}


def test_drafts_are_told_that_they_are_not_submitted(call, book, clock):
    clock("2016-11-20T12:00:00")
    draft(call, "acme@example.org")
    draft(call, "stranger@example.net")
    clock(WEEK)
    remind_of_deadlines()
    subjects = dict(Message.objects.values_list("to_address", "subject"))
    told = {address for address, subject in subjects.items() if subject.startswith("Not submitted yet")}
    assert told == {"acme@example.org", "stranger@example.net"}
    assert len(subjects) == 4


def test_a_newer_draft_is_told_apart_from_one_never_sent(call, book, clock):
    clock("2016-11-20T12:00:00")
    draft(call, "acme@example.org", of=contribution(call, email="acme@example.org"), hours_ago=1)
    clock(WEEK)
    remind_of_deadlines()
    assert Message.objects.get(to_address="acme@example.org").subject.startswith("Your changes are not submitted yet")


def test_a_draft_older_than_what_was_sent_counts_for_nothing(call, clock):
    clock("2016-11-20T12:00:00")
    draft(call, "acme@example.org", hours_ago=30)
    contribution(call, email="acme@example.org")
    assert reminders.addressees(call) == []


def test_who_is_writing_just_now_is_not_disturbed(call, clock):
    clock("2016-12-06T20:00:00")
    draft(call, "late@example.org", hours_ago=0)
    clock(LAST)
    assert remind_of_deadlines() == 1
    assert remind_of_deadlines() == 0


def test_who_began_a_draft_today_is_left_alone_until_the_last_letter(call, clock):
    clock("2016-12-01T00:00:00")
    draft(call, "late@example.org")
    counts = []
    for moment in ("2016-12-01T12:00:00", THREE, LAST):
        clock(moment)
        counts.append(remind_of_deadlines())
    assert counts == [0, 1, 1]


def test_a_moved_deadline_begins_a_new_ladder_four_days_after_the_last_letter(call, book, clock):
    clock(WEEK)
    remind_of_deadlines()
    Call.objects.filter(pk=call.pk).update(deadline_at="2016-12-20T23:00:00Z", deadline_version=2)
    clock("2016-12-02T12:00:00")
    assert remind_of_deadlines() == 0
    clock("2016-12-06T12:00:00")
    assert remind_of_deadlines() == 3
    assert Message.objects.with_key(f"call:{call.uid}:reminder:2:half:").count() == 3


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


@pytest.mark.parametrize("count", [1, 50])
def test_the_number_of_queries_is_the_same_for_one_and_fifty(call, group, looked_at_clock, count):
    for number in range(count):
        organisation = Organisation.objects.create(name=f"Body {number}")
        Contact.objects.create(group=group, email=f"{number}@example.org", organisation=organisation)
        draft(call, f"draft{number}@example.org")
    with connection.execute_wrapper(counter := Queries()):
        reminders.plan(call)
    assert counter.count == 7


class Queries:
    """Counts the queries of a block."""

    count = 0

    def __call__(self, execute, *args):
        self.count += 1
        return execute(*args)


def test_the_plan_shows_what_went_and_what_will_go(call, book, clock):
    clock(WEEK)
    remind_of_deadlines()
    contribution(call, email="solo@example.org")
    steps, waiting, left_alone = reminders.plan(call)
    shown = [(step.rung.name, [(str(state), count) for state, count in step.went], step.will_go) for step in steps]
    assert shown[3:] == [("7", [("Waiting", 3)], 0), ("3", [], 2), ("1", [], 2)]
    assert [person.address for person in waiting] == ["acme@example.org", "watch@example.org"]
    assert [(person.address, str(person.spared)) for person in left_alone] == [("solo@example.org", "Has answered.")]
    assert waiting[0].next[1].date() == date(2016, 12, 4)
