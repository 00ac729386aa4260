"""After filing: a draft of the next version, a withdrawal, other choices; the link by which partners read a draft."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe

from .. import actions, holding, rules
from ..forms import ChoicesForm
from ..models import File, Submission
from .browser import CONFIRMATION, for_holder_always, form_page


@require_POST
@for_holder_always
def edit(request, submission, holder):
    """Open a draft of the next version, or go on with the one that is open."""
    actions.edit(submission=submission, by=holder)
    return redirect("submissions:about", submission.uid)


@form_page
@for_holder_always
def discard(request, submission, holder):
    """Throw the newer draft away, after asking."""
    if not submission.is_filed or not submission.draft:
        return redirect(CONFIRMATION, submission.uid)
    if request.method != "POST":
        return _ask(request, "discard", submission)
    actions.discard_draft(submission=submission, by=holder)
    messages.success(request, _("The newer draft was thrown away. What you submitted stays as it is."))
    return redirect(CONFIRMATION, submission.uid)


@form_page
@for_holder_always
def withdraw(request, submission, holder):
    """Withdraw, after saying exactly what happens; afterwards the same page says that it has happened."""
    if not submission.is_filed:
        return redirect("submissions:check", submission.uid)
    if request.method != "POST":
        return _ask(request, "withdraw", submission)
    actions.withdraw(submission=submission, by=holder)
    return redirect("submissions:withdraw", submission.uid)


@form_page
@for_holder_always
def choices(request, submission, holder):
    """Let something else be done with the text that was filed."""
    if reason := rules.why_not_change_choices(holder, submission):
        messages.warning(request, reason)
        return redirect(CONFIRMATION if submission.is_filed else "submissions:about", submission.uid)
    form = ChoicesForm(request.POST or None, version=submission.current)
    if request.method == "POST" and form.is_valid():
        actions.change_choices(submission=submission, by=holder, **form.cleaned_data)
        messages.success(request, _("Your choices are noted. A new receipt goes to your address."))
        return redirect(CONFIRMATION, submission.uid)
    return _ask(request, "choices", submission, form=form)


@form_page
@for_holder_always
def partners(request, submission, holder):
    """The link by which partners read the draft: made here, and revoked."""
    if request.method == "POST":
        verb = actions.hide_draft if "revoke" in request.POST else actions.show_draft
        verb(submission=submission, by=holder)
        return redirect("submissions:partners", submission.uid)
    why_not, link = rules.why_not_show_draft(holder, submission), holding.reading_link(submission)
    return _ask(request, "partners", submission, why_not=why_not, link=link)


def _ask(request, name, submission, **more):
    context = {"submission": submission, "call": submission.call, "version": submission.current, **more}
    return render(request, f"submissions/{name}.html", context)


@require_safe
@cache_control(no_store=True)
def read_draft(request, key):
    """The draft as it stands, for whoever has its link: no address, and nothing for search engines."""
    found = get_object_or_404(Submission.objects.select_related("call__group"), reading_key=key)
    if found.is_gone:
        raise Http404
    version = found.draft
    files = version.files.exclude(role=File.Role.ORIGINAL) if version else ()
    context = {"submission": found, "call": found.call, "version": version, "files": files}
    response = render(request, "submissions/read_draft.html", context)
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
