"""What a machine reads in our PDFs is what was written, in six languages.

Words are compared in order, except in Arabic: extractors put the runs of a right-to-left line with Latin symbols and
figures back in different orders, so there every run of letters and every run of figures or Latin signs must be found
as often as it was written. Presentation forms are folded by NFKC, invisible direction marks dropped.
"""

import io
import re
import unicodedata
from collections import Counter

import pytest
from pypdf import PdfReader

from documents import pdf
from documents.inline import direction, inline
from tests.documents.texts import TEXTS

PAGE = """<!DOCTYPE html><html lang="{0}" dir="{1}"><head><title>Example</title></head>
<body><article class="paper" lang="{0}" dir="{1}"><h1>{2}</h1><p>{3}</p></article></body></html>"""


def plain(text):
    kept = (sign for sign in unicodedata.normalize("NFKC", text) if unicodedata.category(sign) != "Cf")
    return "".join(kept)


def extracted(printed):
    """The text of a PDF without the page numbers."""
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(printed)).pages]
    return plain(re.sub(r"^\d+/\d+$", "", "\n".join(pages), flags=re.M))


def page(language, title):
    return PAGE.format(language, direction(language), title, inline(TEXTS[language]))


def runs(text):
    """Runs of Arabic letters, and runs of figures and Latin signs, with how often each occurs."""
    return Counter(re.findall(r"[\u0621-\u064a]+|[A-Za-z0-9/]*[A-Za-z0-9]", text))


@pytest.mark.parametrize("language", ["en", "fr", "es", "ru"])
def test_every_word_comes_back_in_order(language):
    assert extracted(pdf.render(page(language, "Title"))).split() == ["Title", *plain(TEXTS[language]).split()]


def test_every_chinese_sign_comes_back_in_order():
    found = extracted(pdf.render(page("zh", "工作组")))
    assert "".join(found.split()) == "工作组" + plain(TEXTS["zh"])


def test_every_arabic_word_and_every_figure_comes_back():
    found = extracted(pdf.render(page("ar", "الفريق العامل")))
    assert runs(found) == runs(plain("الفريق العامل " + TEXTS["ar"]))


@pytest.mark.parametrize("language", list(TEXTS))
def test_bold_and_italic_faces_can_be_read_too(language):
    words = TEXTS[language][:40]
    html = PAGE.format(language, direction(language), words, f"<em>{words}</em> <strong>{words}</strong>")
    assert runs(extracted(pdf.render(html))) == runs(plain(" ".join([words] * 3)))


def test_all_languages_can_stand_in_one_paper():
    parts = "".join(f'<p lang="{code}" dir="{direction(code)}">{inline(TEXTS[code])}</p>' for code in TEXTS)
    found = extracted(pdf.render(PAGE.format("en", "ltr", "Title", "") + parts))
    missing = [code for code in ("en", "fr", "es", "ru") if plain(TEXTS[code]).split()[:60] == [] or not set(
        plain(TEXTS[code]).split()) <= set(found.split())]  # fmt: skip
    assert missing == []


def test_no_glyph_is_missing_from_the_faces():
    assert [pdf.render(page(language, "X")).warnings for language in TEXTS] == [[]] * len(TEXTS)
