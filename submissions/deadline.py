"""The time that is left until a deadline, in words, and its hour in other places."""

from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from audit.clock import now
from documents import dates

ELSEWHERE = [  # the seats of the regional commissions of the United Nations, and its Headquarters
    (gettext_lazy("Santiago"), "America/Santiago"),
    (gettext_lazy("New York"), "America/New_York"),
    (gettext_lazy("Geneva"), "Europe/Zurich"),
    (gettext_lazy("Beirut"), "Asia/Beirut"),
    (gettext_lazy("Addis Ababa"), "Africa/Addis_Ababa"),
    (gettext_lazy("Bangkok"), "Asia/Bangkok"),
]


def time_left(call) -> str:
    """“12 days and 10 hours left”, “3 hours and 5 minutes left”, “The deadline has passed”."""
    minutes = int((call.deadline_at - now()).total_seconds() // 60)
    if minutes < 0:
        return _("The deadline has passed")
    days, hours, minutes = minutes // 1440, minutes // 60 % 24, minutes % 60
    parts = [
        ngettext("%(number)s day", "%(number)s days", days) % {"number": days} if days else "",
        ngettext("%(number)s hour", "%(number)s hours", hours) % {"number": hours} if hours else "",
        ngettext("%(number)s minute", "%(number)s minutes", minutes) % {"number": minutes},
    ]
    return _("%(time)s left") % {"time": _(" and ").join([part for part in parts if part][:2])}


def elsewhere(call) -> list[str]:
    """The deadline's hour in six other places, each with its day and UTC offset."""
    others = [(str(city), ZoneInfo(zone)) for city, zone in ELSEWHERE if zone != call.time_zone]
    return [dates.moment(call.deadline_at, zone, city) for city, zone in others]
