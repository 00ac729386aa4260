"""Choosing the rungs of a call: what the rules of the ladder refuse, and why."""

from itertools import pairwise

from django.utils.translation import gettext as _

from audit.clock import now
from correspondence import ladder

from .stairs import in_words, stairs_of

FURTHEST = 90  # days before the deadline


def why_no_ladder(call, rungs) -> str:
    """Why a call cannot have these rungs (as ReminderPlan has them); nothing when it can.

    What has been reached may have gone: it can be neither taken off nor put in afterwards.
    """
    days = sorted(int(name) for name in rungs if name != ladder.HALF_WAY)
    if any(not 1 <= each <= FURTHEST for each in days):
        return _("Reminders go between 1 and %(most)s days before the deadline.") % {"most": FURTHEST}
    if len(set(days)) < len(days):
        return _("A day stands there twice.")
    return _why_too_close(days) or _why_reached(call, rungs)


def _why_too_close(days):
    """The last letter may stand nearer to the one before it; no other may."""
    for later, earlier in pairwise(days[1:]):
        if earlier - later < ladder.APART.days:
            words = _(
                "%(earlier)s and %(later)s days before the deadline are less than %(apart)s days apart. "
                "Only the last letter may follow sooner."
            )
            return words % {"earlier": earlier, "later": later, "apart": ladder.APART.days}
    return ""


def _why_reached(call, rungs):
    moment = now()
    before, after = ({rung.name: rung for rung in stairs_of(call, chosen)} for chosen in (None, rungs))
    for name, rung in before.items():
        if rung.at <= moment and name not in after:
            words = _("“%(letter)s” has been reached: it stays, and no letter may be put in within four days of it.")
            return words % {"letter": in_words(call, rung)}
    for name, rung in after.items():
        if rung.at <= moment and name not in before:
            return _("“%(letter)s” is past: it can no longer be put in.") % {"letter": in_words(call, rung)}
    return ""
