"""A file sent with a contribution: on disk under a random name, known by its hash."""

from django.db import models

from .version import Version


class File(models.Model):
    """An attachment of one version. The bytes are written first, this row second; both never change."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="files")
    name = models.TextField()  # as the contributor called it
    path = models.CharField(max_length=120)  # in the storage; several versions may hold the same bytes
    content_type = models.CharField(max_length=120)
    size = models.PositiveBigIntegerField()  # bytes
    sha256 = models.CharField(max_length=64)
    received_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return self.name

    @property
    def content(self):
        return {"name": self.name, "size": self.size, "sha256": self.sha256}

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
