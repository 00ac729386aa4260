"""A contributor's later word: the contribution is withdrawn, or something else may be done with its text."""

import secrets

from django.db import transaction

from audit.clock import now
from audit.log import change, move
from people.refusals import refuse_if

from .. import drafting, emails, erasing, register, renditions, rules
from ..analysis import coded
from ..compilation import fragments
from ..models import RegisterEntry, Submission, Version
from .holding import spare

State, Publish = Submission.State, Version.Publish
AUDIENCE = [Publish.NOT, Publish.GROUP, Publish.ORGANISATION, Publish.NAME]  # from the narrowest to the widest


@transaction.atomic
def withdraw(*, submission, by):
    """Withdraw a contribution. Doing it again changes nothing. Returns the Submission.

    “Before publication the text disappears; after it the register keeps ‘withdrawn on … at the contributor's request’”
    (process, Contributions): then the text leaves the pages and stays in the closed archive.
    """
    call = register.hold_deadline(submission.call_id)
    submission = drafting.hold(submission, call)
    if submission.is_held_by(by) and submission.state == State.WITHDRAWN:
        return submission
    refuse_if(rules.why_not_withdraw(by, submission))
    moment, version = now(), submission.current
    move(submission, State.WITHDRAWN, by=by, withdrawn_at=moment, reading_key=None, duplicate_of=None)
    emails.tell_withdrawn(submission, version)
    if version.email:
        spare(call, version.email, by)
    _take_away(submission)
    register.enter(RegisterEntry.Kind.WITHDRAWN, submission, version, moment)
    return submission


def _take_away(submission):
    """What never came out disappears; what did stays in the closed archive only."""
    if submission.published_at:
        erasing.erase_what_never_came_out(submission)
    else:
        erasing.erase_text(submission)


@transaction.atomic
def change_choices(*, submission, publish, translation, by):
    """Let something else be done with the text that is in force: the next version, with the same text and hour.

    Narrower choices take effect at once; wider ones are asked of the secretariat again. A newer draft takes them over.
    Returns the Version in force.
    """
    submission = drafting.hold(submission, register.hold_deadline(submission.call_id))
    before, moment = submission.current, now()
    if submission.is_held_by(by) and (before.publish, before.translation) == (publish, translation):
        return before
    refuse_if(rules.why_not_change_choices(by, submission) or rules.why_not_choose(before, publish))
    version = _with_choices(submission, moment, publish=publish, translation=translation)
    _put_in_its_place(submission, version, by)
    fragments.forget(submission)
    submission.versions.filter(number=None).update(publish=publish, translation=translation)
    register.enter(RegisterEntry.Kind.FILED, submission, version, moment)
    if version.email:
        emails.acknowledge(version)
    return version


def _with_choices(submission, moment, **choices):
    """The version in force once more, sent as it is made: a newer draft may be open beside it."""
    before, salt = submission.current, secrets.token_hex(32)
    sent = {
        "number": before.number + 1,
        "sent_at": moment,
        "received_at": before.received_at,
        "channel": before.channel,
    }
    version = drafting.copy(before, moment, **sent, **choices, choices_only=True, salt=salt, sha256=salt)
    drafting.copy_rows(before.co_signatories, version)
    renditions.carry_on(old=before, new=version)
    coded.carry_on(version)
    Version.objects.filter(pk=version.pk).update(sha256=version.digest)
    version.refresh_from_db()
    return version


def _put_in_its_place(submission, version, by):
    """Where a contribution stands under its new choices: what is out and may stay so stays, else the staff decide."""
    to = _place(submission, version)
    if to != submission.state:
        move(submission, to, by=by, current=version)
    else:
        change(submission, seen=submission.version, by=by, action="choices_changed", current=version)
    version.submission = submission


def _place(submission, version):
    """The state that the new choice of publication asks for."""
    narrower = AUDIENCE.index(version.publish) <= AUDIENCE.index(submission.current.publish)
    if submission.state not in (State.PUBLISHED, State.SHARED):
        return submission.state
    if not narrower or version.publish == Publish.NOT:
        return State.SUBMITTED
    return State.SHARED if version.publish == Publish.GROUP else State.PUBLISHED
