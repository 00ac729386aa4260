"""Whether number and hash of a receipt stand in the register, in words, never showing text, name or address."""

import logging

from django.utils.translation import gettext as _

from documents import dates

from .models import RegisterEntry, Submission
from .register import hash_of

log = logging.getLogger(__name__)


def answer(call, number: int, commitment: str) -> list[str]:
    """What the register says of a version, sentence by sentence; empty when it has no such line.

    A number that was never given and a hash that does not belong to it are told apart by nobody.
    """
    lines = RegisterEntry.objects.filter(call=call, number=number, commitment=commitment)
    line = lines.filter(kind=RegisterEntry.Kind.FILED).select_related("submission__current", "call").first()
    return [_filed(line), _since(line)] if line else []


def _hour(call, moment):
    return dates.moment(moment, call.zone, call.city)


def _filed(line):
    found = {"number": line.number, "version": line.version_number, "hour": _hour(line.call, line.received_at)}
    return _("Filed: No. %(number)s, version %(version)s, received %(hour)s.") % found


def _since(line):
    """What became of it; a text that is not the one that was filed is told, and logged for who runs the portal."""
    submission, call = line.submission, line.call
    if submission.state == Submission.State.WITHDRAWN:
        return _("Withdrawn on %(hour)s.") % {"hour": _hour(call, submission.withdrawn_at)}
    if submission.state == Submission.State.TAKEN_DOWN:
        return _("Taken down on %(hour)s.") % {"hour": _hour(call, submission.taken_down_at)}
    version = submission.versions.get(number=line.version_number)
    if (version.salt and version.digest != line.commitment) or hash_of(line) != line.hash:
        log.error("register line %s is not what was filed: run verify_register", line.pk)
        address = {"address": call.group.secretariat_email}
        return _("What is stored today is not what was filed. Write to %(address)s.") % address
    if submission.current.number > line.version_number:
        found = {"version": submission.current.number, "hour": _hour(call, submission.current.sent_at)}
        return _("Superseded by version %(version)s on %(hour)s.") % found
    if not version.salt:
        if submission.personal_data_erased_at and not submission.erased_at:
            return _("It stands in the register; its author’s personal data has been erased.")
        return _("It stands in the register; its text has been erased.")
    return _("It stands unchanged since then.")
