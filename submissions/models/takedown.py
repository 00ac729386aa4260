"""A takedown: which papers and files it took along, and whether everything has been done."""

from django.db import models

from documents.models import PaperVersion

from .submission import Submission


class Takedown(models.Model):
    """What is left to do after a contribution was taken down is done by a worker, again after a kill, until it is.

    Why, when and with what name it was done stands at the submission; nothing here tells what it said.
    """

    submission = models.OneToOneField(Submission, on_delete=models.PROTECT, related_name="takedown")
    papers = models.ManyToManyField(PaperVersion, related_name="+")  # issued ones that held the text
    in_force = models.ManyToManyField(PaperVersion, related_name="+")  # those of them that were in force until then
    paths = models.JSONField(default=list)  # of its files in the storage; their names are random
    finished_at = models.DateTimeField(null=True)

    def __str__(self):
        return f"{self.submission}: taken down"

    @property
    def group_id(self):
        return self.submission.group_id
