"""Who starts, edits, clears and issues the Chair's summary, and the reasons of those who may not."""

import pytest

from meetings.models import Meeting
from summaries import actions, rules

PREPARE = "Only the Chair, the Chair’s assistant and the secretariat prepare the Chair’s summary."
MANAGE = "Only the secretariat of this working group can do this."
CLEAR = "Only the Chair clears the summary; the secretariat records that the Chair did by e-mail."
DECIDE = "The Chair clears the Chair’s summary, or the secretariat records that the Chair did."
RECORD = "Only the secretariat records a clearance that the Chair gave by e-mail."
NOT_CLEARED = "The paper has not been cleared."
ALL_ROLES = ["dana", "emil", "fatou", "bela", "chidi", "oumar", "amina"]


def answers(request, rule, thing):
    """What the rule says to each of the cast."""
    return {name: rule(request.getfixturevalue(name), thing) for name in ALL_ROLES}


def expected(default, **others):
    return dict.fromkeys(ALL_ROLES, default) | others


def test_the_chair_the_assistant_and_the_secretariat_start(request, first_meeting, emil):
    assert answers(request, rules.why_not_start, first_meeting) == expected(PREPARE, dana="", emil="", fatou="")


def test_the_chair_the_assistant_and_the_secretariat_edit(request, summary):
    assert answers(request, rules.why_not_edit, summary) == expected(PREPARE, dana="", emil="", fatou="")


def test_the_chair_alone_clears(request, summary):
    assert answers(request, rules.why_not_clear, summary) == expected(DECIDE, emil="", dana=CLEAR)


def test_the_secretariat_alone_records_a_clearance(request, summary):
    assert answers(request, rules.why_not_record_clearance, summary) == expected(DECIDE, dana="", emil=RECORD)


def test_nobody_issues_a_draft(request, summary):
    assert answers(request, rules.why_not_issue, summary) == expected(NOT_CLEARED)


def test_the_secretariat_alone_issues_what_is_cleared(request, cleared):
    assert answers(request, rules.why_not_issue, cleared) == expected(MANAGE, dana="")


@pytest.mark.parametrize("state", [Meeting.State.PLANNED, Meeting.State.POSTPONED, Meeting.State.CANCELLED])
def test_a_meeting_that_did_not_take_place_has_no_summary(first_meeting, emil, dana, state):
    first_meeting.state = state
    assert rules.why_not_start(dana, first_meeting) == "The meeting has not taken place yet."


def test_a_meeting_to_come_has_no_summary_yet(meeting, emil, dana, clock):
    assert rules.why_not_start(dana, meeting) == "The meeting has not taken place yet."
    clock("2017-01-26T09:00:00Z")
    assert rules.why_not_start(dana, meeting) == ""


def test_a_meeting_has_one_summary(summary, first_meeting, dana):
    assert rules.why_not_start(dana, first_meeting) == "This meeting has its summary already."


def test_without_a_chair_there_is_nobody_whose_record_it_is(first_meeting, dana):
    assert rules.why_not_start(dana, first_meeting).startswith("Nobody is entered as Chair")


def test_a_summary_without_text_is_not_cleared(summary, emil):
    actions.save(summary=summary, seen=summary.draft.version, by=emil, source="", dated_on=None)
    assert rules.why_not_clear(emil, summary) == "The summary has no text yet."
