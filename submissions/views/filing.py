"""The first steps of the form: start, about you, answers. Every page before sending says that it is not sent."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from audit.log import Stale
from meetings.models import Call

from .. import actions, drafting, rules
from ..forms import AboutForm, AnswersForm
from . import autosaving
from .browser import CONFIRMATION, already_sent, for_holder, form_page, held_in, remember, untouched_in, version_of
from .limiting import limit_drafts


@form_page
def start(request, uid):
    """Before you start: what is asked, until when, and what happens to the text. Pressing the button makes a draft."""
    calls = Call.objects.visible_to(request.user).select_related("group", "meeting")
    call = get_object_or_404(calls, uid=uid)
    holder = drafting.new_holder()
    if request.method == "POST":
        submission = untouched_in(request, call)
        if submission is None:
            limit_drafts(request)
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
    version = version_of(submission)
    if request.method != "POST":
        return (
            redirect(CONFIRMATION, submission.uid) if version.sent_at else _show(form_class(version=version), request)
        )
    form = form_class(request.POST, version=version, complete="continue" in request.POST)
    form.full_clean()
    if version.sent_at:
        return already_sent(request, submission, differs=form.differs())
    return _keep(form, holder, request)


def _keep(form, holder, request):
    """Save what was typed; when another window saved something else in the meantime, show both."""
    typed = {"values": form.values(), "answers": form.answers()}
    try:
        actions.save(version=form.version, by=holder, seen=form.data.get("seen"), page=form.page_name(), **typed)
    except Stale as stale:
        form.version = stale.thing
        if differences := form.differences(stale.thing):
            return _show_both(form, differences, request)
    return autosaving.saved(form) if autosaving.asked(request) else _after_saving(form, request)


def _after_saving(form, request):
    """On to the next step when that was asked and nothing is wrong; else the same step again, and what is wrong."""
    uid = form.version.submission.uid
    if question := request.POST.get("file_for"):
        return redirect(f"{reverse('submissions:files', args=[uid])}?{urlencode({'question': question})}")
    if not form.is_valid():
        return _show(form, request)
    if form.complete:
        return redirect(f"submissions:{form.NEXT}", uid)
    messages.success(request, _("Saved. Your contribution is not submitted yet."))
    return redirect(f"submissions:{form.STEP}", uid)


def _show_both(form, differences, request):
    """Another window saved the step in the meantime: both texts, and nothing overwritten."""
    if autosaving.asked(request):
        reason = _("Another window saved this page in the meantime. Press “Save” to compare the two.")
        return autosaving.refused(reason, status=409)
    return _show(form, request, differences=differences)


def _show(form, request, differences=()):
    """A step of the form; `differences` when another window saved it in the meantime."""
    submission = form.version.submission
    context = {"form": form, "submission": submission, "call": submission.call, "step": form.STEP}
    return render(request, f"submissions/{form.STEP}.html", {**context, "differences": differences})
