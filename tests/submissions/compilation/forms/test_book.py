"""The data of an issued compilation, read as often as a form needs."""

import pytest
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from submissions.compilation.forms.book import Book, spoken
from tests.submissions.compilation.datasets import content, many, one, written


def test_it_knows_how_many_there_are_and_who_answers_what(tmp_path):
    ones = [one(3, reason="A person."), one(1, other="More."), one(2, passages=[])]
    book = written(tmp_path, ones)
    assert (book.shown, book.redacted, dict(book.answered)) == (3, 1, {"first": 2, "": 1})


def test_contributions_come_in_the_order_of_the_paper_or_of_the_register(tmp_path):
    book = written(tmp_path, [one(3), one(1), one(2)])
    assert [each.number for each in book.contributions()] == [3, 1, 2]
    assert [each.number for each in book.numbered()] == [1, 2, 3]
    assert next(book.numbered()) == one(1)


def test_one_can_be_read_while_another_is_being_read(tmp_path):
    book = written(tmp_path, many(5))
    found = [(outer.number, inner.number) for outer in book.contributions() for inner in book.numbered()]
    assert len(found) == 25


@pytest.mark.parametrize("cut", [10, 400, -3])
def test_what_is_no_whole_dataset_is_refused(tmp_path, cut):
    (tmp_path / "data.json").write_bytes(content([one(1)])[:cut])
    with pytest.raises(ValueError):
        Book(tmp_path / "data.json")


def test_pieces_are_made_in_the_language_of_the_paper_and_leave_the_reader_theirs():
    pieces = spoken("fr", (_("No") + (get_language() or "") for _each in range(2)))
    with override("ru"):
        assert [(piece[-2:], get_language()) for piece in pieces] == [("fr", "ru"), ("fr", "ru")]
