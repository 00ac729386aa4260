"""The ladder of a call: its rungs, their names in words, and how the keys of its letters begin."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from audit.clock import now
from correspondence import ladder

from ..models import ReminderPlan


def prefix(call) -> str:
    """How the keys of all reminders of a call begin, of every version of its deadline."""
    return f"call:{call.uid}:reminder:"


def first_key(call):
    """How the keys of the ladder's first letter begin: the call is open, or its deadline was extended."""
    version = call.deadline_version
    return f"call:{call.uid}:extended:{version}:" if version > 1 else f"call:{call.uid}:opened:"


def key_of(call, rung, address) -> str:
    """The key of one reminder; without an address, how the keys of a rung begin."""
    return f"{prefix(call)}{call.deadline_version}:{rung}:{address}"


def opening_of(call):
    """When the call opened; of one in preparation, as if it opened now."""
    return call.opened_at or now()


def stairs_of(call, chosen=None) -> list[ladder.Rung]:
    """The ladder to the present deadline. An extension begins a new one, whose first letter is the extension's.

    `chosen`: rungs to try out instead of those that the call has.
    """
    extension = call.extensions.last() if call.deadline_version > 1 else None
    begins_at = extension.extended_at if extension else opening_of(call)
    return ladder.rungs(begins_at, call.deadline_at, ReminderPlan.of(call).rungs if chosen is None else chosen)


def in_words(call, rung) -> str:
    """What the letter of a rung is called on the screens of staff."""
    if rung.days:
        days = ngettext("%(days)s day before the deadline", "%(days)s days before the deadline", rung.days)
        return days % {"days": rung.days}
    if rung.name == ladder.HALF_WAY:
        return _("Half-way")
    return _("The deadline was extended") if call.deadline_version > 1 else _("The call is open")
