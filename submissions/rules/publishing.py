"""What the secretariat may decide about a contribution that was filed."""

from django.utils.translation import gettext as _

from meetings.models import Call
from people.rules import is_secretariat

from ..models import Submission, Version
from .deadline import deadline_of


def why_not_publish(actor, submission) -> str:
    """Publishing, or sharing with the Working Group where the contributor chose so."""
    if not is_secretariat(actor, submission.call.group):
        return _("Only the secretariat of this working group can publish.")
    if submission.state in (Submission.State.PUBLISHED, Submission.State.SHARED):
        return _("It is published or shared already.")
    if submission.state not in (Submission.State.SUBMITTED, Submission.State.WITHHELD):
        return _("Only a contribution that was submitted can be published.")
    if submission.current.publish == Version.Publish.NOT:
        return _("Its author chose that it is not published at all.")
    call = submission.call
    if call.publication == Call.Publication.AFTER and not call.is_over:
        return _("Contributions to this call are published all at once after the deadline: %(deadline)s.") % {
            "deadline": deadline_of(call)
        }
    return ""


def why_not_withhold(actor, submission) -> str:
    """Withholding takes a contribution off the public pages, or keeps it from them; it stays in the register."""
    if not is_secretariat(actor, submission.call.group):
        return _("Only the secretariat of this working group can withhold a contribution.")
    if submission.state not in (Submission.State.SUBMITTED, Submission.State.PUBLISHED, Submission.State.SHARED):
        return _("Only a contribution that was submitted, published or shared can be withheld.")
    return ""
