"""The compilation as a Word document."""

import io
import zipfile

import pytest
from docx import Document
from docx.oxml.ns import qn
from lxml import etree

from submissions.compilation.forms import word
from tests.submissions.compilation.datasets import TEXTS, attached, one, written

from .reading import document_of, share_of_memory

LAYOUTS = ["question", "contributor"]


def document(tmp_path, ones, **of_head):
    return document_of(word.write, written(tmp_path, ones, **of_head))


def six():
    return [one(number, language=code, other=f"More in {code}.") for number, code in enumerate(TEXTS, start=1)]


def received(document):
    """The paragraphs that are as received."""
    return [each for each in document.paragraphs if each.style.name == "As Received"]


def lines(*texts):
    return [line for text in texts for line in text.split("\n")]


def languages(paragraph):
    """The language and direction that its runs tell."""
    found = [dict(each.attrib) for each in paragraph._p.iter(qn("w:lang"))]
    return [value for each in found for value in each.values()], paragraph._p.find(f".//{qn('w:rtl')}") is not None


def test_by_question_every_text_is_whole_once_and_in_order(tmp_path):
    found = [each.text for each in received(document(tmp_path, six()))]
    assert found == lines(*TEXTS.values(), *(f"More in {code}." for code in TEXTS))


def test_by_contributor_every_text_is_whole_once_and_in_order(tmp_path):
    found = [each.text for each in received(document(tmp_path, six(), layout="contributor"))]
    assert found == lines(*(text for code in TEXTS for text in (TEXTS[code], f"More in {code}.")))


@pytest.mark.parametrize(
    ("layout", "expected"),
    [
        ("question", [("Heading 1", "Question 1"), ("Heading 2", "Member States"), ("Heading 3", "Organisation 1")]),
        ("contributor", [("Heading 1", "Member States"), ("Heading 2", "Organisation 1"), ("Heading 3", "Question 1")]),
    ],
)
def test_headings_are_headings_of_word(tmp_path, layout, expected):
    found = [(each.style.name, each.text) for each in document(tmp_path, [one(1)], layout=layout).paragraphs]
    begin = found.index(expected[0])
    assert [each for each in found[begin:] if each[0].startswith("Heading")][:3] == expected


def test_every_answer_has_its_own_language_and_direction(tmp_path):
    ones = [one(1, "واحد", language="ar"), one(2, "二", language="zh"), one(3, "trois", language="fr")]
    found = [languages(each) for each in received(document(tmp_path, ones))]
    assert found == [(["ar"], True), (["zh"], False), (["fr"], False)]
    last = received(document(tmp_path, [one(1, "שלום", language="und")]))[0]
    assert languages(last) == ([], True)


def test_an_arabic_paper_runs_from_right_to_left(tmp_path):
    found = document(tmp_path, [one(1)], language="ar")
    heading = next(each for each in found.paragraphs if each.style.name == "Heading 1")
    assert (heading._p.find(f".//{qn('w:bidi')}") is None, languages(received(found)[0])) == (False, (["en"], False))


def test_the_contents_are_a_field_filled_with_links_that_lead_somewhere(tmp_path):
    body = document(tmp_path, six()).element.body
    assert [each.text.strip() for each in body.iter(qn("w:instrText"))] == ['TOC \\o "1-3" \\h']
    links = {each.get(qn("w:anchor")) for each in body.iter(qn("w:hyperlink"))}
    marks = [each.get(qn("w:name")) for each in body.iter(qn("w:bookmarkStart"))]
    assert (links - set(marks), len(marks) == len(set(marks)), len(links) > 12) == (set(), True, True)


def test_what_no_xml_can_hold_is_shown_as_lost_and_the_rest_stays(tmp_path):
    found = received(document(tmp_path, [one(1, "a\x0bb\x00c\ufffed <w:p/> & e\tf")]))[0]
    assert found.text == "a\ufffdb\ufffdc\ufffdd <w:p/> & e\tf"


def test_a_name_cannot_turn_the_line_it_stands_in(tmp_path):
    found = document(tmp_path, [one(1, name="\u202egro.elpmaxe", files=[attached("\u202ecod.exe")])])
    assert "\u202e" not in etree.tostring(found.element, encoding="unicode")


@pytest.mark.parametrize("layout", LAYOUTS)
def test_without_contributions_it_is_a_document_all_the_same(tmp_path, layout):
    found = document(tmp_path, [], layout=layout)
    assert (received(found), [each.text for each in found.paragraphs][-3].startswith("Manifest")) == ([], True)


def test_nothing_in_it_is_run_or_fetched(tmp_path):
    out = io.BytesIO()
    word.write(written(tmp_path, [one(1, link='http://localhost/" \\o "x')]), out)
    with zipfile.ZipFile(out) as packed:
        parts = b"".join(packed.read(name) for name in packed.namelist())
        assert [name for name in packed.namelist() if "vba" in name.lower() or "template" in name.lower()] == []
    assert b'TargetMode="External"' not in parts
    fields = [each.get(qn("w:instr")) for each in Document(out).element.body.iter(qn("w:fldSimple"))]
    assert [field.count('"') for field in fields] == [2] * len(fields)


def test_the_same_data_gives_the_same_bytes(tmp_path, clock):
    made = []
    for moment in ("2016-12-10T10:00:00", "2016-12-11T11:11:11"):
        clock(moment)
        out = io.BytesIO()
        word.write(written(tmp_path, six()), out)
        made.append(out.getvalue())
    assert made[0] == made[1]


def test_memory_stays_flat(tmp_path):
    assert share_of_memory(tmp_path, lambda book: word.write(book, (tmp_path / "out").open("w+b"))) < 0.4
