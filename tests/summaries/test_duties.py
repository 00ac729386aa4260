"""The Chair's summary is due three weeks after the meeting; the Chair is asked by letters that staff release."""

import pytest

from audit.models import Entry
from correspondence.models import Message
from meetings.models import Meeting
from people import duties as people
from people.models import Office
from people.refusals import Refused
from summaries import actions, duties

pytestmark = pytest.mark.django_db
DUE = "2016-10-21T12:00:00"


def kinds():
    return [duty.kind for duty in duties.standing()]


@pytest.mark.parametrize(
    ("moment", "due"),
    [
        ("2016-09-30T12:00:00", False),
        ("2016-10-01T12:00:00", True),
        ("2016-12-16T08:30:00", True),
        ("2016-12-16T09:30:00", False),
    ],
)
def test_it_is_asked_for_from_the_day_after_the_meeting_for_eleven_weeks(first_meeting, clock, moment, due):
    clock(moment)
    assert kinds() == ["summary"] * due


@pytest.mark.parametrize(
    ("state", "due"),
    [("closed", True), ("in_session", True), ("announced", True), ("postponed", False), ("cancelled", False)],
)
def test_a_meeting_that_did_not_take_place_has_none(first_meeting, clock, state, due):
    Meeting.objects.filter(pk=first_meeting.pk).update(state=state)
    clock(DUE)
    assert kinds() == ["summary"] * due


def test_a_draft_asks_for_clearance_and_what_is_cleared_for_its_issue_only(summary, emil, clock):
    clock(DUE)
    assert kinds() == ["summary", "clearance"]
    actions.clear(summary=summary, by=emil)
    assert kinds() == ["summary"]


@pytest.mark.parametrize(
    ("stage", "says"),
    [("first_meeting", "has not been begun"), ("summary", "has not cleared"), ("cleared", "waits to be issued")],
)
def test_the_letter_to_the_secretariat_says_where_it_stands(request, dana, clock, stage, says):
    request.getfixturevalue(stage)
    clock(DUE)
    people.remind(duties.standing())
    letter = Message.objects.get(key__startswith="duty:")
    assert (letter.to_address, says in letter.body) == ("dana@example.org", True)
    assert letter.subject == "Overdue since 21 October 2016: the Chair’s summary of the First meeting"


def test_letters_to_the_chair_go_to_the_assistant_first(summary, clock):
    told = {}
    for moment in (DUE, "2016-10-28T12:00:00"):
        clock(moment)
        told[moment] = sorted(person.address for _rung, person in people.due_now(duties.standing()[1]))
    assert told == {DUE: ["fatou@example.org"], "2016-10-28T12:00:00": ["emil@example.org", "fatou@example.org"]}


def test_without_an_assistant_they_go_to_the_chair(summary, clock):
    Office.objects.filter(kind=Office.Kind.ASSISTANT).delete()
    clock(DUE)
    assert [person.address for _rung, person in people.due_now(duties.standing()[1])] == ["emil@example.org"]


def test_they_wait_until_staff_release_them_and_go_once(summary, dana, clock):
    clock(DUE)
    people.remind(duties.standing())
    assert Message.objects.filter(key__contains=":clearance:").count() == 0
    assert actions.release_letters(summary=summary, rung="0", by=dana) == 1
    assert Entry.objects.get(action="summary.letters_released").details == {"rung": "0", "letters": 1}
    with pytest.raises(Refused):
        actions.release_letters(summary=summary, rung="0", by=dana)
    letter = Message.objects.get(key__contains=":clearance:")
    assert (letter.to_address, "Emil Chair" in letter.body) == ("fatou@example.org", True)


@pytest.mark.parametrize(("who", "rung"), [("emil", "0"), ("fatou", "0"), ("oumar", "0"), ("dana", "7")])
def test_nobody_else_releases_them_and_nobody_another_than_was_shown(request, summary, clock, who, rung):
    clock(DUE)
    with pytest.raises(Refused):
        actions.release_letters(summary=summary, rung=rung, by=request.getfixturevalue(who))
    assert Message.objects.filter(key__contains=":clearance:").count() == 0


def test_clearing_takes_back_the_letter_that_asks_for_it(summary, dana, emil, clock):
    clock(DUE)
    actions.release_letters(summary=summary, rung="0", by=dana)
    people.remind(duties.standing())
    actions.clear(summary=summary, by=emil)
    states = {letter.key.split(":")[2]: letter.state for letter in Message.objects.with_key("duty:")}
    assert states == {"clearance": "withdrawn", "summary": "waiting"}


def test_issuing_takes_back_the_letter_that_asks_for_it(cleared, dana, clock):
    clock(DUE)
    people.remind(duties.standing())
    actions.issue(summary=cleared, observers=False, by=dana)
    assert Message.objects.with_key("duty:").get().state == "withdrawn"
    assert kinds() == []
