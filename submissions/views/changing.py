"""The secretariat's screens for what changes while a call runs: first what will happen and to whom, then the button."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import ngettext

from meetings import foresight
from meetings import rules as rules_of_calls
from meetings.forms import ExtensionForm, RewordForm
from meetings.models import Question
from people.views.edit import answer

from .. import actions, concerned
from .browser import form_page
from .public import PAGE
from .publishing import own_call


@form_page
def extend(request, uid):
    """A new deadline and why; then what will happen; then it happens."""
    call = own_call(request, uid)
    why_not = rules_of_calls.why_not_extend_call(request.user, call)
    form = ExtensionForm(request.POST or None, call=call)
    if why_not or not form.is_bound or not form.is_valid():
        return _show(request, form, why_not=why_not)
    confirmed = "confirm" in request.POST
    if confirmed and form.is_as_shown():
        return _extend(request, form)
    form.look_again()
    outlook = foresight.extending(call, form.cleaned_data["new_deadline_at"], concerned.everybody(call))
    return _show(request, form, outlook=outlook, people=outlook.people[:PAGE], not_as_shown=confirmed)


def _extend(request, form):
    """Do what was shown."""
    count = actions.extend(call=form.call, by=request.user, **form.values())
    words = ngettext(
        "The deadline is extended. %(count)s letter goes out.",
        "The deadline is extended. %(count)s letters go out.",
        count,
    )
    messages.success(request, words % {"count": count})
    return redirect("meetings:call_edit", form.call.uid)


def _show(request, form, **context):
    context |= {"form": form, "call": form.call, "group": form.call.group}
    return render(request, "submissions/extend.html", context)


@form_page
def reword(request, uid):
    """Another wording of a question that is being answered, and who is written to if it changes the substance."""
    question = _question_of(request, uid)
    form = RewordForm(request.POST or None, instance=_question_of(request, uid))

    def save(form):
        actions.reword(question=question, by=request.user, **form.values())

    outlook = foresight.rewording(question, concerned.begun_or_filed(question.call))
    context = {"question": question, "call": question.call, "outlook": outlook, "people": outlook.people[:PAGE]}
    context["why_not"] = rules_of_calls.why_not_reword(request.user, question.call)
    done = reverse("meetings:call_edit", args=[question.call.uid])
    return answer(request, form, save, done=done, template="submissions/reword.html", **context)


def _question_of(request, uid):
    """The question, for the secretariat of its call."""
    found = get_object_or_404(Question.objects.select_related("call"), uid=uid)
    found.call = own_call(request, found.call.uid)
    return found
