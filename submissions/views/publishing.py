"""The secretariat's screens: the register of a call, one contribution, and what is published or withheld."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from meetings.models import Call
from people.models import WorkingGroup
from people.refusals import Refused

from .. import actions, likeness, reviewing, rules
from ..forms import DuplicateForm, ReturnForm, StaffFilterForm, WithholdForm, in_order
from ..models import Submission
from ..renditions import texts_in_force
from .public import PAGE


def own_call(request, uid):
    """A call of a group whose secretariat the reader belongs to; anybody else finds nothing."""
    own = WorkingGroup.objects.staffed_by(request.user)
    return get_object_or_404(Call.objects.filter(group__in=own).select_related("group", "meeting"), uid=uid)


def own_submission(request, uid):
    """A filed contribution to a call of one's own group."""
    own = WorkingGroup.objects.staffed_by(request.user)
    found = Submission.objects.filed().filter(call__group__in=own).with_what_a_list_shows()
    submission = get_object_or_404(found, uid=uid)
    submission.current.submission = submission
    return submission


def narrowed(call, query):
    """(the filters of the register, the contributions that they leave, in order; its facets; how many drafts)."""
    begun = Submission.objects.filter(call=call)
    rows = reviewing.facets(begun)
    facets = [row for row in rows if row["state"] != Submission.State.DRAFT]
    filters = StaffFilterForm(query, call=call, facets=facets)
    found = in_order(filters.narrow(begun.filed()), query.get("sort", ""))
    return filters, found, facets, sum(row["number"] for row in rows) - sum(row["number"] for row in facets)


@require_safe
def contributions(request, uid):
    """The register of a call: everything that was filed, by number; with `state=to_check` the review queue."""
    call = own_call(request, uid)
    filters, found, facets, drafts = narrowed(call, request.GET)
    many = None if filters.wanted() else filters.count(facets)
    context = {
        "call": call,
        "filters": filters,
        "page": reviewing.look_at(_page(found, many, request.GET.get("page"))),
        **_totals(facets),
        "sort": request.GET.get("sort", "number"),
        "drafts": drafts,
        "form": WithholdForm(),
    }
    return render(request, "submissions/list.html", context)


def _totals(facets):
    """How many stand in each stakeholder group; and how many are in the register and stand no more."""
    standing = [row for row in facets if row["state"] not in Submission.FALLEN]
    fallen = sum(row["number"] for row in facets) - sum(row["number"] for row in standing)
    return {"counts": reviewing.counted(standing, "group_name"), "fallen": fallen}


def _page(found, many, number):
    """One page of the register; `many` is their number where it is known."""
    paginator = Paginator(reviewing.with_what_staff_see(found), PAGE)
    if many is not None:
        paginator.count = many
    return paginator.get_page(number)


@require_safe
def record(request, uid):
    """All that is known of a contribution, and what can be done with it."""
    return show_record(request, own_submission(request, uid))


def show_record(request, submission, **forms):
    """The record; a form that was refused comes back with all that was typed."""
    context = {
        **_known_of(submission),
        "why_not": _reasons(request.user, submission),
        "form": next(iter(forms.values()), None),
        "withhold_form": WithholdForm(),
        "return_form": ReturnForm(call=submission.call),
        "duplicate_form": DuplicateForm(),
        **forms,
    }
    return render(request, "submissions/record.html", context)


def _reasons(user, submission):
    """{what staff can do with it: why not}."""
    version = submission.current
    return {
        "publish": rules.why_not_publish(user, submission),
        "withhold": rules.why_not_withhold(user, submission),
        "return": rules.why_not_return(user, submission),
        "take_back": rules.why_not_take_back(user, submission),
        "unmark": rules.why_not_unmark_duplicate(user, submission),
        "redact": rules.why_not_redact(user, version),
        "revoke": rules.why_not_revoke_redaction(user, version),
        "translate": rules.why_not_translate(user, version),
    }


def _known_of(submission):
    """What the record shows."""
    version = submission.current
    return {
        "submission": submission,
        "version": version,
        "call": submission.call,
        "renditions": list(texts_in_force(version)),
        "dropped": reviewing.redaction_dropped_by(submission),
        "alike": likeness.families([version]).get(version.pk),
        "earlier": _earlier(submission),
    }


def _earlier(submission):
    """The superseded versions, the newest first."""
    found = list(submission.versions.exclude(number=None).exclude(pk=submission.current_id).order_by("-number"))
    for version in found:
        version.submission = submission
    return found


