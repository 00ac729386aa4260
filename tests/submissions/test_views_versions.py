"""After filing, in the browser: edit, throw away, withdraw, choose otherwise; the link by which partners read."""

import pytest
from django.test import Client
from django.urls import reverse

from submissions.models import Submission, Version
from tests.submissions.conftest import words_of


def test_editing_leads_through_the_form_to_a_second_receipt(filed_in):
    assert filed_in.client.post(filed_in.url("edit")).url == filed_in.url("about")
    page = filed_in.get("about")
    assert (page.status_code, "Version 1 is filed and valid" in words_of(page)) == (200, True)
    assert "newer draft, and it is not submitted" in words_of(filed_in.get("confirmation"))
    filed_in.answers("Second answer.")
    filed_in.send()
    assert Submission.objects.get().current.number == 2
    assert "Second answer." in words_of(filed_in.get("confirmation"))
    assert filed_in.get("about").url == filed_in.url("confirmation")


def test_the_newer_draft_is_thrown_away_after_asking(filed_in):
    filed_in.client.post(filed_in.url("edit"))
    assert "Throw the newer draft away?" in words_of(filed_in.get("discard"))
    assert Version.objects.count() == 2
    for _twice in range(2):
        assert filed_in.client.post(filed_in.url("discard")).url == filed_in.url("confirmation")
    assert Version.objects.get().number == 1


def test_withdrawing_says_before_what_happens_and_after_what_happened(filed_in):
    asked = words_of(filed_in.get("withdraw"))
    assert "The text, the files and the names in it are erased" in asked
    assert Submission.objects.get().state == "submitted"
    for _twice in range(2):
        page = filed_in.client.post(filed_in.url("withdraw"), follow=True)
    assert "It was withdrawn at your request on" in words_of(page)
    assert Submission.objects.get().state == "withdrawn"


@pytest.mark.parametrize(
    "name", ["about", "answers", "files", "check", "confirmation", "discard", "choices", "partners"]
)
def test_after_withdrawal_no_page_shows_the_text_or_fails(filed_in, name):
    filed_in.client.post(filed_in.url("edit"))
    filed_in.client.post(filed_in.url("withdraw"))
    page = filed_in.client.get(filed_in.url(name), follow=True)
    assert (page.status_code, "First answer." in words_of(page)) == (200, False)


def test_a_page_of_the_newer_draft_sent_after_withdrawal_gives_the_text_back(filed_in):
    filed_in.client.post(filed_in.url("edit"))
    hidden = filed_in.hidden("answers")
    filed_in.client.post(filed_in.url("withdraw"))
    page = filed_in.post("answers", hidden=hidden, language="en", other="Typed too late.")
    assert (page.status_code, "Typed too late." in words_of(page)) == (409, True)
    assert "Typed too late." not in str(list(Version.objects.values()))


def test_choices_are_changed_on_a_page_of_their_own(filed_in):
    response = filed_in.client.post(filed_in.url("choices"), {"publish": "not", "translation": "original"})
    assert response.url == filed_in.url("confirmation")
    assert (Version.objects.latest("pk").publish, Version.objects.count()) == ("not", 2)


@pytest.mark.parametrize("choices", [{}, {"publish": "everywhere", "translation": "original"}])
def test_unknown_choices_change_nothing(filed_in, choices):
    page = filed_in.client.post(filed_in.url("choices"), choices)
    assert (page.status_code, Version.objects.count()) == (200, 1)


@pytest.mark.parametrize("verb", ["edit", "discard", "withdraw", "choices", "partners", "confirm_address"])
def test_a_stranger_finds_nothing(filed_in, verb):
    assert Client().post(filed_in.url(verb)).status_code == 404
    assert Submission.objects.get().state == "submitted"


# The link for partners


def test_partners_read_the_draft_without_any_address(browser):
    browser.about(email="canary@private.example")
    browser.answers("Read me.")
    browser.client.post(browser.url("partners"))
    key = Submission.objects.get().reading_key
    page = Client().get(reverse("submissions:read_draft", args=[key]))
    assert ("NOT SUBMITTED" in words_of(page), "Read me." in words_of(page)) == (True, True)
    assert ("canary" in page.content.decode(), page.headers["X-Robots-Tag"][:7]) == (False, "noindex")
    assert "no-store" in page.headers["Cache-Control"]
    browser.client.post(browser.url("partners"), {"revoke": "1"})
    assert Client().get(reverse("submissions:read_draft", args=[key])).status_code == 404


def test_once_sent_the_link_shows_no_text(browser):
    browser.client.post(browser.url("partners"))
    browser.about()
    browser.answers("Read me.")
    browser.send()
    page = Client().get(reverse("submissions:read_draft", args=[Submission.objects.get().reading_key]))
    assert ("Read me." in words_of(page), "There is no draft here now" in words_of(page)) == (False, True)
