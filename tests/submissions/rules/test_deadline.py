"""In time, late, too late: 2,000 cases over fourteen zones and both nights of clock change, against an oracle.

The oracle knows nothing of the rule: it counts microseconds since 1970 and finds a local hour by trying every offset
that the zone has around that day.
"""

import random
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from meetings.models import Call
from meetings.models.call import comes_twice, deadline_moment, is_left_out
from people.models import WorkingGroup
from submissions import rules
from submissions.models import LateLink, Period, Submission, Version
from submissions.rules.deadline import why_not_begin_at, why_not_file_at

ZONES = """Europe/Zurich America/New_York America/Santiago America/St_Johns America/Sao_Paulo Asia/Beirut Asia/Tehran
    Asia/Kathmandu Asia/Bangkok Africa/Addis_Ababa Africa/Casablanca Australia/Lord_Howe Pacific/Auckland
    Pacific/Apia""".split()
YEAR = 2016
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
HOURS = [
    None,
    None,
    time(0, 0),
    time(0, 30),
    time(1, 30),
    time(2, 0),
    time(2, 15),
    time(2, 30),
    time(3, 0),
    time(18, 0),
]
GRACES = [timedelta(), timedelta(minutes=30), timedelta(minutes=30), timedelta(hours=2)]
AROUND = [
    timedelta(microseconds=-1),
    timedelta(),
    timedelta(microseconds=1),
    timedelta(seconds=-1),
    timedelta(seconds=1),
]
NEVER = timedelta(days=36500)


# The oracle


def ticks(moment):
    """A moment as microseconds since 1970."""
    return None if moment is None else (moment - EPOCH) // timedelta(microseconds=1)


def offset_at(moment, zone):
    return moment.astimezone(zone).utcoffset()


def offsets_around(day, zone):
    noon = datetime.combine(day, time(12), tzinfo=UTC)
    return {offset_at(noon + timedelta(hours=hours), zone) for hours in range(-48, 49)}


def instants(day, hour, zone):
    """Every instant at which the clocks of the zone show that hour of that day; the end of the day without an hour."""
    shown = datetime.combine(day, hour or time(23, 59, 59))
    found = {(shown - offset).replace(tzinfo=UTC) for offset in offsets_around(day, zone)}
    return sorted(moment for moment in found if moment.astimezone(zone).replace(tzinfo=None) == shown)


def nights_of_change(zone):
    """The days around every change of the zone's clocks in the year, found by looking at each hour."""
    first = datetime(YEAR, 1, 1, tzinfo=UTC)
    hours = [first + timedelta(hours=number) for number in range(366 * 24)]
    changed = [after for before, after in pairwise(hours) if offset_at(before, zone) != offset_at(after, zone)]
    return sorted({(hour + timedelta(hours=shift)).astimezone(zone).date() for hour in changed for shift in (-2, 0, 2)})


def oracle(case, moment):
    """(may begin, may file, period), by counting."""
    at, deadline = ticks(moment), ticks(case.call.deadline_at)
    first = ticks(case.call.original_deadline_at) or deadline
    grace = ticks(EPOCH + case.call.grace)
    running, late = case.call.state == "opened", case.call.late_policy != "refuse"
    link = case.submission.late_link
    by_link = link is not None and link.revoked_at is None and at <= ticks(link.expires_at)
    by_return = case.submission.state == "returned" and at <= ticks(case.submission.returned_until_at or EPOCH + NEVER)
    first_time = case.submission.register_number is None
    begin = running and (at <= deadline or late or by_link)
    file = running and (at <= deadline + grace or by_link or by_return or (first_time and late))
    behind = "no_guarantee" if case.call.late_policy == "no_guarantee" else "late"
    period = "original" if at <= first + grace else "extended" if at <= deadline + grace else behind
    return begin, file, period


# The cases


