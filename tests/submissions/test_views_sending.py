"""The last step: what the check page showed is filed, once, or nothing is."""

import pytest
from django.db import connection

from correspondence.models import Message
from people.models import Holder
from people.refusals import Refused
from submissions import actions
from submissions.models import Submission, Version
from submissions.rules import why_not_submit
from tests.submissions.conftest import words_of

pytestmark = pytest.mark.embedded


def test_what_lacks_something_cannot_be_sent(browser):
    page = browser.get("check")
    assert [lack.field for lack in page.context["missing"]][:2] == ["name", "email"]
    assert (browser.send().url, Submission.objects.get().state) == (browser.url("check"), "draft")


def test_button_and_action_ask_one_rule(browser):
    version, holder = Version.objects.get(), Holder(key=browser.submission.holder_key)
    reason = why_not_submit(holder, version)
    assert (browser.get("check").context["why_not"], reason[:16]) == (reason, "Enter your name.")
    with pytest.raises(Refused, match="^" + reason[:16]):
        actions.submit(version=version, by=holder)


def test_pressing_twice_reloading_and_two_windows_file_once(browser):
    sent = browser.ready()
    answers = [browser.client.post(browser.url("send"), sent).url for _ in range(3)]
    assert answers == [browser.url("confirmation")] * 3
    assert [browser.get("confirmation").status_code for _ in range(2)] == [200, 200]
    assert (Message.objects.count(), Submission.objects.filed().count()) == (1, 1)


@pytest.mark.parametrize("number", [1, 3])
def test_sending_costs_the_same_however_many_there_are(
    browser, filed, number, looked_at_clock, django_assert_num_queries
):
    for _ in range(number):
        filed(browser.call)
    sent = browser.ready()
    with django_assert_num_queries({"postgresql": 25, "sqlite": 24}[connection.vendor]):
        browser.client.post(browser.url("send"), sent)
    assert Submission.objects.filed().count() == number + 1


def test_what_the_check_page_did_not_show_is_not_sent(browser):
    sent = browser.ready()
    browser.answers("Changed in another window.")
    assert browser.client.post(browser.url("send"), sent).url == browser.url("check")
    assert Submission.objects.get().state == "draft"


def test_the_same_key_with_other_content_shows_both(browser):
    early = browser.ready()
    browser.answers("Changed in another window.")
    browser.send()
    response = browser.client.post(browser.url("send"), early)
    page = words_of(response)
    assert (response.status_code, "One." in page, "Changed in another window." in page) == (409, True, True)
    assert Message.objects.count() == 1


@pytest.mark.parametrize("key", ["0" * 32, "no key at all", ""])
def test_another_key_sends_nothing(browser, key):
    sent = {**browser.ready(), "submission_key": key}
    assert browser.client.post(browser.url("send"), sent).url == browser.url("check")


def test_a_closed_call_refuses_the_sending_with_the_text(browser, clock):
    sent = browser.ready()
    clock("2016-12-07T23:31:00")
    response = browser.client.post(browser.url("send"), sent)
    assert (response.status_code, "One." in words_of(response), Submission.objects.get().state) == (403, True, "draft")


def test_within_the_grace_it_can_still_be_sent(browser, clock):
    sent = browser.ready()
    clock("2016-12-07T23:20:00")
    assert browser.client.post(browser.url("send"), sent).url == browser.url("confirmation")


def test_back_from_the_receipt_shows_no_old_page_to_send(browser):
    assert "no-store" in browser.get("check").headers["Cache-Control"]
