"""What machines read in a composed paper is what was written, also where a paragraph runs over pages."""

import io

import pytest
from pypdf import PdfReader

from documents.inline import direction, inline
from tests.documents.composing.papers import bound, composed, part, planned, read_by_poppler, set_html
from tests.documents.composing.papers import without_page_numbers as plain
from tests.documents.test_text_layer import runs
from tests.documents.texts import TEXTS

OFTEN = 45  # times a text is said in one paragraph of some pages
SIGNS = {
    "hyphens": "A-B C\u2010D E\u2011F 1\u20132 \u2014 3\u22124",
    "spaces": "a\u00a0b 10\u202f000",
    "soft hyphens": "extra\u00adordinary",
    "ligatures": "office fjord affidavit ﬁn",
    "decomposed": "re\u0301sume\u0301 A\u030arhus",
    "marks without a letter of their own": "e\u030dx a\u030dx eee q\u0303 \u1ecd\u0301",
    "brackets": "(a) [b] {c} <d> \u00abe\u00bb",
    "what a page is made of": "%0% (x) \\ /MCID 3>> BDC EMC <0041> part:no-1",
}
CHINESE = "门⻔见⻅民⺠豈更車⼀兀…⋯—―①➀A-B\u2011C"


def read(printed):
    return plain("\n".join(page.extract_text() for page in PdfReader(io.BytesIO(printed)).pages))


def long_paragraph(language):
    """(a paper with one paragraph of several pages, what stands in it)."""
    text = " ".join([TEXTS[language]] * OFTEN)
    printed = composed(f'<p lang="{language}" dir="{direction(language)}">{inline(text)}</p>', language=language)
    assert len(PdfReader(io.BytesIO(printed)).pages) > 2
    return printed, plain(text)


@pytest.mark.parametrize("language", ["en", "fr", "es", "ru"])
def test_every_word_of_a_paragraph_over_several_pages_comes_back_in_order(language):
    printed, text = long_paragraph(language)
    assert [read(printed).split(), read_by_poppler(printed).split()] == [text.split()] * 2


def test_every_chinese_sign_of_a_paragraph_over_several_pages_comes_back_in_order():
    printed, text = long_paragraph("zh")
    assert ["".join(found.split()) for found in (read(printed), read_by_poppler(printed))] == [
        "".join(text.split())
    ] * 2


def test_every_arabic_word_and_figure_of_a_paragraph_over_several_pages_comes_back():
    printed, text = long_paragraph("ar")
    assert [runs(read(printed)), runs(read_by_poppler(printed))] == [runs(text)] * 2


@pytest.mark.parametrize("kind", list(SIGNS))
def test_signs_that_look_alike_come_back_as_themselves(kind):
    text = SIGNS[kind].replace("<", "&lt;")
    printed = composed(f"<p>{text}</p><p>eee - x (</p>")
    words = [*plain(SIGNS[kind]).split(), "eee", "-", "x", "("]
    assert [read(printed).split(), read_by_poppler(printed).split()] == [words] * 2


def test_chinese_signs_that_share_a_glyph_come_back_as_themselves():
    printed = composed(f'<p lang="zh">{CHINESE}</p>', f'<p lang="zh">{CHINESE[::-1]}</p>', language="zh")
    text = plain(CHINESE) + plain(CHINESE[::-1])
    assert ["".join(found.split()) for found in (read(printed), read_by_poppler(printed))] == [text] * 2


def test_brackets_around_arabic_words_do_not_turn_those_around_english_ones():
    arabic = f'<p lang="ar" dir="rtl">(قوس) {TEXTS["ar"]}</p>'
    found = read_by_poppler(composed(arabic, f"<p>The (bow) of {TEXTS['en']}</p>"))
    assert ["(قوس)" in found.split(), "(bow)" in found.split()] == [True, True]


def test_all_languages_can_stand_in_one_paper():
    galleys = [set_html(part(f'<p dir="{direction(code)}">{inline(TEXTS[code])}</p>'), code) for code in TEXTS]
    printed, _told = bound(planned(*galleys))
    assert runs(read_by_poppler(printed)) == runs(plain(" ".join(TEXTS.values())))
