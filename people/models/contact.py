"""The address book of a working group: persons, mission mailboxes and list addresses."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from .group import Seat, StakeholderGroup, WorkingGroup
from .organisation import NAME_FIELDS, Organisation
from .person import Person


class Audience(models.TextChoices):
    """To whom a letter goes. The first three never merge (process: “three audiences never merge”)."""

    MEMBERS = "members", _("Members of the working group")
    OBSERVERS = "observers", _("United Nations Member States that are observers")
    UNCTAD = "unctad", _("Member States of UNCTAD")
    ALL = "all", _("All stakeholders")


class ContactQuerySet(models.QuerySet):
    def in_audience(self, group, audience):
        """The group's contacts that a letter to the audience goes to, as a saved query."""
        seats = Seat.objects.current().filter(group=group)
        seated = seats.exclude(organisation=None).values("organisation")
        found = self.filter(group=group)
        if audience == Audience.ALL:
            return found
        if audience == Audience.MEMBERS:
            people = seats.exclude(person=None).values("person")
            return found.filter(Q(organisation__in=seated) | Q(person__in=people))
        states = found.filter(organisation__state__isnull=False)
        if audience == Audience.UNCTAD:
            return states.filter(organisation__is_unctad_member=True)
        return states.filter(organisation__state__status="member").exclude(organisation__in=seated)

    def matching(self, words):
        """Those whose name, address or organisation holds the words, in any language a State is named in."""
        fields = ["name", "email", "organisation__name", "organisation__short_name"]
        fields += [f"organisation__state__{field}" for field in NAME_FIELDS.values()]
        wanted = Q()
        for field in fields:
            wanted |= Q(**{f"{field}__icontains": words})
        return self.filter(wanted)

    def visible_to(self, actor):
        """Contact data is for the group's own secretariat only."""
        return self.filter(group__in=WorkingGroup.objects.staffed_by(actor))


class Contact(models.Model):
    """One address of one group's address book. A delegation may have several."""

    class Kind(models.TextChoices):
        PERSON = "person", _("Person")
        MAILBOX = "mailbox", _("Mission or office mailbox")
        LIST = "list", _("Mailing list")

    group = models.ForeignKey(WorkingGroup, on_delete=models.PROTECT, related_name="contacts")
    kind = models.CharField(_("kind"), max_length=8, choices=Kind, default=Kind.PERSON)
    name = models.TextField(_("name"), blank=True)
    email = models.EmailField(_("e-mail address"), max_length=254)
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="contacts",
        verbose_name=_("organisation"),
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="contacts")
    stakeholder_group = models.ForeignKey(
        StakeholderGroup,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="contacts",
        verbose_name=_("stakeholder group"),
    )
    language = models.CharField(_("language of letters"), max_length=12, default="en")
    version = models.PositiveIntegerField(default=1)

    objects = ContactQuerySet.as_manager()

    class Meta:
        ordering = ["organisation__name", "name", "email"]
        constraints = [models.UniqueConstraint("group", Lower("email"), name="one_contact_per_address_and_group")]

    def __str__(self):
        return self.name or self.email
