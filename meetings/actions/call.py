"""Verbs of a call for inputs and its questions."""

from django.db import transaction
from django.db.models import Max

from audit.clock import now
from audit.log import change, move, record
from correspondence import outbox
from people.refusals import refuse_if
from people.rules import why_not_manage

from .. import emails, rules
from ..models import Call, Question


@transaction.atomic
def draft_call(*, group, by, **fields) -> Call:
    """A call in preparation; only the secretariat sees it."""
    refuse_if(why_not_manage(by, group))
    call = Call.objects.create(group=group, **fields)
    record("call.drafted", call, by=by)
    return call


@transaction.atomic
def edit_call(*, call, seen, by, **fields):
    refuse_if(rules.why_not_edit_call(by, call))
    change(call, seen=seen, by=by, **fields)


@transaction.atomic
def open_call(*, call, by) -> int:
    """Open the call to the public and tell everybody in the address book. Returns how many letters there are."""
    refuse_if(rules.why_not_open_call(by, call))
    move(call, Call.State.OPENED, by=by, opened_at=now())
    return emails.call_opened(call)


@transaction.atomic
def cancel_call(*, call, by) -> int:
    """Stop asking. Letters about it that have not gone are withdrawn; returns how many."""
    refuse_if(rules.why_not_cancel_call(by, call))
    move(call, Call.State.CANCELLED, by=by)
    return outbox.withdraw(f"call:{call.uid}:", by=by)


@transaction.atomic
def add_question(*, call, text, by) -> Question:
    """A question at the end; its wording is kept as typed, however long."""
    refuse_if(rules.why_not_edit_call(by, call))
    last = call.questions.aggregate(last=Max("order"))["last"] or 0
    question = Question.objects.create(call=call, order=last + 1, text=text)
    record("question.added", question, by=by)
    return question


@transaction.atomic
def edit_question(*, question, text, seen, by):
    refuse_if(rules.why_not_edit_call(by, question.call))
    change(question, seen=seen, by=by, text=text)


@transaction.atomic
def move_question(*, question, down, by):
    """Change places with the next question, or with the one before it; at the end of the list nothing happens."""
    refuse_if(rules.why_not_edit_call(by, question.call))
    questions = list(question.call.questions.all())
    place = questions.index(question)
    other = place + (1 if down else -1)
    if 0 <= other < len(questions):
        questions[place], questions[other] = questions[other], questions[place]
        _number(questions)
        record("question.moved", question, by=by)


@transaction.atomic
def remove_question(*, question, by):
    refuse_if(rules.why_not_edit_call(by, question.call))
    record("question.removed", question, by=by)
    rest = list(question.call.questions.exclude(pk=question.pk))
    question.delete()
    _number(rest)


def _number(questions):
    for order, question in enumerate(questions, start=1):
        question.order = order
    Question.objects.bulk_update(questions, ["order"])
