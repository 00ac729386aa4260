"""Files of a draft: each is stored and told about by itself."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
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
    if submission.is_filed:
        return redirect(CONFIRMATION, submission.uid)
    version, form = version_of(submission), FilesForm()
    if request.method == "POST":
        form = FilesForm(request.POST)
        form.full_clean()
        for reason in _take_in(request.FILES.getlist("file"), version, holder):
            form.add_error("file", reason)
        if form.is_valid():
            return redirect(f"submissions:{'check' if 'continue' in request.POST else 'files'}", submission.uid)
    context = {"form": form, "submission": submission, "call": submission.call, "step": "files", "version": version}
    return render(request, "submissions/files.html", context)


def _take_in(uploads, version, holder):
    """Store and attach each file; returns the reasons of those refused."""
    refused = []
    for upload in uploads:
        try:
            refuse_if(rules.why_not_attach(holder, version.submission, upload.size))
            actions.attach(version=version, stored=storing.store(upload), by=holder)
        except Refused as reason:
            refused.append(str(reason))
    return refused


@require_POST
@for_holder
def remove_file(request, submission, holder, pk):
    """Take a file out of the draft."""
    file = get_object_or_404(File, pk=pk, version__submission=submission, version__number=None)
    actions.detach(file=file, by=holder)
    messages.success(request, _("“%(name)s” was removed.") % {"name": file.name})
    return redirect("submissions:files", submission.uid)
