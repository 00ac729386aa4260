"""Who may do what with the Chair's summary: the reason for a "no", or nothing."""

from django.utils.translation import gettext as _

from audit.clock import now
from documents import rules as documents
from meetings.models import Meeting
from people import rules as people

from .models import Summary

DID_NOT_TAKE_PLACE = (Meeting.State.PLANNED, Meeting.State.POSTPONED, Meeting.State.CANCELLED)


def why_not_prepare(actor, group) -> str:
    """The assistant prepares everything for the Chair; the secretariat too (process, “assistant · clearance”)."""
    if people.is_secretariat(actor, group) or people.is_chair(actor, group) or people.is_assistant(actor, group):
        return ""
    return _("Only the Chair, the Chair’s assistant and the secretariat prepare the Chair’s summary.")


def why_not_start(actor, meeting) -> str:
    """A summary sums up a meeting that has begun, and needs a Chair whose record it is."""
    if Summary.objects.filter(meeting=meeting).exists():
        return _("This meeting has its summary already.")
    if meeting.state in DID_NOT_TAKE_PLACE or meeting.opens_at > now():
        return _("The meeting has not taken place yet.")
    if chair_of(meeting) is None:
        return _("Nobody is entered as Chair of the working group; the summary would be nobody’s.")
    return why_not_prepare(actor, meeting.group)


def chair_of(meeting):
    """Whose record it is: who held the chair on the meeting's last day, else who holds it today; or None."""
    office = people.acting_chair(meeting.group, meeting.ends_on) or people.acting_chair(meeting.group)
    return office.person if office else None


def why_not_edit(actor, summary) -> str:
    """Also after clearance: an edit then turns the paper back into a draft, to be cleared again."""
    return documents.why_not_edit(actor, summary.draft)


def why_not_clear(actor, summary) -> str:
    """The decision itself is the Chair's, taken in the portal."""
    reason = _why_not_decide(actor, summary)
    if not reason and not people.is_chair(actor, summary.meeting.group):
        return _("Only the Chair clears the summary; the secretariat records that the Chair did by e-mail.")
    return reason


def why_not_record_clearance(actor, summary) -> str:
    """Or it is given by e-mail, and the secretariat records how."""
    reason = _why_not_decide(actor, summary)
    if not reason and not people.is_secretariat(actor, summary.meeting.group):
        return _("Only the secretariat records a clearance that the Chair gave by e-mail.")
    return reason


def _why_not_decide(actor, summary):
    reason = documents.why_not_clear(actor, summary.draft)
    if not reason and not summary.draft.blocks.exists():
        return _("The summary has no text yet.")
    return reason


def why_not_issue(actor, summary) -> str:
    """The secretariat issues what the Chair has cleared."""
    return documents.why_not_issue(actor, summary.draft)


def why_not_release_letters(actor, summary) -> str:
    """Letters about the Chair's own promise wait for the secretariat; what is cleared needs none."""
    if summary.draft.state != summary.draft.State.DRAFT:
        return _("The summary is cleared: no letter about its clearance goes.")
    return people.why_not_manage(actor, summary.meeting.group)


def why_not_correct(actor, summary) -> str:
    """What is issued is frozen; a correction is a new version."""
    return documents.why_not_correct(actor, summary.draft)
