"""A summary typed elsewhere is read into the source syntax: numbers off, lists and footnotes found, nothing lost."""

import re
from datetime import date

import pytest

from documents.source import parse_source
from summaries.importing import read

from .conftest import seed


def blocks(text):
    """(kind, level, text) of what is read; footnotes with their label."""
    return [(b.kind, b.level, b.text) for b in parse_source(read(text).source)]


@pytest.mark.parametrize(
    ("typed", "kinds"),
    [
        ("1. One.\n\n2. Two.", ["paragraph One.", "paragraph Two."]),
        ("One.\n\nTwo.", ["paragraph One.", "paragraph Two."]),
        ("1.\tOne line\nand another.\n\n2. Two.", ["paragraph One line and another.", "paragraph Two."]),
        ("1. One:\n - a) aim\n - b) road", ["paragraph One:", "item aim", "item road"]),
        ("1. One:\n(a) aim;\n(b) road.", ["paragraph One:", "item aim;", "item road."]),
        ("1. One:\n• aim\n• road", ["paragraph One:", "item aim", "item road"]),
        ("1. One:\n\uf0b7 aim\n\uf0b7 road", ["paragraph One:", "item aim", "item road"]),
        ("1. One:\n- aim\n- road", ["paragraph One:", "item aim", "item road"]),
        ("1. One:\n- aim\n\nMore.\n\n2. Two.", ["paragraph One:", "item aim", "text More.", "paragraph Two."]),
        ("1. One.\n\nMethods of work\n\n2. Two.", ["paragraph One.", "heading Methods of work", "paragraph Two."]),
        ("1. It ends in\n2018. Late.\n\n2. Two.", ["paragraph It ends in 2018. Late.", "paragraph Two."]),
        ("1. One (a)\nand (b) together.", ["paragraph One (a) and (b) together."]),
        ("", []),
    ],
)  # fmt: skip
def test_each_line_is_what_its_first_signs_say(typed, kinds):
    assert [f"{kind} {text}" for kind, _level, text in blocks(typed)] == kinds


def test_a_list_inside_a_list_keeps_its_depth():
    typed = "1. One:\n(a) aim:\n(i) near\n(ii) far\n(b) road"
    assert blocks(typed)[1:] == [("item", 1, "aim:"), ("item", 2, "near"), ("item", 2, "far"), ("item", 1, "road")]


def test_the_letter_i_after_h_is_a_letter():
    typed = "1. All:\n" + "\n".join(f"({letter}) item {letter}" for letter in "abcdefghi")
    assert {level for _kind, level, _text in blocks(typed)} == {1}


def test_lists_whose_bullets_were_lost_are_known_by_their_indent():
    typed = "1. These were raised:\n aim,\n road, and \n day.\n2. Two."
    assert [text for kind, _level, text in blocks(typed) if kind == "item"] == ["aim,", "road, and", "day."]


@pytest.mark.parametrize("mark", ["¹", "[1]", "1"])
def test_marks_and_notes_find_each_other(mark):
    note = "[1]" if mark == "[1]" else mark
    typed = f"1. It opened{mark} well.\n\n{note} Available at https://example.org.\n\n2. Two."
    assert read(typed).source == ("It opened[^1] well.\n\nTwo.\n\n[^1]: Available at https://example.org.\n").strip()


def test_a_sentence_goes_on_after_the_note_of_a_page():
    typed = "1. Whatever¹ stakeholder\n\n¹ A note.\n\nGroup they were from.\n\n2. Two."
    assert read(typed).source == "Whatever[^1] stakeholder Group they were from.\n\nTwo.\n\n[^1]: A note."


def test_raised_figures_of_measures_are_no_marks():
    assert read("1. An area of 20 m² and 30 km².").source == "An area of 20 m² and 30 km²."


def test_a_mark_without_its_note_leaves_a_gap_that_stops_the_issue():
    reading = read("1. First.¹ Second.²\n\n¹ One.")
    assert reading.source.endswith("[^1]: One.\n\n[^2]: [to be completed]")
    assert reading.remarks == ["The text of footnote 2 was not found; type it in."]


def test_the_title_block_is_set_aside_and_its_last_day_read():
    reading = read("First Meeting\n\n30 September 2016\n\nChair's summary\n\n17 October 2016\n\n1. One.")
    assert reading.head == ["First Meeting", "30 September 2016", "Chair's summary", "17 October 2016"]
    assert (reading.dated_on, reading.source) == (date(2016, 10, 17), "One.")


def test_a_list_that_ran_on_is_told():
    assert read("1. One:\n- c) aim\n- d) road").remarks == ["A list began with c); it now begins with a)."]


def test_what_looks_like_a_mark_of_the_syntax_is_kept_as_text():
    assert blocks("1. One.\n\n2. # two") == [("paragraph", 1, "One."), ("paragraph", 1, "# two")]


def words(text):
    """A text without blanks, typed numbers, letters and marks of lists and notes."""
    text = re.sub(r"(?m)^\s*(?:\d{1,2}\.|- [a-z]\)|[¹²³])\s|\[\^\d\]:?|[¹²³]|\[to be completed\]|^[-+] ", "", text)
    return re.sub(r"\s", "", text)


def test_the_draft_of_the_model_case_is_read_whole():
    typed = seed("000")
    bare = re.sub(r"(?<=cooperation)3(?=\.)|\n[45]\n", "", typed)
    assert words(read(typed).source) == words(bare)
    assert [kind for kind, _level, _text in blocks(typed)].count("paragraph") == 10


def test_the_edited_summary_of_the_model_case_is_read_whole():
    annexed = seed("001").split("\nAnnex\n")[1]
    reading = read(annexed)
    kinds = [kind for kind, _level, _text in blocks(annexed)]
    assert (kinds.count("paragraph"), kinds.count("item"), kinds.count("footnote")) == (10, 7, 3)
    assert sorted(words("".join(reading.head) + reading.source)) == sorted(words(annexed))
    assert reading.dated_on == date(2016, 10, 17)
