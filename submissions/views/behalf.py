"""The doors of co-signatories, and of staff who know for whom a contribution speaks."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST

from .. import actions, cosigning, rules
from ..forms import AuthorityForm, SeenForm, SignForm
from ..models import CoSignatory
from .publishing import own_submission


@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(private=True, no_store=True)
def cosign(request, key):
    """The page of a personal link: the text, and whether the name stands under it. Whoever has the link may answer."""
    signatory = cosigning.found_by(key)
    if signatory is None:
        if not CoSignatory.objects.filter(key=key).exists():
            raise Http404
        return render(request, "submissions/cosign.html", {"call": None})
    if request.method == "POST":
        return _answer(request, signatory)
    version = signatory.version
    context = {"signatory": signatory, "version": version, "submission": version.submission}
    context |= {"call": version.submission.call, "why_not": rules.why_not_sign(signatory)}
    return render(request, "submissions/cosign.html", context)


def _answer(request, signatory):
    form = SignForm(request.POST)
    if form.is_valid():
        actions.sign(signatory=signatory, **form.cleaned_data)
        messages.success(request, _("Your answer is kept. The author and the secretariat see it."))
    return redirect("submissions:cosign", signatory.key)


@require_POST
def confirm_authority(request, uid):
    """Staff record that it speaks for those it names, and how they know."""
    submission, form = own_submission(request, uid), AuthorityForm(request.POST)
    if form.is_valid():
        actions.confirm_authority(submission=submission, by=request.user, **form.cleaned_data)
    else:
        messages.error(request, " ".join(error for errors in form.errors.values() for error in errors))
    return redirect("submissions:record", uid)


@require_POST
def revoke_authority(request, uid):
    """Staff take the confirmation back."""
    submission, form = own_submission(request, uid), SeenForm(request.POST)
    if form.is_valid():
        actions.revoke_authority(submission=submission, by=request.user, **form.cleaned_data)
    return redirect("submissions:record", uid)


@require_POST
def stand_beside(request, uid):
    """Staff say that two contributions in one name both stand."""
    actions.stand_beside(submission=own_submission(request, uid), by=request.user)
    return redirect("submissions:record", uid)
