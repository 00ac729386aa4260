"""The guiding questions of a call: parts, versions of the wording, courtesy translations."""

import uuid
from string import ascii_lowercase

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from documents.inline import direction

from .call import Call


class QuestionQuerySet(models.QuerySet):
    def numbered(self):
        """The questions as `labelled` gives them; each brings its courtesy translations along."""
        return self.prefetch_related("translations").labelled()

    def labelled(self):
        """The questions as a list in the call's order, each with its `label` (“2”, “2 a)”) and its `is_asked`.

        A question with parts is asked by its parts; it stands above them as their heading.
        """
        found = list(self.order_by("order", "pk"))
        parents = {question.parent_id for question in found}
        number, part = 0, 0
        for question in found:
            number, part = (number, part + 1) if question.parent_id else (number + 1, 0)
            question.label = f"{number} {letter(part)})" if part else str(number)
            question.is_asked = question.pk not in parents
        return found


def letter(number: int) -> str:
    """The letter of a part: 1 is a, 26 is z, 27 is aa."""
    place, rest = divmod(number - 1, 26)
    return (letter(place) if place else "") + ascii_lowercase[rest]


class Question(models.Model):
    """A guiding question of a call, or a part of one: parts follow their question in `order`.

    Its wording stands here only; earlier wordings are kept as Wording.
    """

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="questions")
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="parts")
    order = models.PositiveSmallIntegerField(_("order"))
    text = models.TextField(_("question"))
    version = models.PositiveIntegerField(default=1)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        ordering = ["order", "pk"]

    def __str__(self):
        return self.text

    @property
    def group_id(self):
        return self.call.group_id


class Wording(models.Model):
    """A wording that a question had before a change, and of what kind the change was (process, Questions)."""

    class Kind(models.TextChoices):
        EDITORIAL = "editorial", _("editorial change")
        SUBSTANCE = "substance", _("change of substance")

    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="wordings")
    number = models.PositiveIntegerField()
    text = models.TextField()  # as it was until then
    kind = models.CharField(_("kind of change"), max_length=9, choices=Kind)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["question", "number"], name="one_wording_per_number")]

    def __str__(self):
        return self.text


class QuestionTranslation(models.Model):
    """A courtesy translation of a question; the wording in the group's working language is the one that counts."""

    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="translations")
    language = models.CharField(_("language"), max_length=12)
    text = models.TextField(_("translation"))
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["language"]
        constraints = [
            models.UniqueConstraint(fields=["question", "language"], name="one_translation_per_language"),
            models.CheckConstraint(condition=~Q(text=""), name="translation_of_question_has_words"),
        ]

    def __str__(self):
        return self.text

    @property
    def group_id(self):
        return self.question.call.group_id

    @property
    def direction(self):
        """“rtl” or “ltr”."""
        return direction(self.language)
