"""A call for inputs: what is asked, until when, and what happens to the texts."""

import uuid
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import ExpressionWrapper, F, Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from audit.clock import now
from people.models import WorkingGroup

from .meeting import Meeting

LAST_SECOND = time(23, 59, 59)


def deadline_moment(day: date, hour: time | None, zone: ZoneInfo) -> datetime:
    """The instant of a deadline. A bare date means 23:59:59 of that day in the zone (process, Deadlines).

    In the night in which the clocks are put back an hour comes twice: the second one is meant, so that nobody is late
    who reckoned with it. Of an hour that the clocks leave out it is as long after their change; forms refuse it.
    """
    return max(moment.astimezone(UTC) for moment in _both(day, hour, zone))


def comes_twice(day: date, hour: time | None, zone: ZoneInfo) -> bool:
    """Whether the hour comes twice in the zone on that day."""
    first, second = _both(day, hour, zone)
    return first.utcoffset() > second.utcoffset()


def is_left_out(day: date, hour: time | None, zone: ZoneInfo) -> bool:
    """Whether the zone's clocks never show that hour on that day."""
    first, second = _both(day, hour, zone)
    return first.utcoffset() < second.utcoffset()


def _both(day, hour, zone):
    """The wall clock's hour, read by the offset before a change of the clocks and by the one after it."""
    shown = datetime.combine(day, hour or LAST_SECOND, tzinfo=zone)
    return shown.replace(fold=0), shown.replace(fold=1)


class CallQuerySet(models.QuerySet):
    def visible_to(self, actor):
        """A call in preparation is the secretariat's own; once opened it is public."""
        own = WorkingGroup.objects.staffed_by(actor)
        return self.filter(~Q(state=Call.State.DRAFT) | Q(group__in=own))

    def open(self):
        """Calls that take contributions now: opened by the staff, the deadline not past."""
        return self.filter(state=Call.State.OPENED, deadline_at__gte=now())

    def past_deadline(self):
        """Calls whose deadline and grace are over."""
        ends = ExpressionWrapper(F("deadline_at") + F("grace"), output_field=models.DateTimeField())
        return self.filter(state=Call.State.OPENED).annotate(ends_at=ends).filter(ends_at__lt=now())


class Call(models.Model):
    """A call for inputs. That it is open is computed from the clock; that it was opened is somebody's decision."""

    class State(models.TextChoices):
        DRAFT = "draft", _("In preparation")
        OPENED = "opened", _("Opened")
        CANCELLED = "cancelled", _("Cancelled")

    class Publication(models.TextChoices):
        ROLLING = "rolling", _("as they come in, once checked")
        AFTER = "after", _("all at once after the deadline")

    class LatePolicy(models.TextChoices):
        REFUSE = "refuse", _("refused; the secretariat may send a personal link")
        ACCEPT = "accept", _("accepted and marked late")
        NO_GUARANTEE = "no_guarantee", _("accepted without a guarantee that it is considered")

    class WordRule(models.TextChoices):
        ADVISORY = "advisory", _("advised: a longer answer is taken too")
        BINDING = "binding", _("binding: a longer answer cannot be sent")

    MOVES = {State.DRAFT: {State.OPENED, State.CANCELLED}, State.OPENED: {State.CANCELLED}}

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    group = models.ForeignKey(WorkingGroup, on_delete=models.PROTECT, related_name="calls")
    meeting = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, related_name="calls", verbose_name=_("for discussion at")
    )
    title = models.TextField(_("title"))
    introduction = models.TextField(_("introduction"), blank=True)
    deadline_at = models.DateTimeField(_("deadline"))
    time_zone = models.CharField(_("time zone of the deadline"), max_length=64, default="Europe/Zurich")
    city = models.TextField(_("city whose time it is"), default="Geneva")
    grace = models.DurationField(default=timedelta(minutes=30))
    deadline_version = models.PositiveIntegerField(default=1)
    original_deadline_at = models.DateTimeField(null=True)  # the first one, once it was extended
    late_policy = models.CharField(
        _("what arrives later is"), max_length=12, choices=LatePolicy, default=LatePolicy.REFUSE
    )
    word_limit = models.PositiveIntegerField(_("words for each answer"), null=True, blank=True)
    word_rule = models.CharField(_("the number of words is"), max_length=8, choices=WordRule, default=WordRule.ADVISORY)
    cosign_until_at = models.DateTimeField(_("co-signatories may confirm until"), null=True, blank=True)
    publication = models.CharField(
        _("contributions are published"), max_length=8, choices=Publication, default=Publication.ROLLING
    )
    opened_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    version = models.PositiveIntegerField(default=1)

    objects = CallQuerySet.as_manager()

    class Meta:
        ordering = ["-deadline_at"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="opened") | Q(opened_at__isnull=False, deadline_at__gt=F("opened_at")),
                name="call_closes_after_it_opened",
            )
        ]

    def __str__(self):
        return self.title

    @cached_property
    def numbered_questions(self):
        """The questions with their labels and without translations, looked up once for this object."""
        return self.questions.labelled()

    @property
    def zone(self):
        return ZoneInfo(self.time_zone)

    @property
    def deadline_on(self):
        """The day of the deadline where its hour is counted."""
        return self.deadline_at.astimezone(self.zone).date()

    @property
    def first_deadline_at(self):
        """The deadline before any extension."""
        return self.original_deadline_at or self.deadline_at

    @property
    def closes_at(self):
        """When the grace after the deadline is over."""
        return self.deadline_at + self.grace

    @property
    def is_open(self):
        """Whether contributions are asked for now."""
        return self.state == self.State.OPENED and now() <= self.deadline_at

    @property
    def is_over(self):
        """Whether deadline and grace are past."""
        return self.state == self.State.OPENED and now() > self.closes_at


class Extension(models.Model):
    """An extension of a deadline is an event: old date, new date, who, why (process, Deadlines)."""

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="extensions")
    number = models.PositiveIntegerField()  # the version of the deadline that it made
    old_deadline_at = models.DateTimeField()
    new_deadline_at = models.DateTimeField()
    reason = models.TextField(_("reason"))
    extended_at = models.DateTimeField()
    extended_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["call", "number"], name="one_extension_per_deadline_version"),
            models.CheckConstraint(
                condition=Q(new_deadline_at__gt=F("old_deadline_at")), name="extension_moves_the_deadline_later"
            ),
        ]

    def __str__(self):
        return f"{self.call}: {self.old_deadline_at:%Y-%m-%d} → {self.new_deadline_at:%Y-%m-%d}"
