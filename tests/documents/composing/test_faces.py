"""Faces of a composed paper: one of each, whole enough, and what no face has is told all the same."""

import io

import pikepdf
import pytest
from pypdf import PdfReader

from documents.composing.faces import Faces, better
from tests.documents.composing.papers import bound, composed, part, planned, read_by_poppler, set_html

BENGALI, ETHIOPIC = "বাংলা", "ሀሁ"


def text_of(printed):
    return PdfReader(io.BytesIO(printed)).pages[0].extract_text()


def fonts_of(printed):
    with pikepdf.open(io.BytesIO(printed)) as document:
        return {name: font.BaseFont for name, font in document.pages[0].Resources.Font.items()}


def test_letters_that_no_face_has_are_told():
    printed = composed(f"<p>one {BENGALI} two 😀</p>")
    words = ["one", BENGALI, "two", "😀"]
    found = text_of(printed), read_by_poppler(printed)
    assert [[word in text for word in words] for text in found] == [[True] * 4] * 2


def test_letters_missing_in_two_galleys_are_not_taken_for_one_another():
    printed = composed(f"<p>{BENGALI} a</p>", f"<p>{ETHIOPIC} b</p>", f"<p>{ETHIOPIC}{BENGALI} c</p>")
    assert read_by_poppler(printed).split() == [BENGALI, "a", ETHIOPIC, "b", ETHIOPIC + BENGALI, "c"]


def test_a_missing_letter_leaves_the_rest_of_the_paper_alone():
    assert read_by_poppler(composed("<p>first</p>", f"<p>{BENGALI}</p>", "<p>last (1)</p>")).split() == [
        "first", BENGALI, "last", "(1)"
    ]  # fmt: skip


def test_a_missing_letter_is_drawn_as_a_box_and_not_as_no_glyph_at_all():
    with pikepdf.open(io.BytesIO(composed(f"<p>{BENGALI}</p>"))) as document:
        box = document.pages[0].Resources.Font.BOX0.DescendantFonts[0]
        glyphs = box.CIDToGIDMap.read_bytes()
    assert [glyphs[2 * ord(letter) : 2 * ord(letter) + 2] for letter in "বল"] == [(2195).to_bytes(2, "big")] * 2


def test_what_is_no_letter_is_told_as_unknown():
    assert "a\ufffdb" in read_by_poppler(composed("<p>a\x01b</p>"))


def test_signs_of_two_galleys_that_share_a_glyph_keep_their_own_text():
    first, second = (set_html(part(f'<p lang="zh">{sign}</p>'), "zh") for sign in ("门A‑B", "⻔A-B‧"))
    printed, _told = bound(planned(second, first))
    assert read_by_poppler(printed).split() == ["⻔A-B‧", "门A‐B"]  # folded


def test_each_face_is_embedded_once_however_many_galleys_use_it():
    printed = composed("<p>one</p>", "<p>two <strong>three</strong></p>", "<p>four</p>")
    assert list(fonts_of(printed).values()) == ["/CVGRES+Paper-Serif", "/ZQHKYG+Paper-Serif-Bold"]


def test_a_glyph_of_two_texts_stands_for_the_plainer_one():
    assert [better(["⻔"], ["门"]), better(["-"], ["\u2011"]), better(["ﻟ"], ["ل"])] == [["门"], ["-"], ["ل"]]


def test_a_face_that_is_not_ours_is_refused():
    told = {"ABCDEF": {"name": "Elsewhere", "file": "", "glyphs": {}}}
    with pytest.raises(ValueError, match=r"The face Elsewhere is not ours."):
        Faces().add(told)
