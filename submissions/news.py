"""News of contributions that came out: one letter for a call and a day, the day after, to those who asked for it.

Level, not edge: what came out since the last letter, a week back at most; may run as often as it likes.
"""

from datetime import date, datetime, time, timedelta

from django.db import transaction

from audit.clock import now
from correspondence.models import Message
from documents import dates
from meetings.models import Call
from people import emails
from people.models import Subscription

from .models import Submission

FURTHEST = timedelta(days=7)


def tell_subscribers() -> int:
    """Post what is due of every call. Returns how many letters."""
    since = now() - FURTHEST - timedelta(days=1)
    calls = Call.objects.filter(submissions__public_at__gt=since, group__in=Subscription.objects.values("group"))
    return sum(_tell_of(call) for call in calls.select_related("group").distinct())


@transaction.atomic
def _tell_of(call):
    """One letter to each subscriber of what came out until last midnight in the group’s place."""
    today = now().astimezone(call.zone).date()
    until = datetime.combine(today, time(), call.zone)
    start = max(_told_until(call), until - FURTHEST)
    public = Submission.objects.filter(call=call, state=Submission.State.PUBLISHED)
    count = public.filter(public_at__gte=start, public_at__lt=until).count()
    readers = emails.subscribers(call.group) if count else []
    for reader in readers:
        day = dates.in_text(today - timedelta(days=1), None, reader.language)
        context = {"call": call, "count": count, "day": day}
        emails.tell(reader, key=f"{_key(call)}{today}", template="submissions/emails/news.txt", context=context)
    return len(readers)


def _key(call):
    return f"news:{call.uid}:"


def _told_until(call):
    """The midnight until which subscribers were told before."""
    last = Message.objects.with_key(_key(call)).order_by("-pk").values_list("key", flat=True).first()
    day = date.fromisoformat(last.removeprefix(_key(call)).split(":")[0]) if last else call.opened_at.date()
    return datetime.combine(day, time(), call.zone)
