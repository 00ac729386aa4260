"""From the first draft to the register."""

from functools import partial

from django.db import transaction

from audit.clock import now
from audit.log import move, record
from people.refusals import refuse_if

from .. import drafting, emails, register, reminders, rules, storing
from ..models import File, RegisterEntry, Submission, Version


@transaction.atomic
def start(*, call, by):
    """Begin a draft; `by` is the Holder whose browser keeps its key. Returns the Submission."""
    refuse_if(rules.why_not_start(by, call))
    moment = now()
    submission = Submission.objects.create(call=call, holder_key=by.key, created_at=moment)
    Version.objects.create(submission=submission, saved_at=moment)
    record("submission.started", submission, by=by)
    return submission


def _hold(version):
    """The version, locked and fresh: what another window has sent in the meantime stays as it was sent."""
    return Version.objects.select_for_update().get(pk=version.pk)


@transaction.atomic
def save(*, version, values, by, seen, page, answers=None):
    """Keep what was typed in one step: `values` are fields of the version, `answers` {question's key: (text, none)}.

    Raises Stale when another page saved the step since this one was shown with the mark `seen`. What is typed into a
    draft is nobody's business: the log begins with the filing.
    """
    stored = _hold(version)
    refuse_if(rules.why_not_write(by, stored.submission))
    drafting.refuse_stale(stored, values=values, with_answers=answers is not None, seen=seen, page=page)
    drafting.write(stored, values=values, answers=answers, page=page, moment=now())
    version.refresh_from_db()


@transaction.atomic
def attach(*, version, stored, by):
    """Add a file that is already on disk (a storing.Stored) to the draft. Returns the File."""
    refuse_if(rules.why_not_attach(by, _hold(version).submission, stored.size))
    return File.objects.create(
        version=version,
        name=stored.name,
        path=stored.path,
        content_type=stored.content_type,
        size=stored.size,
        sha256=stored.sha256,
        received_at=now(),
    )


@transaction.atomic
def detach(*, file, by):
    """Take a file out of the draft; its bytes go when no other version holds them."""
    refuse_if(rules.why_not_write(by, _hold(file.version).submission))
    File.objects.filter(pk=file.pk, version__sent_at=None).delete()
    if not File.objects.filter(path=file.path).exists():
        transaction.on_commit(partial(storing.discard, file.path), robust=True)


@transaction.atomic
def submit(*, version, by):
    """File the draft: frozen, numbered, acknowledged, in one transaction. Returns the sent Version.

    Doing it again, from another window or by pressing twice, changes nothing and returns the same version.
    """
    submission = version.submission
    submission.call = register.hold_deadline(submission.call)
    _hold(version)
    version.refresh_from_db()
    submission.refresh_from_db(fields=["state", "register_number", "submitted_at", "current"])
    if version.sent_at and submission.is_held_by(by):
        return version
    refuse_if(rules.why_not_submit(by, submission))
    moment = now()
    register.freeze(version, moment)
    number = register.enter(RegisterEntry.Kind.FILED, submission, version, moment).number
    to = Submission.State.SUBMITTED
    move(submission, to, by=by, current=version, register_number=number, submitted_at=moment)
    emails.acknowledge(version)
    reminders.spare(submission.call, version.email)
    return version
