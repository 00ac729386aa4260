"""Who enters what came by e-mail or letter, and what such an entry lacks before it is filed."""

from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit.clock import now
from audit.log import SYSTEM
from meetings.models import Call
from people.rules import is_secretariat

from ..models import Version
from .answers import Missing
from .behalf import NO_BODY
from .files import MOST_BYTES
from .filing import ASKED, BAD_EMAIL, NO_ORGANISATION, missing

ONLY_STAFF = gettext_lazy("Only the secretariat of this working group can enter what came by e-mail or letter.")
NO_HOUR = gettext_lazy("Enter the day and the hour at which it was received.")
TO_COME = gettext_lazy("It cannot have been received in the future. Enter the day and the hour at which it came.")
MOST_FILES = 30
SAID_TO_STAFF = [  # what a contributor is told of a lack, and what whoever writes for another is told
    (ASKED["name"], gettext_lazy("Enter the contributor’s name.")),
    (ASKED["stakeholder_group"], gettext_lazy("Choose the contributor’s stakeholder group.")),
    (ASKED["publish"], gettext_lazy("Choose whether and how the text is published.")),
    (ASKED["language"], gettext_lazy("Choose the language of the answers.")),
    (
        BAD_EMAIL,
        gettext_lazy("Enter the contributor’s e-mail address in the form name@example.org, or leave it empty."),
    ),
    (NO_ORGANISATION, gettext_lazy("Enter the contributor’s organisation, or choose another way of publication.")),
    (NO_BODY, gettext_lazy("Enter the contributor’s organisation, or choose another answer to “On behalf of”.")),
]
WIDER = (Version.Publish.NAME, Version.Publish.ORGANISATION)


def why_not_enter(actor, call) -> str:
    """Staff enter for others at any time once a call was opened: late ones are kept and marked (process, Deadlines)."""
    if not is_secretariat(actor, call.group):
        return str(ONLY_STAFF)
    if call.state == Call.State.CANCELLED:
        return _("This call was cancelled.")
    return _("This call has not been opened yet.") if call.state == Call.State.DRAFT else ""


def why_not_write_entry(actor, submission) -> str:
    """An entry is the secretariat's to write in until it is filed; never a draft that somebody else began."""
    if not is_secretariat(actor, submission.call.group):
        return str(ONLY_STAFF)
    if submission.is_filed:
        return _("This contribution has been submitted already.")
    return "" if submission.draft and submission.draft.entered_by_id else str(ONLY_STAFF)


def missing_in_entry(version) -> list[Missing]:
    """What an entry lacks before it is filed; the hour first."""
    received, found = version.received_at, []
    if received is None or received > now():
        found = [Missing("arrival", "received_on", str(TO_COME if received else NO_HOUR))]
    return found + [replace(lack, message=to_staff(lack.message)) for lack in missing(version)]


def to_staff(text) -> str:
    """The same lack in the words for whoever writes for another; what speaks to nobody stays as it is."""
    return next((str(theirs) for own, theirs in SAID_TO_STAFF if str(own) == str(text)), str(text))


def why_not_add_to_entry(actor, submission, size) -> str:
    """As many files as a message may bring, and 50 MB together. `size` is the new one's, in bytes."""
    if reason := why_not_write_entry(actor, submission):
        return reason
    sizes = list(submission.draft.files.exclude(role="original").values_list("size", flat=True))
    if len(sizes) >= MOST_FILES:
        return _("An entry can have up to 30 files. Remove one before you add another.")
    return _("All files together can have up to 50 MB.") if sum(sizes) + size > MOST_BYTES else ""


def why_not_file_entry(actor, submission) -> str:
    """Filed whole or not at all, with the hour at which it came."""
    reason = why_not_write_entry(actor, submission)
    return reason or " ".join(lack.message for lack in missing_in_entry(submission.draft))


def why_not_import(actor, call) -> str:
    """What comes from another system is filed by whoever runs the portal, into a call that was opened."""
    if actor is not SYSTEM:
        return _("Contributions are imported by whoever runs the portal, by a command.")
    return "" if call.state == Call.State.OPENED else _("This call is not open.")
