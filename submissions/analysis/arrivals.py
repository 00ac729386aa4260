"""When the contributions came: by day, by hour on the last day, and the curve of how many there were by when.

Everything that was ever filed counts at the hour at which its first version came, also what was withdrawn since.
"""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from django.utils.translation import gettext as _

from audit.clock import now
from documents import dates
from meetings.models import Extension
from meetings.models.question import letter

from ..models import Version
from .tables import Row, Table

WIDTH, HEIGHT = 720, 240  # of the curve, in the units of its picture
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@dataclass
class Mark:
    """Something that happened to the call: `sign` stands at its line in the curve, `x` is where."""

    at: datetime
    what: str
    sign: str = ""
    x: str = ""


@dataclass
class Curve:
    """The points of the curve, as its picture takes them, and what stands beside it."""

    points: str
    marks: list
    total: int
    begins_at: datetime
    ends_at: datetime


def came(call) -> list:
    """The hours at which the contributions came, in order."""
    first = Version.objects.filter(submission__call=call, number=1).order_by("received_at")
    return list(first.values_list("received_at", flat=True))


def marks(call) -> list:
    """The opening, the deadlines and the extensions of a call, in order."""
    found = [Mark(call.opened_at, _("The call opened"))] if call.opened_at else []
    for extension in Extension.objects.filter(call=call):
        first = extension.old_deadline_at == call.first_deadline_at
        found.append(Mark(extension.old_deadline_at, _("First deadline") if first else _("Earlier deadline")))
        found.append(Mark(extension.extended_at, _("The deadline was extended")))
    found = sorted([*found, Mark(call.deadline_at, _("Deadline"))], key=lambda mark: mark.at)
    for number, mark in enumerate(found, start=1):
        mark.sign = letter(number).upper()
    return found


def curve(call, moments, marked) -> Curve:
    """How many had come by when, from the first thing that happened to the last; it ends where we are."""
    begins, ends = min([*moments, marked[0].at]), max([*moments, marked[-1].at])
    span, total = (ends - begins).total_seconds() or 1, len(moments)

    def place(moment):
        return f"{WIDTH * (moment - begins).total_seconds() / span:.0f}"

    def height(number):
        return f"{HEIGHT - HEIGHT * number / max(total, 1):.1f}"

    came_by = {place(moment): number for number, moment in enumerate(moments, start=1)}  # a step for each place
    points, before = [f"{place(begins)},{height(0)}"], 0
    for at, number in came_by.items():
        points += [f"{at},{height(before)}", f"{at},{height(number)}"]
        before = number
    points.append(f"{place(max([begins, *moments[-1:], min(now(), ends)]))},{height(total)}")
    for mark in marked:
        mark.x = place(mark.at)
    return Curve(" ".join(points), marked, total, begins, ends)


def by_day(call, moments, marked) -> Table:
    """A line for every day from the first to the last on which something happened or can still happen."""
    zone, today = call.zone, min(now(), marked[-1].at)
    days = {moment.astimezone(zone).date() for moment in [*moments, *(mark.at for mark in marked)]}
    on, last = marked[0].at.astimezone(zone).date(), today.astimezone(zone).date()
    days |= {on + DAY * number for number in range((last - on).days + 1)}
    starts = [datetime.combine(day, time(), zone) for day in sorted(days)]
    rows = [_row(dates.in_text(start), start, start + DAY, moments, marked) for start in starts]
    return _table("arrivals", _("Contributions by day"), _("Day"), rows)


def by_hour(call, moments, marked) -> Table:
    """The hours of the deadline's day where it is counted: 24 of them, or one more or less when the clocks change."""
    midnight = datetime.combine(call.deadline_on, time(), call.zone)
    start, end = midnight.astimezone(UTC), (midnight + DAY).astimezone(UTC)
    starts = [start + HOUR * number for number in range(int((end - start) / HOUR))]
    rows = [_row(f"{at.astimezone(call.zone):%H:%M}", at, at + HOUR, moments, marked) for at in starts]
    return _table("last-day", _("Contributions by hour on the day of the deadline"), _("Hour"), rows)


def _row(label, start, end, moments, marked):
    """What came from a moment until before another; what happened to the call is said with its sign in the curve."""
    before, until = (
        bisect_right(moments, start - timedelta.resolution),
        bisect_right(moments, end - timedelta.resolution),
    )
    told = "; ".join(f"{mark.what} ({mark.sign})" for mark in marked if start <= mark.at < end)
    if start > now():
        return Row(label, ["–", "–"], told=told)
    return Row(label, [until - before, until], until - before, told=told)


def _table(name, caption, head, rows):
    most = max((row.bar for row in rows), default=0)
    return Table(name, caption, head, [_("Arrived"), _("In all")], most, rows, told=_("What happened"))
