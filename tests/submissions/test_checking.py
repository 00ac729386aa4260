"""The check page: number and hash in, one plain answer out; never a text, a name, or a hint at which was wrong."""

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from meetings.models import Call
from people.models import Holder
from submissions import actions
from submissions.models import Answer, Submission, Version
from submissions.receipt import Receipt
from tests.submissions.conftest import words_of

ADDRESS = "/register/check/"
NOTHING = "The register of this call has no contribution with this number and this hash."


@pytest.fixture(autouse=True)
def nobody_knocked(db):
    cache.clear()


def ask(call, number, digest, client=None):
    return (client or Client()).post(ADDRESS, {"call": call.uid, "number": number, "hash": digest})


def asked(submission, version=None):
    return words_of(ask(submission.call, submission.register_number, (version or submission.current).sha256))


def test_what_stands_unchanged_is_said_to(call, filed):
    page = asked(filed(call))
    assert "Filed: No. 1, version 1, received 25 November 2016, 13:00 Geneva time (UTC+1). It stands unchanged" in page


def test_no_text_name_or_organisation_is_shown(call, filed):
    page = asked(filed(call))
    assert [words in page for words in ("First answer.", "Amina", "Open Rivers", "amina@")] == [False] * 4


def test_a_superseded_version_is_said_to_be(call, filed):
    submission = filed(call)
    holder = Holder(key=submission.holder_key)
    old = submission.current
    new = actions.submit(version=actions.edit(submission=submission, by=holder), by=holder)
    assert "Superseded by version 2 on 25 November 2016, 13:00 Geneva time (UTC+1)." in asked(submission, old)
    assert "Filed: No. 1, version 2" in asked(submission, new)


def test_what_was_withdrawn_or_taken_down_is_said_to_be(call, filed):
    first, second = filed(call), filed(call)
    actions.withdraw(submission=first, by=Holder(key=first.holder_key))
    change = {"taken_down_at": second.submitted_at, "takedown_reason": "Danger."}
    Submission.objects.filter(pk=second.pk).update(state="taken_down", **change)
    assert "Withdrawn on 25 November 2016, 13:00 Geneva time (UTC+1)." in asked(first)
    page = asked(second)
    assert ("Taken down on 25 November 2016" in page, "Danger" in page) == (True, False)


def test_what_was_changed_behind_the_back_is_not_called_unchanged(call, filed):
    submission = filed(call)
    Answer.objects.update(text="Another.")
    assert "What is stored today is not what was filed. Write to secretariat@example.org." in asked(submission)


def test_an_erased_text_is_said_to_be(call, filed):
    submission = filed(call)
    Version.objects.update(salt="")
    assert "its text has been erased" in asked(submission)


def test_a_wrong_hash_and_an_unknown_number_get_the_same_answer(call, filed, other_call):
    submission = filed(call)
    right = submission.current.sha256
    wrong = [(call, 1, "0" * 64), (call, 2, right), (call, 2_000_000_000, "0" * 64), (other_call, 1, right)]
    pages = [words_of(ask(*each)) for each in wrong]
    assert [NOTHING in page for page in pages] == [True] * 4


def test_a_draft_has_no_line(call, draft_of):
    version, _holder = draft_of(call)
    assert NOTHING in words_of(ask(call, 1, version.digest))


@pytest.mark.parametrize(
    ("number", "digest", "told"),
    [
        ("x", "0" * 64, "Enter a whole number."),
        ("", "", "Enter the number in the register."),
        ("1", "abc", "Enter all 64 digits and letters of the hash"),
        ("1", "\0" * 64, "Enter the hash."),
        ("-1", "0" * 64, "greater than or equal to 1"),
        ("9" * 40, "0" * 64, "less than or equal to"),
    ],
)
def test_wrong_input_is_told(call, number, digest, told):
    assert told in words_of(ask(call, number, digest))


@pytest.mark.parametrize("uid", ["", "x", "00000000-0000-0000-0000-000000000000", "\0"])
def test_an_unknown_call_is_no_error_of_the_portal(call, uid):
    response = Client().post(ADDRESS, {"call": uid, "number": 1, "hash": "0" * 64})
    assert (response.status_code, Client().get(ADDRESS, {"call": "x", "number": "<b>"}).status_code) == (200, 200)


def test_a_call_in_preparation_is_not_named(call):
    Call.objects.update(state="draft")
    assert call.title not in words_of(Client().get(ADDRESS))


def test_the_address_on_the_receipt_fills_the_form_and_answers_nothing_yet(call, filed):
    version = filed(call).current
    path = Receipt(version).check_address.partition("8000")[2]
    page = Client().get(path)
    assert version.sha256 in page.content.decode()
    assert ("Filed: No." in words_of(page), NOTHING in words_of(page)) == (False, False)


def test_spaces_and_capitals_of_a_typed_hash_do_not_matter(call, filed):
    digest = filed(call).current.sha256.upper()
    typed = " ".join(digest[at : at + 8] for at in range(0, 64, 8))
    assert "It stands unchanged" in words_of(ask(call, 1, typed))


def test_who_tries_too_often_waits(call, filed):
    digest = filed(call).current.sha256
    answers = [ask(call, 1, "0" * 64).status_code for _ in range(30)]
    assert answers == [200] * 30
    refused = ask(call, 1, digest)
    assert (refused.status_code, "It stands unchanged" in words_of(refused)) == (429, False)


def test_every_page_leads_there(call):
    assert reverse("submissions:check_register") in Client().get("/").content.decode()
