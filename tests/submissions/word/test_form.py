"""The Word form of a call, and the draft as a Word document: made, filled in, read back."""

import pytest
from django.utils.translation import override

from submissions.word import draft, form
from tests.submissions.word.papers import fill, opened, sorted_by, words_in

TEXTS = {
    "typed numbers": "1. First.\n3. Third.\n7. Seventh.",
    "spaces, tabs, empty lines": "  two\n\n\n\tone\ttwo \n",
    "signs of XML": "“a” & <b> ]]> &amp; {c} %s",
    "other scripts": "السلام عليكم (A/RES/70/125)\n中文。\nनमस्ते\n👩‍👩‍👧",
    "one long line": "word " * 5000,
}


def test_an_empty_form_answers_nothing(call):
    found = sorted_by(call, opened(form.make(call)))
    assert (found.answers, found.other, found.loose) == (["", ""], "", [])


@pytest.mark.parametrize("language", ["ar", "en", "fr", "ru", "zh-hans"])
def test_a_form_filled_in_is_read_back(call, language):
    with override(language):
        filled = fill(opened(form.make(call)), "One.\nTwo.", "No position", "More.")
    found = sorted_by(call, filled)
    assert (found.answers, found.other, found.loose) == (["One.\nTwo.", "no position"], "More.", [])


def test_what_is_typed_below_a_place_belongs_to_its_question(call):
    document = opened(form.make(call))
    for paragraph in ["Typed below."]:
        document.add_paragraph(paragraph)
    assert sorted_by(call, document).other == "Typed below."


def test_the_form_says_what_it_is_and_until_when(call):
    words = words_in(opened(form.make(call)))
    told = ["not a filing", "7 December 2016, 23:59 Geneva time (UTC+1)", f"/calls/{call.uid}/", "Working Group only"]
    assert [each for each in told if each not in words] == []


def test_its_parts_are_asked_by_their_labels(call):
    second = call.questions.all()[1]
    call.questions.create(order=3, parent=second, text="At the global level?")
    words = words_in(opened(form.make(call)))
    assert ("Question 2 a)" in words, words.count("Click here")) == (True, 3)


def test_a_courtesy_translation_stands_below_the_wording(call):
    call.questions.first().translations.create(language="fr", text="Quelles sont les caractéristiques ?")
    with override("fr"):
        assert "Quelles sont les caractéristiques ?" in words_in(opened(form.make(call)))
    with override("en"):
        assert "Quelles sont les caractéristiques ?" not in words_in(opened(form.make(call)))


def test_an_arabic_form_runs_from_right_to_left(call):
    with override("ar"):
        document = opened(form.make(call))
    title = next(each for each in document.element.body.iter() if each.tag.endswith("}p"))
    facts = document.core_properties
    assert (len(title.xpath("./w:pPr/w:bidi")), len(title.xpath(".//w:rtl")), facts.language) == (1, 1, "ar")


def test_the_title_and_the_headings_are_real(call):
    document = opened(form.make(call))
    styles = [
        each.get(each.tag.replace("pStyle", "val")) for each in document.element.body.iter() if "}pStyle" in each.tag
    ]
    assert (document.core_properties.title, styles.count("Heading2"), styles[0]) == (
        f"Form for contributions: {call.title}", 3, "Title",
    )  # fmt: skip


@pytest.mark.parametrize("name", TEXTS)
def test_a_draft_is_read_back_equal(call, draft_of, name):
    version, _holder = draft_of(call, answers=(TEXTS[name], None), other=TEXTS[name])
    found = sorted_by(call, opened(draft.make(version)))
    assert (found.answers, found.other, found.loose) == ([TEXTS[name], "no position"], TEXTS[name], [])


def test_a_draft_says_on_every_page_that_it_is_not_submitted(call, draft_of):
    document = opened(draft.make(draft_of(call)[0]))
    assert document.sections[0].header.paragraphs[0].text.startswith("NOT SUBMITTED")


def test_a_draft_for_partners_names_nobodys_address(call, draft_of):
    version, _holder = draft_of(call, affiliations="Secret Society", email="amina@example.org")
    made = draft.make(version)
    words = words_in(opened(made)) + str(vars(opened(made).core_properties._element))
    assert [word for word in ("amina@example.org", "Secret Society") if word in words] == []
