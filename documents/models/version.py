"""A version of a paper: a draft, then frozen HTML and PDF; and the issued papers bound behind it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from audit.log import SYSTEM
from people.models import WorkingGroup

from .paper import Paper, groups_prepared_by


class PaperVersionQuerySet(models.QuerySet):
    def visible_to(self, actor):
        """Issued versions with their paper; drafts only for those who prepare them."""
        if actor is SYSTEM:
            return self
        prepared, own = groups_prepared_by(actor), WorkingGroup.objects.staffed_by(actor)
        shown = ~Q(state__in=PaperVersion.BEING_MADE) & Q(paper__in=Paper.objects.visible_to(actor))
        drafts = Q(paper__group__in=prepared) & ~Q(paper__audience=Paper.Audience.STAFF)
        return self.filter(shown | drafts | Q(paper__group__in=own))

    def issued(self):
        return self.filter(state=PaperVersion.State.ISSUED)

    def being_made(self):
        return self.filter(state__in=PaperVersion.BEING_MADE)

    def frozen(self):
        """Issued once, whatever became of it."""
        return self.exclude(state__in=PaperVersion.BEING_MADE)

    def with_bytes_to_remove(self):
        """Their text was taken away, and their file lies on the disk still."""
        return self.exclude(text_removed_at=None).exclude(file="")

    def that_can_be_annexed_to(self, version):
        """Issued papers of the same group; a paper cannot annex itself."""
        return self.issued().filter(paper__group=version.paper.group_id).exclude(paper=version.paper_id)


class PaperVersion(models.Model):
    """One version in one language. The state changes through documents.actions; what is issued is frozen for ever."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        CLEARED = "cleared", _("Cleared")
        ISSUED = "issued", _("Issued")
        SUPERSEDED = "superseded", _("Replaced by a later version")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    MOVES = {
        State.DRAFT: {State.CLEARED},
        State.CLEARED: {State.DRAFT, State.ISSUED},
        State.ISSUED: {State.SUPERSEDED, State.WITHDRAWN},
        State.SUPERSEDED: {State.WITHDRAWN},
    }
    BEING_MADE = (State.DRAFT, State.CLEARED)

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(_("version"))
    language = models.CharField(_("language"), max_length=12, default="en")
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.DRAFT)
    suffix = models.TextField(_("addition to the symbol"), blank=True)  # "Rev.1", "Corr.1", typed by staff
    dated_on = models.DateField(_("date on the paper"), null=True, blank=True)
    text_hash = models.CharField(max_length=64, blank=True)  # of the blocks, so that an edit is a change of the record
    cleared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    cleared_how = models.TextField(_("cleared how"), blank=True)
    cleared_at = models.DateTimeField(null=True, blank=True)
    issued_at = models.DateTimeField(null=True, blank=True)
    withdrawn_because = models.TextField(_("withdrawn because"), blank=True)
    text_removed_at = models.DateTimeField(null=True, blank=True)  # taken away for good; the bytes follow
    html = models.TextField(blank=True)  # the <article>, as issued
    file = models.TextField(blank=True)  # path in the storage
    content_type = models.TextField(default="application/pdf")
    original_name = models.TextField(blank=True)  # of an uploaded file
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField(null=True, blank=True)  # bytes
    pages = models.PositiveIntegerField(null=True, blank=True)
    is_tagged = models.BooleanField(default=False)  # fit for PDF/UA
    input_hash = models.CharField(max_length=64, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = PaperVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version of a paper")
        verbose_name_plural = _("versions of papers")
        ordering = ["paper", "number", "language"]
        constraints = [
            models.UniqueConstraint(fields=["paper", "language", "number"], name="one_version_per_number_and_language"),
            models.UniqueConstraint(
                fields=["paper", "language"], condition=Q(state="issued"), name="one_version_in_force_per_language"
            ),
            models.UniqueConstraint(
                fields=["paper", "language"],
                condition=Q(state__in=["draft", "cleared"]),
                name="one_version_being_made_per_language",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["issued", "superseded"])
                | ~Q(file="") & ~Q(sha256="") & Q(issued_at__isnull=False) & Q(size__isnull=False),
                name="issued_version_has_its_file",
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="versions_are_counted_from_one"),
        ]

    def __str__(self):
        return self.printed_symbol or self.paper.title

    def get_absolute_url(self):
        return reverse("documents:version", args=[self.paper.uid, self.number, self.language])

    @property
    def group_id(self):
        """Whose staff may read the log lines about it."""
        return self.paper.group_id

    @property
    def printed_symbol(self):
        """The symbol as it stands on the paper: “…/2016/9”, “…/2016/9/Rev.1”; empty where none was typed."""
        return "/".join(filter(None, [self.paper.symbol, self.suffix])) if self.paper.symbol else ""

    @property
    def is_frozen(self):
        return self.state not in self.BEING_MADE

    @property
    def is_upload(self):
        """Whether its file was made elsewhere."""
        return bool(self.original_name)


class Annex(models.Model):
    """An issued version bound behind another paper, on a page of its own, with its identity kept."""

    version = models.ForeignKey(PaperVersion, on_delete=models.PROTECT, related_name="annexes")
    annexed = models.ForeignKey(PaperVersion, on_delete=models.PROTECT, related_name="+", verbose_name=_("annexed"))
    order = models.PositiveSmallIntegerField()
    label = models.TextField(_("label"), default="Annex")

    class Meta:
        verbose_name = _("annex")
        verbose_name_plural = _("annexes")
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["version", "annexed"], name="annexed_once"),
            models.UniqueConstraint(fields=["version", "order"], name="one_annex_per_place"),
        ]

    def __str__(self):
        return f"{self.label}: {self.annexed}"


class CompanionQuerySet(models.QuerySet):
    def with_bytes_to_remove(self):
        """The text of their versions was taken away, and their files lie on the disk still."""
        return self.exclude(version__text_removed_at=None).exclude(file="")


class Companion(models.Model):
    """Another form of an issued version, made of the same data and as frozen as the PDF it stands beside."""

    class Kind(models.TextChoices):
        DATA = "data", _("Data (JSON)")
        WORD = "word", _("Word")
        EXCEL = "excel", _("Excel")

    FILES = {  # kind: (ending of the file’s name, content type)
        Kind.DATA: (".json", "application/json"),
        Kind.WORD: (".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        Kind.EXCEL: (".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    }

    version = models.ForeignKey(PaperVersion, on_delete=models.PROTECT, related_name="companions")
    kind = models.CharField(max_length=8, choices=Kind)
    file = models.TextField(blank=True)  # path in the storage; empty once the text was taken away
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()  # bytes

    objects = CompanionQuerySet.as_manager()

    class Meta:
        verbose_name = _("form of a paper")
        verbose_name_plural = _("forms of papers")
        ordering = ["kind"]
        constraints = [models.UniqueConstraint(fields=["version", "kind"], name="one_companion_of_a_kind")]

    def __str__(self):
        return f"{self.version}: {self.get_kind_display()}"

    @property
    def ending(self):
        return self.FILES[self.kind][0]

    @property
    def content_type(self):
        return self.FILES[self.kind][1]
