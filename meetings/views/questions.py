"""The questions of a call: parts, order, courtesy translations."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from people.models import WorkingGroup
from people.views.edit import answer

from .. import actions, rules
from ..forms import QuestionForm, TranslationForm
from ..models import Question, QuestionTranslation
from .meetings import call_of


def question_of(request, uid):
    """The question, for its group's secretariat."""
    question = get_object_or_404(Question.objects.select_related("call"), uid=uid)
    question.call = call_of(request, question.call.uid)
    return question


def question_add(request, uid):
    call = call_of(request, uid)
    return _add(request, Question(call=call), _("Add a question"))


def part_add(request, uid):
    parent = question_of(request, uid)
    return _add(request, Question(call=parent.call, parent=parent), _("Add a part"))


def _add(request, new, title):
    form = QuestionForm(request.POST or None, instance=new)

    def save(form):
        actions.add_question(call=new.call, parent=new.parent, text=form.cleaned_data["text"], by=request.user)

    return _answer(request, form, save, new.call, title, rules.why_not_edit_call)


def question_edit(request, uid):
    question = question_of(request, uid)
    form = QuestionForm(request.POST or None, instance=question_of(request, uid))

    def save(form):
        typed = form.cleaned_data
        actions.edit_question(question=question, text=typed["text"], seen=typed["seen"], by=request.user)

    return _answer(request, form, save, question.call, _("Change a question"), rules.why_not_edit_call)


def _answer(request, form, save, call, title, rule):
    context = {"group": call.group, "meeting": call.meeting, "title": title, "why_not": rule(request.user, call)}
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


def translation_add(request, uid):
    question = question_of(request, uid)
    form = TranslationForm(request.POST or None, instance=QuestionTranslation(question=question))

    def save(form):
        actions.add_translation(question=question, by=request.user, **form.values())

    title = _("Add a courtesy translation")
    return _answer(request, form, save, question.call, title, rules.why_not_translate_question)


def translation_of(request, pk):
    """The translation, for the secretariat of its question's group."""
    own = WorkingGroup.objects.staffed_by(request.user)
    found = QuestionTranslation.objects.select_related("question__call__group", "question__call__meeting")
    return get_object_or_404(found.filter(question__call__group__in=own), pk=pk)


def translation_edit(request, pk):
    translation = translation_of(request, pk)
    form = TranslationForm(request.POST or None, instance=translation_of(request, pk))

    def save(form):
        seen = form.cleaned_data["seen"]
        actions.edit_translation(translation=translation, seen=seen, by=request.user, **form.values())

    title = _("Change a courtesy translation")
    return _answer(request, form, save, translation.question.call, title, rules.why_not_translate_question)


@require_POST
def translation_remove(request, pk):
    translation = translation_of(request, pk)
    actions.remove_translation(translation=translation, by=request.user)
    messages.success(request, _("The translation is removed."))
    return redirect("meetings:call_edit", translation.question.call.uid)
