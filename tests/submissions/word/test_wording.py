"""How a line is known for a question’s, in time that no line spoils."""

import time

import pytest

from submissions.word.wording import LABEL, after

GAP = " " * 20_000


@pytest.mark.parametrize(
    "line", [f"question{GAP}x", f"question 1{GAP}x", f"{GAP}x", f"a{GAP}b{GAP}c{GAP}!", f"question no{GAP}"]
)
def test_a_long_gap_holds_nothing_up(line):
    began = time.process_time()
    LABEL.match(line)
    assert time.process_time() - began < 0.5


def test_only_the_beginning_of_a_long_line_is_compared():
    began = time.process_time()
    found = [after("word " * 200_000, "What should the report say?") for _wording in range(20)]
    assert (found == [None] * 20, time.process_time() - began < 0.5) == (True, True)


def test_a_wording_is_made_plain_once_for_all_lines():
    began = time.process_time()
    found = [after("Rivers are old.", "What should the report say? " * 400) for _line in range(2_000)]
    assert (found == [None] * 2_000, time.process_time() - began < 2) == (True, True)
