"""A call for inputs and its questions."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from people.views.edit import answer
from people.views.groups import group_of

from .. import actions, rules
from ..forms import CallForm, QuestionForm
from ..models import Call, Question
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

    context = {
        "call": call,
        "group": call.group,
        "questions": call.questions.all(),
        "steps": ways(request.user, call, CALL_STEPS),
        "why_not": rules.why_not_edit_call(request.user, call),
    }
    return answer(request, form, save, done=request.path, template="meetings/call.html", **context)


def question_add(request, uid):
    call = call_of(request, uid)
    form = QuestionForm(request.POST or None, instance=Question(call=call))

    def save(form):
        actions.add_question(call=call, text=form.cleaned_data["text"], by=request.user)

    return _answer(request, form, save, call, _("Add a question"))


def question_of(request, uid):
    """The question, for its group's secretariat."""
    question = get_object_or_404(Question.objects.select_related("call"), uid=uid)
    question.call = call_of(request, question.call.uid)
    return question


def question_edit(request, uid):
    question = question_of(request, uid)
    form = QuestionForm(request.POST or None, instance=question_of(request, uid))

    def save(form):
        typed = form.cleaned_data
        actions.edit_question(question=question, text=typed["text"], seen=typed["seen"], by=request.user)

    return _answer(request, form, save, question.call, _("Question %(number)s") % {"number": question.order})


def _answer(request, form, save, call, title):
    context = {"group": call.group, "title": title, "why_not": rules.why_not_edit_call(request.user, call)}
    done = reverse("meetings:call_edit", args=[call.uid])
    return answer(request, form, save, done=done, template="meetings/form.html", **context)


@require_POST
def question_move(request, uid):
    question = question_of(request, uid)
    actions.move_question(question=question, down=request.POST.get("to") == "down", by=request.user)
    return redirect("meetings:call_edit", question.call.uid)


@require_POST
def question_remove(request, uid):
    question = question_of(request, uid)
    actions.remove_question(question=question, by=request.user)
    messages.success(request, _("The question is removed."))
    return redirect("meetings:call_edit", question.call.uid)
