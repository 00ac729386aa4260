"""A Word document that is written paragraph by paragraph."""

import io

import pytest
from docx import Document
from docx.oxml.ns import qn

from audit.clock import now
from submissions.word.building import Building
from submissions.word.long import Long, Run

pytestmark = pytest.mark.django_db


@pytest.fixture
def long(tmp_path):
    frame = Building(title="A title", language="en", on_every_page="On every page", is_warning=False, made_at=now())
    with (tmp_path / "body").open("w+b") as body:
        yield Long(frame, "en", body)


def saved(long):
    out = io.BytesIO()
    long.save(out)
    return Document(io.BytesIO(out.getvalue()))


def test_paragraphs_keep_their_order_style_and_breaks(long):
    long.paragraph([Run("A heading")], "Heading1", anchor="one-1")
    long.paragraph([Run("One "), Run("two\nthree\tfour", strong=True)])
    found = saved(long)
    assert [(each.style.name, each.text) for each in found.paragraphs] == [
        ("Heading 1", "A heading"), ("Normal", "One two\nthree\tfour")]  # fmt: skip
    assert [each.bold for each in found.paragraphs[1].runs] == [None, True]


def test_head_foot_and_facts_are_those_of_the_frame(long):
    found = saved(long)
    assert (found.core_properties.title, found.sections[0].header.paragraphs[0].text) == ("A title", "On every page")
    assert "PAGE" in found.sections[0].footer._element.xml


def test_lines_that_follow_each_other_make_one_table(long):
    long.row([[Run("No.")], [Run("Name")]], is_head=True)
    long.row([[Run("1")], [Run("Ann")]])
    long.paragraph([Run("Behind it")])
    long.row([[Run("2")]])
    tables = [[[cell.text for cell in row.cells] for row in table.rows] for table in saved(long).tables]
    assert tables == [[["No.", "Name"], ["1", "Ann"]], [["2"]]]


def test_links_lead_into_the_document_or_to_an_address(long):
    long.paragraph([Run("there", to="#no-12"), Run("out", to='https://example.org/"x\\y')])
    body = saved(long).element.body
    assert [each.get(qn("w:anchor")) for each in body.iter(qn("w:hyperlink"))] == ["no_12"]
    fields = [each.get(qn("w:instr")) for each in body.iter(qn("w:fldSimple"))]
    assert fields == ['HYPERLINK "https://example.org/%22x%5Cy"']


@pytest.mark.parametrize("text", ["<w:p/>", "a & b", "]]>", '"quoted"', "a\u2028b", "𠀀"])
def test_any_text_is_written_as_it_is(long, text):
    long.text(text, "en", "ltr")
    assert saved(long).paragraphs[0].text == text
