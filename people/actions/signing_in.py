"""What is decided about how somebody signs in: sessions ended by their owner, a second step reset by a colleague."""

from allauth.mfa.models import Authenticator
from django.db import transaction

from audit.log import record

from .. import emails, rules, sessions
from ..refusals import refuse_if


@transaction.atomic
def end_sessions(*, chosen, by) -> int:
    """End sessions of one's own. Returns how many. `chosen`: rows of `sessions.of(by)`."""
    ended = sessions.end(chosen)
    if ended:
        record("user.sessions_ended", by, by=by, sessions=ended)
    return ended


@transaction.atomic
def reset_second_factor(*, user, by, group=None):
    """Forget app and recovery codes of somebody who has lost both, and end their sessions.

    `group`: for which they work; only the portal itself does it without one.
    """
    refuse_if(rules.why_not_reset_second_factor(by, group, user))
    Authenticator.objects.filter(user=user).delete()
    ended = sessions.end_all(user)
    entry = record("user.second_factor_reset", user, by=by, group=group and group.pk, sessions=ended)
    emails.tell_second_factor_reset(user, group, by, entry.pk)
