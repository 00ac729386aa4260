"""A draft: who holds it, what has been typed so far, and whether two open pages stand in each other's way."""

import hashlib
import json
import secrets

from django.core.serializers.json import DjangoJSONEncoder

from audit.log import Stale
from people.models import Holder

from .models import Answer, Version


def new_holder() -> Holder:
    """Somebody who begins a draft: the key is a secret that only their browser keeps."""
    return Holder(key=secrets.token_urlsafe(32))


def new_page() -> str:
    """A name for one page opened in one window."""
    return secrets.token_hex(8)


def answers_of(version):
    """{question's key: (text, no position)} for what has been answered."""
    return {answer.question_id: (answer.text, answer.no_position) for answer in version.answers.all()}


def mark_of(version, fields, *, with_answers=False) -> str:
    """A short mark of what is stored of one step of the form; another mark means that somebody saved it since."""
    stored = [getattr(version, field) for field in fields]
    stored = [getattr(value, "pk", value) for value in stored]
    answers = sorted(answers_of(version).items()) if with_answers else []
    text = json.dumps([stored, answers], cls=DjangoJSONEncoder)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def refuse_stale(version, *, values, with_answers, seen, page):
    """Stop when another open page saved the same step since this one was shown; a page never waits for itself."""
    if version.saved_from != page and mark_of(version, values, with_answers=with_answers) != seen:
        raise Stale(version, values)


def write(version, *, values, answers, page, moment):
    """Keep what was typed. An answer without text and without “no position” has no row."""
    Version.objects.filter(pk=version.pk, sent_at=None).update(**values, saved_at=moment, saved_from=page)
    if answers is None:
        return
    said = {question: kept for question, kept in answers.items() if kept[0].strip() or kept[1]}
    version.answers.exclude(question__in=said).delete()
    for question, (text, no_position) in said.items():
        kept = {"text": "" if no_position else text, "no_position": no_position}
        Answer.objects.update_or_create(version=version, question_id=question, defaults=kept)
