"""The duty of notifying: six weeks before a meeting its notification is due."""

from datetime import timedelta
from functools import partial

from django.urls import reverse
from django.utils.translation import gettext as _

from audit.clock import now
from documents import dates
from documents.models import PaperVersion
from people import duties
from people.duties import Duty

from .models import Meeting, Notification

NOTIFICATION = "notification"
LEAD = timedelta(weeks=6)  # “Warn: notice under six weeks” (process, Meetings)
CONVENED = (PaperVersion.State.ISSUED, PaperVersion.State.SUPERSEDED)
AHEAD = (Meeting.State.PLANNED, Meeting.State.ANNOUNCED)  # one that is postponed or cancelled asks for nothing


def standing(groups=None) -> list[Duty]:
    """Meetings that are ahead and whose notification was not issued, of these groups or of all."""
    issued = Notification.objects.filter(paper__versions__state__in=CONVENED)
    found = meetings_ahead(groups).exclude(pk__in=issued.values("meeting"))
    return [_duty(meeting) for meeting in found if meeting.opens_at > now()]


def meetings_ahead(groups=None):
    """Meetings that are to take place, soonest first."""
    found = Meeting.objects.filter(state__in=AHEAD, starts_on__gte=now().date() - timedelta(days=1))
    own = found if groups is None else found.filter(group__in=groups)
    return own.select_related("group").order_by("starts_on", "pk")


def _duty(meeting):
    return Duty(
        kind=NOTIFICATION,
        group=meeting.group,
        meeting=meeting.pk,
        thing=meeting.pk,
        title=_("Issue the notification: %(meeting)s") % {"meeting": meeting},
        path=reverse("meetings:notification", args=[meeting.pk]),
        due_at=meeting.opens_at - LEAD,
        ends_at=meeting.opens_at,
        template="meetings/emails/duty_notification.txt",
        words=partial(words, meeting, meeting.opens_at - LEAD),
        people=duties.secretariat_of(meeting.group),
    )


def words(meeting, due_at, language) -> dict:
    """What a letter about a duty of this meeting says."""
    return {
        "meeting": meeting,
        "days": dates.in_text(meeting.starts_on, meeting.ends_on, language),
        "due": dates.in_text(due_at.astimezone(meeting.group.zone).date(), None, language),
        "is_overdue": now() > due_at,
    }
