"""A meeting: when, where, on what; its agenda and the deadlines that hang on it."""

from datetime import datetime, time, timedelta

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy

from people.models import WorkingGroup
from people.models.contact import Audience

TRANSLATED = [  # the ordinals that a translator finds here; any other stands as it was typed
    *(pgettext_lazy("meeting", "first"), pgettext_lazy("meeting", "second"), pgettext_lazy("meeting", "third")),
    *(pgettext_lazy("meeting", "fourth"), pgettext_lazy("meeting", "fifth"), pgettext_lazy("meeting", "sixth")),
    *(pgettext_lazy("meeting", "seventh"), pgettext_lazy("meeting", "eighth"), pgettext_lazy("meeting", "ninth")),
    pgettext_lazy("meeting", "tenth"),
]


class Venue(models.Model):
    """A place to meet, with the practical block that is kept once and reused (badges, gate, hours, access)."""

    group = models.ForeignKey(WorkingGroup, on_delete=models.PROTECT, related_name="venues")
    name = models.TextField(_("name"))  # "Palais des Nations"
    city = models.TextField(_("city"))
    practical = models.TextField(_("practical information"), blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["group", "name"], name="one_venue_per_name")]

    def __str__(self):
        return f"{self.name}, {self.city}"


class MeetingQuerySet(models.QuerySet):
    def visible_to(self, actor):
        """Planned meetings are the secretariat's own; every other one is public."""
        own = WorkingGroup.objects.staffed_by(actor)
        return self.filter(~Q(state=Meeting.State.PLANNED) | Q(group__in=own))

    def upcoming(self, day):
        return self.filter(ends_on__gte=day).exclude(state__in=[Meeting.State.CANCELLED, Meeting.State.CLOSED])


class Meeting(models.Model):
    """One meeting of a working group. Its number is a label, not a counter ("second", "resumed")."""

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        ANNOUNCED = "announced", _("Announced")
        IN_SESSION = "in_session", _("In session")
        CLOSED = "closed", _("Closed")
        POSTPONED = "postponed", _("Postponed")
        CANCELLED = "cancelled", _("Cancelled")

    MOVES = {
        State.PLANNED: {State.ANNOUNCED, State.CANCELLED},
        State.ANNOUNCED: {State.IN_SESSION, State.POSTPONED, State.CANCELLED},
        State.POSTPONED: {State.ANNOUNCED, State.CANCELLED},
        State.IN_SESSION: {State.CLOSED},
    }

    group = models.ForeignKey(WorkingGroup, on_delete=models.PROTECT, related_name="meetings")
    ordinal = models.TextField(_("which meeting"), help_text=_("In words: first, second, resumed second."))
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    starts_at = models.TimeField(_("hour of opening"), default=time(10, 0))
    venue = models.ForeignKey(Venue, on_delete=models.PROTECT, related_name="meetings", verbose_name=_("venue"))
    room = models.TextField(_("room"), blank=True)
    building = models.TextField(_("building"), blank=True)
    purpose = models.TextField(_("purpose"), blank=True)
    registration_link = models.URLField(_("registration link"), max_length=2000, blank=True)
    webcast_link = models.URLField(_("webcast link"), max_length=2000, blank=True)
    previous = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="following",
        verbose_name=_("previous meeting"),
    )
    was_to_start_on = models.DateField(null=True, blank=True)  # the dates first announced stay visible
    was_to_end_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=12, choices=State, default=State.PLANNED)
    version = models.PositiveIntegerField(default=1)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="meeting_ends_after_it_began"),
            models.CheckConstraint(
                condition=Q(was_to_start_on__isnull=True, was_to_end_on__isnull=True)
                | Q(was_to_end_on__gte=F("was_to_start_on")),
                name="original_dates_are_a_pair",
            ),
            models.UniqueConstraint(fields=["group", "ordinal"], name="one_meeting_per_ordinal"),
        ]

    def __str__(self):
        return _("%(ordinal)s meeting") % {"ordinal": self.ordinal_named.capitalize()}

    @property
    def ordinal_named(self):
        """Its ordinal in the language of the reader, as far as we have the word."""
        return pgettext("meeting", self.ordinal)

    @property
    def opens_at(self):
        """The moment of the opening, aware, in the group's zone."""
        return datetime.combine(self.starts_on, self.starts_at, tzinfo=self.group.zone)

    @property
    def was_moved(self):
        """Whether it stands on other dates than those first announced."""
        return self.was_to_start_on not in (None, self.starts_on) or self.was_to_end_on not in (None, self.ends_on)


class Agenda(models.Model):
    """The agenda of a meeting: a draft until it is adopted; the adopted text is kept as it was."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        ADOPTED = "adopted", _("Adopted")

    MOVES = {State.DRAFT: {State.ADOPTED}}

    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="agenda")
    text = models.TextField(_("items"), blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.DRAFT)
    adopted_text = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="adopted") | ~Q(adopted_text=""), name="adopted_agenda_keeps_its_text"
            )
        ]

    def __str__(self):
        return _("Agenda of the %(ordinal)s meeting") % {"ordinal": self.meeting.ordinal}

    @property
    def group_id(self):
        return self.meeting.group_id


class AgendaItem(models.Model):
    """One item, or sub-item, in its order. A heading-only item takes no statements."""

    agenda = models.ForeignKey(Agenda, on_delete=models.PROTECT, related_name="items")
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="sub_items")
    order = models.PositiveSmallIntegerField(_("order"))
    title = models.TextField(_("title"))
    heading_only = models.BooleanField(_("heading only: takes no statements"), default=False)

    class Meta:
        ordering = ["order", "pk"]

    def __str__(self):
        return self.title


class Deadline(models.Model):
    """Another deadline of a meeting, such as the naming of focal points: anchored to the meeting or fixed.

    An anchored one lies `days_before` the meeting's first day and moves with it; a fixed one has its own date.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="deadlines")
    label = models.TextField(_("what is due"))
    audience = models.CharField(_("from whom"), max_length=12, choices=Audience)
    days_before = models.PositiveSmallIntegerField(_("days before the meeting"), null=True, blank=True)
    fixed_on = models.DateField(_("fixed date"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(days_before__isnull=True, fixed_on__isnull=False)
                | Q(days_before__isnull=False, fixed_on__isnull=True),
                name="deadline_is_anchored_or_fixed",
                violation_error_message=_("Give either the days before the meeting or a fixed date, not both."),
            )
        ]

    def __str__(self):
        return self.label

    @property
    def group_id(self):
        return self.meeting.group_id

    @property
    def due_on(self):
        return self.fixed_on or self.meeting.starts_on - timedelta(days=self.days_before)
