"""The duty of compiling: members read the contributions before the meeting."""

from datetime import timedelta
from functools import partial

from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _

from audit.clock import now
from meetings import duties as meetings
from meetings.models import Call
from people import duties
from people.duties import Duty

from .models import Compilation, Submission

COMPILATION = "compilation"
BEFORE = timedelta(days=14)  # so that members can read it


def standing(groups=None) -> list[Duty]:
    """Calls for a meeting ahead, past their deadline, with publications and no compilation made of them since."""
    published = Submission.objects.filter(state=Submission.State.PUBLISHED)
    readable = Compilation.objects.done().filter(paper_version__state__in=["issued", "superseded"])
    compiled = readable.filter(as_of__gte=F("call__deadline_at"))
    found = Call.objects.past_deadline().filter(meeting__in=meetings.meetings_ahead(groups))
    found = found.filter(pk__in=published.values("call")).exclude(pk__in=compiled.values("call"))
    calls = found.select_related("meeting__group").order_by("deadline_at", "pk")
    return [_duty(call) for call in calls if call.meeting.opens_at > now()]


def _duty(call):
    due_at = call.meeting.opens_at - BEFORE
    return Duty(
        kind=COMPILATION,
        group=call.meeting.group,
        meeting=call.meeting_id,
        thing=call.pk,
        title=_("Compile the contributions: %(call)s") % {"call": call},
        path=reverse("submissions:compile", args=[call.uid]),
        due_at=due_at,
        ends_at=call.meeting.opens_at,
        template="submissions/emails/duty_compilation.txt",
        words=partial(_words, call, due_at),
        people=duties.secretariat_of(call.meeting.group),
    )


def _words(call, due_at, language):
    return {"call": call, **meetings.words(call.meeting, due_at, language)}
