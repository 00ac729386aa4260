"""The register of a call: the numbered list of everything that was filed, chained so that no line can be changed."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from meetings.models import Call

from .submission import Submission


class Register(models.Model):
    """The last number and the head of the chain of a call. One row a call; it is locked at the end of a filing."""

    call = models.OneToOneField(Call, on_delete=models.PROTECT, related_name="register")
    last_number = models.PositiveIntegerField(default=0)
    last_entry = models.PositiveIntegerField(default=0)
    head = models.CharField(max_length=64, blank=True)  # hash of the last entry

    def __str__(self):
        return f"{self.call}: {self.last_number}"


class RegisterEntry(models.Model):
    """One line of the register, never changed (triggers): chained over number, time, version and commitment,
    never over an address or a name (platform, 6.14)."""

    class Kind(models.TextChoices):
        FILED = "filed", _("filed")
        WITHDRAWN = "withdrawn", _("withdrawn")
        TAKEN_DOWN = "taken_down", _("taken down")

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="register_entries")
    sequence = models.PositiveIntegerField()  # 1, 2, 3… in the call
    kind = models.CharField(max_length=10, choices=Kind)
    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="register_entries")
    number = models.PositiveIntegerField()  # in the register
    version_number = models.PositiveIntegerField()
    at = models.DateTimeField()  # entered
    received_at = models.DateTimeField()
    commitment = models.CharField(max_length=64)
    previous = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["call", "sequence"]
        constraints = [
            models.UniqueConstraint(fields=["call", "sequence"], name="one_register_entry_per_sequence"),
        ]

    def __str__(self):
        return f"No. {self.number}, version {self.version_number}: {self.kind}"
