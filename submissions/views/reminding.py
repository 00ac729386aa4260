"""The secretariat's screen for reminders: the ladder, what went, and to exactly whom the next letters go."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.http import require_safe

from .. import reminders
from .public import PAGE
from .publishing import own_call


@require_safe
def ladder(request, uid):
    """The ladder of a call, and the addresses that get the next letter or, with `?show=spared`, those that do not."""
    call = own_call(request, uid)
    steps, waiting, spared = reminders.plan(call)
    show = "spared" if request.GET.get("show") == "spared" else "next"
    people = spared if show == "spared" else waiting
    context = {
        "call": call,
        "steps": steps,
        "show": show,
        "counts": {"next": len(waiting), "spared": len(spared)},
        "page": Paginator(people, PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "submissions/reminders.html", context)
