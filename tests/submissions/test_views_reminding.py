"""The secretariat's screen for reminders."""

import pytest
from django.urls import reverse

from meetings.models import Call
from people.models import Contact
from submissions.reminders import remind_of_deadlines
from tests.submissions.contributions import contribution

pytestmark = pytest.mark.django_db


@pytest.fixture
def screen(client_of, dana, call):
    """The text of the screen as the call's secretariat sees it."""
    browser = client_of(dana)

    def fetch(**query):
        answer = browser.get(reverse("submissions:reminders", args=[call.uid]), query)
        return " ".join(answer.content.decode().split())

    return fetch


@pytest.fixture
def book(group):
    for name in ("ada", "ben", "cyd"):
        Contact.objects.create(group=group, email=f"{name}@example.org", name=name.title())


def test_it_shows_what_will_go_to_exactly_whom(screen, book):
    page = screen()
    assert "3 addresses get a letter" in page
    assert "to 3 addresses, from 25 November 2016, 13:00 Geneva time (UTC+1)" in page
    assert page.count("@example.org</th>") == 3


def test_it_shows_what_went_and_leads_to_the_letters(screen, book, call, clock):
    clock("2016-11-30T23:30:00")
    remind_of_deadlines()
    assert f'<a href="/desk/outbox/?q=call%3A{call.uid}%3Areminder%3A1%3A7%3A">Waiting: 3</a>' in screen()


def test_it_shows_who_is_left_out_and_why(screen, book, call):
    contribution(call, email="ben@example.org", organisation="Elsewhere")
    page = screen(show="spared")
    assert "2 addresses get a letter" in page
    assert (page.count("@example.org</th>"), "Has answered." in page) == (1, True)


def test_before_the_call_opens_there_is_no_ladder(screen, call, book):
    Call.objects.filter(pk=call.pk).update(state="draft", opened_at=None)
    assert "The call has not been opened yet" in screen()


@pytest.mark.parametrize(("state", "moment"), [("cancelled", "2016-11-25T12:00:00"), ("opened", "2016-12-08T12:00:00")])
def test_when_the_call_is_no_longer_open_nothing_will_go(screen, call, book, clock, state, moment):
    Call.objects.filter(pk=call.pk).update(state=state)
    clock(moment)
    page = screen()
    assert "no more reminders go" in page
    assert "No letter will go." in page


@pytest.mark.parametrize("who", ["oumar", "chidi", "emil"])
def test_strangers_find_nothing(client_of, call, request, who):
    browser = client_of(request.getfixturevalue(who))
    assert browser.get(reverse("submissions:reminders", args=[call.uid])).status_code == 404


@pytest.mark.parametrize("count", [1, 50])
def test_the_number_of_queries_is_the_same_for_one_and_fifty(
    screen, group, call, looked_at_clock, django_assert_num_queries, count
):
    for number in range(count):
        Contact.objects.create(group=group, email=f"{number}@example.org")
    with django_assert_num_queries(13):
        screen()
