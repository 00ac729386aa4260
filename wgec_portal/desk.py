"""The secretariat's desk: what needs somebody today, the outbox and the trail."""

from datetime import timedelta

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from audit.clock import now
from audit.models import Entry
from correspondence import delivery
from correspondence import outbox as outbox_verbs
from correspondence.models import Message, Suppression
from correspondence.rules import why_not_send_again
from documents.models import Paper, PaperVersion
from meetings.models import Call, Deadline, Meeting
from people.models import User, WorkingGroup
from people.models.group import Office
from submissions import reviewing
from submissions.models import Compilation, Submission, Version
from summaries.models import Summary

from . import duties

A_PAGE = 50
AHEAD = timedelta(days=60)


@require_safe
def desk(request):
    """What needs me today, for staff, Chair and assistant; members find their groups and papers."""
    groups = WorkingGroup.objects.staffed_by(request.user)
    offices = Office.objects.current().filter(person=request.user.person_id).select_related("group")
    context = {
        "groups": groups,
        "calls": calls_in_hand(groups),
        "letters": delivery.failed_or_stuck(now()).in_groups(groups.values("pk"))[:20],
        "papers": papers_in_hand(request.user, groups),
        "ahead": dates_ahead(groups),
        "duties": duties.standing(groups) if groups else [],
        "summaries_due": meetings_without_summary(groups, offices),
        "seated": WorkingGroup.objects.seating(request.user.person_id),
        "offices": offices,
    }
    return render(request, "desk.html", context)


def counted_calls(groups):
    """The groups' opened calls, newest deadline first, each with the numbers of its contributions.

    “Filed” is the length of the register, in which everything stays; those that stand no more are told beside it.
    """
    waiting = Q(submissions__state=Submission.State.SUBMITTED) & ~Q(submissions__current__publish=Version.Publish.NOT)
    filed = Q(submissions__register_number__isnull=False)
    calls = Call.objects.filter(group__in=groups).exclude(state=Call.State.CANCELLED).select_related("group")
    return calls.annotate(
        filed=Count("submissions", filter=filed),
        fallen=Count("submissions", filter=Q(submissions__state__in=Submission.FALLEN)),
        to_check=Count("submissions", filter=waiting),
        drafts=Count("submissions", filter=Q(submissions__state=Submission.State.DRAFT)),
    ).order_by("-deadline_at")


def calls_in_hand(groups):
    """The counted calls, each with what waits for somebody, {“held”…: how many}, and its newest compilation."""
    calls = list(counted_calls(groups))
    waiting = reviewing.waiting([call.pk for call in calls])
    runs = Compilation.objects.newest_of(calls).select_related("paper_version__paper").defer("paper_version__html")
    newest = {run.call_id: run for run in runs}
    for call in calls:
        call.waiting, call.compilation = waiting.get(call.pk, {}), newest.get(call.pk)
    return calls


def papers_in_hand(user, groups):
    """Papers being made that the person works on: staff on every paper of theirs, Chair and assistant on summaries."""
    own = Q(paper__group__in=groups) | Q(paper__kind=Paper.Kind.SUMMARY)
    versions = PaperVersion.objects.visible_to(user).being_made().filter(own)
    return versions.select_related("paper__group").order_by("paper")


def meetings_without_summary(groups, offices):
    """Meetings that are over and whose Chair's summary has not been begun: staff, Chair and assistant may begin it."""
    own = Q(group__in=groups) | Q(group__in=offices.values("group"))
    over = Meeting.objects.filter(own, ends_on__lt=now().date()).exclude(state=Meeting.State.CANCELLED)
    return over.exclude(pk__in=Summary.objects.values("meeting")).select_related("group")


def dates_ahead(groups):
    """[(date, what, group, address)] of the next sixty days: deadlines of calls and meetings, and the meetings."""
    today = now().date()
    calls = Call.objects.filter(group__in=groups).open().select_related("group")
    meetings = Meeting.objects.filter(group__in=groups).upcoming(today).select_related("group")
    deadlines = Deadline.objects.filter(meeting__in=meetings).select_related("meeting__group")
    dates = [
        (call.deadline_at.astimezone(call.zone).date(), call.title, call.group, _at("submissions:list", call.uid))
        for call in calls
    ]
    dates += [
        (meeting.starts_on, str(meeting), meeting.group, _at("meetings:manage", meeting.pk)) for meeting in meetings
    ]
    dates += [
        (each.due_on, each.label, each.meeting.group, _at("meetings:manage", each.meeting_id)) for each in deadlines
    ]
    return sorted((row for row in dates if today <= row[0] <= today + AHEAD), key=_by_day)


