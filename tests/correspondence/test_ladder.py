"""The ladder: which letters stand between opening and deadline, which is due, which are to come."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from correspondence import ladder
from correspondence.ladder import APART, SHORT, coming, due, rungs

DEADLINE = datetime(2016, 12, 7, 22, 59, 59, tzinfo=UTC)
OPENED = datetime(2016, 10, 20, 8, tzinfo=UTC)
LENGTHS = st.timedeltas(min_value=timedelta(minutes=1), max_value=timedelta(days=400))
STEPS = st.lists(st.timedeltas(min_value=timedelta(minutes=15), max_value=timedelta(days=20)), max_size=60)


def before(days):
    return DEADLINE - timedelta(days=days)


def named(found):
    return [rung.name for rung in found]


def model_case():
    return rungs(OPENED, DEADLINE)


def replay(stairs, moments):
    """What goes when the due letter is asked for at these moments: {name: moment}."""
    posted = {ladder.OPENING: stairs[0].at}
    for moment in moments:
        if rung := due(stairs, posted, moment):
            posted[rung.name] = moment
    return posted


def test_the_model_case_has_every_rung():
    assert named(model_case()) == ["opened", "half", "14", "7", "3", "1"]


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (0.5, ["opened"]),
        (2, ["opened", "1"]),
        (7, ["opened", "1"]),
        (8, ["opened", "half", "1"]),
        (27, ["opened", "half", "1"]),
        (28, ["opened", "14", "7", "3", "1"]),
        (34, ["opened", "14", "7", "3", "1"]),
        (36, ["opened", "half", "14", "7", "3", "1"]),
    ],
)
def test_a_shorter_call_has_fewer_letters(days, expected):
    assert named(rungs(before(days), DEADLINE)) == expected


@pytest.mark.parametrize(
    ("days", "posted", "expected"),
    [
        (40, {}, None),
        (20, {}, "half"),
        (20, {"half": before(24)}, None),
        (14, {"half": before(24)}, "14"),
        (13.9, {"half": before(15)}, None),
        (11, {"half": before(15)}, "14"),
        (2, {}, "3"),
        (2, {"7": before(4)}, None),
        (0.5, {"7": before(4)}, "1"),
        (0.5, {"3": before(0.6)}, "1"),
        (0.5, {"1": before(1)}, None),
        (0, {}, None),
        (-1, {}, None),
    ],
)
def test_only_the_most_urgent_rung_is_due(days, posted, expected):
    rung = due(model_case(), {"opened": OPENED, **posted}, before(days))
    assert (rung and rung.name) == expected


def test_a_rung_knows_its_days():
    assert [rung.days for rung in model_case()] == [None, None, 14, 7, 3, 1]


def test_what_is_to_come_shrinks_with_what_has_gone():
    left = coming(model_case(), {"opened": OPENED, "half": before(24), "14": before(14)}, before(13))
    assert [(rung.name, at) for rung, at in left] == [("7", before(7)), ("3", before(3)), ("1", before(1))]


def test_a_late_letter_pushes_the_next_one_out():
    left = coming(model_case(), {"opened": OPENED, "7": before(5)}, before(4.9))
    assert [(rung.name, at) for rung, at in left] == [("1", before(1))]


@given(LENGTHS)
def test_rungs_stand_apart_and_before_the_deadline(length):
    stairs = rungs(DEADLINE - length, DEADLINE)
    gaps = [after.at - rung.at for rung, after in pairwise(stairs) if not after.is_last]
    assert all(gap >= APART for gap in gaps)
    assert all(DEADLINE - length <= rung.at < rung.until <= DEADLINE for rung in stairs)


@given(LENGTHS)
def test_a_short_call_has_at_most_three_letters(length):
    count = len(rungs(DEADLINE - length, DEADLINE))
    assert 1 <= count <= (3 if length < SHORT else 6)


@given(LENGTHS, STEPS)
def test_however_often_it_is_asked_nobody_gets_two_letters_within_four_days(length, steps):
    stairs, moment, moments = rungs(DEADLINE - length, DEADLINE), DEADLINE - length, []
    for step in steps:
        moments.append(moment := moment + step)
    went = sorted((at, name) for name, at in replay(stairs, moments).items())
    gaps = [after - at for (at, _), (after, name) in pairwise(went) if name != "1"]
    assert all(gap >= APART for gap in gaps)
    assert all(at < DEADLINE for at, _name in went)


@given(LENGTHS, st.floats(min_value=0, max_value=1, exclude_max=True))
def test_what_is_announced_as_coming_is_what_goes(length, part):
    stairs = rungs(DEADLINE - length, DEADLINE)
    moment, posted = DEADLINE - length + length * part, {ladder.OPENING: stairs[0].at}
    announced = {rung.name: at for rung, at in coming(stairs, posted, moment)}
    assert replay(stairs, sorted(announced.values())) == {**posted, **announced}


@given(LENGTHS, STEPS)
def test_asking_twice_in_the_same_moment_posts_once(length, steps):
    stairs = rungs(DEADLINE - length, DEADLINE)
    moments = [DEADLINE - length + step for step in sorted(steps)]
    assert replay(stairs, moments) == replay(stairs, [moment for moment in moments for _ in range(2)])
