"""What can be shown of an incident: requests minute by minute, receipts, silences, and what they mean for a deadline.

Times are those of the database's clock, which also judges deadlines. Nothing here names a person.
"""

from datetime import timedelta
from math import ceil

from django.db.models import Q, Sum

from audit.clock import now
from meetings.models import Call
from submissions.models import RegisterEntry

from . import heartbeats
from .models import Lifespan, RequestCount

KEPT = timedelta(days=400)
BEFORE = timedelta(hours=24)  # before a deadline: an outage in this time may have kept somebody from filing
MINUTE = timedelta(minutes=1)


def gather(start, end, call=None) -> dict:
    """Everything on record of [start, end), ready for JSON; of one call only, or of all that ended in that time."""
    requests = RequestCount.objects.between(start, end)
    calls = [call] if call else Call.objects.filter(deadline_at__gte=start, deadline_at__lt=end).order_by("deadline_at")
    return {
        "from": start.isoformat(),
        "to": end.isoformat(),
        "made_at": now().isoformat(),
        "requests": list(_by_minute(requests)),
        "answered": requests.total(),
        "errors": requests.failed().total(),
        "receipts": list(_receipts(start, end, call)),
        "silences": {name: _told(heartbeats.silences(name, start, end)) for name in heartbeats.WATCHED},
        "failing": _told(failing(start, end)),
        "calls": [{"call": str(each.uid), "title": each.title, **advice(each)} for each in calls],
    }


def _by_minute(requests):
    rows = requests.values("minute", "endpoint", "status").annotate(total=Sum("number"), time=Sum("ms"))
    for row in rows.order_by("minute", "endpoint", "status"):
        yield {
            "minute": row["minute"].isoformat(),
            "endpoint": row["endpoint"],
            "status": row["status"],
            "number": row["total"],
            "ms": row["time"],
        }


def _receipts(start, end, call):
    filed = RegisterEntry.objects.filter(kind=RegisterEntry.Kind.FILED, at__gte=start, at__lt=end)
    if call:
        filed = filed.filter(call=call)
    for line in filed.select_related("call").order_by("at", "pk"):
        yield {
            "call": str(line.call.uid),
            "number": line.number,
            "version": line.version_number,
            "received_at": line.received_at.isoformat(),
            "entered_at": line.at.isoformat(),
        }


def _told(times):
    return [
        {"from": since.isoformat(), "to": until.isoformat(), "seconds": round((until - since).total_seconds())}
        for since, until in times
    ]


def failing(start, end) -> list[tuple]:
    """[(from, to)] of the minutes in which half or more of what was asked for ended with an error of the server."""
    asked = RequestCount.objects.between(start, end).exclude(endpoint__in=("livez", "readyz", "metrics"))
    rows = asked.values("minute").annotate(total=Sum("number"), failed=Sum("number", filter=Q(status__gte=500)))
    bad = [row["minute"] for row in rows.order_by("minute") if 2 * (row["failed"] or 0) >= row["total"]]
    return joined([(minute, minute + MINUTE) for minute in bad])


def joined(times) -> list[tuple]:
    """The same times in order, those that touch or overlap made one."""
    found: list[tuple] = []
    for since, until in sorted(times):
        if found and since <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], until))
        else:
            found.append((since, until))
    return found


def advice(call) -> dict:
    """What the last day before a deadline lost, in seconds, and by how many hours an extension would make up for it.

    {“deadline”, “grace”, “lost”, “extend_by”: hours, 0 when the grace makes up for it or nothing was lost}. The staff
    decide.
    """
    start, end = call.deadline_at - BEFORE, call.deadline_at
    times = joined([*heartbeats.silences("web", start, end), *failing(start, end)])
    lost = sum((until - since for since, until in times), timedelta())
    needed = lost > call.grace
    return {
        "deadline": call.deadline_at.isoformat(),
        "grace": round(call.grace.total_seconds()),
        "lost": round(lost.total_seconds()),
        "extend_by": ceil(lost / timedelta(hours=1)) if needed else 0,
    }


def forget_old() -> None:
    """Remove what is older than 400 days."""
    RequestCount.objects.filter(minute__lt=now() - KEPT).delete()
    Lifespan.objects.filter(until__lt=now() - KEPT).delete()
