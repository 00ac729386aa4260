"""What came by e-mail or letter: entered by staff, with the hour at which it came, in the same register."""

import secrets
from dataclasses import asdict
from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _

from audit.clock import now
from audit.log import record
from meetings.models import Call
from people.refusals import Refused, refuse_if

from .. import drafting, erasing, rules, storing
from ..models import File, Submission, Version
from .filing import file_version

NOT_STATED = {"publish": Version.Publish.GROUP, "translation": Version.Translation.ORIGINAL}
"""What holds until the contributor says something else: nothing is public; the group reads what was sent to it."""


@transaction.atomic
def begin_entry(*, call, by, prepared=None):
    """Begin an entry, with what was read of a message (an intake.preparing.Prepared). Returns the Submission.

    The same message a second time leads to the entry that it began; once that is filed, it is refused.
    """
    call = Call.objects.select_for_update(no_key=True).select_related("group").get(pk=call.pk)
    refuse_if(rules.why_not_enter(by, call))
    if prepared and (before := _begun_with(prepared.message, call)):
        prepared.discard()
        return before
    moment, values = now(), {**NOT_STATED, **(prepared.values if prepared else {})}
    submission = Submission.objects.create(call=call, holder_key=secrets.token_urlsafe(32), created_at=moment)
    channel = Version.Channel.EMAIL if prepared else Version.Channel.LETTER
    version = Version.objects.create(submission=submission, channel=channel, entered_by=by, saved_at=moment, **values)
    if prepared:
        said = {key: drafting.Said(text or "", text is None) for key, text in prepared.answers.items()}
        drafting.write(version, values={}, answers=said, page="", moment=moment)
        for role, stored in prepared.files:
            File.objects.create(version=version, role=role, received_at=moment, **asdict(stored))
    record("submission.entry_begun", submission, by=by, channel=str(channel))
    return submission


def _begun_with(sha256, call):
    """The contribution whose entry began with this message, when it is not filed yet; refused when it is."""
    same = File.objects.filter(role=File.Role.ORIGINAL, sha256=sha256, version__submission__call=call)
    found = Submission.objects.filter(pk__in=same.values("version__submission"), versions__number__gte=0).first()
    if found:
        raise Refused(_("This message was entered before: it is %(number)s in the register.") % {"number": found})
    return Submission.objects.filter(pk__in=same.filter(version__number=None).values("version__submission")).first()


def _entry(version, by):
    """The entry as it stands, its contribution held. Refused when it was filed or thrown away meanwhile."""
    submission = drafting.hold(version.submission)
    refuse_if(rules.why_not_write_entry(by, submission))
    return submission.draft


@transaction.atomic
def save_entry(*, version, values, answers, by, seen, page):
    """Keep what staff typed. Raises Stale when another page saved the entry since this one was shown."""
    stored = _entry(version, by)
    drafting.refuse_stale(stored, values=values, with_answers=True, seen=seen, page=page)
    drafting.write(stored, values=values, answers=answers, page=page, moment=now())
    version.refresh_from_db()


@transaction.atomic
def add_to_entry(*, version, stored, by):
    """Add a file that is on disk (a storing.Stored). Returns the File; the same one a second time is there already."""
    draft = _entry(version, by)
    if same := draft.files.filter(name=stored.name, sha256=stored.sha256).first():
        return same
    refuse_if(rules.why_not_add_to_entry(by, draft.submission, stored.size))
    return File.objects.create(version=draft, role=File.Role.ATTACHMENT, received_at=now(), **asdict(stored))


@transaction.atomic
def remove_from_entry(*, file, by):
    """Take a file out of the entry; the message itself stays with it."""
    draft = _entry(file.version, by)
    refuse_if(_("The message itself stays with the entry.") if file.role == File.Role.ORIGINAL else "")
    draft.files.filter(pk=file.pk).delete()
    if not File.objects.filter(path=file.path).exists():
        transaction.on_commit(partial(storing.discard, file.path), robust=True)


@transaction.atomic
def discard_entry(*, submission, by):
    """Throw an entry away that was not filed, with its files."""
    submission = drafting.hold(submission)
    refuse_if(rules.why_not_write_entry(by, submission))
    record("submission.entry_discarded", submission, by=by)
    erasing.throw_away(submission.draft)
    submission.delete()


@transaction.atomic
def file_entry(*, version, by, stated):
    """File the entry with the hour at which it came; the receipt goes out where there is an address.

    `stated` says whether the contributor said the choices about publication, or they are what we hold until then.
    Doing it again changes nothing. Returns the sent Version.
    """
    version = Version.objects.select_related("submission__call__group").get(pk=version.pk)
    if version.sent_at and version.entered_by_id:
        return version
    refuse_if(rules.why_not_file_entry(by, version.submission))
    sent = file_version(version=version, by=by, received_at=version.received_at)
    facts = {"channel": sent.channel, "received_at": sent.received_at.isoformat(), "choices_stated": stated}
    record("submission.entered", sent.submission, by=by, **facts)
    return sent
