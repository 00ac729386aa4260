"""The secretariat's screens for coding: how far it is, one contribution with its ticks, the answers with one topic."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from people.refusals import Refused

from .. import actions, rules
from ..analysis import coded
from ..forms import CodingForm
from ..models import Topic
from .publishing import key_of, own_call, own_submission

A_PAGE = 20  # passages, which may be long
MET = gettext_lazy(
    "Somebody else has coded this contribution in the meantime. What either of you ticked is kept, what either of you "
    "took off is gone. Look at it once more."
)


@require_safe
def coding(request, uid):
    """How far the coding of a call is, and its topics; with `?topic=` the answers with a topic, or with none."""
    call = own_call(request, uid)
    if "topic" in request.GET:
        return _passages(request, call, request.GET["topic"])
    context = {"call": call, "topics": coded.topics(call), "progress": coded.progress(call), "is_staff": True}
    return render(request, "submissions/coding.html", context)


def _passages(request, call, key):
    """The passages with one of the group's topics."""
    topic = Topic.objects.filter(group=call.group_id, pk=key_of(key) or 0).first()
    if topic is None and key != "none":
        raise Http404
    page = Paginator(coded.coded_with(call, topic), A_PAGE).get_page(request.GET.get("page"))
    context = {"call": call, "topic": topic, "page": page, "labels": coded.labels(call), "is_staff": True}
    return render(request, "submissions/coded.html", context)


@require_safe
def next_uncoded(request, uid):
    """Leads to the next contribution in which something is to be coded, after the number `?after=`."""
    call = own_call(request, uid)
    found = coded.next_uncoded(call, after=key_of(request.GET.get("after")) or 0)
    if found:
        return redirect("submissions:code", found.uid)
    messages.success(request, _("Every answer is coded."))
    return redirect("submissions:coding", uid)


@require_http_methods(["GET", "HEAD", "POST"])
def code(request, uid):
    """The answers of one contribution, each with its topics to tick."""
    submission, refused = own_submission(request, uid), ""
    form = _form(request, submission)
    if request.method == "POST" and form.is_valid():
        try:
            return _save(request, submission, form)
        except Refused as reason:
            submission, refused = own_submission(request, uid), reason
            form = _form(request, submission, ticked=form.ticked())
    return render(request, "submissions/code.html", _of(submission, form, refused))


def _form(request, submission, ticked=None):
    """The ticks as they came, or, with `ticked` after a refusal, what is stored and these beside it."""
    topics, passages = Topic.objects.filter(group=submission.call.group_id), coded.passages(submission.current)
    data = request.POST if request.method == "POST" and ticked is None else None
    return CodingForm(data, passages=passages, topics=list(topics), ticked=ticked)


def _of(submission, form, refused):
    """What the page shows."""
    whose = {"submission": submission, "version": submission.current, "call": submission.call, "form": form}
    return {**whose, "refused": refused, "why_not": rules.why_uncoded(submission), "is_staff": True}


def _save(request, submission, form):
    """Save the ticks and lead on: to the next one, or here again when that was asked or a colleague was at it too."""
    seen = key_of(request.POST.get("seen"))
    met = actions.code(submission=submission, seen=seen, shown=form.shown(), ticked=form.ticked(), by=request.user)
    if met:
        messages.warning(request, MET)
    if met or "stay" in request.POST:
        return redirect("submissions:code", submission.uid)
    address = reverse("submissions:next_uncoded", args=[submission.call.uid])
    return redirect(f"{address}?after={submission.register_number}")
