"""Who may choose which reminders a call has."""

from django.utils.translation import gettext as _

from meetings.models import Call
from people.rules import is_secretariat


def why_not_choose_reminders(actor, call) -> str:
    """As long as letters are to come: before the call opens, and until its deadline."""
    if not is_secretariat(actor, call.group):
        return _("Only the secretariat of this working group can choose its reminders.")
    return why_no_more_reminders(call)


def why_no_more_reminders(call) -> str:
    """Whether letters may still be to come, whoever asks."""
    if call.state != Call.State.DRAFT and not call.is_open:
        return _("This call is not open: no reminders go any more.")
    return ""
