"""What staff find that answers are about: the group's list of topics, and the answers that are coded with them."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from meetings.models import Question
from people.models import WorkingGroup

from .submission import Submission
from .version import Version


class Topic(models.Model):
    """One topic of a working group's own list: for its secretariat only, and never printed."""

    group = models.ForeignKey(WorkingGroup, on_delete=models.PROTECT, related_name="topics")
    name = models.TextField(_("name"))
    order = models.PositiveSmallIntegerField(_("order"))
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint(fields=["group", "name"], name="one_topic_per_name")]

    def __str__(self):
        return self.name


class CodingQuerySet(models.QuerySet):
    def in_force(self):
        """Those of the versions that are valid, of contributions that stand."""
        return self.filter(version__in=Submission.objects.in_force().values("current"))


class Coding(models.Model):
    """One topic of one passage: the reply to one question, or without a question “any other relevant issue”.

    Without a topic it says that somebody has read the passage and that none of the topics fits.
    """

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="codings")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, null=True, related_name="+")
    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, null=True, related_name="codings")
    coded_at = models.DateTimeField()
    coded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = CodingQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint("version", Coalesce("question", 0), Coalesce("topic", 0), name="coded_once")
        ]

    def __str__(self):
        return f"{self.version}: {self.topic or '–'}"

    @property
    def group_id(self):
        return self.version.group_id
