"""The last step of the form: everything on one page, and the button that files it once."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from audit.log import Stale
from people.refusals import Refused

from .. import actions, rules
from .browser import (
    CONFIRMATION,
    already_sent,
    content_in,
    for_holder,
    for_holder_always,
    form_page,
    proved,
    version_of,
)


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
    context |= {"missing": rules.missing(version), "why_not": rules.why_not_submit(holder, version)}
    return render(request, "submissions/check.html", context)


@form_page
@for_holder_always  # the action asks, of what it reads in its transaction: nothing is looked up twice in a rush
def send(request, submission, holder):
    """File it, once: what the check page showed must be what is stored, and lack nothing."""
    version = _shown_in(request, submission)
    if version is None:
        return _not_sent(request, submission)
    try:
        actions.submit(version=version, by=proved(request, submission, holder), shown=content_in(request))
    except Stale:
        return _not_sent(request, submission)
    except Refused:
        if rules.why_not_write(holder, submission):
            raise
        return redirect("submissions:check", submission.uid)  # which says what is missing
    return redirect(CONFIRMATION, submission.uid)


def _shown_in(request, submission):
    """The version whose key the check page carried; None when there is none, or nobody pressed the button."""
    key = request.POST.get("submission_key", "")
    try:
        return submission.versions.only("submission").filter(submission_key=key).first() if key else None
    except ValidationError:
        return None


def _not_sent(request, submission):
    """Back to the check page; what was sent already leads to its receipt, or shows both texts when they differ."""
    version = version_of(submission)
    if version.sent_at:
        differs = request.method == "POST" and content_in(request) != version.content
        return already_sent(request, submission, differs=differs)
    messages.warning(request, _("Nothing was sent. Check your answers as they stand now, then send them."))
    return redirect("submissions:check", submission.uid)
