"""What the secretariat decides about a contribution that was filed."""

import time

from django.db import transaction
from django.utils.translation import gettext as _

from audit.clock import now
from audit.log import ImpossibleMove, move, record
from people.refusals import Refused, refuse_if

from .. import emails, rules
from ..models import Submission, Version

SECONDS = 20  # that publishing all may take before it is gone on with in the next request


def hold(submission):
    """The contribution as it stands, its row locked until COMMIT: what its author sends meanwhile waits."""
    Submission.objects.select_for_update(no_key=True).only("pk").get(pk=submission.pk)
    submission.refresh_from_db()
    return submission


@transaction.atomic
def publish(*, submission, by, seen=None, unread=False):
    """Put a contribution before the public, or to the Working Group where its author chose that; tell the author.

    `seen`: the key of the version that was looked at; another one in force by now is not published unread. `unread`:
    nobody looked at it just now, it is published together with others.
    """
    hold(submission)
    if seen is not None and seen != submission.current_id:
        raise Refused(_("Its author has sent a new version in the meantime. Read it, then decide."))
    rule = rules.why_not_publish_unread if unread else rules.why_not_publish
    refuse_if(rule(by, submission))
    for_group = submission.current.publish == Version.Publish.GROUP
    to = Submission.State.SHARED if for_group else Submission.State.PUBLISHED
    nothing_open = {"withheld_reason": "", "returned_question": "", "returned_until_at": None}
    move(submission, to, by=by, published_at=now(), **nothing_open)
    emails.tell_published(submission)


def publish_all(*, submissions, by, seen=None, seconds=None):
    """Publish each one that may be, every row asked again: (how many, [(submission, why not)], how many are left).

    `seen`: {key of the submission: key of the version that was shown}; nothing newer comes out.
    """
    done, refused, began = 0, [], time.monotonic()
    for place, submission in enumerate(submissions):
        if seconds and time.monotonic() - began > seconds:
            return done, refused, len(submissions) - place
        try:
            publish(submission=submission, by=by, seen=(seen or {}).get(submission.pk), unread=True)
            done += 1
        except (Refused, ImpossibleMove) as reason:
            refused.append((submission, str(reason)))
    return done, refused, 0


@transaction.atomic
def withhold(*, submission, reason, by):
    """Keep a contribution from the public pages; the reason stays in the secretariat's record."""
    hold(submission)
    refuse_if(rules.why_not_withhold(by, submission))
    move(submission, Submission.State.WITHHELD, by=by, withheld_reason=reason)


def withhold_all(*, submissions, reason, by):
    """Withhold each one that can be, for one reason: (how many, [(submission, why not)])."""
    done, refused = 0, []
    for submission in submissions:
        try:
            withhold(submission=submission, reason=reason, by=by)
            done += 1
        except (Refused, ImpossibleMove) as why:
            refused.append((submission, str(why)))
    return done, refused


@transaction.atomic
def note_download(*, call, kind, number, by):
    """A list with personal data leaves the portal: who took it, of what, how many lines."""
    refuse_if(rules.why_not_export(by, call))
    record("call.contributions_downloaded", call, by=by, kind=kind, contributions=number)
