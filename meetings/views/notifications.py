"""The notification: drafted, looked at as it will be printed, cleared, issued and sent."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from documents import pdf as press
from people.views.edit import answer

from .. import actions, emails, foresight, gate, pdf, rules
from ..forms import AudienceForm, ClearanceForm, IssueForm, NotificationForm
from ..forms.notification import NOTIFIED
from ..models import Notification
from .meetings import meeting_of
from .steps import outlook


def notification(request, pk):
    """The screen of a meeting's notification: begin it; or its text, the draft as it will look, and the next steps."""
    meeting = meeting_of(request, pk)
    found = Notification.objects.filter(meeting=meeting).select_related("paper__group").first()
    if found is None:
        why_not = rules.why_not_draft_notification(request.user, meeting)
        return render(
            request,
            "meetings/notification_begin.html",
            {"meeting": meeting, "group": meeting.group, "why_not": why_not},
        )
    found.meeting = meeting
    if found.being_made is None:
        return render(request, "meetings/notification_issued.html", _issued_context(request, found))
    return _edit(request, found)


def _edit(request, found):
    form = NotificationForm(request.POST or None, notification=found)

    def save(form):
        actions.edit_notification(notification=found, by=request.user, **form.values())

    context = _context(request, found)
    return answer(request, form, save, done=request.path, template="meetings/notification.html", **context)


def _context(request, found):
    return {
        "notification": found,
        "meeting": found.meeting,
        "group": found.meeting.group,
        "version": found.being_made,
        "html": press.article(pdf.notification_html(found, found.being_made)),
        "facts": pdf.facts_of(found.meeting, found.being_made.language).items(),
        "clearance": ClearanceForm(),
        "why_not_edit": rules.why_not_edit_notification(request.user, found),
        "why_not_clear": rules.why_not_clear_notification(request.user, found),
        "why_not_issue": rules.why_not_issue_notification(request.user, found),
        "faults": gate.faults(found),
        "advice": gate.advice(found),
    }


def _issued_context(request, found):
    return {
        "notification": found,
        "meeting": found.meeting,
        "group": found.meeting.group,
        "version": found.newest,
        "why_not": rules.why_not_correct_notification(request.user, found),
        "letters": emails.letters_of(found).count(),
        "key": emails.notification_key(found),
    }


def notification_of(request, pk):
    """A meeting's notification that is being made; 404 for strangers and when there is none."""
    meeting = meeting_of(request, pk)
    found = get_object_or_404(Notification.objects.select_related("paper__group"), meeting=meeting)
    found.meeting = meeting
    return found


@require_POST
def notification_draft(request, pk):
    actions.draft_notification(meeting=meeting_of(request, pk), by=request.user)
    return redirect("meetings:notification", pk)


def notification_preview(request, pk):
    """The draft as a page, with its facts filled in."""
    found = notification_of(request, pk)
    html = press.article(pdf.notification_html(found, found.newest))
    context = {"notification": found, "meeting": found.meeting, "group": found.meeting.group, "html": html}
    return render(request, "meetings/notification_preview.html", context)


def notification_pdf(request, pk):
    """The draft as it would be printed now; nothing is kept."""
    found = notification_of(request, pk)
    printed = press.render(pdf.notification_html(found, found.newest))
    headers = {"Content-Disposition": 'inline; filename="draft.pdf"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(bytes(printed), content_type="application/pdf", headers=headers)


@require_POST
def notification_test(request, pk):
    actions.send_test_copy(notification=notification_of(request, pk), by=request.user)
    messages.success(request, _("A test copy is on its way to %(address)s.") % {"address": request.user.email})
    return redirect("meetings:notification", pk)


@require_POST
def notification_clear(request, pk):
    found, form = notification_of(request, pk), ClearanceForm(request.POST)
    how = form.cleaned_data["how"] if form.is_valid() else ""
    actions.clear_notification(notification=found, by=request.user, how=how)
    messages.success(request, _("The notification is cleared."))
    return redirect("meetings:notification", pk)


@require_POST
def notification_correct(request, pk):
    actions.correct_notification(notification=notification_of(request, pk), by=request.user)
    messages.success(request, _("A new version is begun. The one in force stays until this one is issued."))
    return redirect("meetings:notification", pk)


def notification_issue(request, pk):
    """To whom; then exactly what will happen; then the one act that does it."""
    found = notification_of(request, pk)
    if request.method == "POST":
        return _issue(request, found)
    chosen = AudienceForm(request.GET or None, initial={"audiences": dict(NOTIFIED)})
    return _show_issue(request, found, chosen, None)


def _issue(request, found):
    """Issue it when everything was ticked; else show the screen again. A refusal goes back with its reason."""
    why_not = rules.why_not_issue_notification(request.user, found)
    form = IssueForm(request.POST, advice=[] if why_not else gate.advice(found))
    if not why_not and not form.is_valid():
        return _show_issue(request, found, AudienceForm(request.POST), form)
    names, acknowledged = request.POST.getlist("audiences"), "acknowledged" in request.POST
    count = actions.issue_notification(notification=found, audiences=names, acknowledged=acknowledged, by=request.user)
    messages.success(request, _letters(count))
    return redirect(reverse("meetings:notification", args=[found.meeting_id]))


def _letters(count):
    words = ngettext(
        "Issued and online; %(n)s letter is on its way.", "Issued and online; %(n)s letters are on their way.", count
    )
    return words % {"n": count}


def _show_issue(request, found, chosen, form):
    context = {"notification": found, "meeting": found.meeting, "group": found.meeting.group, "chosen": chosen}
    context["why_not"] = rules.why_not_issue_notification(request.user, found)
    if not context["why_not"]:
        context |= {"faults": gate.faults(found), "advice": gate.advice(found)}
        if chosen.is_bound and chosen.is_valid():
            names = chosen.cleaned_data["audiences"]
            form = form or IssueForm(initial={"audiences": names}, advice=context["advice"])
            context |= {"form": form, **outlook(request, foresight.issuing(found, names))}
    return render(request, "meetings/notification_issue.html", context)
