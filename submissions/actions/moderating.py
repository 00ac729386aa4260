"""What the secretariat does beside publishing: ask the author to clarify, link a contribution to its double."""

from django.db import transaction

from audit.log import move
from correspondence import outbox
from people.refusals import refuse_if

from .. import emails, rules
from ..models import Submission
from .publishing import hold

State = Submission.State


@transaction.atomic
def return_for_clarification(submission, question, until, by, seen=None):
    """Ask the author a question, to be answered by sending the contribution again until an hour.

    What was sent stays valid meanwhile. `seen` as in publish.
    """
    hold(submission)
    reason = rules.why_unread(submission, seen) or rules.why_not_return(by, submission)
    refuse_if(reason or rules.why_not_until(until))
    entry = move(submission, State.RETURNED, by=by, returned_question=question, returned_until_at=until)
    emails.tell_returned(submission, entry)


@transaction.atomic
def take_back_question(*, submission, by):
    """Decide it as it stands: it waits again to be checked, and the letter does not go if it has not gone yet."""
    hold(submission)
    refuse_if(rules.why_not_take_back(by, submission))
    move(submission, State.SUBMITTED, by=by, returned_question="", returned_until_at=None)
    outbox.withdraw(emails.RETURNED.format(submission=submission), by=by)


@transaction.atomic
def mark_duplicate(*, submission, other, by, seen=None):
    """Link a contribution to another of the same call that says the same; both stay in the register.

    `seen` as in publish.
    """
    both = sorted({submission.pk, other.pk} if other else {submission.pk})
    list(Submission.objects.filter(pk__in=both).order_by("pk").select_for_update())  # so that no circle closes
    for each in filter(None, (submission, other)):
        each.refresh_from_db()
    refuse_if(rules.why_unread(submission, seen) or rules.why_not_mark_duplicate(by, submission, other))
    move(submission, State.DUPLICATE, by=by, duplicate_of=other)


@transaction.atomic
def unmark_duplicate(*, submission, by):
    """Undo it: the contribution waits again to be checked."""
    hold(submission)
    refuse_if(rules.why_not_unmark_duplicate(by, submission))
    move(submission, State.SUBMITTED, by=by, duplicate_of=None)
