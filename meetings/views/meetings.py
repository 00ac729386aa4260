"""A group's meetings, and one meeting with everything that can be done with it."""

from django.core.paginator import Paginator
from django.db.models import Count
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from people.models import WorkingGroup
from people.views.edit import answer
from people.views.groups import group_of

from .. import actions, rules, warnings
from ..agenda import numbered
from ..forms import MeetingForm
from ..models import Agenda, Call, Meeting, Notification
from .steps import MEETING_STEPS, ways

PAGE = 50


def meeting_of(request, pk):
    """The meeting, for its group's secretariat; anybody else learns nothing (404)."""
    own = WorkingGroup.objects.staffed_by(request.user)
    found = Meeting.objects.select_related("group", "venue", "previous").filter(group__in=own)
    return get_object_or_404(found, pk=pk)


def meetings(request, slug):
    group = group_of(request, slug)
    page = Paginator(group.meetings.select_related("venue"), PAGE).get_page(request.GET.get("page"))
    calls = group.calls.select_related("meeting").annotate(asked=Count("questions")).order_by("-deadline_at")
    context = {"group": group, "page": page, "calls": calls[:PAGE], "venues": group.venues.all()}
    return render(request, "meetings/list.html", context)


def meeting_add(request, slug):
    group = group_of(request, slug)
    last = group.meetings.first()
    initial = {"previous": last, "venue": last and last.venue, "building": last and last.building}
    form = MeetingForm(request.POST or None, instance=Meeting(group=group), initial=initial)

    def save(form):
        actions.plan_meeting(group=group, by=request.user, **form.values())

    done, title = reverse("meetings:list", args=[slug]), _("Plan a meeting")
    return answer(request, form, save, done=done, template="meetings/form.html", group=group, title=title)


def meeting_edit(request, pk):
    meeting = meeting_of(request, pk)
    form = MeetingForm(request.POST or None, instance=meeting_of(request, pk))

    def save(form):
        actions.edit_meeting(meeting=meeting, seen=form.cleaned_data["seen"], by=request.user, **form.values())

    context = {
        "group": meeting.group,
        "title": str(meeting),
        "why_not": rules.why_not_edit_meeting(request.user, meeting),
    }
    done = reverse("meetings:manage", args=[pk])
    return answer(request, form, save, done=done, template="meetings/form.html", **context)


def manage(request, pk):
    """One meeting: its state, what to look at twice, what can be done next, and everything that hangs on it."""
    meeting = meeting_of(request, pk)
    agenda = Agenda.objects.filter(meeting=meeting).first() or Agenda(meeting=meeting)
    notification = Notification.objects.filter(meeting=meeting).select_related("paper").first()
    context = {
        "meeting": meeting,
        "group": meeting.group,
        "steps": ways(request.user, meeting, MEETING_STEPS),
        "warnings": warnings.of_meeting(meeting, notified_on=notified_on(notification)),
        "why_not_edit": rules.why_not_edit_meeting(request.user, meeting),
        "agenda": agenda,
        "items": numbered(agenda.items.all()) if agenda.pk else [],
        "notification": notification,
    }
    return render(request, "meetings/manage.html", context)


def notified_on(notification):
    """The day on the notification, issued or drafted; None when there is none yet."""
    return notification and notification.newest.dated_on


def call_of(request, uid):
    """The call, for its group's secretariat; anybody else learns nothing (404)."""
    own = WorkingGroup.objects.staffed_by(request.user)
    return get_object_or_404(Call.objects.select_related("group", "meeting").filter(group__in=own), uid=uid)
