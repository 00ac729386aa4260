"""Personal late links: who may make, revoke and use one."""

from django.utils.translation import gettext as _

from audit.clock import now
from documents import dates
from meetings.models import Call
from people.rules import why_not_manage

from .filing import why_over


def why_not_make_late_link(actor, call) -> str:
    """A call that was opened takes late links, before its deadline too: for somebody known to be late."""
    if call.state == Call.State.CANCELLED:
        return _("This call was cancelled.")
    if call.state != Call.State.OPENED:
        return _("This call has not been opened yet.")
    return why_not_manage(actor, call.group)


def why_not_revoke_late_link(actor, link) -> str:
    """Used or not, until it expires: what was filed by it stays filed."""
    if link.revoked_at:
        return _("It has been revoked.")
    if not link.in_force:
        return _("It has expired.")
    return why_not_manage(actor, link.call.group)


def why_not_use_late_link(actor, link, submission=None) -> str:
    """Whoever has the link uses it once, until it expires, for a contribution to its call that they hold."""
    if submission and not (submission.is_held_by(actor) and submission.call_id == link.call_id):
        return _("Only its author can use the link for this contribution.")
    if submission and (reason := why_over(submission)):
        return reason
    return (reason := _why_not(link)) and _("%(reason)s Write to %(address)s if you need another one.") % {
        "reason": reason,
        "address": link.call.group.secretariat_email,
    }


def _why_not(link):
    call = link.call
    if call.state == Call.State.CANCELLED:
        return _("This call was cancelled.")
    if link.revoked_at:
        return _("This link has been revoked by the secretariat.")
    if link.used_at:
        return _("This link has been used already: it serves for one contribution, which goes on where it was used.")
    if now() > link.expires_at:
        return _("This link has expired: it was valid until %(until)s.") % {
            "until": dates.moment(link.expires_at, call.zone, call.city)
        }
    return ""
