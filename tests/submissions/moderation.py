"""What staff do with a contribution, in one line each, for tests."""

from audit.clock import now
from submissions import actions
from submissions.models import Answer, File, Submission, Version


def redact(submission, by, text="A [redacted] text.", **more):
    """A redaction of the first answer."""
    question = submission.call.questions.first()
    return actions.redact(version=submission.current, texts={question.pk: text}, reason="A person.", by=by, **more)


def translate(submission, by, text="Traduction.", language="fr", **more):
    question = submission.call.questions.first()
    texts = {question.pk: text}
    return actions.translate(version=submission.current, language=language, texts=texts, by=by, **more)


def next_version(submission, text="A new answer.", **fields):
    """The next version as it lies in the database, in force."""
    old = submission.current
    names = ("name", "email", "organisation", "language", "publish", "translation", "stakeholder_group", "sort_key")
    kept = {name: getattr(old, name) for name in names}
    version = Version.objects.create(
        submission=submission,
        number=old.number + 1,
        sent_at=now(),
        received_at=now(),
        saved_at=now(),
        sha256="0" * 64,
        **{**kept, **fields},
    )
    Answer.objects.create(version=version, question=submission.call.questions.first(), text=text)
    Submission.objects.filter(pk=submission.pk).update(current=version)
    submission.refresh_from_db()
    return version


def file_of(version, name="a.pdf", **fields):
    """A file whose bytes are nowhere."""
    kinds = {"path": "none", "content_type": "application/pdf", "size": 1, "sha256": "0" * 64, **fields}
    return File.objects.create(version=version, name=name, received_at=version.saved_at, **kinds)