def _at(name, key):
    return reverse(name, args=[key])


def _by_day(row):
    return row[0], row[1]


@require_safe
def outbox(request):
    """Every letter of my groups: waiting, sent, failed or withdrawn; newest first."""
    letters = _letters(request.user).defer("body").order_by("-id")
    state, words = request.GET.get("state", ""), request.GET.get("q", "").strip()
    if state in Message.State.values:
        letters = letters.filter(state=state)
    if words:
        letters = letters.filter(Q(to_address__icontains=words) | Q(subject__icontains=words) | Q(key__icontains=words))
    page = Paginator(letters, A_PAGE).get_page(request.GET.get("page"))
    failed = _letters(request.user).to_send_again().count()
    context = {"page": page, "states": Message.State.choices, "state": state, "q": words, "failed": failed}
    return render(request, "outbox.html", context)


@require_safe
def letter(request, pk):
    """One letter as it was, or will be, sent. A letter with a code shows no text."""
    found = get_object_or_404(_letters(request.user), pk=pk)
    kept_from = Suppression.objects.of_everything(found.to_address).first()
    context = {"letter": found, "why_not": why_not_send_again(found), "kept_from": kept_from}
    context["group"] = WorkingGroup.objects.filter(pk=found.group_id).first()
    return render(request, "letter.html", context)


@require_POST
def send_again(request, pk):
    """Put a failed letter back in the queue."""
    found = get_object_or_404(_letters(request.user), pk=pk)
    delivery.send_again(message=found, by=request.user)
    messages.success(request, _("The letter is waiting to be sent again."))
    return redirect("letter", pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def send_failed_again(request):
    """Put every letter of my groups that failed back in the queue, once it was said how many they are."""
    letters = _letters(request.user)
    if request.method != "POST":
        return render(request, "send_failed_again.html", {"failed": letters.to_send_again().count()})
    seen = request.POST.get("seen", "")
    count = delivery.send_all_again(letters=letters, seen=int(seen) if seen.isdecimal() else 0, by=request.user)
    words = ngettext("%(count)s letter waits to be sent again.", "%(count)s letters wait to be sent again.", count)
    messages.success(request, words % {"count": count})
    return redirect("outbox")


@require_POST
def suppress(request, pk):
    """Send no more reminders to the address of a letter, or allow it again."""
    found = get_object_or_404(_letters(request.user), pk=pk)
    if "allow" in request.POST:
        outbox_verbs.allow_again(message=found, by=request.user)
    else:
        outbox_verbs.keep_from(message=found, by=request.user)
    return redirect("letter", pk=pk)


def _letters(user):
    return Message.objects.in_groups(WorkingGroup.objects.staffed_by(user).values("pk"))


@require_safe
def trail(request):
    """Who did what, when, in my groups; with ?thing=label:key, about one thing; letters only when asked for."""
    thing, letters = request.GET.get("thing", ""), "letters" in request.GET
    entries = entries_of(request.user, thing, letters)
    page = Paginator(entries, A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "names": actor_names(page), "thing": thing, "letters": letters}
    return render(request, "trail.html", context)


def entries_of(user, thing, letters):
    """The lines the user may read, newest first: about one thing, or all but those about letters, or all."""
    entries = Entry.objects.in_groups(WorkingGroup.objects.staffed_by(user).values("pk")).order_by("-id")
    if not thing:
        return entries if letters else entries.exclude(thing=Message._meta.label_lower)
    label, _colon, key = thing.partition(":")
    found = entries.filter(thing=label, thing_key=key)
    if not found.exists():
        raise Http404
    return found


def actor_names(entries):
    """{actor key: name} for the accounts among the actors of these lines; an erased one keeps its key."""
    keys = {entry.actor for entry in entries if entry.actor.startswith("user:")}
    users = User.objects.filter(pk__in=[key.split(":")[1] for key in keys]).select_related("person")
    return {user.actor_key: str(user) for user in users}
