"""What the secretariat decides about a contribution that was filed."""

import time

from django.db import transaction

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
    rule = rules.why_not_publish_unread if unread else rules.why_not_publish
    refuse_if(rules.why_unread(submission, seen) or rule(by, submission))
    for_group = submission.current.publish == Version.Publish.GROUP
    to = Submission.State.SHARED if for_group else Submission.State.PUBLISHED
    nothing_open = {"withheld_reason": "", "returned_question": "", "returned_until_at": None}
    moment = now()
    public = {"public_at": submission.public_at or moment} if to == Submission.State.PUBLISHED else {}
    move(submission, to, by=by, published_at=moment, **public, **nothing_open)
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
def withhold(*, submission, reason, by, seen=None):
    """Keep a contribution from the public pages; the reason stays in the secretariat's record. `seen` as in publish."""
    hold(submission)
    refuse_if(rules.why_unread(submission, seen) or rules.why_not_withhold(by, submission))
    move(submission, Submission.State.WITHHELD, by=by, withheld_reason=reason)


def withhold_all(*, submissions, reason, by, seen=None):
    """Withhold each one that can be, for one reason: (how many, [(submission, why not)]). `seen` as in publish_all."""
    done, refused = 0, []
    for submission in submissions:
        try:
            withhold(submission=submission, reason=reason, by=by, seen=(seen or {}).get(submission.pk))
            done += 1
        except (Refused, ImpossibleMove) as why:
            refused.append((submission, str(why)))
    return done, refused


@transaction.atomic
def note_download(*, call, kind, number, by):
    """A list with personal data leaves the portal: who took it, of what, how many lines."""
    refuse_if(rules.why_not_export(by, call))
    record("call.contributions_downloaded", call, by=by, kind=kind, contributions=number)
