"""How the portal stands, in figures: for the page of the staff and for the office's own monitoring."""

import shutil
from datetime import timedelta

from django.conf import settings
from django.db import connection
from django.db.models import Count, Max, Min, Q, Sum

from audit.clock import now
from correspondence.models import Heartbeat, Message
from submissions.models import Compilation, Submission

from .models import RequestCount


def letters() -> dict:
    """{“waiting”, “failed”, “sent”: how many letters; “oldest”: when the longest waiting one was posted; “last_sent”}.

    Sent: in the last 24 hours.
    """
    states = Message.State
    day = now() - timedelta(hours=24)
    return Message.objects.aggregate(
        waiting=Count("pk", filter=Q(state=states.WAITING)),
        failed=Count("pk", filter=Q(state=states.FAILED)),
        sent=Count("pk", filter=Q(state=states.SENT, sent_at__gte=day)),
        oldest=Min("posted_at", filter=Q(state=states.WAITING)),
        last_sent=Max("sent_at"),
    )


def compilations() -> dict[str, int]:
    """{“under_way”, “failed”: how many compilations}; of failed ones those of the last seven days."""
    week = now() - timedelta(days=7)
    return Compilation.objects.aggregate(
        under_way=Count("pk", filter=Q(state__in=Compilation.UNDER_WAY)),
        failed=Count("pk", filter=Q(state=Compilation.State.FAILED, asked_at__gte=week)),
    )


def contributions() -> int:
    """How many contributions were ever filed."""
    return Submission.objects.filed().count()


def heartbeats() -> dict:
    """{name: when it was last seen} of everything that shows that it lives, and of the last backup."""
    return dict(Heartbeat.objects.order_by("name").values_list("name", "at"))


def disk() -> dict[str, int]:
    """{“free”, “total”: bytes} where the portal keeps its files."""
    usage = shutil.disk_usage(settings.VAR_DIR)
    return {"free": usage.free, "total": usage.total}


def database_size() -> int:
    """How many bytes the database takes."""
    asked = {
        "postgresql": "SELECT pg_database_size(current_database())",
        "sqlite": "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(asked)
        return cursor.fetchone()[0]


def requests_today() -> list[dict]:
    """[{“endpoint”, “status”, “up_to”, “number”, “ms”}] of all web processes together since midnight UTC."""
    midnight = now().replace(hour=0, minute=0, second=0, microsecond=0)
    rows = RequestCount.objects.filter(minute__gte=midnight).values("endpoint", "status", "up_to")
    return list(rows.annotate(number=Sum("number"), ms=Sum("ms")).order_by("endpoint", "status", "up_to"))
