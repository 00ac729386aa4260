"""The receipt holds a full copy, number, hour, hashes and what will be published."""

import pytest
from django.utils.translation import override

from correspondence.models import Message
from submissions import actions, storing
from tests.submissions.conftest import draft, pdf_bytes, upload


def test_the_receipt_is_a_full_copy(call):
    version, holder = draft(call, answers=["1. one\n3. <three> & %s", None], publish="group", translation="unofficial")
    file = actions.attach(version=version, stored=storing.store(upload("Rivers.pdf", pdf_bytes())), by=holder)
    sent = actions.submit(version=version, by=holder)
    body = Message.objects.get().body.replace("\xa0", " ")
    facts = ["Number in the register: 1\nVersion: 1", "Received: 25 November 2016, 13:00 Geneva time (UTC+1), 12:00:0"]
    texts = ["1. one\n3. <three> & %s", "[no position]", f"Rivers.pdf ({file.size} bytes"]
    promises = [str(version.promise), "An unofficial translation may be made"]
    wanted = [*facts, *texts, *promises, file.sha256, sent.sha256]
    assert [words for words in wanted if words not in body] == []


def test_the_receipt_names_a_file_below_the_text_it_stands_with(call):
    version, holder = draft(call, answers=["As typed."])
    stored = storing.store(upload("Answer.pdf", pdf_bytes()))
    actions.attach(version=version, stored=stored, by=holder, question=call.questions.first())
    actions.submit(version=version, by=holder)
    assert "\n\nAs typed.\n[answered by a file: Answer.pdf]\n" in Message.objects.get().body


@pytest.mark.parametrize(
    ("organisation", "promise"),
    [
        ("Open Rivers", "Your text will be published with your name and your organisation’s name."),
        ("", "Your text will be published with your name."),
    ],
)
def test_an_organisation_is_promised_only_where_one_is_named(call, organisation, promise):
    assert str(draft(call, organisation=organisation)[0].promise) == promise


def test_the_receipt_goes_to_the_author_under_its_number(call, filed):
    filed(call)
    letter = Message.objects.get()
    subject = "Receipt: your contribution is No. 1 in the register of “Inputs on enhanced cooperation”"
    assert (letter.to_address, letter.to_name, letter.subject) == ("amina@example.org", "Amina Stakeholder", subject)


def test_a_name_cannot_smuggle_a_header_into_the_letter(call, browser):
    browser.about(name="Amina\r\nBcc: all@example.org")
    browser.answers("One.")
    browser.send()
    assert Message.objects.get().to_name == "Amina Bcc: all@example.org"


def test_the_author_of_a_shared_text_is_told_that_it_is_not_public(call, published):
    published(call, publish="group")
    body = Message.objects.get(key__startswith="published:").body
    assert ("It is not on the public pages." in body, "/contributions/" in body) == (True, False)


def test_the_author_of_a_published_text_is_told_where_it_stands(call, published):
    submission = published(call)
    assert f"/contributions/{submission.uid}/" in Message.objects.get(key__startswith="published:").body


def test_an_author_is_written_to_in_the_language_of_the_receipt(call, filed, dana):
    with override("fr"):
        submission = filed(call)
    with override("ru"):
        actions.publish(submission=submission, by=dana)
    assert [letter.language for letter in Message.objects.all()] == ["fr", "fr"]
