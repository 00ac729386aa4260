"""From the first draft to the register."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from audit.clock import now
from audit.log import Stale, change, move, record
from people.refusals import refuse_if

from .. import drafting, emails, erasing, register, reminders, rules
from ..analysis import coded
from ..models import RegisterEntry, Submission, Version
from .holding import confirm_address

THROWN_AWAY = _("This draft was thrown away in another window.")


@transaction.atomic
def start(*, call, by):
    """Begin a draft; `by` is the Holder whose browser keeps its key. Returns the Submission."""
    refuse_if(rules.why_not_start(by, call))
    moment = now()
    submission = Submission.objects.create(call=call, holder_key=by.key, created_at=moment)
    Version.objects.create(submission=submission, saved_at=moment)
    record("submission.started", submission, by=by)
    return submission


def _draft(version, by):
    """The draft as it stands, its contribution held. Refused when another window has sent it or thrown it away."""
    submission = drafting.hold(version.submission)
    refuse_if(rules.why_not_write(by, submission))
    draft = submission.draft
    refuse_if("" if draft == version else THROWN_AWAY)
    return draft


@transaction.atomic
def save(*, version, values, by, seen, page, answers=None):
    """Keep what was typed in one step: `values` are fields of the version, `answers` {question's key: (text, none)}.

    Raises Stale when another page saved the step since this one was shown with the mark `seen`. What is typed into a
    draft is nobody's business: the log begins with the filing.
    """
    stored = _draft(version, by)
    drafting.refuse_stale(stored, values=values, with_answers=answers is not None, seen=seen, page=page)
    drafting.write(stored, values=values, answers=answers, page=page, moment=now())
    version.refresh_from_db()


@transaction.atomic
def submit(*, version, by, shown=None):
    """File the draft, while it is in time: frozen, numbered, acknowledged, in one transaction. Returns the Version.

    Doing it again, from another window or by pressing twice, changes nothing and returns the same version. `shown` is
    the content that the sender was shown; raises Stale when it is not what is stored.
    """
    version = _hold(version)
    was_sent = version.sent_at and version.submission.is_held_by(by)
    refuse_if("" if was_sent else rules.why_not_submit(by, version))
    if shown is not None and shown != version.content:
        raise Stale(version, shown)
    if was_sent:
        return version
    sent = _file(version, by)
    if not rules.why_not_confirm_address(by, sent.submission):
        sent.submission = confirm_address(submission=sent.submission, by=by)
    return sent


@transaction.atomic
def file_version(*, version, by, received_at=None, receipt=True):
    """File what is complete: the first version, or the next one. Whether it is in time, whoever calls has asked.

    `received_at` is the hour that counts, when staff say it of what came on paper; without `receipt` no letter goes.
    Returns the sent Version; one that was sent already stays as it is.
    """
    version = _hold(version)
    if version.sent_at:
        return version
    refuse_if(rules.why_over(version.submission) or rules.why_incomplete(version))
    return _file(version, by, received_at, receipt)


def _file(version, by, received_at=None, receipt=True):
    """File a version that is held and lacks nothing."""
    submission, moment = version.submission, now()
    hour = received_at or rules.hour_that_counts(submission, moment)
    register.freeze(version, moment, received_at=hour)
    number = register.enter(RegisterEntry.Kind.FILED, submission, version, moment).number
    _bring_into_force(submission, version, by, number, moment)
    if version.email and receipt:
        emails.acknowledge(version)
        reminders.spare(submission.call, version.email)
    return version


def _hold(version):
    """The version as it stands, its call and its contribution held still until COMMIT."""
    call = register.hold_deadline(version.submission.call_id)
    submission = drafting.hold(version.submission, call)
    found = drafting.whole(submission.versions.filter(pk=version.pk)).first()
    refuse_if("" if found else THROWN_AWAY)
    return found


def _bring_into_force(submission, version, by, number, moment):
    """The first version makes it submitted; a later one is to be checked again, and until then nothing is out.

    Its record is another edition then: what staff say of the one that they have read does not count for this one.
    """
    to = Submission.State.SUBMITTED
    if submission.is_filed:
        coded.carry_on(version)
    if submission.state == to:
        change(submission, seen=submission.version, by=by, action="resubmitted", current=version)
        return
    first = {} if submission.is_filed else {"register_number": number, "submitted_at": moment}
    move(submission, to, by=by, current=version, version=submission.version + 1, **first)


@transaction.atomic
def edit(*, submission, by):
    """Open a draft of the next version: a copy of the one in force, which stays valid until the new one is sent.

    Doing it again gives the draft that is open. Returns the Version.
    """
    submission = drafting.hold(submission)
    if submission.is_held_by(by) and submission.draft:
        return submission.draft
    refuse_if(rules.why_not_edit(by, submission))
    record("submission.draft_opened", submission, by=by)
    return drafting.copy(submission.current, now())


@transaction.atomic
def discard_draft(*, submission, by):
    """Throw the newer draft away; what was sent stays as it is. Doing it again changes nothing."""
    submission = drafting.hold(submission)
    refuse_if(rules.why_not_discard(by, submission))
    if submission.draft:
        erasing.throw_away(submission.draft)
        record("submission.draft_discarded", submission, by=by)
