"""The making of a compilation: asked for by staff, done by a worker, ended as an issued paper."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from documents.models import PaperVersion
from meetings.models import Call

from .version import Version


class CompilationQuerySet(models.QuerySet):
    def under_way(self):
        """Asked for and not yet ended."""
        return self.filter(state__in=Compilation.UNDER_WAY)

    def to_be_made(self, moment):
        """Waiting for a worker, or left behind by one that died: its lease is over."""
        return self.under_way().exclude(state=Compilation.State.RUNNING, lease_until__gte=moment)


class Compilation(models.Model):
    """One run: which call, as of which instant, how far it is, and the paper that came out.

    A worker holds the run by its lease; whoever finds another lease than its own on the row has lost it.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting for a worker")
        RUNNING = "running", _("Being made")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")

    class Step(models.TextChoices):
        GATHERING = "gathering", _("Gathering the contributions")
        SETTING = "setting", _("Setting the pages")
        SEARCHING = "searching", _("Looking for a contribution that cannot be set")
        ISSUING = "issuing", _("Issuing the paper")

    MOVES = {
        State.WAITING: {State.RUNNING, State.FAILED},
        State.RUNNING: {State.DONE, State.FAILED, State.WAITING},
    }
    UNDER_WAY = (State.WAITING, State.RUNNING)

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="compilations")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    asked_at = models.DateTimeField()
    as_of = models.DateTimeField(null=True)  # when the contributions were gathered
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    step = models.CharField(max_length=12, choices=Step, blank=True)  # what is being done
    done = models.PositiveIntegerField(default=0)  # steps
    total = models.PositiveIntegerField(default=0)
    attempts = models.PositiveIntegerField(default=0)
    lease_until = models.DateTimeField(null=True)
    error = models.TextField(blank=True)
    paper_version = models.ForeignKey(PaperVersion, on_delete=models.PROTECT, null=True, related_name="+")

    objects = CompilationQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["call"], condition=Q(state__in=["waiting", "running"]), name="one_compilation_at_a_time"
            ),
            models.CheckConstraint(
                condition=~Q(state="done") | Q(paper_version__isnull=False), name="finished_compilation_has_its_paper"
            ),
        ]

    def __str__(self):
        return f"{self.call} ({self.asked_at:%Y-%m-%d %H:%M})"

    @property
    def group_id(self):
        """Whose staff may read the log lines about it."""
        return self.call.group_id

    @property
    def is_under_way(self):
        return self.state in self.UNDER_WAY

    @property
    def mark(self):
        """Changes with everything that a screen shows of its progress."""
        return f"{self.pk}-{self.state}-{self.step}-{self.done}"


class CompiledItem(models.Model):
    """Which version stands under which number in a compilation: what a takedown has to find again."""

    compilation = models.ForeignKey(Compilation, on_delete=models.PROTECT, related_name="items")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="compiled")
    number = models.PositiveIntegerField()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["compilation", "number"], name="one_item_per_number_of_a_compilation"),
            models.UniqueConstraint(fields=["compilation", "version"], name="one_number_per_compiled_version"),
        ]

    def __str__(self):
        return f"{self.compilation}: {self.number}"
