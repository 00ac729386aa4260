"""Verbs of meetings, their venues and deadlines."""

from django.db import transaction

from audit.log import change, move, record
from correspondence import outbox
from people import duties
from people.refusals import refuse_if
from people.rules import why_not_manage

from .. import emails, rules
from ..models import Call, Deadline, Meeting, Notification, Venue
from .call import cancel_call

DATES = {"starts_on", "starts_at", "ends_on"}


@transaction.atomic
def add_venue(*, group, by, **fields) -> Venue:
    """A place the group meets at; `fields` are those of the model."""
    refuse_if(why_not_manage(by, group))
    venue = Venue.objects.create(group=group, **fields)
    record("venue.added", venue, by=by)
    return venue


@transaction.atomic
def edit_venue(*, venue, seen, by, **fields):
    refuse_if(why_not_manage(by, venue.group))
    change(venue, seen=seen, by=by, **fields)


@transaction.atomic
def plan_meeting(*, group, by, **fields) -> Meeting:
    """A meeting nobody outside the secretariat sees yet. It sends nothing."""
    refuse_if(why_not_manage(by, group))
    meeting = Meeting.objects.create(group=group, **fields)
    record("meeting.planned", meeting, by=by)
    return meeting


@transaction.atomic
def edit_meeting(*, meeting, seen, by, **fields):
    """New facts. An issued notification stays as it is; a new one must say what changed."""
    refuse_if(rules.why_not_edit_meeting(by, meeting))
    entry = change(meeting, seen=seen, by=by, **fields)
    if entry and DATES & set(entry.details["fields"]):
        duties.withdraw(meeting, by=by)  # what waits names another date


@transaction.atomic
def announce(*, meeting, by):
    """Make the meeting public. A postponed one comes back on its new dates."""
    refuse_if(rules.why_not_announce(by, meeting))
    move(meeting, Meeting.State.ANNOUNCED, by=by)


@transaction.atomic
def open_session(*, meeting, by):
    refuse_if(rules.why_not_open_session(by, meeting))
    move(meeting, Meeting.State.IN_SESSION, by=by)


@transaction.atomic
def close(*, meeting, by):
    refuse_if(rules.why_not_close(by, meeting))
    move(meeting, Meeting.State.CLOSED, by=by)


@transaction.atomic
def postpone(*, meeting, by):
    """Take the meeting off its dates, which stay visible, and tell those who were convened."""
    refuse_if(rules.why_not_postpone(by, meeting))
    move(meeting, Meeting.State.POSTPONED, by=by, **_original_dates(meeting))
    duties.withdraw(meeting, by=by)
    _tell_the_notified(meeting, by)


@transaction.atomic
def cancel_meeting(*, meeting, by):
    """Cancel the meeting with the calls that still run for it; a cancelled meeting stops all letters."""
    refuse_if(rules.why_not_cancel_meeting(by, meeting))
    for call in meeting.calls.filter(state__in=[Call.State.DRAFT, Call.State.OPENED]):
        if not rules.why_not_cancel_call(by, call):
            cancel_call(call=call, by=by)
    move(meeting, Meeting.State.CANCELLED, by=by, **_original_dates(meeting))
    duties.withdraw(meeting, by=by)
    _tell_the_notified(meeting, by)


def _original_dates(meeting):
    """The dates first announced: kept at the first change."""
    if meeting.was_to_start_on:
        return {}
    return {"was_to_start_on": meeting.starts_on, "was_to_end_on": meeting.ends_on}


def _tell_the_notified(meeting, by):
    for notification in Notification.objects.filter(meeting=meeting).select_related("paper"):
        outbox.withdraw(emails.notification_key(notification), by=by)
        emails.meeting_changed(meeting, emails.notified(notification))


@transaction.atomic
def add_deadline(*, meeting, by, **fields) -> Deadline:
    """Something due before the meeting: `days_before` it, or on the day `fixed_on`."""
    refuse_if(rules.why_not_edit_meeting(by, meeting))
    deadline = Deadline.objects.create(meeting=meeting, **fields)
    record("deadline.added", deadline, by=by)
    return deadline


@transaction.atomic
def edit_deadline(*, deadline, seen, by, **fields):
    refuse_if(rules.why_not_edit_meeting(by, deadline.meeting))
    change(deadline, seen=seen, by=by, **fields)


@transaction.atomic
def remove_deadline(*, deadline, by):
    refuse_if(rules.why_not_edit_meeting(by, deadline.meeting))
    record("deadline.removed", deadline, by=by)
    deadline.delete()
