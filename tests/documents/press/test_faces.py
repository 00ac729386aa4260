"""What a galley tells of its faces: the file of each, and the text of every glyph as it stands there."""

import re
from unicodedata import normalize

import pytest
from fontTools.ttLib import TTFont

from documents.composing.faces import COPY
from documents.glyphs import FACES
from documents.press.reading import SURE
from tests.documents.composing.papers import composed, part, read_by_poppler, set_html
from tests.documents.hostile_texts import STORM


def faces(body, language="en"):
    return set_html(part(f'<p lang="{language}">{body}</p>'), language).faces


def texts(body, language="en"):
    """{file of a face, or the name of a copy or of boxes: what its glyphs stand for, sorted}"""
    return {told.get("file", name): "".join(sorted(glyph[0] for glyph in told["glyphs"].values()))
            for name, told in faces(body, language).items()}  # fmt: skip


def test_every_face_is_one_of_ours():
    found = faces("a <em>b</em> <strong>c</strong> <strong><em>d</em></strong> ب 文")
    assert sorted(told["file"] for told in found.values()) == [
        "LiberationSerif-Bold.ttf", "LiberationSerif-BoldItalic.ttf", "LiberationSerif-Italic.ttf",
        "LiberationSerif-Regular.ttf", "NotoNaskhArabic-Regular.ttf", "NotoSerifSC-Regular.ttf",
    ]  # fmt: skip


def test_a_letter_that_no_face_has_stands_among_the_boxes_of_its_plane():
    assert texts("a😀ሀ") == {"LiberationSerif-Regular.ttf": "a", "BOX0": "ሀ", "BOX1": "😀"}


def test_a_glyph_that_stands_for_another_sign_is_drawn_in_a_copy_with_the_words_around_it():
    found = texts("门⻔", "zh")
    assert [words for name, words in found.items() if name.endswith(COPY)] == ["⻔门"]


def test_forms_of_a_letter_need_no_copy():
    assert sorted(texts("الأمانة office re\u0301sume\u0301", "ar")) == [
        "LiberationSerif-Regular.ttf",
        "NotoNaskhArabic-Regular.ttf",
    ]


def test_marks_upon_a_letter_do_not_take_its_text_away():
    assert "e" in texts("e\u030d x eee")["LiberationSerif-Regular.ttf"]


def test_marks_without_number_upon_a_letter_leave_it_where_it_is():
    found = normalize("NFD", read_by_poppler(composed(f"<p>se{STORM}te</p>"), "-raw"))
    assert "".join(re.findall("[a-z]", found)) == "sete"


@pytest.mark.parametrize("file", sorted({path.name for path in FACES.glob("*.ttf")}))
def test_no_other_sign_has_the_glyph_of_a_letter_that_goes_without_saying(file):
    codes = TTFont(FACES / file, lazy=True).getBestCmap()
    glyphs = {codes[ord(letter)]: letter for letter in SURE if ord(letter) in codes}
    others = {
        chr(code) for code, glyph in codes.items() if normalize("NFKC", chr(code)) != glyphs.get(glyph, chr(code))
    }
    assert [letter for letter in others if codes[ord(letter)] in glyphs] == []


def test_what_was_drawn_first_does_not_decide_what_a_glyph_stands_for():
    first, second = faces("⻔ 门", "zh"), faces("门 ⻔", "zh")
    plain = [name for name, told in first.items() if told.get("file") == "NotoSerifSC-Regular.ttf"]
    assert [first[name]["glyphs"] for name in plain] == [second[name]["glyphs"] for name in plain]


def test_a_galley_without_text_has_no_face():
    assert faces(" ") == {}
