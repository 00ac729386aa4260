"""How often drafts may be begun and letters asked for: enough for people, too little for robots."""

import secrets

import pytest
from django.test import Client, override_settings
from django.urls import reverse

from correspondence.models import Message
from submissions.models import Submission, Version
from submissions.views import limiting
from tests.submissions.conftest import Browser

RESUME = "/contributions/resume/"


@pytest.fixture
def from_afar():
    """How a browser in a network of its own is made: the cache outlives a run of the tests."""
    return {"REMOTE_ADDR": ".".join(["10", *(str(secrets.randbelow(256)) for _ in range(3))])}


def test_pressing_start_twice_begins_one_draft(browser, call):
    browser.client.post(reverse("submissions:start", args=[call.uid]))
    assert Submission.objects.count() == 1


def test_a_browser_begins_no_more_drafts_than_a_person_writes(call, client, monkeypatch):
    monkeypatch.setattr(limiting, "DRAFTS", 3)
    for _ in range(5):
        client.post(reverse("submissions:start", args=[call.uid]))
        Version.objects.update(saved_at=call.deadline_at)
    assert Submission.objects.count() == 3


def test_a_network_begins_no_more_drafts_than_its_people_write(call, settings, from_afar):
    settings.ACCOUNT_RATE_LIMITS = {"begin_draft": "3/h/ip"}
    asked = [Client(**from_afar).post(reverse("submissions:start", args=[call.uid])) for _ in range(5)]
    assert [answer.status_code for answer in asked] == [302, 302, 302, 403, 403]
    assert Submission.objects.count() == 3


def test_a_network_has_no_letters_sent_all_over_the_world(db, settings, from_afar):
    settings.ACCOUNT_RATE_LIMITS = {"ask_letter": "2/h/ip"}
    client = Client(**from_afar)
    asked = [client.post(RESUME, {"email": f"a{number}@example.org"}).status_code for number in range(4)]
    assert (asked, Message.objects.count()) == ([302, 302, 403, 403], 2)


def test_a_sleeping_cache_stops_nobody(call, client):
    nowhere = {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://127.0.0.1:1/0"}
    with override_settings(ACCOUNT_RATE_LIMITS={"begin_draft": "3/h/ip"}, CACHES={"default": nowhere}):
        assert client.post(reverse("submissions:start", args=[call.uid])).status_code == 302
    assert Submission.objects.count() == 1


def test_two_windows_that_begin_at_once_are_both_held(browser, other_call):
    late = Client()
    late.cookies["sessionid"] = browser.client.cookies["sessionid"].value
    late.post(reverse("submissions:start", args=[other_call.uid]))
    assert browser.get("about").status_code == 200
    second = Submission.objects.latest("pk")
    assert browser.client.get(reverse("submissions:about", args=[second.uid])).status_code == 200
    assert Browser(other_call).submission != second
