"""Spreadsheets: no cell that runs, no text cut in silence, no address in the one for the public."""

import csv
import io
import zipfile

import pytest

from submissions import exporting
from submissions.models import Submission
from tests.submissions.contributions import contribution
from tests.submissions.moderation import file_of, redact

NASTY = ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", '=cmd|"/c calc"!A1']


def read(rows):
    return list(csv.reader(io.StringIO("".join(exporting.as_csv(rows)).removeprefix("\ufeff"))))


@pytest.mark.parametrize("cell", NASTY)
def test_a_cell_that_a_spreadsheet_would_run_is_neutralised(cell):
    assert read([[cell, "plain"]]) == [[f"'{cell}", "plain"]]


def test_an_xlsx_file_holds_texts_only_and_no_formula():
    book = zipfile.ZipFile(exporting.as_xlsx([[*NASTY, "https://example.org"]]))
    sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert ("<f>" in sheet, "hyperlink" in sheet, sheet.count("=1+1")) == (False, False, 1)


def test_a_text_longer_than_a_cell_says_that_it_goes_on():
    fitted = exporting.fitting("x" * 40_000)
    assert (len(fitted), fitted[-13:]) == (32_767, "the CSV file.]"[-13:])
    assert len(read([["x" * 40_000]])[0][0]) == 40_000


@pytest.mark.django_db
def test_staff_get_all_that_was_filed_with_addresses(call):
    contribution(call, state="withheld", answers=["One,\n“two”.", None], email="a@b.example", other="More.")
    heads, row = read(exporting.for_staff(Submission.objects.filed(), call))
    found = dict(zip(heads, row, strict=True))
    assert (found["No."], found["State"], found["E-mail address"]) == ("1", "Withheld", "a@b.example")
    assert row[-3:] == ["One,\n“two”.", "No position", "More."]


@pytest.mark.django_db
def test_the_public_gets_what_the_pages_show(call, dana):
    first = contribution(
        call, answers=["A canary text."], email="canary@b.example", title="Canary", publish="organisation"
    )
    file_of(first.current, "canary.pdf")
    contribution(call, organisation="Canary", name="Canary", answers=["A text."])
    redact(first, dana)
    redact(Submission.objects.latest("pk"), dana, text="A text.", hides_name=True)
    rows = read(exporting.for_readers(Submission.objects.published().order_by("pk"), call))
    assert "anary" not in str(rows)
    assert [row[1] for row in rows[1:]] == ["Organisation 01", "Name kept back by the secretariat"]
    assert [row[-3] for row in rows[1:]] == ["A [redacted] text.", "A text."]


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 50])
@pytest.mark.parametrize(("rows", "queries"), [(exporting.for_staff, 5), (exporting.for_readers, 7)])
def test_the_queries_are_the_same_for_one_and_fifty(call, number, rows, queries, django_assert_num_queries):
    for _each in range(number):
        contribution(call, answers=["Text", None])
    with django_assert_num_queries(queries):
        assert len(list(rows(Submission.objects.filed().order_by("pk"), call))) == number + 1
