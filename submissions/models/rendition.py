"""Another rendition of a version by the secretariat: a redaction, or an unofficial translation."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from meetings.models import Question

from .file import File
from .version import Version


class RenditionQuerySet(models.QuerySet):
    def in_force(self):
        return self.filter(revoked_at=None)


class Rendition(models.Model):
    """Staff may refuse a text but not edit it: a redaction stands beside the original, which stays in the archive."""

    class Kind(models.TextChoices):
        REDACTION = "redaction", _("redaction by the secretariat")
        TRANSLATION = "translation", _("unofficial translation")

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="renditions")
    kind = models.CharField(max_length=11, choices=Kind)
    language = models.CharField(_("language"), max_length=12, blank=True)  # of a translation
    reason = models.TextField(_("reason"), blank=True)  # of a redaction; it is published
    hidden_files = models.ManyToManyField(File, related_name="+", blank=True)  # kept from the public by a redaction
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    revoked_at = models.DateTimeField(null=True)

    objects = RenditionQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["version"],
                condition=Q(kind="redaction", revoked_at__isnull=True),
                name="one_redaction_in_force",
            ),
            models.UniqueConstraint(
                fields=["version", "language"],
                condition=Q(kind="translation", revoked_at__isnull=True),
                name="one_translation_in_force_per_language",
            ),
            models.CheckConstraint(condition=~Q(kind="redaction") | ~Q(reason=""), name="redaction_has_its_reason"),
            models.CheckConstraint(condition=~Q(kind="translation") | ~Q(language=""), name="translation_has_language"),
        ]

    def __str__(self):
        return f"{self.version}: {self.kind}"

    @property
    def group_id(self):
        return self.version.group_id


class RenditionText(models.Model):
    """The text of one answer in a rendition; without a question it is “any other relevant issue”."""

    rendition = models.ForeignKey(Rendition, on_delete=models.PROTECT, related_name="texts")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, null=True, related_name="+")
    text = models.TextField()

    class Meta:
        ordering = ["question__order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["rendition", "question"], name="one_text_per_question_of_a_rendition"),
            models.UniqueConstraint(
                fields=["rendition"], condition=Q(question=None), name="one_text_beside_the_questions_of_a_rendition"
            ),
        ]

    def __str__(self):
        return f"{self.rendition}: {self.question_id}"
