"""The receipt: page, letter and PDF say the same; superseded ones stay; only the holder and the staff have it."""

import hashlib
import io
from datetime import timedelta

import pikepdf
import pypdf
import pytest
from django.test import Client
from django.utils.translation import override

from correspondence.models import Message
from people.models import Holder
from submissions import actions, receipt_pdf, storing
from submissions.emails.receipts import language_of
from submissions.models import Submission, Version
from submissions.receipt import Receipt
from tests.submissions.conftest import draft, pdf_bytes, upload, words_of

ARABIC = "تعزيز التعاون بين الدول (A/RES/70/125) أمر ضروري."
CHINESE = "加强合作需要所有利益攸关方。"
JOINT = {"behalf": "coalition", "behalf_name": "Rivers for All", "signatories": "A <a@x.org>\nB"}


@pytest.fixture
def sent(call):
    """A coalition's contribution with a file; its version."""
    version, holder = draft(
        call, answers=["1. one\n3. <three> & %s", None], other="More.", affiliations="Lakes", **JOINT
    )
    actions.attach(version=version, stored=storing.store(upload("Rivers.pdf", pdf_bytes())), by=holder)
    return actions.submit(version=version, by=holder)


def text_of(pdf):
    """The text layer of a PDF, its spaces and line ends as one space."""
    return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages).split())


def plain(text):
    return " ".join(text.replace("\xa0", " ").split())


def everything(version):
    """Each line that every form of the receipt has to tell."""
    receipt = Receipt(version)
    pairs = [*receipt.facts, *receipt.about]
    files = [text for file in version.files.all() for text in (file.name, file.sha256)]
    texts = [*receipt.what_next, *receipt.co_signatories, "3. <three> & %s", "More."]
    return [*(text for _label, text in pairs), *texts, *files, version.sha256, version.salt]


def test_the_letter_tells_everything(sent):
    body = plain(Message.objects.get().body)
    assert [text for text in everything(sent) if plain(text) not in body] == []


def test_the_pdf_tells_everything(sent):
    told = text_of(receipt_pdf.printed(sent)).replace(" ", "")
    assert [text for text in everything(sent) if plain(text).replace(" ", "") not in told] == []


def test_the_page_tells_everything(browser):
    browser.about(affiliations="Lakes", **JOINT)
    browser.answers("1. one\n3. <three> & %s", other="More.")
    browser.send()
    page = plain(words_of(browser.get("confirmation")).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))
    version = Version.objects.get()
    assert [text for text in everything(version) if plain(text) not in page] == []


def test_the_same_input_gives_the_same_bytes(sent):
    assert bytes(receipt_pdf.printed(sent)) == bytes(receipt_pdf.printed(Version.objects.get(pk=sent.pk)))


def test_the_pdf_is_tagged_titled_and_holds_what_was_filed(sent):
    pdf = receipt_pdf.printed(sent)
    opened = pikepdf.open(io.BytesIO(pdf))
    filed = opened.attachments["filed.txt"].get_file().read_bytes()
    assert (pdf.tagged, pdf.warnings, str(opened.Root.Lang)) == (True, [], "en")
    assert str(opened.docinfo["/Title"]) == "Receipt: No. 1, version 1, Inputs on enhanced cooperation"
    assert hashlib.sha256(filed).hexdigest() == sent.sha256


@pytest.mark.parametrize(("language", "text"), [("ar", ARABIC), ("zh-hans", CHINESE)])
def test_the_pdf_is_in_the_language_of_the_form(call, language, text):
    with override(language):
        version, holder = draft(call, answers=[text], language=language[:2], name=text, organisation=text)
        sent = actions.submit(version=version, by=holder)
    pdf = receipt_pdf.printed(sent)
    opened = pikepdf.open(io.BytesIO(pdf))
    assert (language_of(sent), str(opened.Root.Lang), pdf.tagged, pdf.warnings) == (language, language, True, [])


