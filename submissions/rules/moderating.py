"""What the secretariat may do with a contribution beside publishing it: ask its author, link it to another."""

from django.utils.translation import gettext as _

from audit.clock import now
from people.rules import is_secretariat

from ..models import Submission

State = Submission.State


def why_not_return(actor, submission) -> str:
    """Returning asks the author to clarify; what was sent stays valid meanwhile."""
    if not is_secretariat(actor, submission.call.group):
        return _("Only the secretariat of this working group can return a contribution.")
    if submission.state == State.RETURNED:
        return _("It has been returned already.")
    if submission.state != State.SUBMITTED:
        return _("Only a contribution that was submitted, and not yet decided on, can be returned.")
    return ""


def why_not_until(until) -> str:
    """The hour until which the author can answer."""
    return "" if until > now() else _("The hour to answer by is past. Choose a later one.")


def why_not_take_back(actor, submission) -> str:
    """Taking the question back: it was a mistake, or the author does not answer and it is decided as it stands."""
    if not is_secretariat(actor, submission.call.group):
        return _("Only the secretariat of this working group can take the question back.")
    return "" if submission.state == State.RETURNED else _("It has not been returned to its author.")


def why_not_mark_duplicate(actor, submission, other) -> str:
    """Both stay in the register and are linked. Of a duplicate there is no duplicate: never a chain, never a circle."""
    if not is_secretariat(actor, submission.call.group):
        return _("Only the secretariat of this working group can mark a duplicate.")
    if submission.state != State.SUBMITTED:
        return _("Only a contribution that was submitted, and not yet decided on, can be marked as a duplicate.")
    if other is None or other.call_id != submission.call_id or not other.is_filed:
        return _("No contribution to this call has that number.")
    if other.pk == submission.pk:
        return _("A contribution is not a duplicate of itself.")
    if other.state == State.DUPLICATE or other.state in Submission.GONE:
        return _("%(other)s is a duplicate itself, or no longer there.") % {"other": other}
    if submission.duplicates.exists():
        return _("Another contribution is marked as a duplicate of this one.")
    return ""


def why_not_unmark_duplicate(actor, submission) -> str:
    """Undoing it: the contribution waits again to be checked."""
    if not is_secretariat(actor, submission.call.group):
        return _("Only the secretariat of this working group can undo this.")
    return "" if submission.state == State.DUPLICATE else _("It is not marked as a duplicate.")
