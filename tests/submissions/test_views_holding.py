"""In the browser, without scripts: resume by a code, forget, edit, withdraw, choose otherwise, show, decline."""

import pytest
from django.test import Client
from django.urls import reverse

from correspondence.models import Message
from submissions.models import AddressCode, Submission, Version
from tests.submissions.conftest import words_of
from tests.submissions.test_holding import code_in_the_letter

RESUME, CODE, HELD, FORGET = (
    reverse(f"submissions:{name}") for name in ("resume", "enter_code", "held", "forget")
)  # fmt: skip
ADDRESS = "amina@example.org"


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
