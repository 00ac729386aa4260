"""What staff see of the ladder before and after its letters."""

from datetime import date

import pytest
from django.db import connection

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
