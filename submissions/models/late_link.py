"""A personal link by which one contributor may still file after the deadline: one use, expiring."""

import hashlib

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from audit.clock import now
from meetings.models import Call


class LateLinkQuerySet(models.QuerySet):
    def with_key(self, key):
        """The one whose key stands in somebody's letter."""
        return self.filter(key_hash=hash_of_key(key))

    def unused(self, moment):
        """Those that can be bound to a contribution at that moment."""
        return self.filter(used_at=None, revoked_at=None, expires_at__gte=moment)


def hash_of_key(key: str) -> str:
    """SHA-256 of a key, in hexadecimal; a key has 256 random bits, so it needs no salt."""
    return hashlib.sha256(key.encode()).hexdigest()


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
    revoked_at = models.DateTimeField(null=True)

    objects = LateLinkQuerySet.as_manager()

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

    def holds_at(self, moment):
        """Whether a contribution may be filed by it then."""
        return self.revoked_at is None and moment <= self.expires_at

    @property
    def in_force(self):
        return self.holds_at(now())

    @property
    def standing(self):
        """Where it stands, in words for a list: (the kind of its badge, the words)."""
        if self.revoked_at:
            return "withdrawn", _("revoked")
        if self.used_at:
            return "done", _("used")
        return ("sent", _("sent, not used yet")) if self.in_force else ("closed", _("expired, not used"))
