"""A working group: its mandate, its stakeholder groups, who sits in it and who holds its offices."""

from calendar import monthrange
from datetime import date
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from audit.clock import now

from .organisation import Organisation
from .person import Person, User


class WorkingGroupQuerySet(models.QuerySet):
    def staffed_by(self, user):
        """The groups whose secretariat the user belongs to today."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(staff_roles__in=StaffRole.objects.current().filter(user=user)).distinct()

    def seating(self, person_id):
        """The groups in which the person, or an organisation whose contact they are, holds a seat today."""
        if person_id is None:
            return self.none()
        seats = Seat.objects.current()
        for_organisation = seats.filter(
            organisation__contacts__person=person_id, organisation__contacts__group=models.F("group")
        )
        return self.filter(Q(seats__in=seats.filter(person=person_id)) | Q(seats__in=for_organisation)).distinct()

    def listed_to(self, user):
        """The groups that are told of: a group to practise in only to its own secretariat."""
        return self.filter(Q(practice_of=None) | Q(pk__in=WorkingGroup.objects.staffed_by(user).values("pk")))


class WorkingGroup(models.Model):
    """The body: the act that created it, what it must deliver by when, and how its secretariat is reached."""

    class ListStyle(models.TextChoices):
        HALF = "a)", _("a) as in the notification of the model case")
        FULL = "(a)", _("(a) in brackets")

    name = models.TextField(_("name"))
    slug = models.SlugField(_("name in addresses"), max_length=60, unique=True)
    short_name = models.TextField(_("short name"), blank=True)  # "WGEC"
    first_year = models.PositiveSmallIntegerField(_("first year"))
    last_year = models.PositiveSmallIntegerField(_("last year"), null=True, blank=True)
    parent_body = models.TextField(_("parent body"))
    parent_short_name = models.TextField(_("parent body's short name"), blank=True)  # "CSTD"
    mandate = models.TextField(_("mandate"), help_text=_("What the group is asked to do, and by whom."))
    mandate_symbol = models.TextField(_("resolution"), help_text=_("Its symbol, such as A/RES/70/125."))
    mandate_paragraph = models.TextField(_("paragraph of the resolution"), blank=True)
    established_on = models.DateField(_("established on"), null=True, blank=True)
    report_due = models.TextField(_("report due"), blank=True, help_text=_("To whom, and at which session."))
    work_ends_on = models.DateField(_("work to be finished by"), null=True, blank=True)
    composition = models.TextField(_("composition"), blank=True)  # the rule, in words: shown, never enforced
    time_zone = models.CharField(_("time zone"), max_length=64, default="Europe/Zurich")
    city = models.TextField(_("city whose time it is"), default="Geneva")
    working_language = models.CharField(_("working language"), max_length=12, default="en")
    secretariat_name = models.TextField(_("secretariat"))
    secretariat_address = models.TextField(_("postal address"), blank=True)
    secretariat_email = models.EmailField(_("e-mail address for the public"), max_length=254)
    secretariat_telephone = models.TextField(_("telephone"), blank=True)
    secretariat_fax = models.TextField(_("fax"), blank=True)
    website = models.URLField(_("page of the group on the office's own site"), max_length=2000, blank=True)
    disclaimer = models.TextField(_("disclaimer on compilations"))
    list_style = models.CharField(_("letters of lists"), max_length=3, choices=ListStyle, default=ListStyle.HALF)
    retention_months = models.PositiveSmallIntegerField(
        _("months after the end of the work until contact data is erased"), default=12
    )
    is_example = models.BooleanField(_("example"), default=False)  # demo data, plainly marked on every page
    practice_of = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="practice", verbose_name=_("practice of")
    )  # a group to rehearse in: not listed, marked on every page and paper, its letters go to its secretariat only
    version = models.PositiveIntegerField(default=1)

    objects = WorkingGroupQuerySet.as_manager()

    class Meta:
        ordering = ["name", "-first_year"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_year=None) | Q(last_year__gte=models.F("first_year")), name="group_ends_after_it_began"
            )
        ]

    def __str__(self):
        return self.name

    @property
    def group_id(self):
        """A group's log lines belong to the group itself."""
        return self.pk

    @property
    def is_practice(self):
        return self.practice_of_id is not None

    @property
    def mark(self):
        """What stands on each of its papers, which are not what they look like; else empty."""
        return _("Practice") if self.is_practice else _("Example") if self.is_example else ""

    @property
    def staff_addresses(self) -> set[str]:
        """The addresses of its secretariat today, in lower case."""
        roles = StaffRole.objects.current().filter(group=self)
        return {address.lower() for address in roles.values_list("user__email", flat=True)}

    @property
    def zone(self):
        return ZoneInfo(self.time_zone)

    @property
    def contact_data_until(self):
        """The day on which contact and registration data is erased (process, Privacy); None without an end of work."""
        if self.work_ends_on is None:
            return None
        years, month = divmod(self.work_ends_on.month - 1 + self.retention_months, 12)
        year, month = self.work_ends_on.year + years, month + 1
        return date(year, month, min(self.work_ends_on.day, monthrange(year, month)[1]))

    @property
    def years(self):
        """Its years as they stand behind the name: “2016–2018”."""
        return f"{self.first_year}–{self.last_year}" if self.last_year else str(self.first_year)

    @property
    def full_name(self):
        return f"{self.name} ({self.years})"


