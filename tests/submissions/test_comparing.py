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


def test_a_text_of_repeated_lines_that_did_not_change_is_the_same():
    assert [piece.kind for piece in pieces("a\n" * 3_000, "a\n" * 3_000)] == ["same"]


HARD = {
    "a passage in other words": (" ".join(f"u{one}" for one in range(480)), " ".join(f"v{one}" for one in range(480))),
    "the same line again and again": ("a\n" * 3_000, "a\nb\n" * 1_500),
    "every other line blank": (
        "".join(f"u{one}\n\n" for one in range(900)),
        "".join(f"v{one}\n\n" for one in range(900)),
    ),
    "many passages of common words": (
        "".join(f"line {one}\n" + f"the {one} of " * 140 + "\n" for one in range(30)),
        "".join(f"line {one}\n" + f"the of x{one} " * 140 + "\n" for one in range(30)),
    ),
}


@pytest.mark.parametrize("name", HARD)
def test_no_text_holds_up_the_page(name):
    old, new = HARD[name]
    began = time.process_time()
    found = pieces(old, new)
    assert time.process_time() - began < 2
    assert "".join(piece.text for piece in found if piece.kind != "new") == old
    assert "".join(piece.text for piece in found if piece.kind != "gone") == new
