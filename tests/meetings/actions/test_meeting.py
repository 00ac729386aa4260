"""Meetings are planned, announced, postponed, cancelled; what is unwanted then is withdrawn."""

from datetime import date, time

import pytest

from audit.log import Stale
from audit.models import Entry
from correspondence import delivery
from correspondence.models import Message
from meetings import actions, emails
from meetings.models import Call, Meeting
from people.refusals import Refused
from tests.meetings.conftest import fresh

FACTS = {"ordinal": "third", "starts_on": date(2017, 5, 3), "ends_on": date(2017, 5, 5), "starts_at": time(10)}


def test_the_secretariat_plans_a_meeting_and_nobody_hears_of_it(dana, group, venue, address_book):
    meeting = actions.plan_meeting(group=group, by=dana, venue=venue, **FACTS)
    assert (meeting.state, Message.objects.count()) == (Meeting.State.PLANNED, 0)


def test_nobody_else_plans_one(emil, group, venue):
    with pytest.raises(Refused, match="Only the secretariat of this working group can do this"):
        actions.plan_meeting(group=group, by=emil, venue=venue, **FACTS)


def test_a_planned_meeting_is_seen_by_its_secretariat_only(dana, chidi, oumar, group, venue):
    meeting = actions.plan_meeting(group=group, by=dana, venue=venue, **FACTS)
    seen = {user: meeting in Meeting.objects.visible_to(user) for user in (dana, chidi, oumar)}
    assert seen == {dana: True, chidi: False, oumar: False}


def test_an_announced_meeting_is_public(chidi, dana, group, venue):
    meeting = actions.plan_meeting(group=group, by=dana, venue=venue, **FACTS)
    actions.announce(meeting=meeting, by=dana)
    assert list(Meeting.objects.visible_to(chidi)) == [meeting]


def test_two_editors_do_not_overwrite_each_other(dana, meeting):
    actions.edit_meeting(meeting=meeting, seen=1, by=dana, room="room XX")
    with pytest.raises(Stale):
        actions.edit_meeting(meeting=meeting, seen=1, by=dana, room="room XIX")
    assert Meeting.objects.get(pk=meeting.pk).room == "room XX"


def test_a_postponed_meeting_keeps_its_first_dates_beside_the_new_ones(dana, meeting):
    actions.postpone(meeting=meeting, by=dana)
    new = {"starts_on": date(2017, 5, 3), "ends_on": date(2017, 5, 5)}
    actions.edit_meeting(meeting=meeting, seen=meeting.version, by=dana, **new)
    actions.announce(meeting=meeting, by=dana)
    found = Meeting.objects.get(pk=meeting.pk)
    assert (found.state, found.was_to_start_on, found.was_moved) == ("announced", date(2017, 1, 26), True)


def test_a_postponed_meeting_needs_new_dates(dana, meeting):
    actions.postpone(meeting=meeting, by=dana)
    with pytest.raises(Refused, match="Give the postponed meeting its new dates first"):
        actions.announce(meeting=meeting, by=dana)


def test_a_session_runs_from_its_first_day_until_it_is_closed(dana, meeting, clock):
    clock("2017-01-26T09:00:00")
    actions.open_session(meeting=meeting, by=dana)
    actions.close(meeting=meeting, by=dana)
    lines = Entry.objects.about(meeting).values_list("action", flat=True)
    assert list(lines) == ["meeting.closed", "meeting.in_session"]


def test_cancelling_stops_the_call_and_its_letters(dana, call, address_book):
    emails.call_opened(call)
    actions.cancel_meeting(meeting=call.meeting, by=dana)
    waiting = Message.objects.waiting().count()
    assert (Call.objects.get().state, waiting, Message.objects.count()) == ("cancelled", 0, 5)


def test_a_call_that_is_over_stays_as_it_was(dana, call, clock):
    clock("2016-12-10T12:00:00")
    actions.cancel_meeting(meeting=call.meeting, by=dana)
    assert Call.objects.get().state == Call.State.OPENED


@pytest.mark.parametrize(("verb", "words"), [(actions.postpone, "Postponed"), (actions.cancel_meeting, "Cancelled")])
def test_who_was_convened_hears_of_the_change(dana, cleared, address_book, verb, words):
    actions.issue_notification(notification=cleared, audiences=["members"], acknowledged=True, by=dana)
    delivery.sweep()
    verb(meeting=fresh(cleared).meeting, by=dana)
    told = Message.objects.with_key("meeting:").values_list("to_address", "subject")
    days = "second meeting of the Working Group on Enhanced Cooperation, 26 and 27 January 2017"
    assert sorted(told) == [(f"{name}@example.org", f"{words}: {days}") for name in ("bela", "bra")]


def test_who_was_not_written_to_yet_gets_no_letter_at_all(dana, cleared, address_book):
    actions.issue_notification(notification=cleared, audiences=["members"], acknowledged=True, by=dana)
    actions.cancel_meeting(meeting=fresh(cleared).meeting, by=dana)
    assert set(Message.objects.values_list("state", flat=True)) == {"withdrawn"}


def test_a_deadline_is_added_changed_and_removed_on_record(dana, meeting):
    made = actions.add_deadline(meeting=meeting, by=dana, label="Names", audience="unctad", days_before=8)
    actions.edit_deadline(deadline=made, seen=1, by=dana, days_before=None, fixed_on=date(2017, 1, 18))
    actions.remove_deadline(deadline=made, by=dana)
    lines = Entry.objects.filter(thing="meetings.deadline").order_by("id").values_list("action", flat=True)
    assert list(lines) == ["deadline.added", "deadline.changed", "deadline.removed"]


def test_an_anchored_deadline_moves_with_the_meeting(meeting, focal_points):
    meeting.starts_on = date(2017, 2, 9)
    assert (focal_points.due_on, focal_points.meeting.starts_on) == (date(2017, 2, 1), date(2017, 2, 9))


def test_a_venue_is_the_groups_own(dana, oumar, group):
    venue = actions.add_venue(group=group, by=dana, name="Palais", city="Geneva", practical="Bring a passport.")
    with pytest.raises(Refused):
        actions.edit_venue(venue=venue, seen=1, by=oumar, city="Elsewhere")
