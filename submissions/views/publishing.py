"""The secretariat's screens: the register of a call, one contribution, and what is decided about it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from meetings.models import Call
from people.models import WorkingGroup

from .. import actions, rules
from ..forms import StaffFilterForm, WithholdForm
from ..models import Submission
from .public import page_of


def own_call(request, uid):
    """A call of a group whose secretariat the reader belongs to; anybody else finds nothing."""
    own = WorkingGroup.objects.staffed_by(request.user)
    return get_object_or_404(Call.objects.filter(group__in=own).select_related("group", "meeting"), uid=uid)


def own_submission(request, uid):
    """A filed contribution to a call of one's own group."""
    own = WorkingGroup.objects.staffed_by(request.user)
    found = Submission.objects.filed().filter(call__group__in=own).with_what_a_list_shows()
    return get_object_or_404(found, uid=uid)


@require_safe
def contributions(request, uid):
    """The register of a call: everything that was filed, by number."""
    call = own_call(request, uid)
    filed = Submission.objects.filed().filter(call=call)
    filters = StaffFilterForm(request.GET, call=call, found=filed)
    context = {
        "call": call,
        "filters": filters,
        "page": page_of(filters.narrow(filed).order_by("register_number"), request.GET.get("page")),
        "counts": filed.counts(),
        "drafts": Submission.objects.filter(call=call, state=Submission.State.DRAFT).count(),
    }
    return render(request, "submissions/list.html", context)


@require_safe
def record(request, uid):
    """All that is known of a contribution, and what can be done with it."""
    submission = own_submission(request, uid)
    return _record(submission, request, WithholdForm())


def _record(submission, request, form):
    context = {
        "submission": submission,
        "version": submission.current,
        "call": submission.call,
        "form": form,
        "why_not_publish": rules.why_not_publish(request.user, submission),
        "why_not_withhold": rules.why_not_withhold(request.user, submission),
    }
    return render(request, "submissions/record.html", context)


@require_POST
def publish(request, uid):
    """Publish, or share with the Working Group, as its author chose."""
    submission = own_submission(request, uid)
    actions.publish(submission=submission, by=request.user)
    messages.success(request, f"{submission.get_state_display()}.")
    return redirect("submissions:record", submission.uid)


@require_POST
def publish_selected(request, uid):
    """Publish those that were ticked; every row is asked again, and each refusal is told with its reason."""
    call = own_call(request, uid)
    ticked = [key for key in request.POST.getlist("submission") if key.isdecimal() and len(key) < 19]
    chosen = Submission.objects.filed().filter(call=call, pk__in=ticked).with_what_a_list_shows()
    done, refused = actions.publish_all(submissions=chosen, by=request.user)
    words = ngettext("%(number)s contribution came out.", "%(number)s contributions came out.", done)
    messages.success(request, words % {"number": done})
    for submission, reason in refused:
        messages.warning(request, _("%(which)s stays as it is: %(reason)s") % {"which": submission, "reason": reason})
    return redirect("submissions:list", uid)


@require_POST
def withhold(request, uid):
    """Keep a contribution from the public pages, with the reason."""
    submission = own_submission(request, uid)
    form = WithholdForm(request.POST)
    if not form.is_valid():
        return _record(submission, request, form)
    actions.withhold(submission=submission, reason=form.cleaned_data["reason"], by=request.user)
    messages.success(request, _("Withheld."))
    return redirect("submissions:record", submission.uid)
