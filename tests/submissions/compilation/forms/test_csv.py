"""The contributions of a compilation as a CSV file."""

import pytest

from submissions.compilation.forms import csv
from tests.submissions.compilation.datasets import QUESTIONS, TEXTS, attached, one, written

from .reading import lines_of, share_of_memory, used_up

NASTY = ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", '=cmd|"/c calc"!A1']
FIRST = f"Question 1. {QUESTIONS[0].text}"


def lines(tmp_path, ones, **of_head):
    """{column: cell} of each line."""
    heads, *found = lines_of(csv.lines(written(tmp_path, ones, **of_head)))
    return [dict(zip(heads, line, strict=True)) for line in found]


def six():
    return [one(number, language=code, other=f"More in {code}.") for number, code in enumerate(TEXTS, start=1)]


def test_every_text_is_whole_in_the_column_of_its_question(tmp_path):
    found = lines(tmp_path, six())
    assert [each[FIRST] for each in found] == list(TEXTS.values())
    assert [each["Any other relevant issue"] for each in found] == [f"More in {code}." for code in TEXTS]
    assert [each["Question 1: language"] for each in found][:2] == ["English", "Français"]


def test_a_long_text_is_not_cut(tmp_path):
    assert lines(tmp_path, [one(1, "x" * 100_000)])[0][FIRST] == "x" * 100_000


def test_spreadsheets_know_it_for_utf_8(tmp_path):
    assert next(csv.lines(written(tmp_path, []))) == "\ufeff"


@pytest.mark.parametrize("text", NASTY)
def test_a_cell_that_a_spreadsheet_would_run_is_neutralised(tmp_path, text):
    made = one(1, text, name=text, behalf=text, co_signatories=[text], files=[attached(text)], labels=[text])
    found = lines(tmp_path, [made])[0]
    cells = [found[name] for name in (FIRST, "Name", "On behalf of", "Co-signatories", "Files", "Labels")]
    assert cells == [f"'{text}"] * 6


def test_translations_have_a_column_where_there_are_any(tmp_path):
    found = lines(tmp_path, [one(1, language="fr", translation="We agree.")], with_translations=True)[0]
    assert found["Question 1: unofficial translation"] == "We agree."
    assert "Question 1: unofficial translation" not in lines(tmp_path, [one(1)])[0]


def test_no_position_a_file_and_a_text_kept_back_are_said(tmp_path):
    none, hidden = one(1, files=[attached("a.pdf", question="first")]), one(2)
    none.passages[0].text, none.passages[0].no_position = "", True
    hidden.passages[0].text, hidden.passages[0].is_redacted = "", True
    found = [each[FIRST] for each in lines(tmp_path, [none, hidden])]
    assert found == ["No position\nSee the attached file: a.pdf", "Redacted by the secretariat"]


def test_without_contributions_there_are_the_heads(tmp_path):
    assert len(lines_of(csv.lines(written(tmp_path, [])))) == 1


def test_no_address_of_a_person_is_in_it(tmp_path):
    assert "@" not in "".join(csv.lines(written(tmp_path, six())))


def test_memory_stays_flat(tmp_path):
    assert share_of_memory(tmp_path, lambda book: used_up(csv.lines(book))) < 0.1
