"""The screens on which a Chair's summary is made, cleared and issued."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from documents import issue as gate
from documents.models.paper import groups_prepared_by
from meetings.models import Meeting
from people.refusals import refuse_if
from people.rules import why_not_manage
from people.views.edit import answer

from . import actions, emails, importing, pdf, rules
from .forms import ClearanceForm, IssueForm, PasteForm, SummaryForm
from .models import Summary

reads_or_writes = require_http_methods(["GET", "HEAD", "POST"])


def _posted(request):
    """What was sent; None when the screen was only asked for."""
    return request.POST if request.method == "POST" else None


def _meeting(request, pk):
    own = Meeting.objects.visible_to(request.user).filter(group__in=groups_prepared_by(request.user))
    return get_object_or_404(own.select_related("group", "venue"), pk=pk)


def _summary(request, pk):
    found = Summary.objects.visible_to(request.user).filter(meeting__in=Meeting.objects.visible_to(request.user))
    return get_object_or_404(
        found.select_related("meeting__group", "meeting__venue", "paper__group", "chair"), meeting=pk
    )


@reads_or_writes
def edit(request, pk):
    """The text of the summary with its preview and next steps; before it is begun, the button that begins it."""
    meeting = _meeting(request, pk)
    summary = Summary.objects.filter(meeting=meeting).select_related("meeting__group", "paper__group", "chair").first()
    if summary is None:
        return render(request, "summaries/start.html", _start_context(request, meeting))
    if summary.draft.is_frozen:
        return render(request, "summaries/issued.html", _screen(request.user, summary))
    form = SummaryForm.of(summary.draft, _posted(request))
    context = _screen(request.user, summary) | {"done": request.path, "template": "summaries/edit.html"}
    return answer(request, form, lambda form: _save(request, summary, form), **context)


def _save(request, summary, form):
    actions.save(summary=summary, by=request.user, **form.values())


def _start_context(request, meeting):
    return {"meeting": meeting, "group": meeting.group, "why_not": rules.why_not_start(request.user, meeting)}


def _screen(user, summary):
    """What the screens of a summary show: the version in hand, its preview, the next steps and why not."""
    version = summary.draft
    html = pdf.summary_html(summary)
    return {
        "summary": summary,
        "meeting": summary.meeting,
        "group": summary.meeting.group,
        "version": version,
        "preview": pdf.article(html),
        "faults": [] if version.is_frozen else gate.faults(version, html),
        "advice": gate.advice(version),
        "why_not_clear": rules.why_not_clear(user, summary),
        "why_not_record": rules.why_not_record_clearance(user, summary),
        "why_not_issue": rules.why_not_issue(user, summary),
        "why_not_correct": rules.why_not_correct(user, summary),
    }


@require_POST
def start(request, pk):
    """Begin the summary with a skeleton."""
    actions.start(meeting=_meeting(request, pk), by=request.user)
    return redirect("summaries:edit", pk)


@reads_or_writes
def paste(request, pk):
    """Take a text typed elsewhere, show how it was read, and let the person confirm by saving it."""
    summary = _summary(request, pk)
    form = PasteForm(_posted(request))
    context = {"summary": summary, "meeting": summary.meeting, "group": summary.meeting.group, "form": form}
    if not form.is_valid():
        return render(request, "summaries/paste.html", context)
    reading = importing.read(form.cleaned_data["text"])
    day = reading.dated_on or summary.draft.dated_on
    context["form"] = SummaryForm.of(summary.draft, source=reading.source, dated_on=day)
    context |= {"reading": reading, "preview": pdf.preview(summary, reading.source)}
    return render(request, "summaries/reading.html", context)


@require_safe
def draft_pdf(request, pk):
    """The version in hand as PDF, marked as the Chair's draft on every page."""
    summary = _summary(request, pk)
    printed = pdf.draft(summary)
    headers = {"Content-Disposition": 'inline; filename="chairs-draft.pdf"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(bytes(printed), content_type="application/pdf", headers=headers)


@require_POST
def clear(request, pk):
    """The Chair clears the summary."""
    actions.clear(summary=_summary(request, pk), by=request.user)
    messages.success(request, _("The summary is cleared."))
    return redirect("summaries:edit", pk)


@reads_or_writes
def record_clearance(request, pk):
    """The secretariat records that the Chair cleared the summary by e-mail."""
    summary = _summary(request, pk)
    form = ClearanceForm(_posted(request))
    if form.is_valid():
        actions.record_clearance(summary=summary, by=request.user, how=form.cleaned_data["how"])
        messages.success(request, _("The Chair’s clearance is on record."))
        return redirect("summaries:edit", pk)
    return render(request, "summaries/clearance.html", _screen(request.user, summary) | {"form": form})


@reads_or_writes
def issue(request, pk):
    """What will happen when the summary is issued, and to whom it goes; then the one button that does it."""
    summary = _summary(request, pk)
    refuse_if(why_not_manage(request.user, summary.meeting.group))  # the screen shows addresses
    context = _screen(request.user, summary)
    form = IssueForm(_posted(request), advice=context["advice"])
    if form.is_valid():
        letters = actions.issue(summary=summary, observers=form.cleaned_data["observers"], by=request.user)
        messages.success(request, _issued(letters))
        return redirect("summaries:edit", pk)
    return render(request, "summaries/issue.html", context | {"form": form, "people": _people(summary)})


def _people(summary):
    """Who gets the summary: members, and beside them the observing States."""
    members, everybody = (emails.readers(summary, observers=observers) for observers in (False, True))
    return {"members": members, "observers": everybody[len(members) :]}


def _issued(letters):
    return ngettext(
        "The summary is issued and posted online; %(count)s letter with it is in the outbox.",
        "The summary is issued and posted online; %(count)s letters with it are in the outbox.",
        letters,
    ) % {"count": letters}


@require_POST
def release_letters(request, pk):
    """Send the letters that ask the Chair for clearance, those of the rung that was shown."""
    letters = actions.release_letters(summary=_summary(request, pk), rung=request.POST.get("rung", ""), by=request.user)
    words = ngettext("%(count)s letter is in the outbox.", "%(count)s letters are in the outbox.", letters)
    messages.success(request, words % {"count": letters})
    return redirect("duties")


@require_POST
def correct(request, pk):
    """Begin a new version of an issued summary."""
    actions.correct(summary=_summary(request, pk), by=request.user)
    return redirect("summaries:edit", pk)
