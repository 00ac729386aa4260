"""The secretariat's screens for reminders: the ladder, what went, to exactly whom the next letters go, and which."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from people.refusals import refuse_if
from people.views.edit import answer

from .. import actions, reminders, rules
from ..forms import ReminderPlanForm
from ..models import ReminderPlan
from .public import PAGE
from .publishing import own_call


@require_safe
def ladder(request, uid):
    """The ladder of a call, and the addresses that get the next letter or, with `?show=spared`, those that do not."""
    call = own_call(request, uid)
    steps, waiting, spared = reminders.plan(call)
    show = "spared" if request.GET.get("show") == "spared" else "next"
    page = Paginator(spared if show == "spared" else waiting, PAGE).get_page(request.GET.get("page"))
    if show == "next":
        reminders.read(call, page)
    counts = {"next": len(waiting), "spared": len(spared)}
    why_not = rules.why_no_more_reminders(call)
    context = {"call": call, "steps": steps, "show": show, "counts": counts, "page": page, "why_not_choose": why_not}
    return render(request, "submissions/reminders.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def choose(request, uid):
    """Which letters the call has; what is typed is shown with its dates and counts before it is saved."""
    call = own_call(request, uid)
    refuse_if(rules.why_not_choose_reminders(request.user, call))
    form = ReminderPlanForm(request.POST or None, instance=ReminderPlan.of(call))
    typed = request.method == "POST" and form.is_valid()
    steps, waiting, _spared = reminders.plan(call, form.wanted().rungs if typed else None)
    context = {"call": call, "steps": steps, "count": len(waiting), "template": "submissions/choose_reminders.html"}
    if "show" in request.POST:
        return render(request, context["template"], {"form": form, **context, "shown": typed})
    return answer(request, form, _save(request, call), done=reverse("submissions:reminders", args=[uid]), **context)


def _save(request, call):
    def save(form):
        actions.choose_reminders(call=call, seen=form.cleaned_data["seen"], by=request.user, **form.values())

    return save
