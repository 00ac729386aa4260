"""Word files as people send them, sorted by question: a table of odd real-life documents."""

import pytest
from django.utils.translation import override

from meetings.models import Wording
from submissions.word import form, matching
from submissions.word.reading import Line, Paper
from tests.submissions.word.papers import opened, paper, raw, sorted_by

FIRST = "What are the high-level characteristics of enhanced cooperation?"
SECOND = (
    "What kind of recommendations should be considered, taking into consideration the Tunis Agenda, paragraphs 69–71?"
)
ODD = {
    "answers typed under the copied questions": ([FIRST, "One.", "Two.", SECOND, "Three."], ["One.\nTwo.", "Three."]),
    "questions with their numbers": ([f"1. {FIRST}", "One.", f"2) {SECOND}", "Two."], ["One.", "Two."]),
    "“Question 1” alone on a line": (["Question 1", "One.", "QUESTION 2:", "Two."], ["One.", "Two."]),
    "Q1 and the answer on one line": (["Q1: One.", "Q.2 – Two."], ["One.", "Two."]),
    "answers with their number": (["Answer 1: One.", "Answer to question 2: Two."], ["One.", "Two."]),
    "in French": (["Réponse à la question n° 1 :", "Un.", "Question n° 2", "Deux."], ["Un.", "Deux."]),
    "in Spanish": (["Pregunta 1", "Uno.", "Respuesta a la pregunta 2:", "Dos."], ["Uno.", "Dos."]),
    "in Russian": (["Вопрос 1.", "Один.", "Ответ на вопрос 2", "Два."], ["Один.", "Два."]),
    "in Arabic": (["السؤال ١", "أولا.", "السؤال رقم 2:", "ثانيا."], ["أولا.", "ثانيا."]),
    "in Chinese": (["问题1", "一。", "问题 2：二。"], ["一。", "二。"]),
    "the answer in the paragraph of its question": ([f"{FIRST} One.", f"{SECOND}\nTwo."], ["One.", "Two."]),
    "a changed wording": (
        [
            "What are the main characteristics of enhanced cooperation?",
            "One.",
            "Question 2: Which recommendations should we consider?",
            "Two.",
        ],
        ["One.", "Two."],
    ),
    "in another order": ([SECOND, "Two.", FIRST, "One."], ["One.", "Two."]),
    "copied in capitals without the sign": ([FIRST.upper().rstrip("?"), "One."], ["One.", ""]),
    "with quotation marks": ([f"“{FIRST}”", "One."], ["One.", ""]),
    "two columns": ([[["Question", "Answer"], [FIRST, "One.\nMore."], [SECOND, "Two."]]], ["One.\nMore.", "Two."]),
    "three columns": ([[["No.", "Question", "Reply"], ["1", FIRST, "One."], ["2", SECOND, "Two."]]], ["One.", "Two."]),
    "question above answer in a table": ([[[FIRST], ["One."], [SECOND], ["Two."]]], ["One.", "Two."]),
    "a table inside an answer": ([FIRST, [["a", "b"], ["c", "d"]], SECOND, "Two."], ["a\tb\nc\td", "Two."]),
    "numbers inside an answer": ([FIRST, "1. a", "3. b", "7. c", SECOND, "1. x"], ["1. a\n3. b\n7. c", "1. x"]),
    "nothing but bare numbers": (["Our input", "1.", "One.", "2.", "Two."], ["One.", "Two."]),
    "bare numbers with the answers": (["1. One.", "more", "2. Two."], ["One.\nmore", "Two."]),
    "no position, in words": (["Question 1", "No position.", "Question 2", "Pas de position"], ["no position"] * 2),
    "a prompt before the answer": ([FIRST, "Answer:", "One.", SECOND, "Response:", "", "Two."], ["One.", "Two."]),
    "a sentence about question 2": (["Question 1", "In question 2 we say more."], ["In question 2 we say more.", ""]),
    "a question listed first, then answered": ([FIRST, SECOND, FIRST, "One.", SECOND, "Two."], ["One.", "Two."]),
}  # fmt: skip


