"""Taking a contribution down: what will happen, the deed, and how far it is; and what stands at its addresses then."""

from django.shortcuts import redirect, render

from .. import actions, rules, takedown
from ..forms import TakedownForm
from .browser import form_page
from .publishing import own_submission


@form_page
def take_down(request, uid):
    """Ask, with everything that will happen; afterwards the same page tells how far it is."""
    submission = own_submission(request, uid)
    form = TakedownForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("reason", "name_omitted")}
        actions.take_down(submission=submission, by=request.user, **said)
        return redirect("submissions:take_down", uid)
    context = {"submission": submission, "call": submission.call, "form": form}
    context["why_not"] = rules.why_not_take_down(request.user, submission)
    context["progress"] = takedown.progress(submission)
    context["effect"] = None if context["why_not"] else takedown.effect(submission)
    return render(request, "submissions/take_down.html", context)
