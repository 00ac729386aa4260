"""The last step of the form: everything on one page, and the button that files it once."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from .. import actions, rules
from .browser import CONFIRMATION, already_sent, content_in, for_holder, form_page, proved, version_of


@require_safe
@cache_control(no_store=True)
@for_holder
def check(request, submission, holder):
    """Everything on one page, with ways to change it, and the button that sends.

    The browser keeps no copy: “back” from the receipt would show it again, saying that nothing is submitted yet.
    """
    version = version_of(submission)
    if version.sent_at:
        return redirect(CONFIRMATION, submission.uid)
    context = {"submission": submission, "call": submission.call, "step": "check", "version": version}
    return render(request, "submissions/check.html", {**context, "missing": rules.missing(version)})


@form_page
@for_holder
def send(request, submission, holder):
    """File it, once: what the check page showed must be what is stored, and lack nothing."""
    version = version_of(submission)
    same = request.method == "POST" and content_in(request) == version.content
    if version.sent_at:
        return already_sent(request, submission, differs=request.method == "POST" and not same)
    if not same or request.POST.get("submission_key") != str(version.submission_key):
        messages.warning(request, _("Nothing was sent. Check your answers as they stand now, then send them."))
        return redirect("submissions:check", submission.uid)
    if rules.missing(version):
        return redirect("submissions:check", submission.uid)
    actions.submit(version=version, by=proved(request, submission, holder))
    return redirect(CONFIRMATION, submission.uid)
