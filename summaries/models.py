"""The Chair's summary of a meeting. Its text is a paper; this says whose it is."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from documents.models import Paper
from documents.models.paper import groups_prepared_by
from meetings.models import Meeting
from people.models import Person


class SummaryQuerySet(models.QuerySet):
    def visible_to(self, actor):
        """The screens on which a summary is made: for the secretariat, the Chair and the Chair's assistant.

        Once issued, its paper is read by everybody; that is the business of `documents`.
        """
        return self.filter(meeting__group__in=groups_prepared_by(actor))


class Summary(models.Model):
    """The Chair's own record of one meeting. It is never "agreed minutes"."""

    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="summary", verbose_name=_("meeting"))
    chair = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("Chair"))
    paper = models.OneToOneField(Paper, on_delete=models.PROTECT, related_name="summary")

    objects = SummaryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "summaries"

    def __str__(self):
        return _("Chair’s summary of the %(meeting)s") % {"meeting": self.meeting}

    @property
    def group_id(self):
        return self.meeting.group_id

    @property
    def draft(self):
        """The newest version of the paper: the one in hand, or the one last issued."""
        return self.paper.latest
