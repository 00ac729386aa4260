"""The form: start, about you, answers, files, check, send, receipt. Every page before sending says it is not sent."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from audit.log import Stale
from meetings.models import Call
from people.refusals import Refused, refuse_if

from .. import actions, drafting, rules, storing
from ..forms import AboutForm, AnswersForm, FilesForm
from ..models import File
from .browser import already_sent, content_in, for_holder, held_in, remember

CONFIRMATION = "submissions:confirmation"

form_page = require_http_methods(["GET", "HEAD", "POST"])


@form_page
def start(request, uid):
    """Before you start: what is asked, until when, and what happens to the text. Pressing the button makes a draft."""
    calls = Call.objects.visible_to(request.user).select_related("group", "meeting")
    call = get_object_or_404(calls, uid=uid)
    holder = drafting.new_holder()
    if request.method == "POST":
        submission = actions.start(call=call, by=holder)
        remember(request, submission, holder)
        return redirect("submissions:about", submission.uid)
    context = {"call": call, "held": held_in(request, call), "why_not": rules.why_not_start(holder, call)}
    return render(request, "submissions/start.html", context)


@form_page
@for_holder
def about(request, submission, holder):
    """Who contributes, and what may be done with the text."""
    return _step(request, submission, holder, AboutForm)


@form_page
@for_holder
def answers(request, submission, holder):
    """The answers, question by question."""
    return _step(request, submission, holder, AnswersForm)


def _step(request, submission, holder, form_class):
    """Show a step; or keep whatever was typed, right or wrong, then go on."""
    if request.method != "POST":
        draft = form_class(version=_version(submission))
        return redirect(CONFIRMATION, submission.uid) if submission.is_filed else _show(draft, request)
    form = form_class(request.POST, version=_version(submission), complete="continue" in request.POST)
    form.full_clean()
    if submission.is_filed:
        return already_sent(request, submission, differs=form.differs())
    try:
        _save(form, holder)
    except Stale as stale:
        return _show(form, request, differences=form.differences(stale.thing))
    return _after_saving(form, request)


def _save(form, holder):
    typed = {"values": form.values(), "answers": form.answers()}
    actions.save(version=form.version, by=holder, seen=form.data.get("seen"), page=form.page_name(), **typed)


def _after_saving(form, request):
    """On to the next step when that was asked and nothing is wrong; else the same step again, and what is wrong."""
    if request.headers.get("HX-Request"):
        return render(request, "submissions/_saved.html", {"form": form, "version": form.version})
    if not form.is_valid():
        return _show(form, request)
    if form.complete:
        return redirect(f"submissions:{form.NEXT}", form.version.submission.uid)
    messages.success(request, _("Saved. Your contribution is not submitted yet."))
    return redirect(f"submissions:{form.STEP}", form.version.submission.uid)


def _show(form, request, differences=()):
    """A step of the form; `differences` when another window saved it in the meantime."""
    submission = form.version.submission
    context = {"form": form, "submission": submission, "call": submission.call, "step": form.STEP}
    if differences and request.headers.get("HX-Request"):
        reason = _("Another window saved this page in the meantime. Press “Save” to compare the two.")
        return render(request, "submissions/_saved.html", {"reason": reason})
    return render(request, f"submissions/{form.STEP}.html", {**context, "differences": differences})


def _version(submission):
    """The draft, or what was sent, be it only since the submission was looked up."""
    versions = submission.versions.select_related("stakeholder_group", "country")
    return versions.get(pk=submission.current_id) if submission.is_filed else versions.latest("pk")


@form_page
@for_holder
def files(request, submission, holder):
    """Files: each is stored and told about by itself; what was typed elsewhere is not touched by a refused one."""
    if submission.is_filed:
        return redirect(CONFIRMATION, submission.uid)
    version, form = _version(submission), FilesForm()
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


@require_safe
@cache_control(no_store=True)
@for_holder
def check(request, submission, holder):
    """Everything on one page, with ways to change it, and the button that sends.

    The browser keeps no copy: “back” from the receipt would show it again, saying that nothing is submitted yet.
    """
    if submission.is_filed:
        return redirect(CONFIRMATION, submission.uid)
    version = _version(submission)
    context = {"submission": submission, "call": submission.call, "step": "check", "version": version}
    return render(request, "submissions/check.html", {**context, "missing": rules.missing(version)})


@form_page
@for_holder
def send(request, submission, holder):
    """File it, once: what the check page showed must be what is stored, and lack nothing."""
    version = _version(submission)
    same = request.method == "POST" and content_in(request) == version.content
    if submission.is_filed:
        return already_sent(request, submission, differs=request.method == "POST" and not same)
    if not same or request.POST.get("submission_key") != str(version.submission_key):
        messages.warning(request, _("Nothing was sent. Check your answers as they stand now, then send them."))
        return redirect("submissions:check", submission.uid)
    if rules.missing(version):
        return redirect("submissions:check", submission.uid)
    actions.submit(version=version, by=holder)
    return redirect(CONFIRMATION, submission.uid)


@require_safe
@for_holder
def confirmation(request, submission, holder):
    """The receipt on screen; safe to reload."""
    if not submission.is_filed:
        return redirect("submissions:check", submission.uid)
    context = {"submission": submission, "call": submission.call, "version": _version(submission)}
    return render(request, "submissions/confirmation.html", context)
