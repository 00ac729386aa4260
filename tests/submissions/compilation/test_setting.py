"""The pieces of a compilation: what is set of each."""

from types import SimpleNamespace

from documents import pdf as press
from submissions.compilation import setting


def lines_of(name):
    """In how many lines a name stands in the contents."""
    row = {"number": 1, "name": name, "anchor": "no-1"}
    (piece,) = setting.lists(SimpleNamespace(language="en"), "contents", [row])
    return len(press.set_galley(piece.html()).lines("rows"))


def test_a_name_without_a_space_goes_on_in_the_next_line():
    assert (lines_of("N" * 20), lines_of("N" * 500)) == (1, 9)
