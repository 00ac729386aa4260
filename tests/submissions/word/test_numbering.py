"""The numbers that Word shows before paragraphs."""

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from submissions.word.numerals import written
from tests.submissions.word.papers import paper, raw, text_of


def level(depth, kind="decimal", text=None, **more):
    """One level of a list; `more` are further properties, such as start=3."""
    words = "".join(f'<w:{name} w:val="{said}"/>' for name, said in more.items())
    text = f"%{depth + 1}." if text is None else text
    return f'<w:lvl w:ilvl="{depth}">{words}<w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl>'


def listed(levels, items, starts=()):
    """A document of list items (text, depth, list); every list of one abstract; `starts`: {list: {depth: start}}."""
    document = paper(*[_item(*item) for item in items])
    root = document.part.numbering_part.element
    for old in list(root):
        root.remove(old)
    root.append(parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="1">{levels}</w:abstractNum>'))
    for number in sorted({item[2] for item in items}):
        own = "".join(_override(depth, start) for depth, start in dict(starts).get(number, {}).items())
        root.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="1"/>{own}</w:num>'))
    return text_of(document).split("\n")


def _override(depth, start):
    return f'<w:lvlOverride w:ilvl="{depth}"><w:startOverride w:val="{start}"/></w:lvlOverride>'


def _item(text, depth=0, number=1):
    place = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'
    return raw(f"<w:p><w:pPr>{place}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>")


def test_a_list_counts():
    assert listed(level(0), [("a", 0, 1), ("b", 0, 1)]) == ["1. a", "2. b"]


def test_a_list_begins_where_it_is_told():
    assert listed(level(0, start=7), [("a", 0, 1), ("b", 0, 1)]) == ["7. a", "8. b"]


def test_lists_made_to_look_typed_keep_their_numbers():
    items = [("a", 0, 1), ("b", 0, 2), ("c", 0, 3), ("d", 0, 3)]
    assert listed(level(0), items, {2: {0: 3}, 3: {0: 7}}) == ["1. a", "3. b", "7. c", "8. d"]


def test_another_list_of_the_same_kind_goes_on_unless_told_otherwise():
    assert listed(level(0), [("a", 0, 1), ("b", 0, 2)]) == ["1. a", "2. b"]


def test_levels_begin_anew_below_a_higher_one():
    levels = level(0) + level(1, "lowerLetter", "%2)") + level(2, "lowerRoman", "(%3)")
    items = [("a", 0, 1), ("b", 1, 1), ("c", 2, 1), ("d", 1, 1), ("e", 0, 1), ("f", 1, 1)]
    assert listed(levels, items) == ["1. a", "a) b", "(i) c", "b) d", "2. e", "a) f"]


def test_a_level_may_run_on():
    levels = level(0) + level(1, "decimal", "%2.", lvlRestart=0)
    assert listed(levels, [("a", 0, 1), ("b", 1, 1), ("c", 0, 1), ("d", 1, 1)]) == ["1. a", "1. b", "2. c", "2. d"]


def test_a_number_may_name_the_levels_above():
    levels = level(0, "upperRoman") + level(1, "decimal", "%1.%2")
    assert listed(levels, [("a", 0, 1), ("b", 1, 1), ("c", 1, 1)]) == ["I. a", "I.1 b", "I.2 c"]


def test_bullets_are_shown():
    assert listed(level(0, "bullet", "\uf0b7"), [("a", 0, 1)]) == ["• a"]


def test_a_number_may_come_from_the_style():
    document = paper()
    document.add_paragraph("a", style="List Number")
    document.add_paragraph("b", style="List Number")
    assert text_of(document) == "1. a\n2. b"


@pytest.mark.parametrize(
    ("number", "kind", "text"),
    [
        (4, "decimal", "4"), (4, "decimalZero", "04"), (4, "lowerRoman", "iv"), (1999, "upperRoman", "MCMXCIX"),
        (3, "lowerLetter", "c"), (27, "lowerLetter", "aa"), (28, "upperLetter", "BB"), (2, "russianLower", "б"),
        (3, "arabicAbjad", "ج"), (3, "arabicAlpha", "ت"), (12, "chineseCounting", "十二"), (0, "lowerLetter", "0"),
        (5, "none", ""), (5, "neverHeardOf", "5"),
    ],
)  # fmt: skip
def test_numerals(number, kind, text):
    assert written(number, kind) == text
