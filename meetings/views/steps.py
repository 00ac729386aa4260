"""Steps that change a state: first a screen that says what will happen and to whom, then the button."""

from typing import Any, NamedTuple

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .. import actions, foresight, rules

PAGE = 50


class Step(NamedTuple):
    """One possible step: its words, its rule, its action, and what it will do."""

    label: Any
    why_not: Any
    act: Any
    outlook: Any


MEETING_STEPS = {
    "announce": Step(gettext_lazy("Announce"), rules.why_not_announce, actions.announce, foresight.announcing),
    "open": Step(
        gettext_lazy("Open the session"), rules.why_not_open_session, actions.open_session, foresight.opening_session
    ),
    "close": Step(gettext_lazy("Close"), rules.why_not_close, actions.close, foresight.closing),
    "postpone": Step(gettext_lazy("Postpone"), rules.why_not_postpone, actions.postpone, foresight.postponing),
    "cancel": Step(
        gettext_lazy("Cancel the meeting"),
        rules.why_not_cancel_meeting,
        actions.cancel_meeting,
        foresight.cancelling_meeting,
    ),
}
CALL_STEPS = {
    "open": Step(gettext_lazy("Open the call"), rules.why_not_open_call, actions.open_call, foresight.opening_call),
    "cancel": Step(
        gettext_lazy("Cancel the call"), rules.why_not_cancel_call, actions.cancel_call, foresight.cancelling_call
    ),
}
NAMES = {"meeting": "meetings:step", "call": "meetings:call_step"}


def ways(user, thing, steps):
    """[(label, address, why not)] of every step of a thing, for the buttons."""
    name = NAMES[thing._meta.model_name]
    key = thing.uid if thing._meta.model_name == "call" else thing.pk
    return [(step.label, reverse(name, args=[key, verb]), step.why_not(user, thing)) for verb, step in steps.items()]


def take(request, thing, steps, verb, back):
    """Show what a step will do; when it is posted, take it and go back to the thing's own screen."""
    if verb not in steps:
        raise Http404
    step = steps[verb]
    if request.method == "POST":
        step.act(**{thing._meta.model_name: thing, "by": request.user})
        messages.success(request, _("“%(thing)s” is now: %(state)s.") % _words(thing))
        return redirect(back)
    context = {"thing": thing, "group": thing.group, "step": step, "back": back}
    why_not = step.why_not(request.user, thing)
    return render(
        request, "meetings/step.html", context | {"why_not": why_not, **outlook(request, step.outlook(thing))}
    )


def outlook(request, seen):
    """A step's outlook for the template: its sentences and a page of the people who will get a letter."""
    return {"sentences": seen.sentences, "page": Paginator(seen.people, PAGE).get_page(request.GET.get("page"))}


def _words(thing):
    return {"thing": thing, "state": str(thing.get_state_display()).lower()}
