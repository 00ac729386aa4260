"""What a word processor leaves in a text is cleaned away; what people wrote is kept as they wrote it."""

import pytest

from submissions.cleaning import clean

CLEANED = [
    # what it is, as received, as kept
    ("the browser’s line end", "a\r\nb", "a\nb"),
    ("an old line end", "a\rb", "a\nb"),
    ("Word’s manual line break", "a\vb", "a\nb"),
    ("Word’s page break", "a\fb", "a\nb"),
    ("a line separator", "a\u2028b", "a\nb"),
    ("a paragraph separator", "a\u2029b", "a\nb"),
    ("an optional hyphen", "co\u00adoperation", "cooperation"),
    ("Word’s optional hyphen", "co\x1foperation", "cooperation"),
    ("Word’s no-break hyphen", "multi\x1estakeholder", "multi-stakeholder"),
    ("the end of a cell", "a\x07b", "a\tb"),
    ("marks of fields and notes", "a\x13\x14\x15\x01\x02b", "ab"),
    ("NUL", "a\0b", "ab"),
    ("a zero-width space", "en\u200bhanced", "enhanced"),
    ("several of them", "\u200b\u200ba\u200b\u200b\u200bb\u200b", "ab"),
    ("the mark at the beginning of a file", "\ufeffa", "a"),
    ("the place of a picture", "a\ufffcb", "ab"),
    ("Word’s bullet", "\uf0b7\tone", "•\tone"),
    ("Word’s square", "\uf0a7 one", "▪ one"),
    ("Word’s arrowhead", "\uf0d8 one", "► one"),
    ("Word’s tick", "\uf0fc one", "✓ one"),
    ("Windows’ quotation marks", "\x93a\x94 \x96 it\x92s\x85", "“a” – it’s…"),
    ("codes that mean nothing", "a\x81\x8d\x90b\x7f", "ab"),
    ("no characters", "a\ufdd0\ufffe\U0010ffffb", "ab"),
    ("half a character", "a\ud800b", "a\ufffdb"),
]

KEPT = [
    ("typed numbers", "1. one\n3. three\n\n7. seven"),
    ("indents, tabs and trailing spaces", "  a\n\tb  \n\n\n c "),
    ("no-break spaces of French", "«\u00a0oui\u00a0» : 10\u202f000"),
    ("quotation marks and dashes", "“a” ‘b’ – — „c“"),
    ("hyphens", "a-b\u2010c\u2011d"),
    ("marks of direction", "\u200fعربي\u200e (ITU) \u2067עברית\u2069 \u061c"),
    ("the joiners of Persian", "می\u200cخواهم"),
    ("the joiners of Hindi", "क्\u200dष क्\u200cष"),
    ("the joiners of pictures", "👩\u200d👩\u200d👧 🏴\U000e0067\U000e0062\U000e007f ❤\ufe0f"),
    ("where a line of Khmer may break", "ភាសា\u200bខ្មែរ"),
    ("where a line of Thai may break", "ภาษา\u200bไทย"),
    ("accents in either form", "é e\u0301"),
    ("other private characters", "\ue000 \uf8ff"),
    ("HTML", "<b>bold</b> &amp; <script>alert(1)</script>"),
    ("a character that was lost before", "\ufffd"),
    ("nothing", ""),
]


@pytest.mark.parametrize(("what", "received", "kept"), CLEANED, ids=[row[0] for row in CLEANED])
def test_what_programs_leave_is_cleaned_away(what, received, kept):
    assert clean(received) == kept


@pytest.mark.parametrize(("what", "text"), KEPT, ids=[row[0] for row in KEPT])
def test_what_people_wrote_is_kept(what, text):
    assert clean(text) == text


@pytest.mark.parametrize("text", [row[1] for row in CLEANED])
def test_cleaning_again_changes_nothing(text):
    assert clean(clean(text)) == clean(text)


def test_any_character_can_be_stored_and_put_into_a_word_file():
    """The characters of XML 1.0, without those of the second kind that are for controls only."""
    kept = clean("".join(map(chr, range(0x110000))))
    bad = [c for c in kept if (c < " " and c not in "\n\t") or "\x7f" <= c <= "\x9f" or "\ud800" <= c <= "\udfff"]
    assert (bad, [c for c in kept if ord(c) & 0xFFFE == 0xFFFE]) == ([], [])