@pytest.mark.parametrize("name", ODD)
def test_an_odd_document_is_read_into_answers(call, name):
    blocks, answers = ODD[name]
    assert sorted_by(call, paper(*blocks)).answers == answers


LOOSE = {
    "a letter without any mark": (["Dear colleagues,", "We agree."], ["Dear colleagues,\nWe agree."]),
    "a title above the answers": (["Input of Open Rivers", FIRST, "One."], ["Input of Open Rivers"]),
    "a list that is no list of questions": (["1. a", "2. b", "3. c"], ["1. a\n2. b\n3. c"]),
    "nothing": ([], []),
}


@pytest.mark.parametrize("name", LOOSE)
def test_what_is_not_understood_is_kept_for_a_person_to_place(call, name):
    blocks, loose = LOOSE[name]
    assert sorted_by(call, paper(*blocks)).loose == loose


@pytest.mark.parametrize(
    "heading", ["Any other relevant issue", "OTHER ISSUES:", "Autres questions", "مسائل أخرى", "其他问题"]
)
def test_anything_else_is_known_by_its_heading(call, heading):
    assert sorted_by(call, paper(FIRST, "One.", heading, "More.")).other == "More."


def test_headings_part_what_is_not_understood(call):
    title = raw('<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>Background</w:t></w:r></w:p>')
    assert sorted_by(call, paper("Dear all,", title, "Text.")).loose == ["Dear all,", "Background\nText."]


def test_an_earlier_wording_and_a_courtesy_translation_are_known(call, dana):
    first, second = call.questions.all()
    earlier = {"number": 1, "text": "How do States cooperate today?", "kind": "substance"}
    Wording.objects.create(question=first, changed_at=call.opened_at, changed_by=dana, **earlier)
    second.translations.create(language="fr", text="Quelles recommandations faut-il envisager ?")
    blocks = ["How do States cooperate today?", "One.", "Quelles recommandations faut-il envisager ?", "Two."]
    assert sorted_by(call, paper(*blocks)).answers == ["One.", "Two."]


def test_parts_are_known_under_their_question(call):
    second = call.questions.all()[1]
    for order, text in enumerate(["At the global level?", "At the regional level?"], start=3):
        call.questions.create(order=order, parent=second, text=text)
    found = sorted_by(
        call, paper(FIRST, "a) not a part", SECOND, "a) At the global level?", "A.", "b) B.", "c) more B.")
    )
    assert found.answers == ["a) not a part", "A.", "B.\nc) more B."]


def test_a_form_of_another_call_is_told(call, other_call):
    found = sorted_by(other_call, opened(form.make(call)))
    assert (found.found.other_call, found.answers) == (True, [""])


@pytest.mark.parametrize("language", ["ar", "en", "fr", "zh-hans"])
def test_the_forms_own_words_are_no_answer_even_without_its_controls(call, language):
    with override(language):
        document = opened(form.make(call))
    for control in [each for each in document.element.body if each.tag.endswith("}sdt")]:
        for paragraph in list(control.iter(control.tag.replace("}sdt", "}p"))):
            control.addprevious(paragraph)
        document.element.body.remove(control)
    found = sorted_by(call, document)
    assert (found.answers, found.other, found.loose) == (["", ""], "", [])


def test_twenty_thousand_words_are_read_whole(call):
    text = "\n".join(f"Paragraph {number} " + "word " * 18 for number in range(1000))
    assert sorted_by(call, paper(FIRST, *text.split("\n"))).answers[0].split() == text.split()


def test_what_is_too_long_to_be_sorted_comes_whole(call):
    text = [str(number) for number in range(matching.MOST_LINES + 1)]
    found = matching.match(Paper([Line(line) for line in text], {}, {}), call)
    assert (found.answers, found.loose) == ({}, ["\n".join(text)])
