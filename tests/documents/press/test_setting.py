"""Galleys: what stands in them, and that no text whatever can make them anything else."""

import socket
from collections import Counter
from html import escape

import pytest

from documents import pdf
from tests.documents.composing.papers import PAGE, bound, part, planned, read_by_poppler, set_html
from tests.documents.composing.papers import without_page_numbers as plain
from tests.documents.hostile_texts import HOSTILE
from tests.documents.tagtree import faults

SECONDS = 30  # more than any of these takes
UNSEEN = {"all of a face", "only marks", "combining storm", "a long storm", "stacked marks"}  # marks are put in order
PORT = 8441


def as_sent(text):
    return part(f'<div class="as-received" lang="en">{escape(text)}</div>', "a")


@pytest.fixture(scope="module")
def galleys():
    """{name: its galley} of every hostile text."""
    return {name: pdf.set_galley(PAGE.format("en", "ltr", as_sent(text)), seconds=SECONDS)
            for name, text in HOSTILE.items()}  # fmt: skip


@pytest.fixture(scope="module")
def paper(galleys):
    return bound(planned(*galleys.values()))[0]


@pytest.mark.parametrize("name", list(HOSTILE))
def test_a_text_makes_one_part_without_links_or_places_for_page_numbers(galleys, name):
    made = galleys[name]
    each = made.part("a")
    assert (list(made.head["parts"]), each.links, each.slots, each.is_solid) == (["a"], [], [], False)


def test_what_is_composed_of_them_is_sound(paper):
    assert faults(paper) == []


def letters(text):
    """How often each letter and figure is there, whatever its case and form; marks and signs left out."""
    return Counter(sign for sign in plain(text) if sign.isalnum())


def test_every_letter_of_them_can_be_read_again(galleys):
    lost = {}
    for name in HOSTILE.keys() - UNSEEN:
        found = letters(read_by_poppler(bound(planned(galleys[name]))[0], "-raw"))
        if found != letters(HOSTILE[name]):
            lost[name] = letters(HOSTILE[name]) - found, found - letters(HOSTILE[name])
    assert lost == {}


@pytest.mark.parametrize(
    "body",
    [
        "<img src='file:///etc/passwd'>",
        f"<img src='http://127.0.0.1:{PORT}/x.png'>",
        f"<style>@import url(http://127.0.0.1:{PORT}/x.css);</style>",
        "<p style='background: url(file:///etc/passwd)'>x</p>",
        "<object data='file:///etc/passwd'></object>",
        "<a rel='attachment' href='file:///etc/passwd'>x</a>",
    ],
)
def test_nothing_is_fetched_even_by_what_was_not_escaped(body):
    with socket.create_server(("127.0.0.1", PORT)) as asked:
        asked.settimeout(0.2)
        with pytest.raises(pdf.PressFailed, match="which the press does not fetch"):
            pdf.set_galley(PAGE.format("en", "ltr", part(body)))
        with pytest.raises(TimeoutError):
            asked.accept()


def test_a_link_is_kept_and_not_followed():
    html = part(f'<p><a href="http://127.0.0.1:{PORT}/x">x</a> <a href="file:///etc/passwd">y</a></p>')
    with socket.create_server(("127.0.0.1", PORT)) as asked:
        asked.settimeout(0.2)
        assert [link[4] for link in set_html(html).part("part").links] == [
            f"http://127.0.0.1:{PORT}/x",
            "file:///etc/passwd",
        ]
        with pytest.raises(TimeoutError):
            asked.accept()


def test_a_part_longer_than_a_galley_is_refused_whole():
    with pytest.raises(pdf.PressFailed, match="The part “a” is longer than a galley"):
        pdf.set_galley(PAGE.format("en", "ltr", as_sent("x\n" * 20_000)))


def test_what_cannot_be_cut_and_is_higher_than_a_page_is_refused():
    table = "<table class='facts-table'>" + "<tr><td>x</td></tr>" * 60 + "</table>"
    with pytest.raises(pdf.PressFailed, match="The part “part” is higher than a page and cannot be cut"):
        pdf.set_galley(PAGE.format("en", "ltr", part(table)))


def test_what_belongs_to_no_part_is_refused():
    with pytest.raises(pdf.PressFailed, match="belongs to no part"):
        pdf.set_galley(PAGE.format("en", "ltr", "<p>x</p>"))


def test_a_word_of_a_hundred_thousand_letters_is_set_in_seconds():
    made = pdf.set_galley(PAGE.format("en", "ltr", as_sent("x" * 100_000)), seconds=SECONDS)
    assert made.part("a").count == 1220


def test_what_takes_too_long_is_given_up_and_the_next_is_set():
    with pytest.raises(pdf.PressFailed, match="longer than it may"):
        pdf.set_galley(PAGE.format("en", "ltr", as_sent("word " * 200_000)), seconds=1)
    assert set_html(part("<p>x</p>")).part("part").count == 1


def test_the_same_html_gives_the_same_galley_in_every_press():
    html = as_sent(" ".join(text for text in HOSTILE.values() if len(text) < 400))
    first = set_html(html).dumped()
    pdf.close()
    assert set_html(html).dumped() == first


def test_warnings_are_told_once_and_not_without_end():
    made = set_html(as_sent("ሀ" * 300 + "".join(map(chr, range(0x1200, 0x1380)))))
    assert (len(made.head["warnings"]), len(set(made.head["warnings"]))) == (100, 100)


def test_lines_begin_a_page_where_style_allows_it():
    words = "The quick brown fox jumps over the lazy dog. " * 12
    made = set_html(part(f"<h3>Heading</h3><p>{words}</p><p>{words}</p>"))
    may = [line[4] for line in made.part("part").lines]
    paragraph = [True, False, True, True, False, False]
    assert may == [False, False, *paragraph[1:], *paragraph]


def test_a_page_number_has_a_place_that_names_its_part_and_face():
    made = set_html(part('<p>x <span class="page-number" data-page="no-1">000</span> <b data-page="no-2">00</b></p>'))
    each = made.part("part")
    assert (each.slots, each.drawing.count(b"%0%"), each.drawing.count(b"%1%")) == (
        [["no-1", "ZQHKYG"], ["no-2", "ZQHKYG"]], 1, 1
    )  # fmt: skip
