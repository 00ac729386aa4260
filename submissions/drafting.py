"""A draft: who holds it, what has been typed so far, and whether two open pages stand in each other's way."""

import hashlib
import json
import secrets
from typing import NamedTuple

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Prefetch

from audit.log import Stale
from meetings.models import Call
from people.models import Holder

from .models import Answer, File, Submission, Version

HELD = {"answers": Answer, "files": File}  # what belongs to a version

OF_ONE_VERSION = {  # everything else is carried on to the next one
    *("id", "number", "submission_key", "sent_at", "received_at", "channel", "entered_by", "choices_only"),
    *("salt", "sha256", "saved_at", "saved_from", "version"),
}


def new_holder() -> Holder:
    """Somebody who begins a draft: the key is a secret that only their browser keeps."""
    return Holder(key=secrets.token_urlsafe(32))


def hold(submission, call=None) -> Submission:
    """The contribution, fresh and locked until COMMIT: what another window does to it comes before or after.

    Its row is read alone: a lock that had to wait gives the row as it is now, beside joined ones as they were before.
    `call` saves a look when it is held already.
    """
    found = Submission.objects.select_for_update(no_key=True).get(pk=submission.pk)
    found.call = call or Call.objects.select_related("group").get(pk=found.call_id)
    return found


def whole(versions):
    """These versions with all that they hold, each table looked up once; few name a country, and look it up then."""
    rows = [Prefetch(name, model.objects.select_related("question")) for name, model in HELD.items()]
    return versions.select_related("stakeholder_group").prefetch_related(*rows)


def new_page() -> str:
    """A name for one page opened in one window."""
    return secrets.token_hex(8)


class Said(NamedTuple):
    """What is kept of one question: the text, or “no position”; and the text's language, when it differs."""

    text: str
    no_position: bool = False
    language: str = ""

    @property
    def is_empty(self):
        return not (self.text.strip() or self.no_position)


def answers_of(version):
    """{question's key: Said} for what has been answered."""
    answers = version.answers.all()
    return {answer.question_id: Said(answer.text, answer.no_position, answer.language) for answer in answers}


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
    """Keep what was typed: `answers` are {question's key: Said, or as much of it}. What says nothing has no row."""
    Version.objects.filter(pk=version.pk, sent_at=None).update(**values, saved_at=moment, saved_from=page)
    if answers is None:
        return
    said = {question: Said(*kept) for question, kept in answers.items() if not Said(*kept).is_empty}
    before = answers_of(version)
    version.answers.exclude(question__in=said).delete()
    for question, kept in said.items():
        if kept != before.get(question):
            row = Said("", True) if kept.no_position else kept
            Answer.objects.update_or_create(version=version, question_id=question, defaults=row._asdict())


def copy(version, moment, **changes):
    """A new version with the content of one that was sent: answers, and files by the same bytes."""
    fields = [field.name for field in Version._meta.concrete_fields if field.name not in OF_ONE_VERSION]
    kept = {name: getattr(version, name) for name in fields}
    made = Version.objects.create(saved_at=moment, **{**kept, **changes})
    copy_rows(version.answers, made)
    copy_rows(version.files, made)
    return made


def copy_rows(rows, version):
    """The same answers, files or co-signatories once more, for another version."""
    rows.model.objects.bulk_create([_row_of(version, row) for row in rows.all()])


def _row_of(version, row):
    """The same row once more, for another version."""
    row.pk, row.version = None, version
    return row
