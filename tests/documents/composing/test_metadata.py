"""What a composed paper says of itself."""

import hashlib
import io

import pikepdf
import pytest

from tests.documents.composing.papers import bound, part, planned, set_html

NAMES = ("dc:title", "dc:creator", "xmp:CreateDate", "dc:language")
PDFUA = "{http://www.aiim.org/pdfua/ns/id/}part"


def paper(**said):
    return pikepdf.open(io.BytesIO(bound(planned(set_html(part("<p>x</p>"))), **said)[0]))


def told(document):
    with document.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        return {name: metadata.get(name) for name in (*NAMES, PDFUA)}


@pytest.mark.parametrize("title", ["A title", "Compilación — ü <&> “x”", "{title} %s", "عنوان", "关于 😀"])
def test_the_title_is_told_twice_and_the_same(title):
    document = paper(title=title)
    assert (str(document.docinfo.Title), told(document)["dc:title"]) == (title, title)


def test_signs_that_metadata_cannot_hold_are_left_out():
    document = paper(title="a\x00b\x1b\ufffe\ud800c")
    assert (str(document.docinfo.Title), told(document)["dc:title"]) == ("abc", "abc")


def test_author_date_language_and_conformance_are_told():
    found = told(paper(language="fr"))
    assert [found[name] for name in (*NAMES[1:], PDFUA)] == [
        ["An office"], "2016-12-08T00:00:00Z", {"fr"}, "1"
    ]  # fmt: skip


def test_a_file_inside_is_whole_and_says_what_it_is():
    content = b"%PDF-1.7 \x00\xff"
    document = paper(files=[("Réponse (1).pdf", "The reply as it came", "application/pdf", content)])
    spec = document.attachments["Réponse (1).pdf"]
    file = spec.get_file()
    assert (spec.description, file.mime_type, file.read_bytes(), file.md5) == (
        "The reply as it came", "application/pdf", content, hashlib.md5(content, usedforsecurity=False).digest()
    )  # fmt: skip
