"""The time that is left until a deadline, in words, and its hour in other places."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from audit.clock import now
from documents import dates
from meetings.models import Call

from .models import Submission

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
    if now() > call.deadline_at:
        return _("The deadline has passed")
    return _("%(time)s left") % {"time": in_words(call.deadline_at - now())}


def in_words(span) -> str:
    """A span of time by its two largest units: “12 days and 10 hours”."""
    minutes = int(span.total_seconds() // 60)
    days, hours, minutes = minutes // 1440, minutes // 60 % 24, minutes % 60
    parts = [
        ngettext("%(number)s day", "%(number)s days", days) % {"number": days} if days else "",
        ngettext("%(number)s hour", "%(number)s hours", hours) % {"number": hours} if hours else "",
        ngettext("%(number)s minute", "%(number)s minutes", minutes) % {"number": minutes},
    ]
    return _(" and ").join([part for part in parts if part][:2])


@dataclass(frozen=True)
class Phase:
    """What is possible until an hour, or from then on; `{time}` in the words is the time until it."""

    until: datetime | None
    words: str

    @property
    def said(self):
        return str(self.words).replace("{time}", in_words(self.until - now()) if self.until else "")


def phases(call, submission=None) -> list[Phase]:
    """The time until the deadline, the grace after it, and what is possible then: for the banner of a draft."""
    before = Phase(call.deadline_at, _("{time} left"))
    grace = Phase(call.closes_at, _("The deadline has passed. What was begun before can still be sent for {time}."))
    return [before, *([grace] if call.grace else []), *_afterwards(call, submission)]


def phase(call, submission=None) -> Phase:
    """The one that runs now."""
    return next(each for each in phases(call, submission) if each.until is None or now() <= each.until)


def _afterwards(call, submission):
    """What is possible after the grace; the rule itself is rules.why_not_file_now."""
    if submission and submission.late_link:
        by_link = _("The deadline has passed. By your personal link this can be sent for {time}.")
        return [Phase(submission.late_link.expires_at, by_link), *_in_the_end(call, submission)]
    return _in_the_end(call, submission)


def _in_the_end(call, submission):
    if submission and submission.state == Submission.State.RETURNED:
        return _clarifying(submission)
    if submission and submission.is_filed:
        return [Phase(None, _("The deadline has passed: this cannot be sent any more. What you sent stays valid."))]
    return [Phase(None, LATER[call.late_policy])]


LATER = {
    Call.LatePolicy.REFUSE: gettext_lazy("The deadline has passed: this cannot be sent any more. Copy your text."),
    Call.LatePolicy.ACCEPT: gettext_lazy("The deadline has passed. This can still be sent; it is then marked late."),
    Call.LatePolicy.NO_GUARANTEE: gettext_lazy(
        "The deadline has passed. This can still be sent, without a guarantee that it is considered."
    ),
}


def _clarifying(submission):
    """A contribution that was returned can be sent again, until an hour or without one."""
    until = submission.returned_until_at
    if until is None:
        return [Phase(None, _("What the secretariat asked you to clarify can still be sent."))]
    asked = Phase(until, _("What the secretariat asked you to clarify can be sent for {time}."))
    return [asked, Phase(None, _("The time to clarify it is over. What you sent stays valid."))]


def elsewhere(call) -> list[str]:
    """The deadline's hour in six other places, each with its day and UTC offset."""
    others = [(str(city), ZoneInfo(zone)) for city, zone in ELSEWHERE if zone != call.time_zone]
    return [dates.moment(call.deadline_at, zone, city) for city, zone in others]
