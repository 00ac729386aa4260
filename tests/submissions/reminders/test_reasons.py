"""Why somebody got, or did not get, each letter of a call: the same answer as the sender gives."""

from datetime import UTC, datetime

import pytest

from audit.clock import now
from correspondence import outbox
from correspondence.models import Message
from meetings import actions as meetings
from meetings.models import Call
from people.models import Contact
from submissions import reminders
from submissions.actions import extend
from submissions.models import Declination
from submissions.reminders import explain, remind_of_deadlines
from tests.submissions.contributions import contribution, draft

HALF, TWO_WEEKS, WEEK, LAST = "2016-11-14T00:00", "2016-11-23T23:15", "2016-11-30T23:30", "2016-12-06T23:30"
AFTER = "2016-12-08T12:00"
LATER = datetime(2016, 12, 20, 22, 59, 59, tzinfo=UTC)
PASSED = "Its time passed without a letter: the address was spared then, or entered later."
CAME_LATER = "Was not among those written to at that hour: came later, or began a draft."


def told(call, address="acme@example.org"):
    """[(letter, what, why)] of an address."""
    call.refresh_from_db()
    return [(line.name, line.what, str(line.why)) for line in explain(call, address).lines]


def answered(call):
    contribution(call, email="acme@example.org", organisation="Elsewhere")


def colleague(call):
    contribution(call, organisation="ACME ltd.")


def declined(call):
    Declination.objects.create(call=call, email="acme@example.org", declined_at=now())


def bounced(call):
    outbox.suppress("Acme@example.org", reason="bounced")


def writing(call):
    draft(call, "acme@example.org", hours_ago=0)


def gone_from_the_book(call):
    Contact.objects.filter(email="acme@example.org").delete()


@pytest.mark.parametrize(
    ("happened", "why"),
    [
        (answered, "Has answered."),
        (colleague, "The organisation has answered."),
        (declined, "Contributes nothing this time."),
        (bounced, "This address is not to be written to."),
        (writing, "Is writing a draft just now."),
        (gone_from_the_book, "Is not in the address book, and has no draft of this call."),
    ],
)
def test_whoever_is_spared_is_told_the_reason_of_the_sender(call, book, clock, happened, why):
    clock(WEEK)
    happened(call)
    rows = told(call)
    assert rows == [(name, "skipped", why) for name, _what, _why in rows]
    remind_of_deadlines()
    assert not Message.objects.filter(to_address="acme@example.org").exists()


def test_the_second_address_of_a_person_is_told_so(call, group, bela, clock):
    Contact.objects.create(group=group, email="aa@example.org", person=bela.person)
    clock(WEEK)
    assert {why for _name, _what, why in told(call, "bela@example.org")} == {"Is written to at another address."}


def test_each_rung_says_what_became_of_it(call, book, clock):
    clock(TWO_WEEKS)
    remind_of_deadlines()
    clock("2016-11-25T12:00")
    assert told(call, "ACME@example.org") == [
        ("The call is open", "skipped", CAME_LATER),
        ("Half-way", "skipped", PASSED),
        ("14 days before the deadline", "waiting", ""),
        ("7 days before the deadline", "will_go", ""),
        ("3 days before the deadline", "will_go", ""),
        ("1 day before the deadline", "will_go", ""),
    ]


def test_a_rung_too_near_the_letter_before_says_so(call, book, clock):
    clock("2016-12-03T12:00")
    remind_of_deadlines()
    assert told(call)[-2:] == [
        ("3 days before the deadline", "skipped", "Another letter went less than four days before."),
        ("1 day before the deadline", "will_go", ""),
    ]


def files(call, dana):
    reminders.spare(call, "acme@example.org")
    answered(call)


def cancels(call, dana):
    meetings.cancel_call(call=call, by=dana)


def extends(call, dana):
    extend(call=call, new_deadline_at=LATER, reason="Asked for.", seen=call.version, by=dana)


@pytest.mark.parametrize(
    ("happened", "why"),
    [
        (files, "Has answered."),
        (cancels, "The call was cancelled before it went."),
        (extends, "The deadline was extended before it went: the old ladder was dropped."),
    ],
)
def test_a_letter_that_was_taken_back_says_why(call, book, dana, clock, happened, why):
    clock(WEEK)
    remind_of_deadlines()
    happened(call, dana)
    assert [row[1:] for row in told(call) if row[1] == "withdrawn"] == [("withdrawn", why)]


@pytest.mark.parametrize(("state", "moment", "closed"), [("cancelled", WEEK, 3), ("opened", AFTER, 0)])
def test_after_the_deadline_and_after_a_cancellation_nothing_will_go(call, book, clock, state, moment, closed):
    Call.objects.filter(pk=call.pk).update(state=state)
    clock(moment)
    rows = told(call)
    assert {what for _name, what, _why in rows} == {"skipped"}
    assert [why for *_what, why in rows].count("The call is not open: no reminders go any more.") == closed


@pytest.mark.parametrize("moment", [HALF, TWO_WEEKS, WEEK, "2016-12-03T12:00", LAST, AFTER])
def test_who_is_told_that_a_letter_goes_now_is_exactly_who_gets_one(call, book, clock, moment):
    contribution(call, organisation="Net Watch")
    clock(moment)
    addresses = [contact.email.lower() for contact in book]
    lines = [(address, line) for address in addresses for line in explain(call, address).lines]
    now_due = {address for address, line in lines if line.what == "will_go" and line.at <= now()}
    remind_of_deadlines()
    assert now_due == {to.lower() for to in Message.objects.values_list("to_address", flat=True)}
