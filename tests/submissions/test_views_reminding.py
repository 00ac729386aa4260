"""The secretariat's screen for reminders."""

import pytest
from django.urls import reverse

from meetings.models import Call
from people.models import Contact
from submissions.models import ReminderPlan
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


def test_before_the_call_opens_it_shows_what_would_go(screen, call, book):
    Call.objects.filter(pk=call.pk).update(state="draft", opened_at=None)
    page = screen()
    assert ("what would go if it opened now" in page, page.count("@example.org</th>")) == (True, 3)


def test_of_a_call_in_preparation_whose_deadline_is_past_nothing_is_planned(screen, call, book, clock):
    Call.objects.filter(pk=call.pk).update(state="draft", opened_at=None)
    clock("2016-12-09T12:00:00")
    assert "no reminders are planned" in screen()


def test_each_person_has_every_letter_to_come_its_hour_language_and_text(screen, group, call):
    Contact.objects.create(group=group, email="fr@example.org", language="fr")
    page = screen()
    for days in ("7 days", "3 days", "1 day"):
        assert page.count(f'<span class="quiet">{days} before the deadline</span>') == 1
    assert '<span class="quiet">(Français)</span>: <bdi lang="fr">' in page
    assert "7 décembre 2016, 23:59, heure de Geneva (UTC+1)" in page


def choose(client, call, **typed):
    return client.post(reverse("submissions:choose_reminders", args=[call.uid]), {"seen": 0, **typed})


def test_staff_see_the_dates_of_a_choice_before_they_save_it(client_of, dana, call, book, clock):
    clock("2016-10-25T12:00:00")
    page = choose(client_of(dana), call, days="10, 2", show="1").content.decode()
    assert ("2 days before the deadline" in page, "to 3 addresses" in page, "Not saved yet" in page) == (True,) * 3
    assert ReminderPlan.objects.count() == 0


def test_staff_choose_the_reminders(client_of, dana, call, clock):
    clock("2016-10-25T12:00:00")
    answer = choose(client_of(dana), call, half_way="on", days="20 5")
    assert answer.url == reverse("submissions:reminders", args=[call.uid])
    assert ReminderPlan.objects.get().rungs == ("half", "20", "5")


@pytest.mark.parametrize(
    ("days", "reason"),
    [
        ("9, 7, 1", "9 and 7 days before the deadline are less than 4 days apart"),
        ("a week", "Type numbers of days with commas between them"),
        ("7, 7", "A day stands there twice."),
        ("100, 7", "between 1 and 90 days"),
        ("0", "between 1 and 90 days"),
    ],
)
def test_a_bad_choice_is_refused_with_the_reason(client_of, dana, call, clock, days, reason):
    clock("2016-10-25T12:00:00")
    page = choose(client_of(dana), call, half_way="on", days=days).content.decode()
    assert (reason in page, ReminderPlan.objects.count()) == (True, 0)


def test_whoever_saves_second_is_shown_both_choices(client_of, dana, call, clock):
    clock("2016-10-25T12:00:00")
    choose(client_of(dana), call, half_way="on", days="20, 5")
    page = choose(client_of(dana), call, half_way="on", days="10, 2").content.decode()
    assert ("Saved in the meantime" in page, "20, 5" in page, "10, 2" in page) == (True,) * 3
    assert ReminderPlan.objects.get().days == [20, 5]


@pytest.mark.parametrize("who", ["oumar", "chidi", "emil"])
def test_strangers_choose_nothing(client_of, call, request, who):
    assert choose(client_of(request.getfixturevalue(who)), call, days="5").status_code == 404


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
    with django_assert_num_queries(14):
        screen()
