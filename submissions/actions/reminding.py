"""What staff choose of the reminders of a call."""

from django.db import transaction

from audit.log import change
from meetings.models import Call
from people.refusals import refuse_if

from .. import reminders, rules
from ..models import ReminderPlan


@transaction.atomic
def choose_reminders(*, call, seen, half_way, days, by):
    """Give the call these letters: half-way or not, and so many days before the deadline. Raises audit.log.Stale.

    `seen`: the version of the plan that was looked at, 0 where none was stored. The call's row is held as it is by
    the posting of letters, which looks again at the ladder then.
    """
    held = Call.objects.select_for_update().select_related("group").get(pk=call.pk)
    wanted = ReminderPlan(call=held, half_way=half_way, days=sorted(days, reverse=True))
    refuse_if(rules.why_not_choose_reminders(by, held) or reminders.why_no_ladder(held, wanted.rungs))
    plan, _made = ReminderPlan.objects.get_or_create(call=held)
    change(plan, seen=seen or 1, by=by, action="chosen", half_way=half_way, days=wanted.days)
