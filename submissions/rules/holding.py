"""What the holder of a contribution may do with it, beside writing and sending."""

from django.utils.translation import gettext as _

from ..models import Version
from .deadline import why_not_file_now
from .filing import why_over

MOST_CODES = 5  # an hour, to one address


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


def why_not_confirm_address(actor, submission) -> str:
    """Only for the address that its holder has proved by a code."""
    if not submission.is_held_by(actor):
        return _("Only its author can confirm the address of this contribution.")
    if not (actor.email_confirmed and actor.email == address_of(submission)):
        return _("Enter the code that was sent to the address of this contribution.")
    return ""


def address_of(submission) -> str:
    """The address that a code has to prove, in lower case: of the version in force, else of the first draft."""
    version = submission.current or submission.draft
    return version.email.lower() if version else ""


def why_not_choose(version, publish) -> str:
    """An organisation’s name can only be published where there is one."""
    missing = publish == Version.Publish.ORGANISATION and not version.body
    return _("This contribution names no organisation: choose another way of publication.") if missing else ""


def why_no_code(sent_lately) -> str:
    """So that nobody's letter box is filled from here. `sent_lately`: codes sent to the address in the last hour."""
    if sent_lately < MOST_CODES:
        return ""
    return _("%(number)s codes went to this address in the last hour. Use the newest one, or ask again in an hour.") % {
        "number": MOST_CODES
    }


def why_no_declining(call) -> str:
    """As long as reminders may go, somebody may say that none is wanted."""
    return "" if call.is_open else _("This call is not open: no reminders go any more.")
