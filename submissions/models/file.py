"""A file sent with a contribution: on disk under a random name, known by its hash."""

import uuid
from typing import NamedTuple

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from meetings.models import Question

from .version import Version


class Kind(NamedTuple):
    """A kind of file that is taken: the ending of its name, and what people call it."""

    ending: str
    label: str


KINDS = {  # content type → kind (process, Contributions: allow-list by content)
    "application/pdf": Kind("pdf", _("PDF")),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": Kind("docx", _("Word")),
    "application/vnd.oasis.opendocument.text": Kind("odt", _("OpenDocument")),
    "application/rtf": Kind("rtf", _("RTF")),
    "text/plain": Kind("txt", _("text")),
    "image/png": Kind("png", _("PNG picture")),
    "image/jpeg": Kind("jpg", _("JPEG picture")),
}


class FileQuerySet(models.QuerySet):
    def waiting(self):
        """Those the scanner could not be asked about yet."""
        return self.filter(is_clean=False, virus="")


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
    virus = models.TextField(blank=True)  # what the scanner found; such a file reaches nobody
    name = models.TextField()  # as the contributor called it
    path = models.CharField(max_length=120)  # in the storage; several versions may hold the same bytes
    content_type = models.CharField(max_length=120)
    size = models.PositiveBigIntegerField()  # bytes
    sha256 = models.CharField(max_length=64)
    received_at = models.DateTimeField()

    objects = FileQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(is_clean=False) | Q(virus=""), name="file_with_a_virus_is_not_clean"),
            models.CheckConstraint(
                condition=Q(role="answer", question__isnull=False) | (~Q(role="answer") & Q(question__isnull=True)),
                name="file_in_place_of_an_answer_names_its_question",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def content(self):
        question = str(self.question.uid) if self.question else ""
        return {"name": self.name, "size": self.size, "sha256": self.sha256, "role": self.role, "question": question}

    @property
    def group_id(self):
        """Whose staff may read the log lines about it."""
        return self.version.group_id

    @property
    def kind(self):
        """“PDF”, “Word”…, as people call it."""
        return KINDS[self.content_type].label if self.content_type in KINDS else _("file")

    @property
    def public_name(self):
        """The name it is downloaded under by the public: nothing of its own name, which may hold a person's."""
        ending = f".{KINDS[self.content_type].ending}" if self.content_type in KINDS else ""
        return f"contribution-{self.version.submission.register_number}-{self.pk}{ending}"


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