def test_the_next_receipt_names_the_version_it_replaces(call, sent):
    holder = Holder(key=sent.submission.holder_key)
    again = actions.submit(version=actions.edit(submission=sent.submission, by=holder), by=holder)
    facts = dict(Receipt(again).facts)
    assert facts["Version"] == "2; it replaces version 1 of 25 November 2016, 13:00 Geneva time (UTC+1)"
    old = Receipt(Version.objects.select_related("submission__current").get(pk=sent.pk))
    assert old.status == "Superseded by version 2 on 25 November 2016, 13:00 Geneva time (UTC+1)."


@pytest.mark.parametrize(
    ("moment", "period"),
    [("2016-12-07T22:00:00", "by the original deadline"), ("2016-12-07T23:20:00", "by the original deadline")],
)
def test_the_receipt_says_whether_it_was_in_time(call, draft_of, clock, moment, period):
    version, holder = draft_of(call)
    clock(moment)
    assert dict(Receipt(actions.submit(version=version, by=holder)).facts)["Period"] == period


@pytest.mark.parametrize(
    ("confirmed", "words"),
    [("amina@example.org", "is confirmed."), ("", "is not confirmed."), ("other@example.org", "is not confirmed.")],
)
def test_the_receipt_says_whether_the_address_is_confirmed(sent, confirmed, words):
    sent.submission.confirmed_email = confirmed
    assert [words in line for line in Receipt(sent).what_next][-1] is True


def test_the_wording_of_a_question_is_that_of_the_filing(call, sent, dana):
    question = call.questions.first()
    asked, later = question.text, sent.sent_at + timedelta(days=1)
    question.wordings.create(number=1, text=asked, kind="substance", changed_by=dana, changed_at=later)
    type(question).objects.filter(pk=question.pk).update(text="Something else?")
    version = Version.objects.select_related("submission__call").get(pk=sent.pk)
    assert Receipt(version).answers[0].question == asked


def test_what_was_withdrawn_has_a_receipt_without_text(sent):
    submission = Submission.objects.get()
    Submission.objects.filter(pk=submission.pk).update(state="withdrawn", withdrawn_at=sent.sent_at)
    receipt = Receipt(Version.objects.get(pk=sent.pk))
    assert receipt.status == "Withdrawn at its author’s request on 25 November 2016, 13:00 Geneva time (UTC+1)."
    assert (receipt.what_next, receipt.co_signatories, receipt.filed) == ([], [], "")
    assert "three" not in text_of(receipt_pdf.printed(Version.objects.get(pk=sent.pk)))


def test_every_version_keeps_its_receipt_for_the_holder_and_for_nobody_else(browser, dana, client_of, oumar):
    browser.about()
    browser.answers("One.")
    browser.send()
    for name in ("receipt", "receipt_as_pdf"):
        assert browser.client.get(browser.url(name, 1)).status_code == 200
        assert [
            browser.client.get(browser.url(name, 2)).status_code,
            Client().get(browser.url(name, 1)).status_code,
        ] == [404, 404]
        staff = browser.url(f"record_{name}", 1)
        assert [client_of(one).get(staff).status_code for one in (dana, oumar)] == [200, 404]


def test_the_pdf_is_an_attachment_that_no_cache_keeps(browser):
    browser.about()
    browser.answers("One.")
    browser.send()
    response = browser.client.get(browser.url("receipt_as_pdf", 1))
    assert response["Content-Disposition"] == 'attachment; filename="receipt-1-version-1.pdf"'
    assert ("no-store" in response["Cache-Control"], response.content[:5]) == (True, b"%PDF-")


def test_the_author_is_never_told_of_another_contribution_in_the_same_name(browser, filed, call):
    filed(call, organisation="Open Rivers")
    browser.about(organisation="Open Rivers")
    browser.answers("One.")
    browser.send()
    page = words_of(browser.get("confirmation"))
    assert ("same name" in page, "No. 1" in page, "another contribution" in page) == (False, False, False)
