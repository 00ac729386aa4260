"""Two versions word by word, in time that a long text does not spoil."""

import time

import pytest

from submissions.comparing import pieces


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("Rivers are old.", "Rivers are young.", ["Rivers are ", "-old", "+young", "."]),
        ("same\n", "same\n", ["same\n"]),
        ("", "new", ["+new"]),
        ("one\ntwo\n", "one\n", ["one\n", "-two\n"]),
        ("النهر قديم", "النهر حديث", ["النهر ", "-قديم", "+حديث"]),
    ],
)
def test_what_came_and_went(old, new, expected):
    signs = {"same": "", "gone": "-", "new": "+"}
    assert [signs[piece.kind] + piece.text for piece in pieces(old, new)] == expected


def test_both_texts_can_be_read_out_of_it():
    old, new = "One two three.\nFour.\n", "One 2 three.\n\nFour five.\n"
    found = pieces(old, new)
    assert "".join(piece.text for piece in found if piece.kind != "new") == old
    assert "".join(piece.text for piece in found if piece.kind != "gone") == new


def test_a_paragraph_of_twenty_thousand_words_is_compared_as_a_whole():
    began = time.process_time()
    found = pieces("word " * 20_000, "other " * 20_000)
    assert ([piece.kind for piece in found], time.process_time() - began < 2) == (["gone", "new"], True)
