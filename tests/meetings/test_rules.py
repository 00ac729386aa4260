"""Who may do what with meetings, agendas, calls and notifications, and why not."""

import pytest

from meetings import rules
from meetings.models import Agenda, Call, Meeting

M, C = Meeting.State, Call.State
NOT_STAFF = "Only the secretariat of this working group can do this."
KEPT = "A meeting that is closed or cancelled is kept as it was."

MEETING_TABLE = [
    (rules.why_not_edit_meeting, M.PLANNED, ""),
    (rules.why_not_edit_meeting, M.IN_SESSION, ""),
    (rules.why_not_edit_meeting, M.CLOSED, KEPT),
    (rules.why_not_edit_meeting, M.CANCELLED, KEPT),
    (rules.why_not_announce, M.PLANNED, ""),
    (rules.why_not_announce, M.ANNOUNCED, "It is announced."),
    (rules.why_not_announce, M.POSTPONED, "Give the postponed meeting its new dates first."),
    (rules.why_not_announce, M.CANCELLED, "It is cancelled."),
    (rules.why_not_open_session, M.PLANNED, "It is planned."),
    (rules.why_not_open_session, M.ANNOUNCED, "Its first day has not come yet."),
    (rules.why_not_close, M.IN_SESSION, ""),
    (rules.why_not_close, M.ANNOUNCED, "It is announced."),
    (rules.why_not_postpone, M.ANNOUNCED, ""),
    (rules.why_not_postpone, M.PLANNED, "It is planned."),
    (rules.why_not_cancel_meeting, M.PLANNED, ""),
    (rules.why_not_cancel_meeting, M.POSTPONED, ""),
    (rules.why_not_cancel_meeting, M.IN_SESSION, "It is in session."),
    (rules.why_not_draft_notification, M.ANNOUNCED, ""),
    (rules.why_not_draft_notification, M.CLOSED, "It is closed."),
]

CALL_TABLE = [
    (rules.why_not_edit_call, C.DRAFT, ""),
    (
        rules.why_not_edit_call,
        C.OPENED,
        "The call has been opened and stays as it was announced. An extension, or another wording, is a step apart.",
    ),
    (rules.why_not_edit_call, C.CANCELLED, "It is cancelled."),
    (rules.why_not_open_call, C.DRAFT, ""),
    (rules.why_not_open_call, C.OPENED, "It is opened."),
    (rules.why_not_cancel_call, C.DRAFT, ""),
    (rules.why_not_cancel_call, C.OPENED, ""),
    (rules.why_not_cancel_call, C.CANCELLED, "It is cancelled."),
]


@pytest.mark.parametrize(("rule", "state", "reason"), MEETING_TABLE)
def test_a_meeting_can_do_what_its_state_allows(dana, meeting, rule, state, reason):
    meeting.state = state
    assert rule(dana, meeting) == reason


@pytest.mark.parametrize("rule", [row[0] for row in MEETING_TABLE if row[2] == ""])
def test_only_the_groups_own_secretariat_moves_a_meeting(emil, fatou, bela, chidi, oumar, amina, meeting, rule):
    meeting.state = next(state for each, state, reason in MEETING_TABLE if (each, reason) == (rule, ""))
    assert {rule(actor, meeting) for actor in (emil, fatou, bela, chidi, oumar, amina)} == {NOT_STAFF}


@pytest.mark.parametrize(("rule", "state", "reason"), CALL_TABLE)
def test_a_call_can_do_what_its_state_allows(dana, call, rule, state, reason):
    call.state = state
    assert rule(dana, call) == reason


@pytest.mark.parametrize("rule", [rules.why_not_edit_call, rules.why_not_open_call, rules.why_not_cancel_call])
def test_only_the_groups_own_secretariat_moves_a_call(emil, fatou, bela, chidi, oumar, amina, call, rule):
    call.state = C.DRAFT
    assert {rule(actor, call) for actor in (emil, fatou, bela, chidi, oumar, amina)} == {NOT_STAFF}


def test_a_call_without_a_question_is_not_opened(dana, call):
    call.state = C.DRAFT
    call.questions.all().delete()
    assert rules.why_not_open_call(dana, call) == "It asks nothing yet: add a question."


def test_a_call_whose_deadline_is_past_is_not_opened(dana, call, clock):
    clock("2016-12-07T23:00:00")
    call.state = C.DRAFT
    assert rules.why_not_open_call(dana, call) == "Its deadline is past."


def test_a_call_of_a_cancelled_meeting_is_not_opened(dana, call):
    call.state, call.meeting.state = C.DRAFT, M.CANCELLED
    assert rules.why_not_open_call(dana, call) == "Its meeting is closed, postponed or cancelled."


def test_a_call_that_is_over_is_not_cancelled(dana, call, clock):
    clock("2016-12-08T00:00:00")
    assert rules.why_not_cancel_call(dana, call) == "Its deadline is past; the contributions are kept."


def test_a_session_opens_on_the_day_it_is_in_geneva(dana, meeting, clock):
    clock("2017-01-25T23:30:00")
    assert rules.why_not_open_session(dana, meeting) == ""


def test_a_meeting_whose_days_are_past_is_not_announced(dana, meeting, clock):
    clock("2017-01-28T12:00:00")
    meeting.state = M.PLANNED
    assert rules.why_not_announce(dana, meeting) == "Its dates are past."


@pytest.mark.parametrize(
    ("rule", "text", "state", "reason"),
    [
        (rules.why_not_edit_agenda, "Opening", Agenda.State.DRAFT, ""),
        (rules.why_not_adopt_agenda, "Opening", Agenda.State.DRAFT, ""),
        (rules.why_not_adopt_agenda, " ", Agenda.State.DRAFT, "The agenda has no items yet."),
        (
            rules.why_not_edit_agenda,
            "Opening",
            Agenda.State.ADOPTED,
            "The agenda has been adopted; its text is kept as it was.",
        ),
    ],
)
def test_an_agenda_is_edited_until_it_is_adopted(dana, meeting, rule, text, state, reason):
    assert rule(dana, Agenda(meeting=meeting, text=text, state=state)) == reason