class Case:
    """A call, one contribution to it, and the moments worth asking about; drawn at random, the same ones each time."""

    def __init__(self, draw, zone, days):
        self.zone = ZoneInfo(zone)
        self.day, self.hour = draw.choice(days), draw.choice(HOURS)
        due = deadline_moment(self.day, self.hour, self.zone)
        first = due - timedelta(days=draw.choice([1, 3, 7])) if draw.random() < 0.4 else None
        self.call = Call(
            pk=1, group=WorkingGroup(secretariat_email="a@example.org"), deadline_at=due, original_deadline_at=first,
            time_zone=zone, grace=draw.choice(GRACES), late_policy=draw.choice(Call.LatePolicy.values),
            state=draw.choice(["opened"] * 8 + ["cancelled", "draft"]),
        )  # fmt: skip
        self.submission = self._submission(draw, due)
        self.moment = draw.choice(self._worth_asking()) + draw.choice(AROUND)

    def _submission(self, draw, due):
        """A draft, a contribution that was filed, or one that was returned; with a late link, or without."""
        number, state = draw.choice([(None, "draft"), (7, "submitted"), (7, "published"), (7, "returned")])
        until = draw.choice([None, due + timedelta(hours=5), due - timedelta(hours=5)])
        revoked = draw.choice([None, None, due])
        link = LateLink(call_id=1, expires_at=due + timedelta(hours=draw.choice([-1, 3, 50])), revoked_at=revoked)
        return Submission(
            call=self.call, state=state, register_number=number, late_link=draw.choice([None, None, link]),
            returned_until_at=until if state == "returned" else None,
        )  # fmt: skip

    def _worth_asking(self):
        due, grace, link = self.call.deadline_at, self.call.grace, self.submission.late_link
        first = self.call.original_deadline_at or due
        found = [due, due + grace, first, first + grace, self.submission.returned_until_at, link and link.expires_at]
        return [moment for moment in found if moment]

    def judged(self):
        """(may begin, may file, period) by the rules of the portal."""
        version = Version(submission=self.submission, received_at=self.moment)
        begin = why_not_begin_at(self.moment, self.call, self.submission.late_link)
        return not begin, not why_not_file_at(self.moment, self.submission), rules.period_of(version).value

    def __repr__(self):
        return f"{self.call.time_zone} {self.day} {self.hour} at {self.moment}: {oracle(self, self.moment)}"


@pytest.fixture(scope="module")
def cases():
    draw = random.Random(YEAR)
    days = {zone: [*nights_of_change(ZoneInfo(zone)), date(YEAR, 12, 7), date(YEAR, 2, 29)] for zone in ZONES}
    return [Case(draw, zone, days[zone]) for number in range(2100) for zone in [ZONES[number % len(ZONES)]]]


def test_no_case_of_two_thousand_is_misjudged(cases):
    assert [case for case in cases if case.judged() != oracle(case, case.moment)] == []


def test_the_cases_hold_every_kind(cases):
    kinds = {(case.call.time_zone, oracle(case, case.moment)[2]) for case in cases}
    assert kinds == {(zone, period) for zone in ZONES for period in Period.values}
    assert {oracle(case, case.moment)[:2] for case in cases} == {(a, b) for a in (True, False) for b in (True, False)}
    assert sum(is_left_out(case.day, case.hour, case.zone) for case in cases) > 30
    assert sum(comes_twice(case.day, case.hour, case.zone) for case in cases) > 30


def test_every_local_hour_is_the_instant_that_the_clocks_show_last(cases):
    def wrong(case):
        shown, moment = instants(case.day, case.hour, case.zone), case.call.deadline_at
        twice, left_out = comes_twice(case.day, case.hour, case.zone), is_left_out(case.day, case.hour, case.zone)
        return (len(shown) > 1, not shown) != (twice, left_out) or (shown and shown[-1] != moment)

    assert [case for case in cases if wrong(case)] == []


@pytest.mark.parametrize(
    ("day", "hour", "instant"),
    [
        (date(2016, 12, 7), None, "2016-12-07T22:59:59+00:00"),
        (date(2016, 3, 27), time(2, 30), "2016-03-27T01:30:00+00:00"),  # left out: an hour after the change
        (date(2016, 10, 30), time(2, 30), "2016-10-30T01:30:00+00:00"),  # comes twice: the second one
    ],
)
def test_a_deadline_in_geneva(day, hour, instant):
    assert deadline_moment(day, hour, ZoneInfo("Europe/Zurich")).isoformat() == instant
