"""What staff see of the ladder before and after its letters."""

from datetime import date

import pytest
from django.db import connection

from correspondence.models import Message
from meetings.models import Call
from people.models import Contact, Organisation
from submissions import reminders
from submissions.reminders import remind_of_deadlines
from tests.submissions.contributions import contribution, draft

HALF, TWO_WEEKS, WEEK = "2016-11-14T00:00:00", "2016-11-23T23:15:00", "2016-11-30T23:30:00"
THREE, LAST = "2016-12-04T23:45:00", "2016-12-06T23:30:00"
AFTER = "2016-12-07T23:00:00"


@pytest.mark.parametrize("count", [1, 50])
def test_the_number_of_queries_is_the_same_for_one_and_fifty(call, group, looked_at_clock, count):
    for number in range(count):
        organisation = Organisation.objects.create(name=f"Body {number}")
        Contact.objects.create(group=group, email=f"{number}@example.org", organisation=organisation)
        draft(call, f"draft{number}@example.org")
    with connection.execute_wrapper(counter := Queries()):
        reminders.plan(call)
    assert counter.count == 8


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
    assert [(rung.name, at.date()) for rung, at in waiting[0].coming] == [
        ("3", date(2016, 12, 4)),
        ("1", date(2016, 12, 6)),
    ]


def test_of_a_call_in_preparation_is_shown_what_would_go_if_it_opened_now(call, book, clock):
    Call.objects.filter(pk=call.pk).update(state="draft", opened_at=None)
    call.refresh_from_db()
    steps, waiting, spared = reminders.plan(call)
    assert [(step.rung.name, step.will_go) for step in steps] == [("opened", 0), ("half", 3), ("1", 3)]
    assert (len(waiting), spared) == (3, [])
    clock(AFTER)
    assert reminders.plan(call) == ([], [], [])


def test_another_choice_is_tried_out_without_being_stored(call, book):
    steps, _waiting, _spared = reminders.plan(call, ("5",))
    assert [(step.name, step.will_go) for step in steps] == [("The call is open", 0), ("5 days before the deadline", 3)]
    assert [step.rung.name for step in reminders.plan(call)[0]] == ["opened", "half", "14", "7", "3", "1"]


def test_the_letter_that_staff_read_is_the_one_that_goes(call, book, clock):
    Contact.objects.filter(pk=book[0].pk).update(language="fr")
    draft(call, "watch@example.org", hours_ago=90)
    _steps, waiting, _spared = reminders.plan(call)
    reminders.read(call, waiting)
    clock(WEEK)
    remind_of_deadlines()
    went = {
        each.to_address: (each.subject, each.body.replace(each.reader_key, "%E2%80%A6"))
        for each in Message.objects.all()
    }
    assert {person.address: (person.subject, person.body) for person in waiting} == went
    assert len(set(went.values())) == 3
