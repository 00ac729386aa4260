"""Which texts of a call are nearly the same: letters of a campaign are flagged for the staff, and all are kept."""

from django.db import models
from django.db.models import Q

from meetings.models import Call

from .version import Version


class Likeness(models.Model):
    """What a sent version resembles: the first of the call with nearly the same text; itself when there is none."""

    version = models.OneToOneField(Version, on_delete=models.PROTECT, related_name="likeness")
    first = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="alike")
    share = models.PositiveSmallIntegerField()  # per cent of the groups of words that it has in common with the first

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "likenesses"
        constraints = [models.CheckConstraint(condition=Q(share__lte=100), name="likeness_is_at_most_the_same")]

    def __str__(self):
        return f"{self.version}: {self.share} %"


class LikenessBand(models.Model):
    """A part of a text's fingerprint, and the first version of the call that had it: looked up, never compared all."""

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="+")
    value = models.BigIntegerField()
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["call", "value"], name="one_version_per_likeness_band")]

    def __str__(self):
        return f"{self.version}: {self.value:x}"
