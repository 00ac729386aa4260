"""The making of a compilation: asked for by staff, done by a worker, ended as an issued paper."""

from django.conf import settings
from django.db import models
from django.db.models import Max, Q
from django.utils.translation import gettext_lazy as _

from documents.models import PaperVersion
from meetings.models import Call
from people.models import StakeholderGroup

from .file import File
from .version import Version


class CompilationQuerySet(models.QuerySet):
    def under_way(self):
        """Asked for and not yet ended."""
        return self.filter(state__in=Compilation.UNDER_WAY)

    def to_be_made(self, moment):
        """Waiting for a worker, or left behind by one that died: its lease is over."""
        return self.under_way().exclude(state=Compilation.State.RUNNING, lease_until__gte=moment)

    def done(self):
        """Ended with an issued paper."""
        return self.filter(state=Compilation.State.DONE)

    def in_series_with(self, run):
        """Runs of the same call, in the same layout, of the same selection: their papers are versions of one paper."""
        return self.filter(call=run.call_id, series=run.selection)

    def newest_of(self, calls):
        """Of each call the run that was asked for last."""
        return self.filter(
            pk__in=self.filter(call__in=calls).order_by().values("call").annotate(last=Max("pk")).values("last")
        )

    def telling(self):
        """Those of which contributors are told, while the paper can be read, whether it is in force or replaced."""
        return self.done().filter(tells_contributors=True, paper_version__state__in=["issued", "superseded"])


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
        SETTING = "setting", _("Setting the contributions")
        BINDING = "binding", _("Putting the pages together")
        ISSUING = "issuing", _("Issuing the paper")

    class Layout(models.TextChoices):
        QUESTION = "question", _("By question: under each question every answer to it")
        CONTRIBUTOR = "contributor", _("By contributor: under each contributor all its answers")

    MOVES = {
        State.WAITING: {State.RUNNING, State.FAILED},
        State.RUNNING: {State.DONE, State.FAILED, State.WAITING},
    }
    UNDER_WAY = (State.WAITING, State.RUNNING)

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="compilations")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    asked_at = models.DateTimeField()
    layout = models.CharField(_("layout"), max_length=11, choices=Layout, default=Layout.QUESTION)
    stakeholder_group = models.ForeignKey(  # only its contributions, where one is chosen
        StakeholderGroup, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    in_time_only = models.BooleanField(_("only what came by the original deadline"), default=False)
    language = models.CharField(_("only contributions in this language"), max_length=12, blank=True)
    with_translations = models.BooleanField(_("annex the unofficial translations"), default=True)
    tells_contributors = models.BooleanField(_("tell contributors where they stand"), default=True)
    series = models.TextField(default="question")  # layout and selection in one: whose versions follow each other
    as_of = models.DateTimeField(null=True)  # when the contributions were gathered
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    step = models.CharField(max_length=12, choices=Step, blank=True)  # what is being done
    done = models.PositiveIntegerField(default=0)  # contributions set
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
                fields=["call", "series"],
                condition=Q(state__in=["waiting", "running"]),
                name="one_compilation_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(state="done") | Q(paper_version__isnull=False), name="finished_compilation_has_its_paper"
            ),
        ]

    def __str__(self):
        return f"{self.call} ({self.asked_at:%Y-%m-%d %H:%M})"

    def save(self, *args, **kwargs):
        self.series = self.selection
        super().save(*args, **kwargs)

    @property
    def selection(self):
        """Layout and filters as one text, such as “question” or “contributor;group=3;in time;language=fr”."""
        chosen = [
            self.layout,
            f"group={self.stakeholder_group_id}" if self.stakeholder_group_id else "",
            "in time" if self.in_time_only else "",
            f"language={self.language}" if self.language else "",
        ]
        return ";".join(filter(None, chosen))

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
    page = models.PositiveIntegerField(null=True)  # where it stands first
    digest = models.CharField(max_length=64, blank=True)  # of everything that was printed of it
    told_at = models.DateTimeField(null=True)  # when its author was told number and page, or need not be

    class Meta:
        ordering = ["number"]
        indexes = [models.Index(fields=["compilation", "version"], condition=Q(told_at=None), name="items_to_tell")]
        constraints = [
            models.UniqueConstraint(fields=["compilation", "number"], name="one_item_per_number_of_a_compilation"),
            models.UniqueConstraint(fields=["compilation", "version"], name="one_number_per_compiled_version"),
        ]

    def __str__(self):
        return f"{self.compilation}: {self.number}"


class BoundFile(models.Model):
    """A file of a contribution that staff ticked to go into a compilation; all others are listed only."""

    class How(models.TextChoices):
        APPENDED = "appended", _("its pages at the end")
        EMBEDDED = "embedded", _("as a file inside the PDF")

    compilation = models.ForeignKey(Compilation, on_delete=models.PROTECT, related_name="bound_files")
    file = models.ForeignKey(File, on_delete=models.PROTECT, related_name="+")
    how = models.CharField(max_length=8, choices=How)

    class Meta:
        ordering = ["file"]
        constraints = [models.UniqueConstraint(fields=["compilation", "file"], name="file_bound_once")]

    def __str__(self):
        return f"{self.file}: {self.get_how_display()}"
