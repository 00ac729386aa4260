"""A Word file into a draft: shown beside what is typed, and nothing overwritten unless somebody says so."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from submissions.models import File
from submissions.word import form
from tests.submissions.word.papers import fill, opened, paper


def word_file(document, name="answers.docx"):
    out = io.BytesIO()
    document.save(out)
    return SimpleUploadedFile(name, out.getvalue())


def add(browser, document, name="answers.docx"):
    """Add a Word file; the page that shows what was found."""
    response = browser.client.post(browser.url("word"), {"file": word_file(document, name), "add": "1"}, follow=True)
    return response


def take(browser, page, **choices):
    """Press “take over” with the choices of the page, and these."""
    form = page.context["form"]
    first = {name: form[name].value() or "" for name in form.fields}
    return browser.client.post(page.request["PATH_INFO"], {**first, **choices, "take": "1"})


def stored(browser):
    """The answers of the draft in the order of the questions, and anything else."""
    draft = browser.submission.versions.latest("pk")
    texts = {answer.question_id: answer.text or "no position" for answer in draft.answers.all()}
    return [*(texts.get(question.pk, "") for question in browser.call.questions.all()), draft.other]


def test_an_empty_draft_takes_what_the_form_says(browser, call):
    page = add(browser, fill(opened(form.make(call)), "One.\n\n1. a\n3. b", "No position", "More."))
    assert stored(browser) == ["", "", ""]
    take(browser, page)
    assert stored(browser) == ["One.\n\n1. a\n3. b", "no position", "More."]


def test_nothing_overwrites_what_is_typed_without_a_tick(browser, call):
    browser.answers("Typed.", "Typed too.")
    page = add(browser, fill(opened(form.make(call)), "Read.", "Read too.", "More."))
    take(browser, page)
    assert stored(browser) == ["Typed.", "Typed too.", "More."]


def test_a_tick_replaces_and_another_adds_below(browser, call):
    browser.answers("Typed.", "Typed too.")
    page = add(browser, fill(opened(form.make(call)), "Read.", "Read too.", "More."))
    first, second = call.questions.all()
    take(browser, page, **{f"take_{first.pk}": "replace", f"take_{second.pk}": "below"})
    assert stored(browser) == ["Read.", "Typed too.\n\nRead too.", "More."]


def test_a_question_the_file_leaves_out_keeps_its_answer(browser, call):
    browser.answers("Typed.", "Typed too.")
    take(browser, add(browser, paper("Question 1", "Read.")))
    assert stored(browser) == ["Typed.", "Typed too.", ""]


@pytest.mark.parametrize(("where", "kept"), [("other", ["", "", "Dear all."]), ("leave", ["", "", ""])])
def test_a_text_without_a_question_goes_where_somebody_says(browser, where, kept):
    page = add(browser, paper("Dear all."))
    take(browser, page, loose_1=where)
    assert stored(browser) == kept


def test_a_text_without_a_question_is_asked_for(browser):
    page = take(browser, add(browser, paper("Dear all.")))
    assert (page.status_code, list(page.context["form"].errors)) == (200, ["loose_1"])


def test_the_same_draft_open_twice_is_not_overwritten(browser, call):
    page = add(browser, paper("Question 1", "Read."))
    browser.answers("Typed meanwhile.")
    again = take(browser, page)
    assert (again.status_code, stored(browser)[0]) == (200, "Typed meanwhile.")
    assert "Typed meanwhile." in again.content.decode()


def test_the_original_is_kept(browser):
    add(browser, paper("Question 1", "Read."), "mine.docx")
    assert list(File.objects.values_list("role", "name")) == [("original", "mine.docx")]


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("answers.docx", b"PK\3\4 broken", "damaged"),
        ("answers.txt", b"Question 1: yes", "Only Word files"),
        ("answers.doc", b"\xd0\xcf\x11\xe0old", "not taken"),
    ],
)
def test_another_file_is_refused_with_the_reason_and_kept_nowhere(browser, settings, name, data, why):
    response = browser.client.post(browser.url("word"), {"file": SimpleUploadedFile(name, data)})
    kept = [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]
    assert (why in response.content.decode(), File.objects.count(), kept) == (True, 0, [])


def test_another_browser_finds_nothing(browser, client):
    page = add(browser, paper("Question 1", "Read."))
    for path in (
        page.request["PATH_INFO"],
        browser.url("word"),
        browser.url("draft_as_word"),
        browser.url("draft_as_pdf"),
    ):
        assert client.get(path).status_code == 404


def test_a_file_of_another_draft_is_not_read(browser, call):
    page = add(browser, paper("Question 1", "Read."))
    pk = page.context["file"].pk
    other = type(browser)(call)
    assert other.client.get(other.url("reading", pk)).status_code == 404


def test_everybody_may_fetch_the_form_of_an_open_call(client, call):
    response = client.get(reverse("submissions:call_form", args=[call.uid]))
    assert (response.status_code, response.content[:2]) == (200, b"PK")
    assert response.headers["Content-Disposition"] == 'attachment; filename="form-for-contributions.docx"'


@pytest.mark.parametrize(("name", "begins"), [("draft_as_word", b"PK"), ("draft_as_pdf", b"%PDF-")])
def test_the_draft_leaves_as_a_file_that_names_nobody(browser, name, begins):
    browser.about()
    browser.answers("One.")
    response = browser.get(name)
    assert (response.content.startswith(begins), "draft-not-submitted" in response.headers["Content-Disposition"]) == (
        True, True,
    )  # fmt: skip


def test_a_filed_contribution_has_no_draft_to_fetch(browser):
    browser.about()
    browser.answers("One.")
    browser.send()
    assert [browser.get(name).status_code for name in ("draft_as_word", "draft_as_pdf", "word")] == [302] * 3
