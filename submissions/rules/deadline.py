"""Whether it is in time: the database's clock against deadline, grace, late policy, late link and return.

“The server's clock decides. A grace period covers forms opened before and sent after; later input is never lost: it is
kept, marked late, and the staff decide” (process, Deadlines).
"""

from django.utils.translation import gettext as _

from audit.clock import now
from documents import dates
from meetings.models import Call

from ..models import Submission
from ..models.period import Period, period_at

TAKES_LATE = (Call.LatePolicy.ACCEPT, Call.LatePolicy.NO_GUARANTEE)


def deadline_of(call) -> str:
    """The deadline as it is always printed: hour, place and UTC offset."""
    return dates.moment(call.deadline_at, call.zone, call.city)


def why_not_begin_now(call, late_link=None) -> str:
    """Why a draft cannot be begun at this moment of the database's clock."""
    return why_not_begin_at(now(), call, late_link)


def why_not_begin_at(moment, call, late_link=None) -> str:
    """A draft can be begun until the deadline; after it where late ones are taken, or by a personal late link.

    The grace is for forms opened before the deadline: nobody begins in it.
    """
    reason = _why_not_running(call)
    if reason or moment <= call.deadline_at or call.late_policy in TAKES_LATE or _lets_in(late_link, call, moment):
        return reason
    return _too_late(call)


def why_not_file_now(submission) -> str:
    """Why a draft cannot be filed at this moment of the database's clock."""
    return why_not_file_at(now(), submission)


def why_not_file_at(moment, submission) -> str:
    """A draft can be filed until deadline and grace are over; later as it could be begun, or when it was returned.

    What was filed is changed until then, too: also where late ones are taken, for a late edit would make a timely
    contribution a late one.
    """
    call = submission.call
    reason = _why_not_running(call)
    if reason or moment <= call.closes_at or _lets_in(submission.late_link, call, moment):
        return reason
    if submission.state == Submission.State.RETURNED:
        return _why_not_clarify(submission, moment)
    if submission.is_filed:
        return _("%(late)s What you sent stays valid as it is.") % {"late": _passed(call)}
    return "" if call.late_policy in TAKES_LATE else _too_late(call)


def period_of(version, call=None) -> Period:
    """In which period a sent version came; `call` saves a look when it is at hand."""
    return period_at(call or version.submission.call, version.received_at)


def hour_that_counts(submission, moment):
    """The hour that counts for a version sent at `moment`.

    One that comes after the end, for it was returned or has a late link, keeps the hour of the version before it.
    """
    previous = submission.current
    return previous.received_at if previous and moment > submission.call.closes_at else moment


def _why_not_running(call):
    if call.state == Call.State.CANCELLED:
        return _("This call was cancelled.")
    if call.state != Call.State.OPENED:
        return _("This call has not been opened yet.")
    return ""


def _lets_in(late_link, call, moment):
    """Whether a late link is one of the call, and neither expired nor revoked."""
    return bool(late_link) and late_link.call_id == call.pk and late_link.holds_at(moment)


def _why_not_clarify(submission, moment):
    """A contribution that was returned can be sent again until the hour it was given; without one there is no end."""
    until, call = submission.returned_until_at, submission.call
    if until is None or moment <= until:
        return ""
    return _("The time to clarify it is over: it was %(until)s.") % {"until": dates.moment(until, call.zone, call.city)}


def _passed(call):
    return _("The deadline has passed: it was %(deadline)s.") % {"deadline": deadline_of(call)}


def _too_late(call):
    """Why not, and what to do about it."""
    return _("%(late)s If you could not send in time, ask for a personal late link: write to %(address)s.") % {
        "late": _passed(call),
        "address": call.group.secretariat_email,
    }
