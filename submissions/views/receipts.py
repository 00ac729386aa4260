"""The receipt on screen."""

from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from .browser import for_holder, version_of


@require_safe
@for_holder
def confirmation(request, submission, holder):
    """The receipt on screen; safe to reload."""
    if not submission.is_filed:
        return redirect("submissions:check", submission.uid)
    context = {"submission": submission, "call": submission.call, "version": version_of(submission)}
    return render(request, "submissions/confirmation.html", context)
