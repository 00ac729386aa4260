"""Who is reminded, by which letter, and who is spared and why."""

import pytest

from audit.clock import now
from correspondence import ladder, outbox
from correspondence.models import Message
from people.models import Contact, Organisation, Person, State
from submissions import reminders
from submissions.models import Declination
from submissions.reminders import people, posting, remind_of_deadlines
from tests.submissions.contributions import contribution, draft

HALF, TWO_WEEKS, WEEK = "2016-11-14T00:00:00", "2016-11-23T23:15:00", "2016-11-30T23:30:00"
THREE, LAST = "2016-12-04T23:45:00", "2016-12-06T23:30:00"
AFTER = "2016-12-07T23:00:00"


def went():
    """Who was sent what: {(rung, address)}."""
    return {tuple(key.split(":", 5)[4:]) for key in Message.objects.values_list("key", flat=True)}


def spared(call):
    return {person.address: str(person.spared) for person in reminders.addressees(call) if person.spared}


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


def test_one_person_is_known_as_among_all(call, group, book, bela, clock):
    Contact.objects.create(group=group, email="aa@example.org", person=bela.person)
    contribution(call, organisation="Net Watch")
    draft(call, "stranger@example.net", hours_ago=90)
    clock(WEEK)
    remind_of_deadlines()
    everybody = reminders.addressees(call)
    assert len(everybody) == 6
    assert [people.addressee(call, person.address.upper()) for person in everybody] == everybody
    assert people.addressee(call, "nobody@example.org") is None


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
