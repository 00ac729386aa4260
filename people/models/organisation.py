"""Organisations, and the States of the United Nations by their own list of names."""

import re
import unicodedata

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

NAME_FIELDS = {"en": "name_en", "fr": "name_fr", "es": "name_es", "ar": "name_ar", "zh": "name_zh", "ru": "name_ru"}


def plain(name: str) -> str:
    """A name without what people type differently: case, accents, kinds of apostrophe and space, a leading “the”."""
    letters = unicodedata.normalize("NFKD", name.replace("’", "'").replace("`", "'"))
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return re.sub(r"^the ", "", " ".join(bare.casefold().split()))


class StateQuerySet(models.QuerySet):
    def by_plain_name(self):
        """{plain name: State} for every name of every State."""
        return {plain(name): state for state in self for name in state.all_names()}


class State(models.Model):
    """A Member State or observer State of the United Nations, by its short names in six languages."""

    class Status(models.TextChoices):
        MEMBER = "member", _("Member State")
        OBSERVER = "observer", _("Observer State")

    iso3 = models.CharField(max_length=3, unique=True)
    m49 = models.PositiveSmallIntegerField(unique=True)
    status = models.CharField(max_length=8, choices=Status)
    name_en = models.TextField()
    formal_name_en = models.TextField()
    name_fr = models.TextField()
    name_es = models.TextField()
    name_ar = models.TextField()
    name_zh = models.TextField()
    name_ru = models.TextField()

    objects = StateQuerySet.as_manager()

    class Meta:
        ordering = ["name_en"]

    def __str__(self):
        return self.name_in(get_language() or "en")

    def all_names(self):
        """Every name of the State, and each short name without what stands in brackets (“Bolivia”)."""
        names = [self.formal_name_en, *(getattr(self, field) for field in NAME_FIELDS.values())]
        return [*(re.sub(r"\s*\(.*\)$", "", name) for name in names), *names]

    def name_in(self, language):
        """The short name in one of the six official languages; in English for any other."""
        return getattr(self, NAME_FIELDS.get(language[:2], "name_en"))


class OrganisationQuerySet(models.QuerySet):
    def in_group(self, group):
        """Those with a seat or an address in the working group."""
        return self.filter(Q(seats__group=group) | Q(contacts__group=group)).distinct()

    def by_plain_name(self):
        """{plain name: organisation}, the oldest where two have the same; States are found by all their names."""
        found = {}
        for organisation in self.select_related("state").order_by("-pk"):
            for name in organisation.all_names():
                found[plain(name)] = organisation
        return found


class Organisation(models.Model):
    """A State, company, NGO, university, intergovernmental organisation…"""

    name = models.TextField(_("name"))
    short_name = models.TextField(_("short name"), blank=True)
    state = models.OneToOneField(
        State, on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("State it is"), related_name="delegation"
    )
    country = models.ForeignKey(
        State, on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("country"), related_name="+"
    )
    is_unctad_member = models.BooleanField(_("Member State of UNCTAD"), default=False)
    version = models.PositiveIntegerField(default=1)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return str(self.state) if self.state_id else self.name

    def all_names(self):
        """What people call it."""
        return [self.name, *(self.state.all_names() if self.state else [])]
