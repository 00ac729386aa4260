"""The curve of arrivals and the tables behind it."""

from datetime import UTC, datetime, timedelta

import pytest

from meetings import actions as meetings
from meetings.models import Call
from submissions.analysis import arrivals
from submissions.models import Version
from tests.submissions.contributions import contribution

pytestmark = pytest.mark.django_db


def at(moment):
    return datetime.fromisoformat(moment).replace(tzinfo=UTC)


def came_at(call, *moments, **fields):
    """Contributions whose first version came at these hours in UTC."""
    for moment in moments:
        version = contribution(call, **fields).current
        Version.objects.filter(pk=version.pk).update(received_at=at(moment))


def of_days(call):
    """{day: [arrived, in all, what happened]} of the days that say something."""
    table = arrivals.by_day(call, arrivals.came(call), arrivals.marks(call))
    return {row.label: [*row.cells, row.told] for row in table.rows if row.bar or row.told}


def test_days_are_those_of_the_call_s_own_zone(call):
    came_at(call, "2016-11-01T22:59:59", "2016-11-01T23:00:00", "2016-11-24T10:00:00")
    assert of_days(call) == {
        "20 October 2016": [0, 0, "The call opened (A)"],
        "1 November 2016": [1, 1, ""],
        "2 November 2016": [1, 2, ""],
        "24 November 2016": [1, 3, ""],
        "7 December 2016": ["–", "–", "Deadline (B)"],
    }


def test_every_day_until_today_has_its_line_and_no_day_to_come(call):
    table = arrivals.by_day(call, [], arrivals.marks(call))
    assert [row.label for row in table.rows][-3:] == ["24 November 2016", "25 November 2016", "7 December 2016"]
    assert len(table.rows) == 12 + 25 + 1


def test_what_was_withdrawn_arrived_all_the_same_and_late_is_on_its_day(call, clock):
    came_at(call, "2016-11-01T10:00:00", state="withdrawn")
    came_at(call, "2017-01-20T10:00:00")
    clock("2017-02-01T12:00:00")
    assert [of_days(call)[day] for day in ("1 November 2016", "20 January 2017")] == [[1, 1, ""], [1, 2, ""]]


def test_the_hours_of_the_last_day(call, clock):
    clock("2016-12-08T12:00:00")
    came_at(call, "2016-12-07T05:30:00", "2016-12-07T22:30:00", "2016-12-07T22:59:00", "2016-12-07T23:00:00")
    table = arrivals.by_hour(call, arrivals.came(call), arrivals.marks(call))
    found = {row.label: [*row.cells, row.told] for row in table.rows if row.bar}
    assert found == {"06:00": [1, 1, ""], "23:00": [2, 3, "Deadline (B)"]}
    assert len(table.rows) == 24


@pytest.mark.parametrize(("day", "hours"), [("2016-10-30", 25), ("2017-03-26", 23)])
def test_a_day_on_which_the_clocks_change_has_its_own_hours(call, day, hours):
    Call.objects.filter(pk=call.pk).update(deadline_at=at(f"{day}T20:00:00"))
    call.refresh_from_db()
    assert len(arrivals.by_hour(call, [], arrivals.marks(call)).rows) == hours


def test_an_extension_leaves_its_marks(call, dana):
    later = call.deadline_at + timedelta(days=7)
    meetings.extend_call(call=call, new_deadline_at=later, reason="Asked for.", seen=call.version, by=dana)
    call.refresh_from_db()
    assert [(mark.sign, mark.what, mark.at.date().isoformat()) for mark in arrivals.marks(call)] == [
        ("A", "The call opened", "2016-10-20"),
        ("B", "The deadline was extended", "2016-11-25"),
        ("C", "First deadline", "2016-12-07"),
        ("D", "Deadline", "2016-12-14"),
    ]


def test_the_curve_rises_by_one_for_each_and_ends_today(call):
    came_at(call, "2016-10-30T08:00:00", "2016-11-09T08:00:00")
    marked = arrivals.marks(call)
    curve = arrivals.curve(call, arrivals.came(call), marked)
    points = [tuple(map(float, point.split(","))) for point in curve.points.split()]
    assert [height for _place, height in points] == [240, 240, 120, 120, 0, 0]
    places = [place for place, _height in points]
    assert (places == sorted(places), places[0], places[-1] < 720, marked[-1].x) == (True, 0, True, "720")


def test_a_rush_draws_no_more_steps_than_there_is_room_for(call):
    minutes = [call.opened_at + timedelta(minutes=number) for number in range(9_000)]
    curve = arrivals.curve(call, minutes, arrivals.marks(call))
    assert (len(curve.points) < 4_000, curve.points.split()[-1].endswith(",0.0")) == (True, True)


def test_a_call_in_preparation_has_a_flat_curve(call):
    Call.objects.filter(pk=call.pk).update(state="draft", opened_at=None)
    call.refresh_from_db()
    curve = arrivals.curve(call, [], arrivals.marks(call))
    assert (curve.total, [mark.what for mark in curve.marks]) == (0, ["Deadline"])
