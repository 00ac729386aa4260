"""A block of a paper's text: heading, paragraph, list item, footnote."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .version import PaperVersion


class Block(models.Model):
    """One piece of text with an id that stays when its number moves. Numbers are computed (documents.source)."""

    class Kind(models.TextChoices):
        HEADING = "heading", _("Heading")
        PARAGRAPH = "paragraph", _("Paragraph")  # numbered where the paper numbers them
        TEXT = "text", _("Continuation")  # a paragraph without a number
        ITEM = "item", _("List item")
        FOOTNOTE = "footnote", _("Footnote")

    version = models.ForeignKey(PaperVersion, on_delete=models.PROTECT, related_name="blocks")
    uid = models.UUIDField(default=uuid.uuid4, editable=False)  # the same in every version of the paper
    order = models.PositiveIntegerField()
    kind = models.CharField(max_length=12, choices=Kind)
    level = models.PositiveSmallIntegerField(default=1)  # headings 1–4, items 1–3
    text = models.TextField()
    label = models.TextField(blank=True)  # of a footnote, as typed

    class Meta:
        verbose_name = _("block")
        verbose_name_plural = _("blocks")
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["version", "uid"], name="block_once_per_version"),
            models.UniqueConstraint(fields=["version", "order"], name="one_block_per_place"),
            models.CheckConstraint(condition=Q(level__gte=1, level__lte=4), name="level_of_a_block"),
        ]

    def __str__(self):
        return self.text[:60]
