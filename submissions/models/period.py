"""In which period a contribution came: reckoned from its hour and the call's deadlines, never stored."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from meetings.models import Call


class Period(models.TextChoices):
    """The register separates “by the original deadline” from “in the extended period” (process, Deadlines)."""

    ORIGINAL = "original", _("by the original deadline")
    EXTENDED = "extended", _("in the extended period")
    LATE = "late", _("late")
    NO_GUARANTEE = "no_guarantee", _("late, without a guarantee that it is considered")


def period_at(call, received_at) -> Period:
    """The period of a call in which a moment lies. The grace counts as in time, after either deadline."""
    if received_at <= call.first_deadline_at + call.grace:
        return Period.ORIGINAL
    return Period.EXTENDED if received_at <= call.closes_at else _late(call)


def within(call, period) -> Q:
    """The same for the database: submissions whose version in force came in the period of the call."""
    first_ends_at = call.first_deadline_at + call.grace
    lies = {
        Period.ORIGINAL: Q(current__received_at__lte=first_ends_at),
        Period.EXTENDED: Q(current__received_at__gt=first_ends_at, current__received_at__lte=call.closes_at),
        _late(call): Q(current__received_at__gt=call.closes_at),
    }
    return lies.get(period, Q(pk__in=[]))


def _late(call):
    return Period.NO_GUARANTEE if call.late_policy == Call.LatePolicy.NO_GUARANTEE else Period.LATE
