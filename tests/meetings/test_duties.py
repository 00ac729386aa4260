"""The notification is due six weeks before a meeting; done, cancelled or postponed it is asked for no more."""

import pytest

from audit.clock import now
from correspondence.models import Message
from documents.models import Paper, PaperVersion
from meetings import actions, duties
from meetings.models import Meeting, Notification
from people import duties as people

pytestmark = pytest.mark.django_db


def notified(meeting, state):
    """A notification of the meeting in a state."""
    paper = Paper.objects.create(group=meeting.group, kind=Paper.Kind.NOTIFICATION, title="Notification")
    version = PaperVersion.objects.create(paper=paper, number=1)
    file = {"file": "x.pdf", "sha256": "0" * 64, "size": 1, "issued_at": now(), "html": "<article></article>"}
    PaperVersion.objects.filter(pk=version.pk).update(state=state, **(file if state != "draft" else {}))
    return Notification.objects.create(meeting=meeting, paper=paper)


def standing():
    return [(duty.kind, duty.meeting, f"{duty.due_at:%Y-%m-%d %H:%M}") for duty in duties.standing()]


def test_it_is_due_six_weeks_before_the_opening(meeting):
    assert standing() == [("notification", meeting.pk, "2016-12-15 10:00")]


@pytest.mark.parametrize(
    ("state", "due"),
    [
        ("planned", True),
        ("announced", True),
        ("in_session", False),
        ("closed", False),
        ("postponed", False),
        ("cancelled", False),
    ],
)
def test_only_a_meeting_ahead_asks_for_it(meeting, state, due):
    Meeting.objects.filter(pk=meeting.pk).update(state=state)
    assert bool(standing()) == due


@pytest.mark.parametrize(("state", "due"), [("draft", True), ("issued", False), ("superseded", False)])
def test_once_issued_it_is_done(meeting, state, due):
    notified(meeting, state)
    assert bool(standing()) == due


def test_once_the_meeting_has_begun_nobody_asks(meeting, clock):
    clock("2017-01-26T08:59:00")
    assert len(standing()) == 1
    clock("2017-01-26T09:01:00")
    assert standing() == []


def test_it_is_asked_of_the_groups_that_are_named(meeting, group, other_group):
    found = [len(duties.standing([each])) for each in (group, other_group)]
    assert found == [1, 0]


@pytest.fixture
def waiting(meeting, dana, clock):
    """The letter that it is overdue waits in the outbox."""
    clock("2016-12-15T12:00:00")
    people.remind(duties.standing())
    return Message.objects.get(key=f"duty:{meeting.pk}:notification:{meeting.pk}:201612150900:0:dana@example.org")


def test_the_letter_says_what_is_due_by_when_and_where_it_is_done(waiting, meeting):
    assert waiting.subject == "Overdue since 15 December 2016: the notification of the Second meeting"
    assert f"http://localhost:8000/meetings/{meeting.pk}/notification/" in waiting.body


@pytest.mark.parametrize("verb", [actions.postpone, actions.cancel_meeting])
def test_a_meeting_that_does_not_take_place_takes_the_letter_back_at_once(waiting, meeting, dana, verb):
    verb(meeting=meeting, by=dana)
    waiting.refresh_from_db()
    assert waiting.state == "withdrawn"


@pytest.mark.parametrize(("fields", "state"), [({"starts_on": "2017-01-25"}, "withdrawn"), ({"room": "XX"}, "waiting")])
def test_another_date_takes_the_letter_back_another_room_does_not(waiting, meeting, dana, fields, state):
    actions.edit_meeting(meeting=meeting, seen=meeting.version, by=dana, **fields)
    waiting.refresh_from_db()
    assert waiting.state == state
