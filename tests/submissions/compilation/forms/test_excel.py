"""The compilation as an Excel file."""

import io
import zipfile

import pytest

from submissions.compilation.forms import excel
from tests.submissions.compilation.datasets import QUESTIONS, TEXTS, attached, one, written

from .reading import share_of_memory, sheets_of

NASTY = ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", '=cmd|"/c calc"!A1', "https://example.org"]


def content(book):
    out = io.BytesIO()
    excel.write(book, out)
    return out.getvalue()


def sheets(tmp_path, ones, **of_head):
    return sheets_of(content(written(tmp_path, ones, **of_head)))


def six():
    return [one(number, language=code, other=f"More in {code}.") for number, code in enumerate(TEXTS, start=1)]


def column(lines, name):
    place = lines[0].index(name)
    return [line[place] if place < len(line) else "" for line in lines[1:]]


def test_there_is_a_sheet_for_everything(tmp_path):
    found = sheets(tmp_path, six())
    assert list(found) == ["About", "Contributions", "Index", "Counts", "Files", "Manifest"]


def test_every_text_is_whole_in_the_column_of_its_question(tmp_path):
    lines = sheets(tmp_path, six())["Contributions"]
    assert column(lines, f"Question 1. {QUESTIONS[0].text}") == list(TEXTS.values())
    assert column(lines, "Any other relevant issue") == [f"More in {code}." for code in TEXTS]


@pytest.mark.parametrize("text", NASTY)
def test_no_cell_is_a_formula_or_a_link(tmp_path, text):
    packed = content(written(tmp_path, [one(1, text, name=text, files=[attached(text)], co_signatories=[text])]))
    with zipfile.ZipFile(io.BytesIO(packed)) as book:
        parts = [book.read(name).decode() for name in book.namelist() if name.startswith("xl/worksheets/")]
    assert [part for part in parts if "<f>" in part or "hyperlink" in part] == []


def test_a_text_longer_than_a_cell_says_that_it_goes_on(tmp_path):
    lines = sheets(tmp_path, [one(1, "x" * 40_000)])["Contributions"]
    cell = column(lines, f"Question 1. {QUESTIONS[0].text}")[0]
    assert (len(cell), cell.endswith("It is whole in the CSV file.]")) == (32_767, True)


def test_the_index_tells_who_answered_what(tmp_path):
    none = one(2)
    none.passages[0].text, none.passages[0].no_position = "", True
    lines = sheets(tmp_path, [one(1), none, one(3, passages=[], other="")])["Index"]
    assert column(lines, "Question 1") == ["answer", "no position", ""]
    assert column(lines, "Question 2") == ["", "", ""]


def test_counts_files_and_manifest_tell_what_the_paper_tells(tmp_path):
    ones = [one(2, files=[attached("a.pdf", bound="appended")]), one(1)]
    found = sheets(tmp_path, ones, counts=[["Member States", 2]])
    assert found["Counts"][1:3] == [["Member States", 2], ["All groups", 2]]
    assert found["Files"][1][:6] == [2, "Organisation 2", "a.pdf", "", "application/pdf", 4]
    assert found["Files"][1][-1] == "its pages"
    assert [line[0] for line in found["Manifest"][1:]] == [1, 2]


def test_an_arabic_paper_has_its_sheets_from_right_to_left(tmp_path):
    with zipfile.ZipFile(io.BytesIO(content(written(tmp_path, six(), language="ar")))) as book:
        assert 'rightToLeft="1"' in book.read("xl/worksheets/sheet2.xml").decode()


def test_without_contributions_it_has_its_heads(tmp_path):
    found = sheets(tmp_path, [])
    assert ([len(found[name]) for name in ("Contributions", "Index", "Files", "Manifest")]) == [1, 1, 1, 1]


def test_the_same_data_gives_the_same_bytes(tmp_path, clock):
    book = written(tmp_path, six())
    first = content(book)
    clock("2017-01-01T00:00:00")
    assert content(book) == first


def test_memory_stays_flat(tmp_path):
    assert share_of_memory(tmp_path, lambda book: excel.write(book, (tmp_path / "out").open("w+b"))) < 0.2
