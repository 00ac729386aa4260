"""The notification: the official letter that convenes a meeting."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from documents.models import Paper

from .meeting import Meeting


class Notification(models.Model):
    """What a notification has beside its paper: the signatory. Text, symbol and date of signature are the paper's."""

    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="notification")
    paper = models.OneToOneField(Paper, on_delete=models.PROTECT, related_name="notification")
    signatory = models.TextField(_("signatory"), blank=True)
    signatory_titles = models.TextField(_("titles of the signatory"), blank=True)  # one a line
    version = models.PositiveIntegerField(default=1)

    def __str__(self):
        return _("Notification of the %(ordinal)s meeting") % {"ordinal": self.meeting.ordinal}

    @property
    def group_id(self):
        return self.meeting.group_id

    @property
    def being_made(self):
        """The version that is being prepared, or None."""
        return next((version for version in self.paper.versions.all() if not version.is_frozen), None)

    @property
    def newest(self):
        """The version being prepared, else the one issued last."""
        return self.being_made or self.paper.latest
