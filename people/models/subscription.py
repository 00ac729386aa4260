"""Who asked to be told when a working group calls or publishes: anybody, by a confirmed address."""

from django.db import models

from .group import WorkingGroup


class Subscription(models.Model):
    """One address that is told of one group. It exists from its confirmation until its owner leaves."""

    group = models.ForeignKey(WorkingGroup, on_delete=models.PROTECT, related_name="subscriptions")
    email = models.TextField()  # in lower case
    language = models.CharField(max_length=12)
    since = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["group", "email"], name="one_subscription_per_address")]

    def __str__(self):
        return f"{self.group}, {self.since:%Y-%m-%d}"
