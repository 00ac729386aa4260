"""In the browser, without scripts: resume by a code, forget, edit, withdraw, choose otherwise, show, decline."""

import secrets

import pytest
from django.test import Client
from django.urls import reverse

from correspondence.models import Message
from submissions import declining
from submissions.models import AddressCode, Declination, Submission, Version
from submissions.views import limiting
from tests.submissions.conftest import Browser, words_of
from tests.submissions.test_holding import code_in_the_letter

RESUME, CODE, HELD, FORGET = (
    reverse(f"submissions:{name}") for name in ("resume", "enter_code", "held", "forget")
)  # fmt: skip
ADDRESS = "amina@example.org"


@pytest.fixture
def filed_in(browser):
    """A browser that has filed one contribution."""
    browser.about()
    browser.answers("First answer.")
    browser.send()
    return browser


def resumed(client, address=ADDRESS):
    """The page one ends on, after asking for a code and entering it."""
    client.post(RESUME, {"email": address})
    return client.post(CODE, {"code": code_in_the_letter()}, follow=True)


# Coming back


def test_a_code_opens_drafts_and_receipts_on_another_device(filed_in, call):
    other = Client()
    page = resumed(other)
    assert page.redirect_chain[-1][0] == HELD
    assert "No. 1" in words_of(page)
    assert other.get(filed_in.url("confirmation")).status_code == 200


def test_known_and_unknown_addresses_are_answered_alike(filed_in, client):
    answers = []
    for address in (ADDRESS, "nobody@example.org"):
        page = client.post(RESUME, {"email": address}, follow=True)
        answers.append((page.status_code, page.redirect_chain, words_of(page)))
    assert answers[0] == answers[1]


def test_a_stranger_who_enters_a_code_holds_nothing(filed_in):
    page = resumed(Client(), "stranger@example.org")
    assert "This browser holds no contribution." in words_of(page)


def test_a_code_is_entered_in_the_browser_that_asked_for_it(filed_in, client):
    client.post(RESUME, {"email": ADDRESS})
    thief = Client()
    assert thief.post(CODE, {"code": code_in_the_letter()}).url == RESUME
    thief.post(RESUME, {"email": "thief@example.org"})
    theirs = Message.objects.get(to_address=ADDRESS, key__startswith="code:").body
    code = next(line for line in theirs.splitlines() if len(line) == 9 and line[4] == "-")
    assert "This is not the code" in words_of(thief.post(CODE, {"code": code}))


def test_a_wrong_code_is_said_beside_the_field(client, db):
    client.post(RESUME, {"email": ADDRESS})
    page = client.post(CODE, {"code": "wrong"})
    assert (page.status_code, AddressCode.objects.get().wrong) == (200, 1)
    assert words_of(page).startswith("Error: Enter the code")


@pytest.mark.parametrize(
    "typed", ["", "nobody", "a@b", "x" * 300 + "@example.org", "a@example.org\r\nBcc: b@example.org"]
)
def test_what_is_no_address_is_not_written_to(client, db, typed):
    assert client.post(RESUME, {"email": typed}).status_code == 200
    assert Message.objects.count() == 0


def test_the_session_gets_another_name_when_something_is_opened(filed_in):
    victim = Client()
    victim.post(RESUME, {"email": ADDRESS})
    planted = victim.cookies["sessionid"].value
    victim.post(CODE, {"code": code_in_the_letter()})
    thief = Client()
    thief.cookies["sessionid"] = planted
    assert victim.cookies["sessionid"].value != planted
    assert "This browser holds no contribution." in words_of(thief.get(HELD))


def test_the_code_page_works_for_phones(client, db):
    client.post(RESUME, {"email": ADDRESS})
    assert 'autocomplete="one-time-code"' in client.get(CODE).content.decode()


def test_the_list_costs_the_same_for_one_and_three(filed_in, call, looked_at_clock, django_assert_num_queries):
    for _more in range(2):
        with django_assert_num_queries(3):
            filed_in.client.get(HELD)
        for _ in range(2):
            filed_in.client.post(reverse("submissions:start", args=[call.uid]))
            Version.objects.filter(number=None).update(saved_at=call.deadline_at)
    assert words_of(filed_in.client.get(HELD)).count("Not submitted.") == 4


def test_confirming_the_address_from_the_receipt(filed_in):
    assert "address not confirmed" in words_of(filed_in.get("confirmation"))
    assert filed_in.client.post(filed_in.url("confirm_address")).url == CODE
    filed_in.client.post(CODE, {"code": code_in_the_letter()})
    assert Submission.objects.get().email_is_confirmed is True
    assert "address not confirmed" not in words_of(filed_in.get("confirmation"))


def test_what_another_browser_filed_is_confirmed_after_reading_it(filed_in):
    other = Client()
    assert "Address not confirmed." in words_of(resumed(other))
    other.post(filed_in.url("confirm_address"))
    assert Submission.objects.get().email_is_confirmed is True


# Forgetting


def test_a_shared_computer_forgets(filed_in):
    assert "Forget me" in words_of(filed_in.client.get(FORGET))
    response = filed_in.client.post(FORGET)
    assert response.headers["Clear-Site-Data"] == '"storage", "cache"'
    assert filed_in.get("confirmation").status_code == 404
    assert "This browser holds no contribution." in words_of(filed_in.client.get(HELD))
    assert filed_in.client.post(filed_in.url("withdraw")).status_code == 404


def test_it_is_said_before_when_there_is_no_way_back(browser):
    assert "you will not be able to come back" in words_of(browser.client.get(FORGET))
    browser.about()
    assert "you will not be able to come back" not in words_of(browser.client.get(FORGET))


@pytest.mark.parametrize("step", ["about", "answers", "files", "check"])
def test_every_page_of_a_draft_leads_to_forgetting(browser, step):
    assert FORGET in browser.get(step).content.decode()


# After filing


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


# No contribution this time


def test_declining_is_one_button_and_taken_back_by_another(call, client):
    url = "/" + declining.link(call, ADDRESS).split("/", 3)[3]
    assert (ADDRESS in client.get(url).content.decode(), Declination.objects.count()) == (False, 0)
    for _twice in range(2):
        page = client.post(url, follow=True)
    assert ("Noted: no more reminders" in words_of(page), Declination.objects.count()) == (True, 1)
    client.post(url, {"back": "1"})
    assert Declination.objects.count() == 0


@pytest.mark.parametrize("token", ["x", "x:y:z", "eyJ:abc:def"])
def test_a_made_up_link_finds_nothing(client, db, token):
    assert client.post(reverse("submissions:decline", args=[token])).status_code == 404
    assert Declination.objects.count() == 0


def test_nobody_declines_for_somebody_else(call, client):
    page = client.post(reverse("submissions:decline_ask", args=[call.uid]), {"email": "victim@example.org"})
    assert "is on its way" in words_of(page)
    assert (Declination.objects.count(), Message.objects.get().to_address) == (0, "victim@example.org")


# Limits


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


def test_a_sleeping_cache_stops_nobody(call, settings, client):
    settings.ACCOUNT_RATE_LIMITS = {"begin_draft": "3/h/ip"}
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": "redis://127.0.0.1:1/0",
        }
    }
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
