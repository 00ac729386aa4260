"""The Word and Excel forms of issued compilations, as long as they are being made or cannot be made."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

from documents.models import Companion, PaperVersion


class OtherFormQuerySet(models.QuerySet):
    def of(self, call):
        """Of the compilations of a call."""
        about = {"paper_version__paper__about_label": call._meta.label_lower}
        return self.filter(**about, paper_version__paper__about_key=str(call.pk))

    def free(self, moment):
        """No worker has it, or the one that had it died."""
        return self.filter(Q(lease_until=None) | Q(lease_until__lt=moment), attempts__lt=OtherForm.MOST_ATTEMPTS)

    def given_up(self, moment):
        """Tried often enough, and nobody is at it."""
        over = Q(lease_until=None) | Q(lease_until__lt=moment)
        return self.filter(over, attempts__gte=OtherForm.MOST_ATTEMPTS)


class OtherForm(models.Model):
    """One form of one version: how often it was tried, and why it failed. Once it is made the row goes.

    A worker holds it by its lease; the form itself is a documents.models.Companion.
    """

    MOST_ATTEMPTS = 3

    paper_version = models.ForeignKey(PaperVersion, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=Companion.Kind)
    attempts = models.PositiveIntegerField(default=0)
    lease_until = models.DateTimeField(null=True)
    error = models.TextField(blank=True)

    objects = OtherFormQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["paper_version", "kind"], name="one_making_of_a_form")]

    def __str__(self):
        return f"{self.paper_version}: {self.get_kind_display()}"

    @property
    def reason(self):
        """Why there is none, in words."""
        return self.error or _("The worker stopped several times.")
