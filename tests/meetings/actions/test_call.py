"""A call is prepared, opened to everybody, cancelled; what it asks freezes when it opens."""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest

from correspondence.models import Message, Suppression
from meetings import actions
from meetings.models import Call, Question
from meetings.models.call import deadline_moment
from people.refusals import Refused

LONG = "1. 3. 7. " + "What should be considered, and by whom? " * 25


def questions(call):
    return list(call.questions.values_list("order", "text"))


@pytest.mark.parametrize(
    ("hour", "instant"),
    [
        (None, datetime(2016, 12, 7, 22, 59, 59, tzinfo=UTC)),
        (time(18), datetime(2016, 12, 7, 17, tzinfo=UTC)),
    ],
)
def test_a_bare_date_means_the_end_of_the_day_in_geneva(hour, instant):
    assert deadline_moment(instant.date(), hour, ZoneInfo("Europe/Zurich")) == instant


def test_a_question_of_a_thousand_signs_stays_whole(dana, draft_call):
    actions.add_question(call=draft_call, text=LONG, by=dana)
    assert (len(LONG) >= 1000, Question.objects.get().text) == (True, LONG)


def test_questions_are_put_in_order(dana, draft_call):
    for text in ("one", "two", "three"):
        actions.add_question(call=draft_call, text=text, by=dana)
    actions.move_question(question=draft_call.questions.get(text="three"), down=False, by=dana)
    actions.move_question(question=draft_call.questions.get(text="one"), down=False, by=dana)
    actions.remove_question(question=draft_call.questions.get(text="two"), by=dana)
    assert questions(draft_call) == [(1, "one"), (2, "three")]


def test_opening_tells_everybody_in_the_address_book_once(dana, draft_call, address_book):
    actions.add_question(call=draft_call, text="What?", by=dana)
    Suppression.objects.create(address="fra@example.org", reason="bounced", since=draft_call.deadline_at)
    assert actions.open_call(call=draft_call, by=dana) == 4
    keys = {key.removeprefix(f"call:{draft_call.uid}:opened:") for key in Message.objects.values_list("key", flat=True)}
    assert keys == {"bela@example.org", "bra@example.org", "ken@example.org", "network@example.org"}


def test_the_letter_names_questions_deadline_and_address(dana, draft_call, address_book):
    actions.add_question(call=draft_call, text=LONG, by=dana)
    actions.open_call(call=draft_call, by=dana)
    body = Message.objects.first().body
    wanted = (LONG.strip(), "7 December 2016, 23:59 Geneva time (UTC+1)", f"/calls/{draft_call.uid}/")
    assert [words for words in wanted if words not in body] == []


def test_an_opened_call_is_frozen(dana, call):
    question = call.questions.first()
    attempts = [
        lambda: actions.edit_call(call=call, seen=1, by=dana, title="Else"),
        lambda: actions.add_question(call=call, text="More?", by=dana),
        lambda: actions.edit_question(question=question, text="Else?", seen=1, by=dana),
        lambda: actions.move_question(question=question, down=True, by=dana),
        lambda: actions.remove_question(question=question, by=dana),
    ]
    for attempt in attempts:
        with pytest.raises(Refused, match="The call has been opened"):
            attempt()


def test_opening_twice_is_refused_and_nobody_hears_twice(dana, draft_call, address_book):
    actions.add_question(call=draft_call, text="What?", by=dana)
    actions.open_call(call=draft_call, by=dana)
    with pytest.raises(Refused, match="It is opened"):
        actions.open_call(call=draft_call, by=dana)
    assert Message.objects.count() == 5


def test_cancelling_withdraws_what_has_not_gone(dana, draft_call, address_book):
    actions.add_question(call=draft_call, text="What?", by=dana)
    actions.open_call(call=draft_call, by=dana)
    assert actions.cancel_call(call=draft_call, by=dana) == 5
    assert set(Message.objects.values_list("state", flat=True)) == {"withdrawn"}


def test_nobody_else_opens_or_cancels(emil, oumar, draft_call):
    for actor in (emil, oumar):
        with pytest.raises(Refused):
            actions.cancel_call(call=draft_call, by=actor)
    assert Call.objects.get().state == Call.State.DRAFT


def test_a_call_in_preparation_is_its_secretariats_own(dana, chidi, oumar, draft_call):
    seen = {user: draft_call in Call.objects.visible_to(user) for user in (dana, chidi, oumar)}
    assert seen == {dana: True, chidi: False, oumar: False}
