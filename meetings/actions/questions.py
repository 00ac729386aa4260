"""Verbs of the questions of a call: their parts, their order, their wordings and courtesy translations."""

from django.db import transaction
from django.utils.translation import gettext as _

from audit.clock import now
from audit.log import change, record
from people.refusals import refuse_if

from .. import emails, rules
from ..models import Question, QuestionTranslation, Wording


@transaction.atomic
def add_question(*, call, text, by, parent=None) -> Question:
    """A question at the end, or a part at the end of its question; its wording is kept as typed, however long."""
    refuse_if(rules.why_not_edit_call(by, call))
    refuse_if(_("A part has no parts of its own.") if parent and parent.parent_id else "")
    question = Question.objects.create(call=call, parent=parent, order=_last(call) + 1, text=text)
    _number(_rows(call))
    record("question.added", question, by=by)
    return question


@transaction.atomic
def edit_question(*, question, text, seen, by):
    """Another wording while the call is in preparation: nobody has read the one before."""
    refuse_if(rules.why_not_edit_call(by, question.call))
    change(question, seen=seen, by=by, text=text)


@transaction.atomic
def reword(*, question, text, kind, seen, by, to=()) -> int:
    """Another wording while the call runs; the one before is kept. Returns how many letters there are.

    After a change of substance those in `to` (emails.Reader) are written to: whoever has begun or filed.
    """
    refuse_if(rules.why_not_reword(by, question.call))
    before = Question.objects.get(pk=question.pk).text
    if not change(question, seen=seen, by=by, action="reworded", text=text):
        return 0
    wording = Wording.objects.create(
        question=question,
        number=question.wordings.count() + 1,
        text=before,
        kind=kind,
        changed_at=now(),
        changed_by=by,
    )
    return emails.question_reworded(wording, to) if kind == Wording.Kind.SUBSTANCE else 0


@transaction.atomic
def move_question(*, question, down, by):
    """Change places with its neighbour: a question with its parts, a part within them; at the end nothing happens."""
    refuse_if(rules.why_not_edit_call(by, question.call))
    rows = _rows(question.call)
    if question.parent_id:
        row = next(row for row in rows if question in row)
        moved = _swap(row, row.index(question), down, first=1)
    else:
        moved = _swap(rows, next(place for place, row in enumerate(rows) if row[0] == question), down, first=0)
    if moved:
        _number(rows)
        record("question.moved", question, by=by)


@transaction.atomic
def remove_question(*, question, by):
    """Take a question out; one with parts keeps its place until they are gone."""
    refuse_if(rules.why_not_edit_call(by, question.call))
    refuse_if(_("Remove its parts first.") if question.parts.exists() else "")
    record("question.removed", question, by=by)
    question.translations.all().delete()
    call = question.call
    question.delete()
    _number(_rows(call))


@transaction.atomic
def add_translation(*, question, language, text, by) -> QuestionTranslation:
    """A courtesy translation; the wording in the working language is the one that counts."""
    refuse_if(rules.why_not_translate_question(by, question.call))
    refuse_if(
        _("There is a translation into this language already.")
        if question.translations.filter(language=language).exists()
        else ""
    )
    translation = QuestionTranslation.objects.create(question=question, language=language, text=text)
    record("question.translated", question, by=by, language=language)
    return translation


@transaction.atomic
def edit_translation(*, translation, text, seen, by):
    refuse_if(rules.why_not_translate_question(by, translation.question.call))
    change(translation, seen=seen, by=by, text=text)


@transaction.atomic
def remove_translation(*, translation, by):
    refuse_if(rules.why_not_translate_question(by, translation.question.call))
    record("question.translation_removed", translation.question, by=by, language=translation.language)
    translation.delete()


def _last(call):
    return max(call.questions.values_list("order", flat=True), default=0)


def _rows(call):
    """The questions in order, each in a list with its parts behind it."""
    rows = {question.pk: [question] for question in call.questions.filter(parent=None)}
    for part in call.questions.exclude(parent=None):
        rows[part.parent_id].append(part)
    return list(rows.values())


def _swap(row, place, down, *, first):
    """Change a thing in a list with its neighbour; whether there was one."""
    other = place + (1 if down else -1)
    if not first <= other < len(row):
        return False
    row[place], row[other] = row[other], row[place]
    return True


def _number(rows):
    questions = [question for row in rows for question in row]
    for order, question in enumerate(questions, start=1):
        question.order = order
    Question.objects.bulk_update(questions, ["order"])
