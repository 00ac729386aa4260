"""Personal late links: made by staff, bound once by whoever opens them, revoked."""

import secrets

from django.db import transaction

from audit.clock import now
from audit.log import record
from correspondence import outbox
from people.refusals import refuse_if

from .. import emails, rules
from ..models import LateLink, Submission, Version
from ..models.late_link import hash_of_key


@transaction.atomic
def make_late_link(*, call, email, name, reason, expires_at, by) -> LateLink:
    """Make a link and send it to its address; the key stands in that letter and nowhere else."""
    refuse_if(rules.why_not_make_late_link(by, call))
    key = secrets.token_urlsafe(32)
    facts = {"email": email, "name": name, "reason": reason, "expires_at": expires_at}
    link = LateLink.objects.create(call=call, key_hash=hash_of_key(key), made_at=now(), made_by=by, **facts)
    record("late_link.made", link, by=by)
    emails.send_late_link(link, key)
    return link


@transaction.atomic
def revoke_late_link(*, link, by):
    """Let it do nothing more; a letter that has not gone does not go."""
    refuse_if(rules.why_not_revoke_late_link(by, link))
    if LateLink.objects.filter(pk=link.pk, revoked_at=None).update(revoked_at=now()):
        record("late_link.revoked", link, by=by)
        outbox.withdraw(emails.key_of_late_link(link), by=by)


@transaction.atomic
def use_late_link(*, link, by, submission=None) -> Submission:
    """Bind a link to the contribution that its holder names, or to a new draft. Once: the second one is refused."""
    held = LateLink.objects.select_for_update(of=("self",)).select_related("call__group").get(pk=link.pk)
    refuse_if(rules.why_not_use_late_link(by, held, submission))
    LateLink.objects.filter(pk=held.pk).update(used_at=now())
    submission = submission or _begin(link, by)
    Submission.objects.filter(pk=submission.pk).update(late_link=link)
    submission.late_link = link
    record("late_link.used", link, by=by)
    return submission


def _begin(link, by):
    """A new draft, with what is known of its author."""
    moment = now()
    submission = Submission.objects.create(call=link.call, holder_key=by.key, created_at=moment)
    Version.objects.create(submission=submission, saved_at=moment, name=link.name, email=link.email)
    record("submission.started", submission, by=by)
    return submission
