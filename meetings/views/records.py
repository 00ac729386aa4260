"""What hangs on a meeting: its agenda, its deadlines, its venue; and the steps of meeting and call."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from people.views.edit import answer
from people.views.groups import group_of

from .. import actions, rules
from ..forms import AgendaForm, DeadlineForm, VenueForm
from ..models import Agenda, Deadline, Venue
from .meetings import call_of, meeting_of
from .steps import CALL_STEPS, MEETING_STEPS, take


def venue_add(request, slug):
    group = group_of(request, slug)
    form = VenueForm(request.POST or None, instance=Venue(group=group))

    def save(form):
        actions.add_venue(group=group, by=request.user, **form.values())

    done, title = reverse("meetings:list", args=[slug]), _("Add a venue")
    return answer(request, form, save, done=done, template="meetings/form.html", group=group, title=title)


def venue_edit(request, slug, pk):
    group = group_of(request, slug)
    venue = get_object_or_404(Venue, group=group, pk=pk)
    form = VenueForm(request.POST or None, instance=get_object_or_404(Venue, group=group, pk=pk))

    def save(form):
        actions.edit_venue(venue=venue, seen=form.cleaned_data["seen"], by=request.user, **form.values())

    done = reverse("meetings:list", args=[slug])
    return answer(request, form, save, done=done, template="meetings/form.html", group=group, title=str(venue))


def meeting_step(request, pk, verb):
    return take(request, meeting_of(request, pk), MEETING_STEPS, verb, reverse("meetings:manage", args=[pk]))


def call_step(request, uid, verb):
    return take(request, call_of(request, uid), CALL_STEPS, verb, reverse("meetings:call_edit", args=[uid]))


def agenda(request, pk):
    meeting = meeting_of(request, pk)
    found = Agenda.objects.filter(meeting=meeting).first() or Agenda(meeting=meeting)
    form = AgendaForm(request.POST or None, instance=Agenda.objects.filter(meeting=meeting).first() or Agenda())

    def save(form):
        typed = form.cleaned_data
        actions.save_agenda(meeting=meeting, text=typed["text"], seen=typed["seen"] or 1, by=request.user)

    context = {"group": meeting.group, "title": str(found), "why_not": rules.why_not_edit_agenda(request.user, found)}
    done = reverse("meetings:manage", args=[pk])
    return answer(request, form, save, done=done, template="meetings/form.html", **context)


def agenda_adopt(request, pk):
    """Adopting freezes the text: shown once more before."""
    meeting = meeting_of(request, pk)
    found = get_object_or_404(Agenda, meeting=meeting)
    if request.method == "POST":
        actions.adopt_agenda(agenda=found, by=request.user)
        messages.success(request, _("The agenda is adopted."))
        return redirect("meetings:manage", pk)
    context = {"meeting": meeting, "group": meeting.group, "agenda": found}
    why_not = rules.why_not_adopt_agenda(request.user, found)
    return render(request, "meetings/agenda_adopt.html", context | {"why_not": why_not})


def deadline_add(request, pk):
    meeting = meeting_of(request, pk)
    form = DeadlineForm(request.POST or None, instance=Deadline(meeting=meeting))

    def save(form):
        actions.add_deadline(meeting=meeting, by=request.user, **form.values())

    context = {"group": meeting.group, "title": _("Add a deadline")}
    context["why_not"] = rules.why_not_edit_meeting(request.user, meeting)
    done = reverse("meetings:manage", args=[pk])
    return answer(request, form, save, done=done, template="meetings/form.html", **context)


def deadline_of(meeting, deadline_pk):
    return get_object_or_404(Deadline.objects.select_related("meeting__group"), meeting=meeting, pk=deadline_pk)


def deadline_edit(request, pk, deadline_pk):
    deadline = deadline_of(meeting_of(request, pk), deadline_pk)
    form = DeadlineForm(request.POST or None, instance=deadline_of(deadline.meeting, deadline_pk))

    def save(form):
        actions.edit_deadline(deadline=deadline, seen=form.cleaned_data["seen"], by=request.user, **form.values())

    group = deadline.meeting.group
    context = {
        "group": group,
        "title": deadline.label,
        "why_not": rules.why_not_edit_meeting(request.user, deadline.meeting),
    }
    done = reverse("meetings:manage", args=[pk])
    return answer(request, form, save, done=done, template="meetings/form.html", **context)


@require_POST
def deadline_remove(request, pk, deadline_pk):
    actions.remove_deadline(deadline=deadline_of(meeting_of(request, pk), deadline_pk), by=request.user)
    messages.success(request, _("The deadline is removed."))
    return redirect("meetings:manage", pk)
