"""What the secretariat should look at twice. Warnings never block (process, Meetings)."""

from datetime import timedelta

from django.utils.translation import gettext as _

from documents import dates

from .models import Call, Meeting, Notification
from .models.call import comes_twice
from .rules import OVER, today_at

NOTICE = timedelta(weeks=6)
TO_ANSWER = timedelta(days=15)


def of_meeting(meeting: Meeting, *, notified_on=None) -> list[str]:
    """Sentences on a meeting that is still to come. `notified_on`: the day on its notification; else it is today."""
    if meeting.state in (*OVER, Meeting.State.IN_SESSION):
        return []
    day = notified_on or today_at(meeting.group)
    calls = [call for call in meeting.calls.all() if call.state != Call.State.CANCELLED]
    due = [(call.title, call.deadline_on) for call in calls]
    named = [(deadline.label, deadline.due_on) for deadline in meeting.deadlines.all()]
    return [
        *_short_notice(meeting, day),
        *(
            _("Inputs to “%s” are due after the meeting has begun.") % title
            for title, on in due
            if on > meeting.starts_on
        ),
        *(_("“%s” is due after the meeting has begun.") % label for label, on in named if on > meeting.starts_on),
        *(_little_time(label, on, day) for label, on in [*due, *named] if day <= on < day + TO_ANSWER),
    ]


def of_call(call: Call) -> list[str]:
    """A sentence on a deadline in the hour that comes twice."""
    return _twice(call, call.deadline_at)


def of_extension(call: Call, moment) -> list[str]:
    """Sentences on a new deadline: after the meeting; in the hour that comes twice; another one printed already."""
    day = moment.astimezone(call.zone).date()
    late = _("The new deadline lies after the meeting has begun.")
    printed = _("The notification that was issued prints the old deadline and stays as it is; correct it if need be.")
    issued = Notification.objects.filter(meeting=call.meeting, paper__versions__issued_at__isnull=False)
    return [
        *([late] if day > call.meeting.starts_on else []),
        *([printed] if issued.exists() else []),
        *_twice(call, moment),
    ]


def _twice(call, moment):
    shown = moment.astimezone(call.zone)
    if not comes_twice(shown.date(), shown.time(), call.zone):
        return []
    words = _("The clocks are put back that night and the hour comes twice; the second one is meant: %s.")
    return [words % dates.moment(moment, call.zone, call.city)]


def _short_notice(meeting, day):
    if day <= meeting.starts_on < day + NOTICE:
        yield _("The notice is shorter than six weeks: the meeting begins on %s.") % dates.in_text(meeting.starts_on)


def _little_time(label, on, day):
    return _("“%(label)s” is due on %(day)s: fewer than fifteen days after the notification.") % {
        "label": label,
        "day": dates.in_text(on),
    }
