"""The ladder: which letters stand between opening and deadline, which is due, which are to come."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from correspondence import ladder
from correspondence.ladder import (
    APART,
    MOST_IN_SHORT,
    PASSED,
    SHORT,
    TOO_CLOSE,
    USUAL,
    WAITS,
    WENT,
    coming,
    due,
    fates,
    of_duty,
    rungs,
)

DEADLINE = datetime(2016, 12, 7, 22, 59, 59, tzinfo=UTC)
OPENED = datetime(2016, 10, 20, 8, tzinfo=UTC)
LENGTHS = st.timedeltas(min_value=timedelta(minutes=1), max_value=timedelta(days=400))
DAYS = st.sets(st.integers(min_value=1, max_value=90), max_size=6)
CHOICES = st.tuples(st.booleans(), DAYS).map(lambda both: (*(["half"] * both[0]), *map(str, both[1])))
STEPS = st.lists(st.timedeltas(min_value=timedelta(minutes=15), max_value=timedelta(days=20)), max_size=60)


def after(days):
    return DEADLINE + timedelta(days=days)


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


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        (("half", "14", "7", "3", "1"), ["opened", "half", "14", "7", "3", "1"]),
        (("half",), ["opened", "half"]),
        ((), ["opened"]),
        (("21", "10", "2"), ["opened", "21", "10", "2"]),
        (("14", "12"), ["opened", "14", "12"]),  # the last one may stand nearer
        (("14", "12", "10"), ["opened", "12", "10"]),  # of two others too close, the one nearer the deadline stands
        (("60", "7"), ["opened", "7"]),  # before the opening
        (("25", "half", "1"), ["opened", "25", "1"]),  # half-way is 24 days and a little before
    ],
)
def test_the_rungs_are_those_that_were_chosen(chosen, expected):
    assert named(rungs(OPENED, DEADLINE, chosen)) == expected


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        (USUAL, ["opened", "half", "1"]),
        (("14", "7", "3"), ["opened", "7", "3"]),
        (("14", "half"), ["opened", "14"]),  # half-way would come after the last one
        (("1",), ["opened", "1"]),
    ],
)
def test_a_short_call_has_three_letters_whatever_is_chosen(chosen, expected):
    assert named(rungs(before(20), DEADLINE, chosen)) == expected


@given(LENGTHS, CHOICES)
def test_no_choice_breaks_the_spacing_or_the_three_letters(length, chosen):
    stairs = rungs(DEADLINE - length, DEADLINE, chosen)
    gaps = [after.at - rung.at for rung, after in pairwise(stairs) if not after.is_last]
    assert all(gap >= APART for gap in gaps)
    assert len(stairs) <= (MOST_IN_SHORT if length < SHORT else 2 + len(chosen))
    assert all(DEADLINE - length <= rung.at < rung.until <= DEADLINE for rung in stairs)
    assert set(named(stairs)) <= {"opened", *chosen}
    assert [rung for rung in stairs if rung.is_last] in ([], stairs[-1:])


@given(LENGTHS, CHOICES, STEPS, st.floats(min_value=0, max_value=1), st.timedeltas(timedelta(hours=1), 30 * 4 * APART))
def test_an_extension_begins_anew_and_still_nobody_gets_two_within_four_days(length, chosen, steps, part, more):
    opened, moment = DEADLINE - length, DEADLINE - length
    extended, later, went = opened + length * part, DEADLINE + more, [(opened, False)]
    for step in steps:
        moment += step
        stairs = rungs(opened, DEADLINE, chosen) if moment < extended else rungs(extended, later, chosen)
        if moment >= extended and went[-1][0] < extended:
            went.append((extended, True))  # the letter that tells of it, which does not wait
        if rung := due(stairs, {str(at): at for at, _free in went}, moment):
            went.append((moment, rung.is_last))
    gaps = [(later_at - at, free) for (at, _), (later_at, free) in pairwise(went)]
    assert all(gap >= APART or free for gap, free in gaps)
    assert all(at < (DEADLINE if at < extended else later) for at, _free in went[1:])


@given(LENGTHS, CHOICES, st.floats(min_value=0, max_value=0.999))
def test_after_an_outage_exactly_the_most_urgent_reached_rung_goes(length, chosen, part):
    stairs, moment = rungs(DEADLINE - length, DEADLINE, chosen), DEADLINE - length + length * part
    reached = [rung for rung in stairs if rung.at <= moment]
    assert due(stairs, {}, moment) == reached[-1]
    assert due(stairs, {rung.name: rung.at for rung in stairs}, moment) is None


@given(LENGTHS, CHOICES, STEPS, st.floats(min_value=0, max_value=1, exclude_max=True))
def test_what_is_told_of_the_rungs_is_what_was_sent_and_what_will_be(length, chosen, steps, part):
    stairs = rungs(DEADLINE - length, DEADLINE, chosen)
    moment = DEADLINE - length + length * part
    asked = [at for step in steps if (at := DEADLINE - length + step) < moment]
    posted = replay(stairs, sorted(asked))
    told = fates(stairs, posted, moment)
    assert {fate.rung.name: fate.at for fate in told if fate.what == WENT} == posted
    assert [(fate.rung, fate.at) for fate in told if fate.what == WAITS] == coming(stairs, posted, moment)
    assert [fate.rung for fate in told] == stairs
    now_due = due(stairs, posted, moment)
    assert not now_due or next(fate for fate in told if fate.rung == now_due).at == moment


@pytest.mark.parametrize(
    ("days", "posted", "expected"),
    [
        (20, {}, [WAITS, WAITS, WAITS, WAITS, WAITS]),
        (13, {"half": before(24)}, [WENT, WAITS, WAITS, WAITS, WAITS]),
        (2, {"half": before(24), "7": before(3.5)}, [WENT, PASSED, WENT, TOO_CLOSE, WAITS]),
        (-1, {"14": before(14)}, [PASSED, WENT, PASSED, PASSED, PASSED]),
    ],
)
def test_each_rung_has_its_fate(days, posted, expected):
    told = fates(model_case(), {"opened": OPENED, **posted}, before(days))
    assert [fate.what for fate in told] == [WENT, *expected]


@pytest.mark.parametrize(
    ("moment", "posted", "expected"),
    [
        (before(8), {}, None),
        (before(7), {}, "7"),
        (before(1), {"7": before(3)}, None),
        (DEADLINE, {"7": before(7)}, "0"),
        (after(0.5), {"7": before(3)}, None),  # four days after the last letter
        (after(1), {"7": before(3)}, "0"),
        (after(6), {"0": DEADLINE}, None),
        (after(7), {"0": DEADLINE}, "+7"),
        (after(11), {"0": after(5)}, None),  # that one went late: a week after it
        (after(12), {"0": after(5)}, "+7"),
        (after(16), {"0": DEADLINE}, "+14"),  # after an outage
        (after(21), {}, None),
    ],
)
def test_a_duty_is_named_before_on_and_once_a_week_after_its_day_until_its_end(moment, posted, expected):
    rung = due(of_duty(DEADLINE, after(21)), posted, moment)
    assert (rung and rung.name) == expected


@given(STEPS, st.timedeltas(min_value=timedelta(), max_value=timedelta(days=120)))
def test_a_duty_never_makes_two_letters_within_four_days_nor_one_after_its_end(steps, length):
    stairs, moment, posted = of_duty(DEADLINE, DEADLINE + length), before(10), {}
    for step in steps:
        moment += step
        if rung := due(stairs, posted, moment):
            posted[rung.name] = moment
    assert all(later - at >= APART for at, later in pairwise(sorted(posted.values())))
    assert all(at < DEADLINE + length for at in posted.values())


@pytest.mark.parametrize(("name", "days", "days_after"), [("half", None, None), ("0", 0, None), ("+14", None, 14)])
def test_a_rung_knows_its_days_before_or_after(name, days, days_after):
    rung = ladder.Rung(name, DEADLINE, DEADLINE)
    assert (rung.days, rung.days_after) == (days, days_after)
