"""Which letters of the ladder a call has, where staff chose others than the usual ones."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from correspondence import ladder
from meetings.models import Call

USUAL_DAYS = (14, 7, 3, 1)


def usual_days():
    return list(USUAL_DAYS)


class ReminderPlan(models.Model):
    """The rungs beside the opening letter. How far they stand apart is the ladder's rule, not a choice."""

    call = models.OneToOneField(Call, on_delete=models.PROTECT, related_name="reminder_plan")
    half_way = models.BooleanField(_("a letter half-way between opening and deadline"), default=True)
    days = models.JSONField(_("days before the deadline"), default=usual_days, blank=True)  # the most first
    version = models.PositiveIntegerField(default=1)

    def __str__(self):
        return f"{self.call}: {', '.join(self.rungs)}"

    @classmethod
    def of(cls, call):
        """The plan of a call: as it was chosen, or the usual one, not yet stored."""
        return cls.objects.filter(call=call).first() or cls(call=call)

    @property
    def group_id(self):
        """Whose staff may read the log lines about it."""
        return self.call.group_id

    @property
    def rungs(self) -> tuple:
        """As correspondence.ladder takes them."""
        return (*([ladder.HALF_WAY] if self.half_way else []), *(str(days) for days in self.days))
