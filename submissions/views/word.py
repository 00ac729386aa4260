"""Word in and out: the call's form, a file read into a draft, the draft as Word or PDF for partners."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from audit.log import Stale
from meetings.models import Call
from people.refusals import Refused, refuse_if

from .. import actions, draft_pdf, rules, storing
from ..forms import ReadingForm, WordFileForm
from ..models import File
from ..word import draft, form, matching, reading
from .browser import CONFIRMATION, for_holder, form_page, version_of


@require_safe
def call_form(request, uid):
    """The Word form of a call, in the language of the screen."""
    calls = Call.objects.visible_to(request.user).select_related("group")
    call = get_object_or_404(calls, uid=uid)
    return _download(form.make(call), form.TYPE, "form-for-contributions.docx")


@require_safe
@for_holder
def draft_as_word(request, submission, holder):
    """The draft as a Word file, marked NOT SUBMITTED, for partners to read and to write in."""
    version = version_of(submission)
    if version.sent_at:
        return redirect(CONFIRMATION, submission.uid)
    return _download(draft.make(version), form.TYPE, "draft-not-submitted.docx")


@require_safe
@for_holder
def draft_as_pdf(request, submission, holder):
    """The draft as PDF, marked NOT SUBMITTED on every page; made now and kept nowhere."""
    version = version_of(submission)
    if version.sent_at:
        return redirect(CONFIRMATION, submission.uid)
    return _download(draft_pdf.make(version), "application/pdf", "draft-not-submitted.pdf")


def _download(content, content_type, name):
    """The file names no person; no browser keeps it on the way."""
    response = HttpResponse(content, content_type=content_type)
    response.headers["Content-Disposition"] = content_disposition_header(True, name)
    response.headers["Cache-Control"] = "no-store"
    return response


@form_page
@for_holder
def word(request, submission, holder):
    """Add a Word file; its text is shown next, nothing of it is in the draft yet."""
    version = version_of(submission)
    if version.sent_at:
        return redirect(CONFIRMATION, submission.uid)
    asked = WordFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and asked.is_valid():
        try:
            kept = _take_in(asked.cleaned_data["file"], version, holder)
            return redirect("submissions:reading", submission.uid, kept.pk)
        except Refused as reason:
            asked.add_error("file", str(reason))
    originals = version.files.filter(role=File.Role.ORIGINAL)
    context = {"form": asked, "submission": submission, "call": submission.call, "step": "answers"}
    return render(request, "submissions/word.html", {**context, "originals": originals})


def _take_in(upload, version, holder):
    """Inspect the file, see that it can be read, and keep it as the original."""
    refuse_if(rules.why_not_attach(holder, version.submission, upload.size))
    stored = storing.store(upload)
    try:
        refuse_if("" if stored.content_type == form.TYPE else _("Only Word files (.docx) can be read into answers."))
        reading.read(stored.path)
        return actions.keep_original(version=version, stored=stored, by=holder)
    except Refused:
        storing.discard(stored.path)
        raise


@form_page
@for_holder
def read_word(request, submission, holder, pk):
    """What was found in the file, question by question; what is ticked goes into the draft."""
    version = version_of(submission)
    file = get_object_or_404(File, pk=pk, version=version, role=File.Role.ORIGINAL, content_type=form.TYPE)
    if version.sent_at:
        return redirect(CONFIRMATION, submission.uid)
    found = matching.match(reading.read(file.path), submission.call)
    chosen = ReadingForm(request.POST or None, version=version, found=found)
    if request.method == "POST" and chosen.is_valid() and _save(chosen, request, holder):
        return redirect("submissions:answers", submission.uid)
    context = {"form": chosen, "found": found, "file": file, "submission": submission, "call": submission.call}
    return render(request, "submissions/reading.html", {**context, "step": "answers"})


def _save(chosen, request, holder):
    """Whether the texts went into the draft: not when another window saved it since the page was shown."""
    typed = {"values": chosen.values(), "answers": chosen.answers()}
    seen, page = chosen.cleaned_data["seen"], chosen.cleaned_data["page"]
    try:
        actions.save(version=chosen.version, by=holder, seen=seen, page=page, **typed)
    except Stale:
        chosen.mark_again()
        messages.warning(
            request, _("Another window saved your answers in the meantime. Compare them once more, then take over.")
        )
        return False
    messages.success(request, _("Taken over. Check your answers; your contribution is not submitted yet."))
    return True
