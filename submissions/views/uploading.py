"""Files of a draft: each is stored and told about by itself."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from people.refusals import Refused, refuse_if

from .. import actions, rules, storing
from ..forms import FilesForm
from ..models import File
from .browser import CONFIRMATION, for_holder, form_page, version_of


@form_page
@for_holder
def files(request, submission, holder):
    """Files: each is stored and told about by itself; what was typed elsewhere is not touched by a refused one."""
    version, form = version_of(submission), FilesForm()
    if version.sent_at:
        return redirect(CONFIRMATION, submission.uid)
    question = question_of(request.GET, submission)
    if request.method == "POST":
        form = FilesForm(request.POST)
        form.full_clean()
        for reason in _take_in(request.FILES.getlist("file"), version, holder, question):
            form.add_error("file", reason)
        if form.is_valid():
            return _onwards(request, submission, question)
    return render(
        request, "submissions/files.html", {"form": form, "question": question, **_shown(submission, version)}
    )


def _shown(submission, version):
    """What the page of files shows of the draft; a file in place of an answer knows its question's label."""
    labels = {question.pk: question.label for question in submission.call.questions.numbered()}
    added = list(version.files.all())
    for file in added:
        file.label = labels.get(file.question_id, "")
    return {"submission": submission, "call": submission.call, "version": version, "step": "files", "added": added}


def question_of(words, submission):
    """The question in place of whose answer a file is added, by its key; None for an attachment."""
    key = words.get("question", "")
    if not key:
        return None
    found = [each for each in submission.call.questions.numbered() if str(each.pk) == key and each.is_asked]
    if not found:
        raise Http404
    return found[0]


def page_of_files(submission, question=None):
    """The address of the page of files, of one question when it is named."""
    address = reverse("submissions:files", args=[submission.uid])
    return f"{address}?question={question.pk}" if question else address


def _onwards(request, submission, question):
    """To the next step, or back to the answers when the file was for one; else the same page again."""
    if "continue" in request.POST:
        return redirect("submissions:answers" if question else "submissions:check", submission.uid)
    return redirect(page_of_files(submission, question))


def _take_in(uploads, version, holder, question):
    """Store and attach each file; returns the reasons of those refused."""
    refused = []
    for upload in uploads:
        stored = None
        try:
            refuse_if(rules.why_not_attach(holder, version.submission, upload.size))
            stored = storing.store(upload)
            actions.attach(version=version, stored=stored, by=holder, question=question)
        except Refused as reason:
            storing.discard(stored.path if stored else "")
            refused.append(str(reason))
    return refused


@require_POST
@for_holder
def remove_file(request, submission, holder, pk):
    """Take a file out of the draft."""
    file = get_object_or_404(File, pk=pk, version__submission=submission, version__number=None)
    actions.detach(file=file, by=holder)
    messages.success(request, _("“%(name)s” was removed.") % {"name": file.name})
    return redirect(page_of_files(submission, file.question))
