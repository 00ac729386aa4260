"""Letters that a paper can show, and those it cannot."""

import pytest

from documents.glyphs import missing
from tests.documents.texts import TEXTS


@pytest.mark.parametrize("language", TEXTS)
def test_the_six_official_languages_can_be_printed(language):
    assert missing(TEXTS[language]) == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        ("plain\n\t\u200d\u00a0text", ""),
        ("Ελληνικά עברית 日本語", ""),
        ("हिन्दी, हि", "हिन्दी"),
        ("한국 ไทย", "한국ไทย"),
    ],
)
def test_letters_without_a_face_are_named_once(text, expected):
    assert missing(text) == expected
