"""A call for inputs: its facts, its questions, and what can be done next."""

from django.urls import reverse
from django.utils.translation import gettext as _

from people.views.edit import answer
from people.views.groups import group_of

from .. import actions, rules, warnings
from ..forms import CallForm
from ..models import Call
from .meetings import call_of
from .steps import CALL_STEPS, ways


def call_add(request, slug):
    group = group_of(request, slug)
    new = Call(group=group, time_zone=group.time_zone, city=group.city)
    form = CallForm(request.POST or None, instance=new, initial={"meeting": group.meetings.first()})

    def save(form):
        new.uid = actions.draft_call(group=group, by=request.user, **form.values()).uid

    done, title = reverse("meetings:list", args=[slug]), _("Prepare a call for inputs")
    return answer(request, form, save, done=done, template="meetings/form.html", group=group, title=title)


def call_edit(request, uid):
    """The call: its state, its questions, what can be done next, and its facts in a form."""
    call = call_of(request, uid)
    form = CallForm(request.POST or None, instance=call_of(request, uid))

    def save(form):
        actions.edit_call(call=call, seen=form.cleaned_data["seen"], by=request.user, **form.values())

    context = {"call": call, "group": call.group, **_can_be_done(request.user, call)}
    return answer(request, form, save, done=request.path, template="meetings/call.html", **context)


def _can_be_done(user, call):
    """What the screen of a call shows beside its facts: its questions, the next steps, and why not."""
    return {
        "questions": call.questions.numbered(),
        "warnings": warnings.of_call(call),
        "steps": ways(user, call, CALL_STEPS),
        "why_not": rules.why_not_edit_call(user, call),
        "why_not_reword": rules.why_not_reword(user, call),
        "why_not_extend": rules.why_not_extend_call(user, call),
    }
