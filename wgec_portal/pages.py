"""The public pages that take from every floor: home, a working group, a meeting."""

from functools import partial

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from audit.clock import now
from documents.models import Paper, PaperVersion
from meetings.models import Call, Meeting
from people.models import Office, Seat, WorkingGroup
from people.rules import is_secretariat

from .policies import staff

NEWEST = 10  # papers shown on the home page


def portal(request):
    """What every template may ask for: the portal's name, and whether the reader works for a secretariat.

    A request refused before anybody asked who sent it, as one for a foreign host, has no user.
    """
    return {"portal_name": settings.PORTAL_NAME, "is_staff": partial(staff, getattr(request, "user", AnonymousUser()))}


@require_safe
def home(request):
    """The groups, what is open now, the next meetings and the latest papers."""
    groups = WorkingGroup.objects.listed_to(request.user)
    meetings = Meeting.objects.visible_to(request.user).filter(group__in=groups).upcoming(now().date())
    context = {
        "groups": groups,
        "calls": Call.objects.open().filter(group__in=groups).select_related("group", "meeting"),
        "meetings": meetings.select_related("group", "venue").order_by("starts_on"),
        "papers": newest_papers(request.user).filter(paper__group__in=groups)[:NEWEST],
    }
    return render(request, "home.html", context)


@require_safe
def group(request, slug):
    """One working group: mandate, officers, members, meetings, calls and papers."""
    found = get_object_or_404(WorkingGroup, slug=slug)
    seats = Seat.objects.current().filter(group=found).select_related("organisation__state", "person")
    context = {
        "group": found,
        "offices": officers(found),
        "members": members_by_stakeholder_group(found, seats),
        "meetings": Meeting.objects.visible_to(request.user).filter(group=found).select_related("group", "venue"),
        "calls": Call.objects.visible_to(request.user).filter(group=found),
        "papers": newest_papers(request.user).filter(paper__group=found),
        "manages": is_secretariat(request.user, found),
    }
    return render(request, "group.html", context)


def officers(group):
    """Who holds an office before the public: the assistants work behind the Chair."""
    held = Office.objects.current().filter(group=group).select_related("person")
    return held.exclude(kind=Office.Kind.ASSISTANT)


def members_by_stakeholder_group(group, seats):
    """[(stakeholder group, [seat, …])] in the group's order; members by name within each."""
    taken = {}
    for seat in seats:
        taken.setdefault(seat.stakeholder_group_id, []).append(seat)
    return [(kind, sorted(taken.get(kind.pk, []), key=str)) for kind in group.stakeholder_groups.all()]


def newest_papers(user):
    """The issued versions a person may read, newest first; their text is not fetched."""
    found = PaperVersion.objects.visible_to(user).issued().select_related("paper__group")
    return found.defer("html").order_by("-issued_at")


def papers_about(user, things):
    """The issued versions of the papers of these things (meetings, calls), newest first."""
    papers = Paper.objects.none()
    for thing in things:
        papers |= Paper.objects.about(thing)
    return newest_papers(user).filter(paper__in=papers)


@require_safe
def meeting(request, pk):
    """One meeting: when and where, its agenda, deadlines, calls and papers."""
    meetings = Meeting.objects.visible_to(request.user).select_related("group", "venue", "agenda", "previous")
    found = get_object_or_404(meetings, pk=pk)
    calls = list(Call.objects.visible_to(request.user).filter(meeting=found))
    context = {
        "meeting": found,
        "group": found.group,
        "calls": calls,
        "deadlines": sorted(found.deadlines.all(), key=lambda deadline: deadline.due_on),
        "papers": papers_about(request.user, [found, *calls]),
        "manages": is_secretariat(request.user, found.group),
    }
    return render(request, "meeting.html", context)
