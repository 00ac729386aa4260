"""What the secretariat decides about a contribution that was filed."""

from django.db import transaction

from audit.clock import now
from audit.log import ImpossibleMove, move
from people.refusals import Refused, refuse_if

from .. import emails, rules
from ..models import Submission, Version


@transaction.atomic
def publish(*, submission, by):
    """Put a contribution before the public, or to the Working Group where its author chose that; tell the author."""
    refuse_if(rules.why_not_publish(by, submission))
    for_group = submission.current.publish == Version.Publish.GROUP
    to = Submission.State.SHARED if for_group else Submission.State.PUBLISHED
    move(submission, to, by=by, published_at=now(), withheld_reason="")
    emails.tell_published(submission)


def publish_all(*, submissions, by):
    """Publish each one that may be, every row asked again: (how many, [(submission, why not)])."""
    done, refused = 0, []
    for submission in submissions:
        try:
            publish(submission=submission, by=by)
            done += 1
        except (Refused, ImpossibleMove) as reason:
            refused.append((submission, str(reason)))
    return done, refused


@transaction.atomic
def withhold(*, submission, reason, by):
    """Keep a contribution from the public pages; the reason stays in the secretariat's record."""
    refuse_if(rules.why_not_withhold(by, submission))
    move(submission, Submission.State.WITHHELD, by=by, withheld_reason=reason)
