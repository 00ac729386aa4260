"""A call for inputs: what is asked, until when, and what happens to the texts."""

import uuid
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import ExpressionWrapper, F, Q
from django.utils.translation import gettext_lazy as _

from audit.clock import now
from people.models import WorkingGroup

from .meeting import Meeting

LAST_SECOND = time(23, 59, 59)


def deadline_moment(day: date, hour: time | None, zone: ZoneInfo) -> datetime:
    """The instant of a deadline. A bare date means 23:59:59 of that day in the zone (process, Deadlines)."""
    return datetime.combine(day, hour or LAST_SECOND, tzinfo=zone)


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

    @property
    def zone(self):
        return ZoneInfo(self.time_zone)

    @property
    def deadline_on(self):
        """The day of the deadline where its hour is counted."""
        return self.deadline_at.astimezone(self.zone).date()

    @property
    def is_open(self):
        """Whether contributions are asked for now."""
        return self.state == self.State.OPENED and now() <= self.deadline_at

    @property
    def takes_filings(self):
        """Whether a form opened before the deadline may still be sent: until the grace period is over."""
        return self.state == self.State.OPENED and now() <= self.deadline_at + self.grace

    @property
    def is_over(self):
        return self.state == self.State.OPENED and not self.takes_filings


class Question(models.Model):
    """A guiding question of a call. Its wording freezes when the call opens, and is kept nowhere else."""

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="questions")
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    order = models.PositiveSmallIntegerField(_("order"))
    text = models.TextField(_("question"))
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["order", "pk"]

    def __str__(self):
        return self.text

    @property
    def group_id(self):
        return self.call.group_id
