"""Pieces are set once, by whoever comes; one that is damaged is set again, one that cannot be set stops nothing."""

import hashlib
import logging
from datetime import timedelta

import pytest

from audit.clock import now
from documents import shelf
from submissions.compilation import fragments
from submissions.compilation.setting import Piece
from submissions.models import Compilation, Fragment
from tests.leaks import holds
from tests.processes import start
from tests.submissions.compilation.prints import print_now, print_run, text_of
from tests.submissions.contributions import contribution

pytestmark = pytest.mark.django_db
REAL = pytest.mark.django_db(transaction=True)
PAGE = '<!DOCTYPE html><html lang="en"><body><section data-part="a"><p>{}</p></section></body></html>'
COUNT = """from submissions.compilation import fragments
number = 0
while fragments.set_one():
    number += 1
open("{}", "w").write(str(number))"""
BROKEN = PAGE.format('<img src="file:///etc/passwd" alt="x">')


def piece(words, number=0, asked=None):
    """A piece of its own; `asked` gets a line each time its HTML is made."""

    def html():
        if asked is not None:
            asked.append(words)
        return words if words.startswith("<") else PAGE.format(words)

    return Piece(hashlib.sha256(words.encode()).hexdigest(), html, number)


def file_of(one):
    return shelf.place(Fragment(key=one.key).path)


@pytest.fixture
def three(call):
    """Three pieces that are set, and the store of them."""
    pieces = [piece(words) for words in ("one", "two", "three")]
    return pieces, fragments.ensure(call, pieces, {})


# Setting


def test_what_is_asked_for_is_set_and_lies_under_its_key(three):
    pieces, store = three
    rows = Fragment.objects.order_by("pk")
    assert [row.sha256 for row in rows] == [hashlib.sha256(file_of(one).read_bytes()).hexdigest() for one in pieces]
    assert [(row.html, row.error, row.lease_until) for row in rows] == [("", "", None)] * 3
    assert holds(file_of(pieces[2]).read_bytes(), "three")
    assert "a" in store.load(pieces[0].key)


def test_what_is_set_is_not_made_again(call):
    asked = []
    for _again in range(2):
        fragments.ensure(call, [piece("one", asked=asked), piece("two", asked=asked)], {})
    assert asked == ["one", "two"]


def test_the_same_piece_asked_for_twice_at_once_is_set_once(call):
    asked = []
    fragments.ensure(call, [piece("one", asked=asked)] * 3, {})
    assert (asked, Fragment.objects.count()) == (["one"], 1)


def test_how_far_it_is_is_told(call):
    told = []
    fragments.ensure(call, [piece("one"), piece("two")], {}, tell=lambda *far: told.append(far))
    assert (told[-1], sorted(told) == told) == ((2, 2), True)


def test_a_piece_belongs_to_the_version_that_it_is_of(call):
    submission = contribution(call, number=7)
    fragments.ensure(call, [piece("own", 7), piece("list")], {7: submission.current_id})
    assert list(Fragment.objects.order_by("pk").values_list("version", flat=True)) == [submission.current_id, None]


# What cannot be set


@pytest.fixture
def broken(call, caplog):
    with caplog.at_level(logging.CRITICAL):
        yield piece(BROKEN), fragments.ensure(call, [piece(BROKEN), piece("good")], {})


def test_what_cannot_be_set_is_told_with_the_reason_and_stops_nothing(broken):
    one, store = broken
    reason = "StopThePress: The paper asks for file:///etc/passwd, which the press does not fetch."
    assert (store.errors, list(store.hashes)) == ({one.key: reason}, [piece("good").key])
    assert Fragment.objects.get(key=one.key).html == ""


def test_it_is_not_tried_at_once_again_but_after_an_hour(broken, call, clock):
    asked = []
    fragments.ensure(call, [piece(BROKEN, asked=asked)], {})
    assert asked == []
    clock((now() + fragments.AGAIN + timedelta(seconds=1)).isoformat())
    store = fragments.ensure(call, [piece(BROKEN, asked=asked)], {})
    assert (asked, list(store.errors)) == ([BROKEN], [broken[0].key])


# What is not on the disk as it was


def test_a_file_that_is_missing_is_set_again(three, call):
    pieces, store = three
    before = file_of(pieces[1]).read_bytes()
    file_of(pieces[1]).unlink()
    assert fragments.ensure(call, pieces, {}).hashes == store.hashes
    assert file_of(pieces[1]).read_bytes() == before


@pytest.mark.parametrize("content", [b"", b"\0" * 100, b"other"])
def test_a_paper_of_damaged_pieces_comes_out_as_it_would_have(call, content):
    contribution(call, answers=["An answer.", "Another one."])
    whole, _told = print_now(call)
    for row in Fragment.objects.all():
        shelf.place(row.path).write_bytes(content)
    fragments._content.cache_clear()
    assert text_of(print_now(call)[0]) == text_of(whole)


def test_a_piece_that_was_taken_away_while_it_was_wanted_is_damaged(three):
    with pytest.raises(fragments.Damaged):
        three[1].load("0" * 64)


# Many hands


def test_a_worker_that_died_over_a_piece_keeps_it_until_its_lease_is_over(three, call, clock):
    Fragment.objects.update(sha256="", html=PAGE.format("x"), lease_until=now() + fragments.LEASE)
    assert fragments.set_one() is False
    clock((now() + fragments.LEASE + timedelta(seconds=1)).isoformat())
    fragments.set_waiting()
    assert Fragment.objects.ready().count() == 3


def test_what_is_taken_away_while_it_is_set_leaves_no_file(call, monkeypatch):
    fragments._write([Fragment(key="a" * 64, call=call, html=PAGE.format("x"), used_at=now())], None)
    monkeypatch.setattr(
        fragments.shelf, "put", lambda *args, put=shelf.put: put(*args) or Fragment.objects.all().delete()
    )
    fragments.set_one()
    assert (Fragment.objects.count(), shelf.place(Fragment(key="a" * 64).path).exists()) == (0, False)


@REAL
def test_two_workers_at_once_set_each_piece_once(call, settings, tmp_path):
    rows = [Fragment(key=f"{number:064}", call=call, html=PAGE.format(number), used_at=now()) for number in range(60)]
    fragments._write(rows, None)
    told = [tmp_path / name for name in ("first", "second")]
    workers = [start(COUNT.format(path), settings, tmp_path) for path in told]
    assert [worker.wait() for worker in workers] == [0, 0]
    numbers = [int(path.read_text()) for path in told]
    assert (sum(numbers), min(numbers) > 0, Fragment.objects.ready().count()) == (60, True, 60)


def test_both_layouts_share_the_lists_of_what_does_not_stand_in_the_layout(call):
    contribution(call, answers=["An answer."])
    runs = [Compilation(call=call, layout=layout) for layout in ("question", "contributor")]
    print_run(runs[0])
    before = Fragment.objects.count()
    print_run(runs[1])
    assert (before, Fragment.objects.count()) == (6, 10)
