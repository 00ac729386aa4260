"""The screens of personal late links: the staff's list, and the page that opens with a link."""

from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse

from correspondence.models import Message
from submissions import actions
from submissions.models import LateLink, Submission
from tests.submissions.conftest import Browser, words_of

AFTER, ENDS = "2016-12-09T12:00:00", datetime(2016, 12, 12, 22, 59, 59, tzinfo=UTC)
TYPED = {"email": "late@example.org", "name": "Lara", "reason": "Power cut.", "expires_on": "2016-12-12"}


@pytest.fixture
def address(call, dana, clock):
    """The address in the letter of a link, made after the deadline."""
    clock(AFTER)
    actions.make_late_link(call=call, email="late@example.org", name="", reason="x", expires_at=ENDS, by=dana)
    return "/late/" + Message.objects.get().body.partition("/late/")[2].partition("/")[0] + "/"


def test_staff_make_a_link_and_see_it_in_the_list(client_of, dana, call, clock):
    clock(AFTER)
    client, screen = client_of(dana), reverse("submissions:late_links", args=[call.uid])
    assert client.post(screen, TYPED).status_code == 302
    page = words_of(client.get(screen))
    wanted = ["late@example.org", "12 December 2016, 23:59 Geneva time", "sent, not used yet"]
    assert [words for words in wanted if words not in page] == []


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"email": "late at example.org"}, "email"),
        ({"reason": " "}, "reason"),
        ({"expires_on": "2016-12-08"}, "expires_on"),
        ({"expires_on": ""}, "expires_on"),
        ({"expires_on": "2017-03-26", "expires_hour": "02:30"}, "expires_hour"),
    ],
)
def test_what_is_wrong_with_a_link_is_said(client_of, dana, call, clock, wrong, field):
    clock(AFTER)
    page = client_of(dana).post(reverse("submissions:late_links", args=[call.uid]), TYPED | wrong)
    assert (list(page.context["form"].errors), LateLink.objects.count()) == ([field], 0)


def test_staff_of_another_group_find_nothing(client_of, oumar, call, address):
    client = client_of(oumar)
    assert client.get(reverse("submissions:late_links", args=[call.uid])).status_code == 404
    assert client.post(reverse("submissions:late_link_revoke", args=[LateLink.objects.get().pk])).status_code == 404


def test_staff_revoke_a_link(client_of, dana, address):
    client_of(dana).post(reverse("submissions:late_link_revoke", args=[LateLink.objects.get().pk]))
    page = Client().get(address)
    assert (page.status_code, "has been revoked" in words_of(page)) == (410, True)


def test_looking_uses_nothing(address):
    browser = Client()
    assert (browser.get(address).status_code, browser.head(address).status_code) == (200, 200)
    assert (LateLink.objects.get().used_at, Submission.objects.count()) == (None, 0)


def test_the_button_begins_a_draft_in_this_browser(address):
    browser = Client()
    answer = browser.post(address, {"which": "new"})
    submission = Submission.objects.get()
    assert answer.url == reverse("submissions:about", args=[submission.uid])
    assert browser.get(answer.url).status_code == 200
    assert browser.get(address).url == answer.url


def test_a_second_browser_is_told_that_it_was_used(address):
    Client().post(address, {"which": "new"})
    second = Client()
    assert second.post(address, {"which": "new"}).url == address
    page = second.get(address)
    assert (page.status_code, "This link has been used already" in words_of(page)) == (410, True)
    assert Submission.objects.count() == 1


def test_pressing_twice_goes_on_to_the_same_draft(address):
    browser = Client()
    first = browser.post(address, {"which": "new"})
    assert (browser.post(address, {"which": "new"}).url, Submission.objects.count()) == (first.url, 1)


def test_an_unknown_link_is_answered_politely(call):
    page = Client().get("/late/of-somebody-who-guesses/")
    assert (page.status_code, "We do not know this link" in words_of(page)) == (404, True)


def test_an_expired_link_says_since_when(address, clock):
    clock("2016-12-13T12:00:00")
    page = Client().get(address)
    assert (page.status_code, "valid until 12 December 2016, 23:59 Geneva time" in words_of(page)) == (410, True)


def test_a_draft_of_this_browser_is_offered_and_goes_on(call, dana, clock):
    browser = Browser(call)
    browser.about()
    browser.answers("An answer that came too late.")
    clock(AFTER)
    assert browser.get("check").status_code == 403
    actions.make_late_link(call=call, email="a@example.org", name="", reason="x", expires_at=ENDS, by=dana)
    address = "/late/" + Message.objects.get(secret=True).body.partition("/late/")[2].partition("/")[0] + "/"
    assert str(browser.submission.uid) in browser.client.get(address).content.decode()
    browser.client.post(address, {"which": str(browser.submission.uid)})
    browser.send()
    browser.submission.refresh_from_db()
    assert (browser.submission.state, Submission.objects.count()) == ("submitted", 1)


def test_the_draft_of_somebody_else_cannot_be_named(call, address):
    other = Browser.__new__(Browser)
    other.client, other.call = Client(), call
    stranger = Submission.objects.create(call=call, holder_key="somebody", created_at=ENDS)
    page = Client().post(address, {"which": str(stranger.uid)})
    assert (page.status_code, LateLink.objects.get().used_at) == (200, None)


def test_the_list_asks_as_often_for_ten_links_as_for_one(
    client_of, dana, call, address, looked_at_clock, django_assert_num_queries
):
    client, screen = client_of(dana), reverse("submissions:late_links", args=[call.uid])
    with django_assert_num_queries(LIST_QUERIES):
        client.get(screen)
    for number in range(9):
        email = f"late{number}@example.org"
        link = actions.make_late_link(call=call, email=email, name="", reason="x", expires_at=ENDS, by=dana)
        Submission.objects.create(call=call, holder_key=email, created_at=ENDS, late_link=link)
    with django_assert_num_queries(LIST_QUERIES):
        client.get(screen)


LIST_QUERIES = 11
