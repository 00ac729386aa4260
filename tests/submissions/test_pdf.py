"""How a text as received stands in a paper: its direction, its lines, and nothing of it as mark-up."""

import pytest

from submissions.pdf import as_received, direction_of


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Text", "ar", "rtl"),
        ("نص", "en", "ltr"),
        ("123 نص text", "und", "rtl"),
        ("123 text نص", "", "ltr"),
        ("", "", "ltr"),
        ("متن", "fa", "rtl"),
    ],
)
def test_the_direction_follows_the_language_and_else_the_first_letter(text, language, expected):
    assert direction_of(text, language) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("one\r\ntwo\rthree\n", ["one", "two", "three"]),
        ("<script>&", ["&lt;script&gt;&amp;"]),
        ("(A/RES/70/125) <b>", ['(<bdi class="symbol" dir="ltr">A/RES/70/125</bdi>) &lt;b&gt;']),
        ("https://example.org/A/RES/70/125", ["https://example.org/A/RES/70/125"]),
        ("A" + "/B" * 30, ["A" + "/B" * 30]),
    ],
)
def test_text_is_safe_and_literal(text, expected):
    assert [str(line) for line in as_received(text)] == expected
