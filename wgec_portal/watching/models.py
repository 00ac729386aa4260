"""What is kept as evidence: how many requests were answered how in each minute, and when each process lived."""

from django.db import models
from django.db.models.functions import Coalesce


class RequestCountQuerySet(models.QuerySet):
    def between(self, start, end):
        """Of the minutes that began in [start, end)."""
        return self.filter(minute__gte=start, minute__lt=end)

    def failed(self):
        """Answered with an error of the server."""
        return self.filter(status__gte=500)

    def total(self):
        """How many requests."""
        return self.aggregate(total=Coalesce(models.Sum("number"), 0))["total"]


class RequestCount(models.Model):
    """How many requests for one address were answered with one status, in about the same time, in one minute."""

    minute = models.DateTimeField()
    endpoint = models.TextField()  # the name of the address, “(none)” when there is no such address
    status = models.PositiveSmallIntegerField()
    up_to = models.PositiveIntegerField()  # milliseconds, one of counting.BOUNDS; 0: longer than all of them
    number = models.PositiveIntegerField()
    ms = models.PositiveBigIntegerField()  # milliseconds of all of them together

    objects = RequestCountQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["minute", "endpoint", "status", "up_to"], name="one_count_a_minute")
        ]

    def __str__(self):
        return f"{self.minute:%Y-%m-%d %H:%M} {self.endpoint} {self.status}: {self.number}"


class LifespanQuerySet(models.QuerySet):
    def touching(self, start, end):
        """Those that have something of [start, end]."""
        return self.filter(since__lte=end, until__gte=start)


class Lifespan(models.Model):
    """A time in which a process showed itself again and again. Between two of them it was silent."""

    name = models.CharField(max_length=40)
    since = models.DateTimeField()
    until = models.DateTimeField()

    objects = LifespanQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["name", "since"], name="one_life_at_a_time"),
            models.CheckConstraint(condition=models.Q(until__gte=models.F("since")), name="life_ends_after_it_began"),
        ]
        indexes = [models.Index(fields=["name", "until"])]

    def __str__(self):
        return f"{self.name} {self.since:%Y-%m-%d %H:%M} – {self.until:%Y-%m-%d %H:%M}"
