"""The signs of life of web server and workers, and the times in which each of them lived.

A heartbeat is overwritten by the next one. Whoever sees it, web server and workers alike, adds it to the present life
of that process; after a silence a new one begins. So each silence stays on record, whoever was silent.
"""

from datetime import timedelta

from audit.clock import now
from correspondence import delivery
from correspondence.models import Heartbeat

from .models import Lifespan

SILENCE = timedelta(minutes=3)
WATCHED = ("web", "letters", "papers", "beat")


def show_life() -> None:
    """Write down that a web process lives, and who else does."""
    delivery.beat("web")
    note()


def note() -> None:
    """Add every heartbeat to the life it belongs to."""
    for seen in Heartbeat.objects.filter(name__in=WATCHED):
        lives = Lifespan.objects.filter(name=seen.name, since__lte=seen.at, until__gte=seen.at - SILENCE)
        if not lives.filter(until__lt=seen.at).update(until=seen.at) and not lives.exists():
            Lifespan.objects.bulk_create(
                [Lifespan(name=seen.name, since=seen.at, until=seen.at)], ignore_conflicts=True
            )


def silences(name: str, start, end) -> list[tuple]:
    """[(from, to)] of the times in [start, end] in which nothing was seen of a process for longer than SILENCE.

    The three minutes in which a sign of life may be awaited are no silence; the time after the last sign is one once it
    has lasted longer than that.
    """
    found, seen = [], start
    for life in Lifespan.objects.filter(name=name).touching(start, end).order_by("since"):
        if life.since - seen > SILENCE:
            found.append((seen, life.since))
        seen = max(seen, life.until)
    last = min(end, now())
    return [*found, (seen, last)] if last - seen > SILENCE else found
