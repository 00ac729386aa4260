"""The log: one line for everything that happened, kept for ever, and the values of an edit, which can be erased."""

from django.db import models


class EntryQuerySet(models.QuerySet):
    def about(self, thing):
        """The lines about one thing, newest first."""
        return self.filter(thing=thing._meta.label_lower, thing_key=str(thing.pk)).order_by("-id")

    def in_groups(self, group_ids):
        return self.filter(group__in=group_ids)


class Entry(models.Model):
    """Who did what to which thing, when. It holds keys and names of fields, no foreign keys and no personal data."""

    at = models.DateTimeField()
    actor = models.CharField(max_length=64)  # "user:7", "holder:3f…", "system"
    action = models.CharField(max_length=64)  # "submission.published"
    thing = models.CharField(max_length=64)
    thing_key = models.CharField(max_length=64)
    group = models.BigIntegerField(null=True)  # whose staff may read the line
    details = models.JSONField(default=dict)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "entries"
        indexes = [
            models.Index(fields=["thing", "thing_key", "-id"]),
            models.Index(fields=["group", "-id"]),
        ]

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M:%S} {self.actor} {self.action} {self.thing}:{self.thing_key}"


class Values(models.Model):
    """What an edit changed: {field: [before, after]}. Beside the line, so that erasing it leaves the line whole."""

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="values_changed")
    fields = models.JSONField(default=dict)

    class Meta:
        verbose_name_plural = "values"
