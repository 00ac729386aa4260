"""The duties after a meeting: the Chair's summary is issued; the Chair clears it, and is asked through the assistant.

“Letters about a dignitary's own promise wait for a staff member's release and go to the assistant first.”
"""

from datetime import datetime, timedelta
from functools import partial

from django.urls import reverse
from django.utils.translation import gettext as _

from audit.clock import now
from meetings import duties as meetings
from meetings.models import Meeting
from people import duties
from people.duties import Duty
from people.models import Office

from .models import Summary
from .rules import DID_NOT_TAKE_PLACE

SUMMARY, CLEARANCE = "summary", "clearance"
AFTER = timedelta(days=21)  # after the last day of the meeting; in the model case it took seventeen days
ASKED_FOR = timedelta(weeks=8)  # and then no more
ISSUED = ("issued", "superseded")


def standing(groups=None) -> list[Duty]:
    """Meetings that took place and whose summary was not issued: its issue, and the Chair's clearance of a draft."""
    moment = now()
    over = Meeting.objects.filter(ends_on__lt=moment.date(), ends_on__gte=(moment - AFTER - ASKED_FOR).date())
    own = over if groups is None else over.filter(group__in=groups)
    issued = Summary.objects.filter(paper__versions__state__in=ISSUED)
    own = own.exclude(state__in=DID_NOT_TAKE_PLACE).exclude(pk__in=issued.values("meeting"))
    found = own.select_related("group").order_by("ends_on", "pk")
    return [duty for meeting in found for duty in of_meeting(meeting) if duty.ends_at > moment]


def of_meeting(meeting) -> list[Duty]:
    """The duties of a meeting without an issued summary."""
    summary = Summary.objects.filter(meeting=meeting).select_related("paper", "chair").first()
    version = summary.draft if summary else None
    made = [_duty(meeting, version)]
    if version and version.state == version.State.DRAFT and version.blocks.exists():
        made.append(_clearance(meeting, summary))
    return made


def due_at(meeting) -> datetime:
    """When the summary of a meeting is due."""
    return datetime.combine(meeting.ends_on + AFTER, meeting.starts_at, tzinfo=meeting.group.zone)


def _duty(meeting, version):
    return Duty(
        kind=SUMMARY,
        title=_("Issue the Chair’s summary: %(meeting)s") % {"meeting": meeting},
        template="summaries/emails/duty_summary.txt",
        words=partial(_words, meeting, version),
        people=duties.secretariat_of(meeting.group),
        **_of(meeting),
    )


def _clearance(meeting, summary):
    """First to the assistant; to the Chair too once it is overdue, or where there is no assistant."""
    assistants = duties.holders_of(meeting.group, Office.Kind.ASSISTANT)
    chairs = duties.holders_of(meeting.group, Office.Kind.CHAIR, Office.Kind.ACTING_CHAIR)
    return Duty(
        kind=CLEARANCE,
        title=_("Ask the Chair for clearance of the summary: %(meeting)s") % {"meeting": meeting},
        template="summaries/emails/duty_clearance.txt",
        words=partial(_words, meeting, summary.draft, chair=summary.chair.full_name),
        people=assistants or chairs,
        then=chairs if assistants else [],
        needs_release=True,
        **_of(meeting),
    )


def _of(meeting):
    date = due_at(meeting)
    return {
        "group": meeting.group,
        "meeting": meeting.pk,
        "thing": meeting.pk,
        "path": reverse("summaries:edit", args=[meeting.pk]),
        "due_at": date,
        "ends_at": date + ASKED_FOR,
    }


def _words(meeting, version, language, chair=""):
    state = version.state if version else ""
    return {"state": state, "chair": chair, **meetings.words(meeting, due_at(meeting), language)}
