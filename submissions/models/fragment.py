"""What is set in advance of a compilation: pieces of paper kept by what they were made of."""

from django.db import models
from django.db.models import Q

from meetings.models import Call

from .version import Version


class FragmentQuerySet(models.QuerySet):
    def ready(self):
        """Set, or known to be impossible to set."""
        return self.filter(~Q(sha256="") | ~Q(error=""))

    def to_be_set(self, moment):
        """Asked for, and no worker is at it."""
        free = Q(lease_until=None) | Q(lease_until__lt=moment)
        return self.filter(free, sha256="", error="")

    def of(self, submission):
        """All that may hold its text or its name: its own, and the lists of its call."""
        return self.filter(Q(version__submission=submission) | Q(version=None, call=submission.call_id))


class Fragment(models.Model):
    """One set piece: the answers of a version, or some lines of a list. Never changed; what changes has another key.

    A cache: it can be emptied at any time, and what is missing is set again.
    """

    key = models.CharField(max_length=64, unique=True)  # hash of text, templates, faces and engine
    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, null=True, related_name="+")
    html = models.TextField(blank=True)  # what is to be set; taken away once it is
    sha256 = models.CharField(max_length=64, blank=True)  # of the file; empty while it is being set
    error = models.TextField(blank=True)  # why it cannot be set
    made_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField()  # last asked for; long unused ones are swept
    lease_until = models.DateTimeField(null=True)  # of the worker that sets it

    FOLDER = "fragments"  # below the folder of all files

    objects = FragmentQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["call", "version"], name="fragment_of")]

    def __str__(self):
        return self.key[:12]

    @property
    def path(self):
        """Where its file lies, below the folder of all files."""
        return f"{self.FOLDER}/{self.key[:2]}/{self.key[2:4]}/{self.key}"
