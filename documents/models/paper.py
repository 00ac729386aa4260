"""A paper: what stays the same through all its versions and languages."""

import uuid

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from audit.log import SYSTEM
from people.models import Office, WorkingGroup


def groups_prepared_by(actor):
    """The groups whose drafts the actor sees: as secretariat, as Chair, or as the Chair's assistant."""
    own = WorkingGroup.objects.staffed_by(actor)
    person = getattr(actor, "person_id", None)
    if not person:
        return own
    offices = Office.objects.current().filter(person=person)
    return WorkingGroup.objects.filter(Q(pk__in=own) | Q(offices__in=offices))


def groups_of_member(actor):
    """The groups the actor sits in; nobody without an account sits anywhere."""
    return WorkingGroup.objects.seating(getattr(actor, "person_id", None))


class PaperQuerySet(models.QuerySet):
    def visible_to(self, actor):
        """Issued papers by their audience; the others only for those who prepare them."""
        if actor is SYSTEM:
            return self
        prepared, own = groups_prepared_by(actor), WorkingGroup.objects.staffed_by(actor)
        inside = Q(group__in=prepared) | Q(group__in=groups_of_member(actor))
        issued = Q(audience=Paper.Audience.PUBLIC) | Q(audience=Paper.Audience.GROUP) & inside
        shown = self._with(~Q(state__in=("draft", "cleared")))
        drafts = Q(group__in=prepared) & ~Q(audience=Paper.Audience.STAFF)
        return self.filter(Q(shown) & issued | drafts | Q(group__in=own))

    def about(self, thing):
        """The papers of one thing of an upper floor, such as a meeting."""
        return self.filter(about_label=thing._meta.label_lower, about_key=str(thing.pk))

    def of_kind(self, *kinds):
        return self.filter(kind__in=kinds)

    def issued(self):
        """Papers of which some version is in force."""
        return self.filter(self._with(Q(state="issued")))

    def _with(self, condition):
        versions = self.model._meta.get_field("versions").related_model.objects
        return Exists(versions.filter(condition, paper=OuterRef("pk")))


class Paper(models.Model):
    """The identity of a paper: group, kind, symbol, audience, and the thing it is of. Its text is in its versions."""

    class Kind(models.TextChoices):
        NOTIFICATION = "notification", _("Notification")
        SUMMARY = "summary", _("Chair’s summary")
        COMPILATION = "compilation", _("Compilation of contributions")
        AGENDA = "agenda", _("Agenda")
        UPLOADED = "uploaded", _("Paper made elsewhere")

    class Audience(models.TextChoices):
        PUBLIC = "public", _("Everybody")
        GROUP = "group", _("The working group")
        STAFF = "staff", _("The secretariat")

    WITH_SYMBOL = frozenset({Kind.NOTIFICATION})  # papers that cannot be issued without one
    WITH_NUMBERED_PARAGRAPHS = frozenset({Kind.SUMMARY})

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    group = models.ForeignKey(WorkingGroup, on_delete=models.PROTECT, related_name="papers")
    kind = models.CharField(_("kind"), max_length=16, choices=Kind)
    title = models.TextField(_("title"))
    symbol = models.TextField(_("symbol"), null=True, blank=True, unique=True)
    job_number = models.TextField(_("job number"), blank=True)
    audience = models.CharField(_("for whom"), max_length=8, choices=Audience, default=Audience.PUBLIC)
    about_label = models.CharField(max_length=64, blank=True)
    about_key = models.CharField(max_length=64, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = PaperQuerySet.as_manager()

    class Meta:
        verbose_name = _("paper")
        verbose_name_plural = _("papers")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["about_label", "about_key"], name="paper_about")]
        constraints = [models.CheckConstraint(condition=~Q(symbol=""), name="symbol_is_typed_or_missing")]

    def __str__(self):
        return self.symbol or self.title

    def get_absolute_url(self):
        """The permanent address: by symbol, or by id where there is none."""
        if self.symbol:
            return reverse("documents:paper", args=[self.symbol])
        return reverse("documents:paper_by_id", args=[self.uid])

    @property
    def numbers_its_paragraphs(self):
        return self.kind in self.WITH_NUMBERED_PARAGRAPHS

    @property
    def issued_version(self):
        """The version in force, in the group's working language where there is one; None before the first issue."""
        issued = [version for version in self.versions.all() if version.state == "issued"]
        own = [version for version in issued if version.language == self.group.working_language]
        return next(iter(own or issued), None)

    @property
    def latest(self):
        """The newest version, whatever its state."""
        return max(self.versions.all(), key=lambda version: (version.number, version.pk), default=None)
