"""Who may write in a contribution, until when, and what it lacks before it can be sent."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..models import Submission, Version
from . import behalf
from .answers import Missing, missing_in_answers
from .deadline import why_not_begin_now, why_not_file_now

ASKED = {  # field → what is said when it is missing
    "name": gettext_lazy("Enter your name."),
    "email": gettext_lazy("Enter your e-mail address, so that the receipt can reach you."),
    "stakeholder_group": gettext_lazy("Choose your stakeholder group."),
    "publish": gettext_lazy("Choose whether and how your text is published."),
    "translation": gettext_lazy("Choose whether an unofficial translation may be made."),
    "language": gettext_lazy("Choose the language of your answers."),
}
BAD_EMAIL = gettext_lazy("Enter your e-mail address in the form name@example.org.")
NO_ORGANISATION = gettext_lazy("Enter your organisation, or choose another way of publication.")


def missing(version) -> list[Missing]:
    """What a draft lacks before it can be sent, in the order of the form; empty when nothing."""
    asked = {name: text for name, text in ASKED.items() if name != "email" or version.channel == Version.Channel.FORM}
    found = [Missing(_step_of(name), name, str(text)) for name, text in asked.items() if not getattr(version, name)]
    if version.email and not is_email(version.email):
        found.append(Missing("about", "email", str(BAD_EMAIL)))
    if version.publish == Version.Publish.ORGANISATION and not version.body:
        found.append(Missing("about", "organisation", str(NO_ORGANISATION)))
    found += [Missing("about", field, text) for field, text in behalf.lacking(version)]
    return found + missing_in_answers(version)


def _step_of(name):
    return "answers" if name == "language" else "about"


def is_email(text) -> bool:
    """Whether a text has the form of an e-mail address that a letter can carry."""
    try:
        validate_email(text)
    except ValidationError:
        return False
    return len(text) <= 254


def why_not_start(actor, call) -> str:
    """A new draft can be begun by anybody while it is in time (rules.deadline)."""
    return why_not_begin_now(call)


def why_not_write(actor, submission, draft=None) -> str:
    """A draft is its holder's own, until it is sent or the call is over (platform, 6.5: ≤ deadline + grace).

    `draft` saves a look when it is at hand.
    """
    if not submission.is_held_by(actor):
        return _("Only the author can write in this contribution.")
    if reason := why_over(submission):
        return reason
    if not (draft or submission.draft):
        return _("This contribution has been submitted already.")
    return why_not_file_now(submission)


def why_not_submit(actor, draft) -> str:
    """Sending asks for a draft that lacks nothing: the button of the one it shows, the action of the one it holds."""
    return why_not_write(actor, draft.submission, draft) or why_incomplete(draft)


def why_incomplete(version) -> str:
    """What a draft lacks, in one line; whoever enters it, it is filed whole or not at all."""
    return " ".join(lack.message for lack in missing(version))


def why_over(submission) -> str:
    """A contribution that was withdrawn, taken down or marked as a duplicate is not written in any more."""
    if submission.is_gone or submission.state == Submission.State.DUPLICATE:
        state = submission.get_state_display()
        return _("This contribution cannot be changed any more. It is: %(state)s.") % {"state": state}
    return ""
