"""A Word file as a reader of the printed page sees it."""

import zipfile

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from people.refusals import Refused
from submissions.word import reading
from tests.submissions.word.papers import paper, raw, saved, text_of

P = "<w:p>{}</w:p>"
T = '<w:r><w:t xml:space="preserve">{}</w:t></w:r>'


def said(xml):
    """What is read of one paragraph with this inside."""
    return text_of(paper(raw(P.format(xml))))


PARAGRAPHS = {
    "runs": (T.format("a ") + T.format("b"), "a b"),
    "manual line breaks and tabs": ("<w:r><w:t>a</w:t><w:br/><w:t>b</w:t><w:tab/><w:t>c</w:t></w:r>", "a\nb\tc"),
    "a no-break hyphen": ("<w:r><w:t>a</w:t><w:noBreakHyphen/><w:t>b</w:t></w:r>", "a\u2011b"),
    "insertions in, deletions out": (
        T.format("a") + f'<w:ins w:id="1">{T.format("b")}</w:ins>'
        '<w:del w:id="2"><w:r><w:delText>c</w:delText></w:r></w:del>',
        "ab",
    ),
    "what was moved stands where it went": (
        f'<w:moveFrom w:id="1">{T.format("a")}</w:moveFrom><w:moveTo w:id="2">{T.format("b")}</w:moveTo>',
        "b",
    ),
    "the words of a link": (f'<w:hyperlink w:anchor="x">{T.format("a link")}</w:hyperlink>', "a link"),
    "the result of a field": (
        '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>DATE</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{T.format("today")}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>' + T.format("!"),
        "today!",
    ),
    "a field that never ends": ('<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + T.format("kept"), "kept"),
    "a simple field": (f'<w:fldSimple w:instr="AUTHOR">{T.format("me")}</w:fldSimple>', "me"),
    "a content control": (f"<w:sdt><w:sdtContent>{T.format('inside')}</w:sdtContent></w:sdt>", "inside"),
    "hidden text stays hidden": ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>x</w:t></w:r>" + T.format("a"), "a"),
    "a symbol": ('<w:r><w:sym w:font="Wingdings" w:char="F0E0"/></w:r>' + T.format(" a"), "→ a"),
    "a formula": ("<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>", "x=1"),
    "right to left": ("<w:r><w:rPr><w:rtl/></w:rPr><w:t>١. السلام (A/RES/1)</w:t></w:r>", "١. السلام (A/RES/1)"),
    "a text box after its paragraph": (
        T.format("a") + f"<w:r><w:pict><w:txbxContent><w:p>{T.format('boxed')}</w:p></w:txbxContent></w:pict></w:r>",
        "a\nboxed",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", PARAGRAPHS)
def test_a_paragraph_is_read_as_it_is_printed(name):
    xml, text = PARAGRAPHS[name]
    assert said(xml) == text


def test_a_deleted_paragraph_mark_joins_two_paragraphs():
    marked = raw('<w:p><w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr><w:r><w:t>a</w:t></w:r></w:p>')
    assert text_of(paper(marked, "b")) == "ab"


def test_tables_are_read_row_by_row():
    assert text_of(paper([["a", "b"], ["c", "d\ne"]])) == "a\tb\nc\nd\ne"


def test_a_deleted_row_and_a_merged_cell_are_not_read():
    cell = "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
    merged = "<w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc>"
    rows = f"<w:tr>{cell.format('a')}</w:tr><w:tr>{merged}{cell.format('b')}</w:tr>"
    gone = f'<w:tr><w:trPr><w:del w:id="1"/></w:trPr>{cell.format("c")}</w:tr>'
    assert text_of(paper(raw(f"<w:tbl>{rows}{gone}</w:tbl>"))) == "a\nb"


def test_headers_footers_and_comments_are_left_out_and_comments_are_counted():
    document = paper("text")
    document.sections[0].header.paragraphs[0].text = "head"
    document.sections[0].footer.paragraphs[0].text = "foot"
    document.add_comment(document.paragraphs[0].runs, text="psst")
    read = reading.read(saved(document))
    assert ([line.text for line in read.blocks], read.left_out) == (["text"], {"comments": 1})


def test_a_table_of_contents_is_left_out():
    begin = '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>TOC \\o</w:instrText>'
    middle = '<w:fldChar w:fldCharType="separate"/><w:t>Question 1 .... 2</w:t></w:r>'
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    assert text_of(paper(raw(P.format(begin + middle + end)), "text")) == "\ntext"


BROKEN = {
    "not a zip": b"PK\3\4 no",
    "an entity": '<!DOCTYPE d [<!ENTITY e "x">]><w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>&e;</w:t></w:r></w:p>'
    "</w:body></w:document>",
    "cut off": '<w:document xmlns:w="{W}"><w:body>',
    "another thing": "<other/>",
    "too deep": '<w:document xmlns:w="{W}"><w:body>' + "<w:p>" * 3000 + "</w:p>" * 3000 + "</w:body></w:document>",
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_refused_with_the_remedy(name, tmp_path):
    content = BROKEN[name]
    path = tmp_path / "broken.docx"
    if isinstance(content, str):
        with zipfile.ZipFile(path, "w") as archive:
            space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
            archive.writestr("word/document.xml", content.replace("{W}", space))
    else:
        path.write_bytes(content)
    with pytest.raises(Refused, match=r"Save it as \.docx again"):
        reading.read(default_storage.save("broken.docx", ContentFile(path.read_bytes())))
