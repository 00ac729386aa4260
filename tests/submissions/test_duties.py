"""The compilation is due two weeks before the meeting, once the deadline is past and something is published."""

import pytest

from correspondence.models import Message
from meetings.models import Meeting
from people import duties as people
from submissions import compilation, duties
from submissions.actions import compile_contributions
from tests.submissions.compilation.issued import issued
from tests.submissions.contributions import contribution

BEFORE, AFTER = "2016-12-07T22:00:00", "2016-12-08T12:00:00"
pytestmark = pytest.mark.django_db


def standing():
    return [(duty.kind, duty.thing, f"{duty.due_at:%Y-%m-%d %H:%M}") for duty in duties.standing()]


@pytest.mark.parametrize(
    ("moment", "state", "due"),
    [
        (AFTER, "published", True),
        (BEFORE, "published", False),
        (AFTER, "submitted", False),
        (AFTER, "withdrawn", False),
        ("2017-01-26T09:01:00", "published", False),
    ],
)
def test_it_is_due_when_there_is_something_to_compile_and_time_to_read_it(call, clock, moment, state, due):
    contribution(call, state=state)
    clock(moment)
    assert standing() == ([("compilation", call.pk, "2017-01-12 10:00")] if due else [])


@pytest.mark.parametrize(("made_at", "due"), [(BEFORE, True), (AFTER, False)])
def test_one_made_before_the_deadline_is_not_the_one(call, clock, made_at, due):
    contribution(call)
    clock(made_at)
    issued(call)
    clock(AFTER)
    assert bool(standing()) == due


@pytest.mark.parametrize("state", ["postponed", "cancelled", "closed"])
def test_a_meeting_that_is_not_ahead_asks_for_none(call, clock, state):
    contribution(call)
    Meeting.objects.filter(pk=call.meeting_id).update(state=state)
    clock(AFTER)
    assert standing() == []


def test_issuing_takes_back_the_letter_that_waits(call, dana, clock):
    contribution(call)
    clock("2017-01-12T12:00:00")
    assert people.remind(duties.standing()) == 1
    letter = Message.objects.get(key__startswith=f"duty:{call.meeting_id}:compilation:{call.pk}:201701120900:0:")
    assert letter.subject == f"Overdue since 12 January 2017: the compilation of “{call.title}”"
    compilation.make(compile_contributions(call=call, by=dana).pk)
    letter.refresh_from_db()
    assert letter.state == "withdrawn"
