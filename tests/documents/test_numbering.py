"""Numbers of paragraphs, lists and footnotes."""

from types import SimpleNamespace

import pytest

from documents.numbering import in_lists, item_label, numbered, roman
from documents.source import parse_source


def blocks(text):
    return [SimpleNamespace(uid=None, **block._asdict()) for block in parse_source(text)]


def numbers(text, **how):
    return [block.number for block in numbered(blocks(text), **{"numbered_paragraphs": True, **how})]


@pytest.mark.parametrize(
    ("number", "level", "style", "language", "label"),
    [
        (1, 1, "a)", "en", "a)"),
        (2, 1, "(a)", "en", "(b)"),
        (26, 1, "a)", "en", "z)"),
        (27, 1, "a)", "en", "aa)"),
        (28, 1, "(a)", "en", "(bb)"),
        (4, 2, "a)", "en", "(iv)"),
        (3, 3, "a)", "en", "c."),
        (1, 1, "a)", "ar", "أ)"),
        (3, 1, "(a)", "ar", "(ج)"),
        (29, 1, "a)", "ar", "أأ)"),
        (2, 2, "a)", "ar", "(2)"),
    ],
)
def test_labels_of_items(number, level, style, language, label):
    assert item_label(number, level, style, language) == label


@pytest.mark.parametrize(("number", "figures"), [(1, "i"), (9, "ix"), (14, "xiv"), (40, "xl"), (1994, "mcmxciv")])
def test_roman_figures(number, figures):
    assert roman(number) == figures


def test_paragraphs_run_on_through_headings_and_continuations():
    assert numbers("# A\n\nOne\n\n+ more\n\n# B\n\nTwo") == ["", "1.", "", "", "2."]


def test_paragraphs_of_a_letter_have_no_numbers():
    assert numbers("One\n\nTwo\n- item", numbered_paragraphs=False) == ["", "", "a)"]


def test_each_list_restarts():
    assert numbers("One\n- x\n- y\n\nTwo\n- z") == ["1.", "a)", "b)", "2.", "a)"]


def test_a_list_inside_a_list_restarts_with_every_item():
    text = "- x\n  - deep\n  - deep\n    - deepest\n- y\n  - deep"
    assert numbers(text) == ["a)", "(i)", "(ii)", "a.", "b)", "(i)"]


def test_a_footnote_typed_between_two_items_does_not_break_their_list():
    assert numbers("- x[^1]\n\n[^1]: note\n\n- y") == ["a)", "1", "b)"]


def test_footnotes_are_numbered_as_the_text_refers_to_them():
    text = "One[^b] and two[^a] and one again[^b].\n\n[^a]: A\n\n[^b]: B\n\n[^c]: nobody refers to it"
    assert numbers(text) == ["1.", "2", "1", ""]


def shape(block):
    return (block.number or block.kind, [shape(item) for item in block.items])


def test_items_are_gathered_in_lists_and_footnotes_left_out():
    text = "One[^1]\n- x\n  - deep\n- y\n\n[^1]: note\n\n- z\n\nTwo\n    - starts deep\n- a"
    found = in_lists(numbered(blocks(text), numbered_paragraphs=True))
    assert [shape(block) for block in found] == [
        ("1.", []),
        ("list", [("a)", [("(i)", [])]), ("b)", []), ("c)", [])]),
        ("2.", []),
        ("list", [("a.", []), ("a)", [])]),
    ]
