"""The step “your answers”: parts of questions, words, languages, files in place of text, saving while one types."""

import time

import pytest
from django.test import Client

from meetings.models import Question
from people.models import Holder
from submissions import actions, drafting
from submissions.models import File, Submission, Version
from tests.submissions.conftest import words_of
from tests.submissions.test_guessing import TEXTS

pytestmark = pytest.mark.embedded

AUTOSAVE = {"X-Requested-With": "autosave"}


@pytest.fixture
def parts(call):
    """The second question is asked in two parts."""
    second = call.questions.get(order=2)
    return [Question.objects.create(call=call, parent=second, order=2 + n, text=f"Part {n}?") for n in (1, 2)]


def said(browser):
    """{key of the question: what the draft keeps of it}."""
    return drafting.answers_of(browser.submission.draft)


def autosave(browser, hidden=None, **typed):
    hidden = browser.hidden("answers") if hidden is None else hidden
    return browser.client.post(browser.url("answers"), {**hidden, **typed}, headers=AUTOSAVE)


def limit(call, words, rule="binding"):
    type(call).objects.filter(pk=call.pk).update(word_limit=words, word_rule=rule)


def test_a_question_with_parts_is_a_heading_above_them(browser, call, parts):
    page = browser.get("answers")
    assert [(one.question.label, bool(one.answer)) for one in page.context["form"].asked()] == [
        ("1", True),
        ("2", False),
        ("2 a)", True),
        ("2 b)", True),
    ]
    assert "Your answer to question 2 a) (optional)" in words_of(page)


def test_parts_are_answered_one_by_one(browser, call, parts):
    browser.post("answers", language="en", **{f"answer_{parts[0].pk}": "A.", f"no_position_{parts[1].pk}": "on"})
    assert said(browser) == {parts[0].pk: ("A.", False, ""), parts[1].pk: ("", True, "")}
    check = words_of(browser.get("check"))
    assert "Question 2 a) Part 1? A. Question 2 b) Part 2? No position" in check


def test_an_answer_may_be_in_another_language_than_the_rest(browser, call):
    first, second = call.questions.all()
    browser.answers("One.", TEXTS["ar"], **{f"language_{second.pk}": "ar"})
    assert said(browser) == {first.pk: ("One.", False, ""), second.pk: (TEXTS["ar"], False, "ar")}
    form, check = browser.get("answers").content.decode(), browser.get("check").content.decode()
    assert f'lang="ar" dir="rtl" data-spoken="id_language_{second.pk}"' in form
    assert (f'<div class="as-received" lang="ar" dir="rtl">{TEXTS["ar"]}</div>' in check, "العربية" in check) == (
        True,
        True,
    )


@pytest.mark.parametrize("made_up", ["xx", "\0", "en-"])
def test_a_made_up_language_of_an_answer_is_none(browser, call, made_up):
    first = call.questions.first()
    browser.post("answers", "save", **{f"answer_{first.pk}": "One.", f"language_{first.pk}": made_up})
    assert said(browser)[first.pk] == ("One.", False, "")


@pytest.mark.parametrize(
    ("words", "rule", "line"),
    [
        (3, "binding", "3 of 3 words"),
        (4, "binding", "4 of 3 words 1 too many: shorten the answer before you send it."),
        (4, "advisory", "4 of 3 words 1 more than advised; a longer answer is taken too."),
    ],
)
def test_words_are_told_with_the_limit(browser, call, words, rule, line):
    limit(call, 3, rule)
    browser.answers("word " * words)
    shown = words_of(browser.get("answers"))
    assert (f"{line} Add a file" in shown, f"{line} Question 2" in words_of(browser.get("check"))) == (True, True)


def test_a_binding_limit_refuses_the_sending_never_the_saving(browser, call):
    limit(call, 3)
    browser.about()
    why = "Your answer to question 1 has 2 words too many: 3 are allowed. Shorten it."
    response = browser.answers("One two three four five")
    assert list(response.context["form"].errors.values()) == [[why]]
    assert said(browser)[call.questions.first().pk].text == "One two three four five"
    missing = browser.get("check").context["missing"]
    assert [(lack.message, lack.anchor) for lack in missing] == [(why, f"id_answer_{call.questions.first().pk}")]
    assert (browser.send().url, browser.answers("One two three").url) == (browser.url("check"), browser.url("files"))


def test_an_advised_limit_refuses_nothing(browser, call):
    limit(call, 1, "advisory")
    browser.about()
    assert browser.answers("One two three four five").url == browser.url("files")
    assert browser.send().url == browser.url("confirmation")


def attach(browser, question, role=File.Role.ANSWER):
    """A file of the draft, as if it had been uploaded."""
    facts = {"name": "Answer.pdf", "path": "a", "content_type": "application/pdf", "size": 1, "sha256": "0" * 64}
    draft = browser.submission.draft
    return File.objects.create(version=draft, role=role, question=question, received_at=draft.saved_at, **facts)


def test_a_file_in_place_of_an_answer_is_shown_with_its_question(browser, call):
    attach(browser, call.questions.last())
    browser.post("answers", "save", language="en")
    assert "In place of a typed answer: Answer.pdf" in words_of(browser.get("answers")).split("Question 2")[1]
    assert "In place of a typed answer: Answer.pdf" in words_of(browser.get("check")).split("Question 2")[1]


