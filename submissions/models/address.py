"""What is known of an address without an account: codes sent to it; that its owner contributes nothing this time."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from meetings.models import Call


class AddressCode(models.Model):
    """A short code sent to an address; entering it proves the address and resumes its contributions anywhere."""

    email = models.TextField(_("e-mail address"))  # in lower case
    code_hash = models.CharField(max_length=64)  # keyed, never the code itself
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    wrong = models.PositiveSmallIntegerField(default=0)  # tries
    used_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["email", "asked_at"], name="codes_of_an_address")]
        constraints = [
            models.CheckConstraint(condition=Q(expires_at__gt=F("asked_at")), name="code_expires_after_it_was_sent")
        ]

    def __str__(self):
        return f"code of {self.asked_at:%Y-%m-%d %H:%M}"


class Declination(models.Model):
    """“No contribution this time”: no more reminders of this call go to the address."""

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="declinations")
    email = models.TextField(_("e-mail address"))  # in lower case
    declined_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["call", "email"], name="one_declination_per_address")]

    def __str__(self):
        return f"{self.call}: {self.declined_at:%Y-%m-%d}"

    @property
    def group_id(self):
        return self.call.group_id
