"""What the holder of a contribution may do with it, beside writing and sending."""

from django.utils.translation import gettext as _

from .deadline import why_not_file_now
from .filing import why_over


def why_not_edit(actor, submission) -> str:
    """Whoever holds a contribution can open a draft of its next version, as long as that could be sent."""
    if not submission.is_held_by(actor):
        return _("Only its author can change this contribution.")
    if not submission.is_filed:
        return _("This contribution has not been submitted yet.")
    return why_over(submission) or why_not_file_now(submission)


def why_not_discard(actor, submission) -> str:
    """A newer draft can be thrown away at any time; a first one is all there is, and stays."""
    if not submission.is_held_by(actor):
        return _("Only its author can throw this draft away.")
    return "" if submission.is_filed else _("This contribution has not been submitted yet.")


def why_not_withdraw(actor, submission) -> str:
    """“Withdraw at any time” (process, Contributions)."""
    if not submission.is_held_by(actor):
        return _("Only its author can withdraw this contribution.")
    if not submission.is_filed:
        return _("This contribution has not been submitted yet.")
    return _("This contribution has been withdrawn or taken down.") if submission.is_gone else ""


def why_not_change_choices(actor, submission) -> str:
    """What may be done with a text is its author’s to say at any time, also after the deadline."""
    if not submission.is_held_by(actor):
        return _("Only its author can choose what is done with this contribution.")
    if not submission.is_filed:
        return _("This contribution has not been submitted yet.")
    return why_over(submission)


def why_not_show_draft(actor, submission) -> str:
    """A draft can be shown to partners by a link that only its author makes and revokes."""
    if not submission.is_held_by(actor):
        return _("Only its author can show this draft to others.")
    return why_over(submission)