@pytest.mark.parametrize(("role", "lacks"), [("answer", 0), ("attachment", 0), ("original", 1)])
def test_a_file_says_something_the_original_of_a_text_does_not(browser, call, role, lacks):
    browser.about()
    browser.post("answers", "save", language="en")
    attach(browser, call.questions.last() if role == "answer" else None, role)
    assert len(browser.get("check").context["missing"]) == lacks


def test_no_position_beside_a_file_is_asked_again(browser, call):
    browser.about()
    last = call.questions.last()
    attach(browser, last)
    browser.post("answers", "save", language="en", **{f"no_position_{last.pk}": "on"})
    assert [(lack.field, lack.message[:11]) for lack in browser.get("check").context["missing"]] == [
        (f"no_position_{last.pk}", "Question 2:")
    ]


def test_going_for_a_file_keeps_what_was_typed(browser, call):
    first = call.questions.first()
    response = browser.post("answers", str(first.pk), **{f"answer_{first.pk}": "See the file.", "file_for": first.pk})
    assert response.url == f"{browser.url('files')}?question={first.pk}"
    assert said(browser)[first.pk].text == "See the file."


def test_the_language_is_proposed_and_chosen_by_its_author_only(browser, call):
    browser.post("answers", "save", other=TEXTS["fr"])
    assert "This looks like Français . Is that right?" in words_of(browser.get("answers"))
    assert Version.objects.get().language == ""
    browser.post("answers", "save", other=TEXTS["fr"], looks_like="fr")
    assert Version.objects.get().language == "fr"
    assert "This looks like" not in words_of(browser.get("answers"))


@pytest.mark.parametrize(("chosen", "looks_like", "kept"), [("en", "fr", "en"), ("", "xx", ""), ("", "", "")])
def test_a_guess_never_stands_in_for_a_choice(browser, chosen, looks_like, kept):
    browser.post("answers", "save", other=TEXTS["fr"], language=chosen, looks_like=looks_like)
    assert Version.objects.get().language == kept


def test_saving_as_one_types_says_where_and_when(browser):
    answer = autosave(browser, other="Half a sente").json()
    assert (answer["saved"], answer["words"]) == (True, "Saved in Geneva at 13:00, Geneva time.")
    assert Version.objects.get().other == "Half a sente"


def test_saving_as_one_types_proposes_the_language(browser):
    assert 'value="fr"' in autosave(browser, other=TEXTS["fr"]).json()["guess"]
    assert "guess" not in autosave(browser, other=TEXTS["fr"], language="en").json()


def test_saving_as_one_types_does_not_stand_in_the_way_of_the_button(browser):
    hidden = browser.hidden("answers")
    autosave(browser, hidden, language="en", other="Half")
    response = browser.post("answers", hidden=hidden, language="en", other="Half and whole.")
    assert (response.status_code, Version.objects.get().other) == (302, "Half and whole.")


def test_a_page_that_another_window_overtook_is_told_so(browser):
    old = browser.hidden("answers")
    browser.answers("One.")
    answer = autosave(browser, old, other="Late.")
    assert (answer.status_code, answer.json()["saved"], Version.objects.get().other) == (409, False, "")
    assert answer.json()["words"].startswith("Not saved in the portal. Another window saved this page")


def test_a_text_saved_after_sending_is_told_so(browser):
    hidden = browser.hidden("answers")
    browser.about()
    browser.answers("One.")
    browser.send()
    for typed in ({"other": "One more."}, {}):
        answer = autosave(browser, hidden, **typed)
        assert (answer.status_code, answer.json()["saved"]) == (409, False)


def test_a_closed_call_tells_the_script(browser, clock):
    hidden = browser.hidden("answers")
    clock("2016-12-07T23:31:00")
    answer = autosave(browser, hidden, other="Too late.")
    assert (answer.status_code, answer.json()["saved"], "The deadline has passed" in answer.json()["words"]) == (
        403,
        False,
        True,
    )


def test_a_stranger_saves_nothing(browser):
    answer = Client().post(browser.url("answers"), {"other": "Mine now"}, headers=AUTOSAVE)
    assert (answer.status_code, answer.json()["saved"], Version.objects.get().other) == (404, False, "")


def test_the_banner_says_which_version_is_valid(browser):
    browser.about()
    browser.answers("One.")
    browser.send()
    submission = Submission.objects.get()
    actions.edit(submission=submission, by=Holder(key=submission.holder_key))
    assert "Version 1 is filed and valid. This new version is not submitted yet." in words_of(browser.get("answers"))


def test_long_texts_stay_whole_and_cost_little(browser, call):
    """20,000 words and a question of 1,000 characters; the time of a whole request is far from a second."""
    call.questions.filter(order=1).update(text="Why? " * 200)
    text = "\n".join(f"{number}. word" for number in range(10_000))
    hidden = browser.hidden("answers")
    before = time.process_time()
    autosave(browser, hidden, **{f"answer_{call.questions.first().pk}": text})
    spent = time.process_time() - before
    assert said(browser)[call.questions.first().pk].text == text
    assert spent < 1
