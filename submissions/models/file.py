"""A file sent with a contribution: on disk under a random name, known by its hash."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from meetings.models import Question

from .version import Version


class File(models.Model):
    """A file of one version. The bytes are written first, this row second; both never change."""

    class Role(models.TextChoices):
        ATTACHMENT = "attachment", _("attachment")
        ANSWER = "answer", _("stands in place of a typed answer")
        ORIGINAL = "original", _("the Word file or message from which the text was read")

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="files")
    role = models.CharField(max_length=10, choices=Role, default=Role.ATTACHMENT)  # originals are never published
    question = models.ForeignKey(Question, on_delete=models.PROTECT, null=True, related_name="+")
    is_clean = models.BooleanField(default=True)  # not yet so while a scanner of viruses is awaited
    name = models.TextField()  # as the contributor called it
    path = models.CharField(max_length=120)  # in the storage; several versions may hold the same bytes
    content_type = models.CharField(max_length=120)
    size = models.PositiveBigIntegerField()  # bytes
    sha256 = models.CharField(max_length=64)
    received_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(role="answer", question__isnull=False) | (~Q(role="answer") & Q(question__isnull=True)),
                name="file_in_place_of_an_answer_names_its_question",
            )
        ]

    def __str__(self):
        return self.name

    @property
    def content(self):
        question = str(self.question.uid) if self.question else ""
        return {"name": self.name, "size": self.size, "sha256": self.sha256, "role": self.role, "question": question}

    @property
    def kind(self):
        """“PDF” or “Word”, as people call it."""
        return "PDF" if self.content_type == "application/pdf" else "Word"

    @property
    def public_name(self):
        """The name it is downloaded under by the public: nothing of its own name, which may hold a person's."""
        submission = self.version.submission
        ending = "pdf" if self.kind == "PDF" else "docx"
        return f"contribution-{submission.register_number}-{self.pk}.{ending}"


class Upload(models.Model):
    """A file on its way: its bytes arrive in pieces, in order, until all are there; then it is inspected.

    A line that breaks goes on where the portal stands (`received`). What ends well becomes a File; a refusal stays
    here with its reason until its owner removes it.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="uploads")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, null=True, related_name="+")
    name = models.TextField()  # as the contributor called it
    size = models.PositiveBigIntegerField()  # bytes announced
    received = models.PositiveBigIntegerField(default=0)  # bytes safely on disk
    path = models.CharField(max_length=120, blank=True)  # of the part, in the storage
    started_at = models.DateTimeField()
    touched_at = models.DateTimeField()
    refusal = models.TextField(blank=True)  # why it was not taken

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(received__lte=F("size")), name="upload_receives_no_more_than_announced")
        ]

    def __str__(self):
        return self.name