def key_of(text):
    """A key that came with a form; None when it is none."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 19 else None


def seen_in(request):
    """The key of the version that the page showed to whoever decides."""
    return key_of(request.POST.get("seen"))


def redirect_to_record(submission):
    return redirect("submissions:record", submission.uid)


def decide(request, submission, act, done, **forms):
    """Do one thing with a contribution and go back to its record; a refusal stands above what was typed."""
    name, form = next(iter(forms.items()))
    if form.is_valid():
        try:
            act(form)
            messages.success(request, done)
            return redirect_to_record(submission)
        except Refused as reason:
            submission.refresh_from_db()
            form.add_error(None, str(reason))
    return show_record(request, submission, **{name: form})


@require_POST
def publish(request, uid):
    """Publish, or share with the Working Group, as its author chose: the version that was looked at."""
    submission = own_submission(request, uid)
    actions.publish(submission=submission, by=request.user, seen=seen_in(request))
    messages.success(request, f"{submission.get_state_display()}.")
    return redirect_to_record(submission)


@require_POST
def withhold(request, uid):
    """Keep a contribution from the public pages, with the reason."""
    submission, form = own_submission(request, uid), WithholdForm(request.POST)

    def act(form):
        reason = form.cleaned_data["reason"]
        actions.withhold(submission=submission, reason=reason, by=request.user, seen=seen_in(request))

    return decide(request, submission, act, _("Withheld."), withhold_form=form)


# Several at once


def ticked(request, call):
    """(the contributions that were ticked, {key: key of the version that was shown}). A tick is “17-42”."""
    pairs = [tick.partition("-") for tick in request.POST.getlist("submission")]
    seen = {key_of(key): key_of(version) for key, _dash, version in pairs if key_of(key) and key_of(version)}
    chosen = Submission.objects.filed().filter(call=call, pk__in=seen).order_by("register_number")
    return list(chosen.with_what_a_list_shows()), seen


def back_to_list(request, call):
    """The list as it was narrowed before."""
    kept = QueryDict(request.POST.get("back", "")[:2000])
    query = urlencode([(name, value) for name, values in kept.lists() for value in values])
    return redirect(reverse("submissions:list", args=[call.uid]) + (f"?{query}" if query else ""))


def tell(request, done, refused, words):
    """How many, and each refusal with its reason."""
    messages.success(request, words % {"number": done})
    for submission, reason in refused:
        messages.warning(request, _("%(which)s stays as it is: %(reason)s") % {"which": submission, "reason": reason})


def came_out(number):
    return ngettext("%(number)s contribution came out.", "%(number)s contributions came out.", number)


@require_POST
def publish_selected(request, uid):
    """Publish those that were ticked; every row is asked again, and each refusal is told with its reason."""
    call = own_call(request, uid)
    chosen, seen = ticked(request, call)
    done, refused, _left = actions.publish_all(submissions=chosen, seen=seen, by=request.user)
    tell(request, done, refused, came_out(done))
    return back_to_list(request, call)


@require_POST
def withhold_selected(request, uid):
    """Withhold those that were ticked, all for one reason; every row is asked again."""
    call, form = own_call(request, uid), WithholdForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Enter the reason; it is kept with each contribution."))
        return back_to_list(request, call)
    chosen, seen = ticked(request, call)
    reason = form.cleaned_data["reason"]
    done, refused = actions.withhold_all(submissions=chosen, reason=reason, by=request.user, seen=seen)
    tell(request, done, refused, ngettext("%(number)s was withheld.", "%(number)s were withheld.", done))
    if refused:
        messages.info(request, _("Your reason, for those that stay as they are: %(reason)s") % {"reason": reason})
    return back_to_list(request, call)


@require_http_methods(["GET", "HEAD", "POST"])
def publish_all(request, uid):
    """What would come out now, to whom letters would go, what may not and why. POST does exactly what was shown."""
    call = own_call(request, uid)
    may, may_not = reviewing.may_come_out(call)
    if request.method == "POST":
        shown = key_of(request.POST.get("shown")) or 0
        chosen = [each for each in may if each.current_id <= shown]
        seen = {each.pk: each.current_id for each in chosen}
        done, refused, left = actions.publish_all(
            submissions=chosen, seen=seen, by=request.user, seconds=actions.SECONDS
        )
        tell(request, done, refused, came_out(done))
        return redirect("submissions:publish_all" if left else "submissions:list", uid)
    context = {"call": call, "may": may, "may_not": may_not, "shown": max([each.current_id for each in may], default=0)}
    return render(request, "submissions/publish_all.html", context)
