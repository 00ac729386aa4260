"""Which rungs a call may have: the rules of the ladder, what has been reached, and who chooses."""

import pytest

from audit.log import Stale
from audit.models import Entry
from correspondence.models import Message
from meetings.models import Call
from people.refusals import Refused
from submissions import reminders, rules
from submissions.actions import choose_reminders
from submissions.models import ReminderPlan

EARLY, WEEK, AFTER = "2016-10-25T12:00:00", "2016-11-30T23:30:00", "2016-12-07T23:00:00"
USUAL = ("half", "14", "7", "3", "1")


@pytest.mark.parametrize(
    ("moment", "rungs", "reason"),
    [
        (EARLY, USUAL, ""),
        (EARLY, (), ""),
        (EARLY, ("21", "17", "13", "12"), ""),  # the last one may follow sooner
        (EARLY, ("21", "18", "12"), "21 and 18 days before the deadline are less than 4 days apart. "),
        (EARLY, ("7", "7"), "A day stands there twice."),
        (EARLY, ("91",), "Reminders go between 1 and 90 days before the deadline."),
        (EARLY, ("0",), "Reminders go between 1 and 90 days before the deadline."),
        (WEEK, USUAL, ""),
        (WEEK, ("half", "14", "7", "1"), ""),
        (WEEK, ("half", "14", "7", "5", "2"), "7 and 5 days before the deadline are less than 4 days apart. "),
        (WEEK, ("half", "7", "3", "1"), "“14 days before the deadline” has been reached: it stays, "),
        (WEEK, ("14", "7", "3", "1"), "“Half-way” has been reached: it stays, "),
        (WEEK, ("half", "30", "14", "7", "1"), "“30 days before the deadline” is past: "),
    ],
)
def test_the_rules_of_the_ladder_hold_for_every_choice(call, clock, moment, rungs, reason):
    clock(moment)
    said = reminders.why_no_ladder(call, rungs)
    assert said.startswith(reason) if reason else said == ""


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("state", "moment", "allowed"),
    [("draft", EARLY, True), ("opened", EARLY, True), ("opened", AFTER, False), ("cancelled", EARLY, False)],
)
def test_reminders_are_chosen_while_letters_may_come(call, dana, clock, state, moment, allowed):
    Call.objects.filter(pk=call.pk).update(state=state)
    call.refresh_from_db()
    clock(moment)
    assert (rules.why_not_choose_reminders(dana, call) == "") == allowed


def test_what_is_chosen_is_what_goes(call, book, dana, clock):
    clock(EARLY)
    choose_reminders(call=call, seen=0, half_way=False, days=[2, 10], by=dana)
    clock("2016-11-28T12:00:00")
    assert reminders.remind_of_deadlines() == 3
    assert {key.split(":")[4] for key in Message.objects.values_list("key", flat=True)} == {"10"}
    line = Entry.objects.get(action="reminderplan.chosen")
    assert (line.actor, line.group, line.details) == (dana.actor_key, call.group_id, {"fields": ["days", "half_way"]})


def test_another_than_the_secretariat_chooses_nothing(call, oumar):
    with pytest.raises(Refused):
        choose_reminders(call=call, seen=0, half_way=True, days=[7], by=oumar)
    assert ReminderPlan.objects.count() == 0


def test_a_choice_made_on_an_older_one_is_stale(call, dana, clock):
    clock(EARLY)
    choose_reminders(call=call, seen=0, half_way=True, days=[10], by=dana)
    with pytest.raises(Stale):
        choose_reminders(call=call, seen=0, half_way=True, days=[5], by=dana)
    choose_reminders(call=call, seen=2, half_way=True, days=[5], by=dana)
    assert (ReminderPlan.objects.get().days, ReminderPlan.objects.get().version) == ([5], 3)


def test_a_rung_taken_off_while_letters_were_counted_is_not_posted(call, book, dana, clock):
    clock(EARLY)
    letters = [(reminders.stairs.stairs_of(call)[3], person) for person in reminders.addressees(call)]
    choose_reminders(call=call, seen=0, half_way=True, days=[14, 3, 1], by=dana)
    assert reminders.posting.post(call, letters) == 0
