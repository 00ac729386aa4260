"""What the secretariat owes, on its desk and on a screen of its own with the letters about it."""

import pytest
from django.urls import reverse

from correspondence.models import Message
from summaries import actions
from wgec_portal import duties
from wgec_portal.tasks import remind_of_duties

pytestmark = pytest.mark.django_db


@pytest.fixture
def summary(first_meeting, emil, fatou, clock):
    """A draft of the Chair's summary, overdue for ten hours."""
    clock("2016-10-21T18:00:00")
    return actions.start(meeting=first_meeting, by=fatou)


def screen(client):
    return " ".join(client.get(reverse("duties")).content.decode().split())


def test_everything_that_is_due_stands_in_the_order_of_its_dates(meeting, summary):
    assert [duty.kind for duty in duties.standing()] == ["summary", "clearance", "notification"]


def test_the_task_posts_what_is_due(dana, summary):
    remind_of_duties()
    remind_of_duties()
    assert Message.objects.with_key("duty:").count() == 1


@pytest.mark.parametrize(("who", "owes"), [("dana", 2), ("oumar", 0), ("emil", 0), ("bela", 0)])
def test_it_stands_on_the_desk_of_its_own_secretariat(client_of, request, dana, summary, who, owes):
    page = client_of(request.getfixturevalue(who)).get(reverse("desk"))
    assert len(page.context["duties"]) == owes


def test_the_screen_shows_who_is_told_when_and_in_which_words(client_of, dana, meeting, summary):
    page = screen(client_of(dana))
    assert page.count("dana@example.org</th>") == 2
    assert "Goes 21 October 2016, 20:00 Geneva time (UTC+2)" in page
    assert "It is a draft that the Chair has not cleared." in page


def test_staff_release_the_letters_that_wait(client_of, dana, summary):
    browser = client_of(dana)
    assert "Send this letter" in screen(browser)
    browser.post(reverse("summaries:release_letters", args=[summary.meeting_id]), {"rung": "0"})
    assert Message.objects.get().to_address == "fatou@example.org"
    assert "Send this letter" not in screen(browser)


def test_another_secretariat_sees_nothing_of_it(client_of, oumar, dana, summary):
    assert "Nothing is due." in screen(client_of(oumar))
    answer = client_of(oumar).post(reverse("summaries:release_letters", args=[summary.meeting_id]), {"rung": "0"})
    assert (answer.status_code, Message.objects.count()) == (404, 0)
