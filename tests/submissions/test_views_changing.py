"""The screens on which staff extend a deadline or reword a question: what will happen first, then the button."""

import pytest
from django.urls import reverse

from correspondence.models import Message
from meetings.models import Call, Extension, Wording
from people.models import Contact
from tests.submissions.conftest import words_of
from tests.submissions.contributions import contribution

TYPED = {"deadline_on": "2016-12-14", "deadline_hour": "", "reason": "Missions asked for it."}
CONFIRMED = {**TYPED, "seen": 1, "shown": "2016-12-14T22:59:59+00:00", "confirm": "1"}


@pytest.fixture
def screen(call):
    return reverse("submissions:extend", args=[call.uid])


def test_the_screen_says_what_will_happen_and_does_nothing_yet(client_of, dana, call, group, screen):
    Contact.objects.create(group=group, name="Book", email="book@example.org")
    contribution(call, email="filer@example.org")
    page = client_of(dana).post(screen, {**TYPED, "seen": 1})
    said = words_of(page)
    assert (
        "moves from 7 December 2016, 23:59 Geneva time (UTC+1) to 14 December 2016, 23:59 Geneva time (UTC+1)" in said
    )
    assert ("2 letters go out" in said, "filer@example.org" in said) == (True, True)
    assert (Extension.objects.count(), Message.objects.count()) == (0, 0)


def test_confirmed_it_happens_once(client_of, dana, call, screen):
    contribution(call, email="filer@example.org")
    client = client_of(dana)
    shown = client.post(screen, {**TYPED, "seen": 1}).context["form"]
    assert {name: shown[name].value() for name in ("seen", "shown")} == {"seen": 1, "shown": CONFIRMED["shown"]}
    assert client.post(screen, CONFIRMED).url == reverse("meetings:call_edit", args=[call.uid])
    client.post(screen, CONFIRMED)
    assert (Extension.objects.count(), Message.objects.count()) == (1, 1)
    page = words_of(client.get(reverse("meetings:call_edit", args=[call.uid])))
    assert ("Missions asked for it." in page, "no longer holds" in page) == (True, True)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"deadline_on": "2016-12-07"}, "deadline_on"),
        ({"deadline_on": "tomorrow"}, "deadline_on"),
        ({"deadline_on": "2017-03-26", "deadline_hour": "02:30"}, "deadline_hour"),
        ({"reason": ""}, "reason"),
        ({"seen": "x"}, "seen"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(client_of, dana, screen, wrong, field):
    page = client_of(dana).post(screen, {**CONFIRMED, **wrong})
    assert (list(page.context["form"].errors), Extension.objects.count()) == ([field], 0)
    assert wrong.get("reason", TYPED["reason"]) in page.content.decode()


@pytest.mark.parametrize("different", [{"seen": 0}, {"deadline_on": "2016-12-15"}, {"shown": ""}])
def test_only_what_was_shown_is_done(client_of, dana, call, screen, different):
    page = client_of(dana).post(screen, {**CONFIRMED, **different})
    assert ("Nothing was done" in words_of(page), Extension.objects.count()) == (True, 0)
    assert page.context["form"].data["seen"] == 1


def test_the_hour_that_comes_twice_is_said(client_of, dana, call, screen):
    page = client_of(dana).post(screen, {**TYPED, "deadline_on": "2017-10-29", "deadline_hour": "02:30", "seen": 1})
    assert "the second one is meant: 29 October 2017, 02:30 Geneva time (UTC+1)" in words_of(page)


def test_a_cancelled_call_shows_why_not(client_of, dana, call, screen):
    Call.objects.update(state="cancelled")
    page = client_of(dana).get(screen)
    assert ("It is cancelled." in words_of(page), "What will happen" in words_of(page)) == (True, False)


@pytest.mark.parametrize("name", ["extend", "reword"])
def test_staff_of_another_group_find_nothing(client_of, oumar, call, name):
    uid = call.uid if name == "extend" else call.questions.first().uid
    assert client_of(oumar).get(reverse(f"submissions:{name}", args=[uid])).status_code == 404


def test_a_question_is_reworded_and_its_earlier_wording_stays(client_of, dana, call):
    contribution(call, email="filer@example.org")
    question = call.questions.first()
    client, screen = client_of(dana), reverse("submissions:reword", args=[question.uid])
    assert "filer@example.org" in words_of(client.get(screen))
    client.post(screen, {"text": "Which ones?", "kind": "substance", "seen": 1})
    assert (Wording.objects.get().text, Message.objects.get().to_address) == (question.text, "filer@example.org")
    page = words_of(client.get(reverse("meetings:call_edit", args=[call.uid])))
    assert ("Earlier wordings" in page, question.text in page, "change of substance" in page) == (True, True, True)


def test_a_stale_rewording_shows_mine_and_theirs(client_of, dana, call):
    question = call.questions.first()
    client, screen = client_of(dana), reverse("submissions:reword", args=[question.uid])
    client.post(screen, {"text": "Theirs?", "kind": "editorial", "seen": 1})
    page = client.post(screen, {"text": "Mine?", "kind": "editorial", "seen": 1})
    assert page.context["differences"] == [("Question", "Mine?", "Theirs?")]
