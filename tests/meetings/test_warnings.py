"""What the secretariat should look at twice; nothing of it blocks."""

from datetime import UTC, date, datetime, timedelta

import pytest

from meetings import warnings
from meetings.models import Meeting

NOTICE = "The notice is shorter than six weeks: the meeting begins on 26 January 2017."
INPUTS = "Inputs to “Inputs on enhanced cooperation” are due after the meeting has begun."
SOON = "“Inputs on enhanced cooperation” is due on 7 December 2016: fewer than fifteen days after the notification."


@pytest.mark.parametrize(
    ("notified_on", "found"),
    [
        (date(2016, 11, 22), []),  # the model case: fifteen days to answer, nine weeks' notice
        (date(2016, 11, 23), [SOON]),
        (date(2016, 12, 8), []),
        (date(2016, 12, 15), []),
        (date(2016, 12, 16), [NOTICE]),
    ],
)
def test_short_notice_and_little_time_are_said(call, notified_on, found):
    assert warnings.of_meeting(call.meeting, notified_on=notified_on) == found


def test_inputs_due_after_the_meeting_are_said(call):
    call.deadline_at = datetime(2017, 1, 27, 12, tzinfo=UTC)
    call.save()
    assert warnings.of_meeting(call.meeting, notified_on=date(2016, 11, 22)) == [INPUTS]


def test_nominations_due_after_the_meeting_are_said(meeting, focal_points):
    focal_points.days_before, focal_points.fixed_on = None, meeting.starts_on + timedelta(days=1)
    focal_points.save()
    assert warnings.of_meeting(meeting) == [f"“{focal_points.label}” is due after the meeting has begun."]


def test_a_cancelled_call_is_not_warned_of(call):
    call.state = call.State.CANCELLED
    call.save()
    assert warnings.of_meeting(call.meeting) == []


def test_a_meeting_that_is_over_is_not_warned_of(call):
    call.meeting.state = Meeting.State.CLOSED
    assert warnings.of_meeting(call.meeting) == []