class StakeholderGroup(models.Model):
    """A class of stakeholders, as this working group counts them: data, not an enumeration in code."""

    group = models.ForeignKey(WorkingGroup, on_delete=models.PROTECT, related_name="stakeholder_groups")
    name = models.TextField(_("name"))
    order = models.PositiveSmallIntegerField(_("order"))
    seats_foreseen = models.PositiveSmallIntegerField(_("seats foreseen"), null=True, blank=True)
    is_states = models.BooleanField(_("its members are States"), default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint(fields=["group", "name"], name="one_stakeholder_group_per_name")]

    def __str__(self):
        return self.name


class CurrentQuerySet(models.QuerySet):
    """Words for things with a first and a last day; no last day means: until further notice."""

    def current(self, on=None):
        day = on or now().date()
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=day), starts_on__lte=day)


def _ends_after_start(name):
    return models.CheckConstraint(condition=Q(ends_on=None) | Q(ends_on__gte=models.F("starts_on")), name=name)


class Seat(models.Model):
    """An organisation's or a person's place in a working group, from a day to a day."""

    group = models.ForeignKey(WorkingGroup, on_delete=models.PROTECT, related_name="seats")
    stakeholder_group = models.ForeignKey(StakeholderGroup, on_delete=models.PROTECT, related_name="seats")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="seats"
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="seats")
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = CurrentQuerySet.as_manager()

    class Meta:
        constraints = [
            _ends_after_start("seat_ends_after_it_began"),
            models.CheckConstraint(
                condition=Q(organisation__isnull=False) | Q(person__isnull=False), name="seat_has_somebody"
            ),
        ]

    def __str__(self):
        return str(self.organisation or self.person)


class Office(models.Model):
    """An office somebody holds in a working group: elected, with a term; the Chair may change inside a meeting."""

    class Kind(models.TextChoices):
        CHAIR = "chair", _("Chair")
        ACTING_CHAIR = "acting chair", _("Acting Chair")
        ASSISTANT = "assistant", _("Chair's assistant")

    group = models.ForeignKey(WorkingGroup, on_delete=models.PROTECT, related_name="offices")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="offices")
    kind = models.CharField(_("office"), max_length=16, choices=Kind)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = CurrentQuerySet.as_manager()

    class Meta:
        constraints = [_ends_after_start("office_ends_after_it_began")]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.person}"


class StaffRole(models.Model):
    """Membership of a working group's secretariat, from a day to a day."""

    group = models.ForeignKey(WorkingGroup, on_delete=models.PROTECT, related_name="staff_roles")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="staff_roles")
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = CurrentQuerySet.as_manager()

    class Meta:
        constraints = [_ends_after_start("staff_role_ends_after_it_began")]

    def __str__(self):
        return f"{self.user} ({self.group})"
