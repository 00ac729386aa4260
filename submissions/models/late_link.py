"""A personal link by which one contributor may still file after the deadline: one use, expiring."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from meetings.models import Call


class LateLink(models.Model):
    """Made by staff for one address; whoever opens it first binds it to one contribution, and it is used."""

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="late_links")
    key_hash = models.CharField(max_length=64, unique=True)  # SHA-256 of the key in the letter, which is kept nowhere
    email = models.TextField(_("e-mail address"))
    name = models.TextField(_("name"), blank=True)
    reason = models.TextField(_("reason"))
    expires_at = models.DateTimeField(_("valid until"))
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    used_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(expires_at__gt=F("made_at")), name="late_link_expires_after_it_was_made")
        ]

    def __str__(self):
        return f"{self.call}: {self.made_at:%Y-%m-%d}"

    @property
    def group_id(self):
        return self.call.group_id
