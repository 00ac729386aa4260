"""What the secretariat may decide about a contribution that was filed."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.models import Call
from people.rules import is_secretariat

from ..models import Rendition, Submission, Version
from .behalf import why_not_alone, why_not_in_its_name
from .deadline import deadline_of

State = Submission.State
UNREDACTED = gettext_lazy(
    "An earlier version was redacted and this one is not: read it, and publish it from its own page."
)
NEWER = gettext_lazy("Its author has sent a new version in the meantime. Read it, then decide.")
CAN_BE_WITHHELD = (State.SUBMITTED, State.PUBLISHED, State.SHARED, State.RETURNED)


def why_unread(submission, seen) -> str:
    """No decision falls on a version that was not read. `seen`: the key of the one that was; None when nobody says."""
    return str(NEWER) if seen is not None and seen != submission.current_id else ""


def why_not_publish(actor, submission) -> str:
    """Publishing, or sharing with the Working Group where the contributor chose so."""
    if not is_secretariat(actor, submission.call.group):
        return _("Only the secretariat of this working group can publish.")
    return why_not_out(submission) or why_not_alone(submission)


def why_not_out(submission) -> str:
    """What keeps a contribution from coming out, whoever asks; it looks at nothing but the contribution itself."""
    if submission.state in (State.PUBLISHED, State.SHARED):
        return _("It is published or shared already.")
    if submission.state not in (State.SUBMITTED, State.WITHHELD):
        return _("Only a contribution that was submitted can be published.")
    if submission.current.publish == Version.Publish.NOT:
        return _("Its author chose that it is not published at all.")
    call = submission.call
    if call.publication == Call.Publication.AFTER and not call.is_over:
        return _("Contributions to this call are published all at once after the deadline: %(deadline)s.") % {
            "deadline": deadline_of(call)
        }
    return why_not_in_its_name(submission)


def why_not_publish_unread(actor, submission) -> str:
    """Publishing together with others: never what somebody has to look at first."""
    if reason := why_not_publish(actor, submission):
        return reason
    redactions = Rendition.objects.in_force().filter(version__submission=submission, kind=Rendition.Kind.REDACTION)
    redacted = set(redactions.values_list("version", flat=True))
    if redacted and submission.current_id not in redacted:
        return str(UNREDACTED)
    return ""


def why_not_withhold(actor, submission) -> str:
    """Withholding takes a contribution off the public pages, or keeps it from them; it stays in the register."""
    if not is_secretariat(actor, submission.call.group):
        return _("Only the secretariat of this working group can withhold a contribution.")
    if submission.state not in CAN_BE_WITHHELD:
        return _("Only a contribution that was submitted, published, shared or returned can be withheld.")
    return ""


def why_not_export(actor, call) -> str:
    """The list with addresses is personal data; the one for the public holds what the pages show."""
    if is_secretariat(actor, call.group):
        return ""
    return _("Only the secretariat of this working group can download the register.")
