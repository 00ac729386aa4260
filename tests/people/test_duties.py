"""Letters about what staff owe: who is told, when, once, and taken back when it is done."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from audit.log import SYSTEM
from correspondence import outbox
from correspondence.models import Message
from people import duties
from people.models import Contact, Office, Person, StaffRole
from tests.conftest import make_user

DUE = datetime(2016, 12, 15, 9, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def duty(group, **different):
    """A duty of the secretariat, due on 15 December and pointless from 12 January."""
    values = {
        "kind": "notification",
        "group": group,
        "meeting": 7,
        "thing": 7,
        "title": "Issue it",
        "path": "/there/",
        "due_at": DUE,
        "ends_at": DUE + timedelta(weeks=4),
        "template": "meetings/emails/duty_notification.txt",
        "words": lambda language: {"due": "15 December 2016", "meeting": "Second meeting"},
        "people": duties.secretariat_of(group),
    }
    return duties.Duty(**{**values, **different})


def went():
    return sorted(key.removeprefix("duty:7:notification:7:") for key in Message.objects.values_list("key", flat=True))


def replay(clock, one, *moments):
    """How many letters are posted at each of these moments."""
    counts = []
    for moment in moments:
        clock(moment)
        counts.append(duties.remind([one]))
    return counts


def test_the_secretariat_is_told_a_week_before_on_the_day_and_once_a_week_after_it(group, dana, clock):
    moments = ["2016-12-08T08:00", "2016-12-08T10:00", "2016-12-15T10:00", "2016-12-21T10:00", "2016-12-22T10:30"]
    assert replay(clock, duty(group), *moments) == [0, 1, 1, 0, 1]
    assert went() == [f"201612150900:{rung}:dana@example.org" for rung in ("+7", "0", "7")]


def test_after_an_outage_one_letter_goes_and_after_the_end_none(group, dana, clock):
    assert replay(clock, duty(group), "2017-01-01T10:00", "2017-01-01T10:15", "2017-01-13T10:00") == [1, 0, 0]
    assert went() == ["201612150900:+14:dana@example.org"]


def test_another_date_begins_another_ladder_four_days_after_the_last_letter(group, dana, clock):
    replay(clock, duty(group), "2016-12-08T10:00")
    later = duty(group, due_at=DUE + timedelta(days=3))
    assert replay(clock, later, "2016-12-11T10:00", "2016-12-12T11:00") == [0, 1]
    assert went() == ["201612150900:7:dana@example.org", "201612180900:7:dana@example.org"]


def test_what_stands_no_more_is_taken_back(group, dana, clock):
    replay(clock, duty(group), "2016-12-08T10:00")
    assert duties.remind([]) == 0
    assert Message.objects.get().state == "withdrawn"


@pytest.mark.parametrize(
    ("meeting", "kind", "taken"),
    [(7, "", 1), (7, "notification", 1), (7, "notific", 0), (7, "summary", 0), (71, "", 0)],
)
def test_what_is_done_takes_back_its_own_letters_only(group, dana, meeting_of, clock, meeting, kind, taken):
    replay(clock, duty(group), "2016-12-08T10:00")
    assert duties.withdraw(meeting_of(meeting), kind, by=SYSTEM) == taken


@pytest.fixture
def meeting_of():
    """A meeting of which only the key matters."""

    class Keyed:
        def __init__(self, pk):
            self.pk = pk

    return Keyed


def test_who_left_the_secretariat_or_is_barred_is_not_told(group, dana, clock):
    for name, ends_on in [("Gone", "2016-11-01"), ("Barred", None), ("Staying", "2017-06-01")]:
        StaffRole.objects.create(group=group, user=make_user(name), starts_on="2016-05-02", ends_on=ends_on)
    outbox.suppress("barred@example.org", reason="bounced")
    clock("2016-12-08T10:00")
    told = {person.address: str(person.spared) for person in duties.told_of(duty(group))}
    assert told == {
        "barred@example.org": "This address is not to be written to.",
        "dana@example.org": "",
        "staying@example.org": "",
    }
    assert duties.remind([duty(group)]) == 2


def test_who_is_told_later_hears_of_it_only_once_it_is_overdue(group, dana, clock):
    one = duty(group, then=[("chair@example.org", "Chair", "en")])
    assert replay(clock, one, "2016-12-08T10:00", "2016-12-15T10:00", "2016-12-22T10:30") == [1, 1, 2]


def test_what_needs_a_release_is_never_posted_by_itself(group, dana, clock):
    assert replay(clock, duty(group, needs_release=True), "2016-12-08T10:00", "2016-12-22T10:00") == [0, 0]
    assert [rung.name for rung, _person in duties.due_now(duty(group))] == ["+7"]


def test_office_holders_are_reached_by_their_account_or_the_address_book(group, emil):
    person = Person.objects.create(name="Gerd Helper")
    Office.objects.create(group=group, person=person, kind=Office.Kind.ASSISTANT, starts_on="2016-09-30")
    assert duties.holders_of(group, Office.Kind.ASSISTANT) == []
    Contact.objects.create(group=group, person=person, email="gerd@example.org", language="fr")
    assert duties.holders_of(group, Office.Kind.ASSISTANT) == [("gerd@example.org", "Gerd Helper", "fr")]
    assert duties.holders_of(group, Office.Kind.CHAIR) == [("emil@example.org", "Emil Chair", "en")]


def test_the_letter_that_staff_read_is_the_one_that_goes(group, dana, clock):
    clock("2016-12-08T10:00")
    [person] = duties.read(duty(group))
    duties.remind([duty(group)])
    letter = Message.objects.get()
    assert (letter.subject, letter.body) == (person.subject, person.body)
    assert (letter.group, letter.send_before) == (group.pk, DUE + timedelta(weeks=4))


@pytest.mark.django_db(transaction=True)
def test_two_at_once_post_each_letter_once(group, dana, clock):
    clock("2016-12-08T10:00")

    def run():
        duties.remind([duty(group)])
        connection.close()

    runs = [threading.Thread(target=run) for _ in range(2)]
    [each.start() for each in runs]
    [each.join() for each in runs]
    assert Message.objects.count() == 1
