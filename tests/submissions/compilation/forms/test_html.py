"""The compilation as one web page."""

import re
from itertools import pairwise

import pytest

from submissions.compilation.forms import html
from tests.submissions.compilation.datasets import TEXTS, attached, one, written

from .reading import page_of, received, share_of_memory, used_up

LAYOUTS = ["question", "contributor"]


def page(tmp_path, ones, **of_head):
    return page_of(html.page(written(tmp_path, ones, **of_head)))


def six():
    return [one(number, language=code, other=f"More in {code}.") for number, code in enumerate(TEXTS, start=1)]


def test_by_question_every_text_is_whole_once_and_in_order(tmp_path):
    texts = [text for _language, _way, text in received(page(tmp_path, six()))]
    assert texts == [*TEXTS.values(), *(f"More in {code}." for code in TEXTS)]


def test_by_contributor_every_text_is_whole_once_and_in_order(tmp_path):
    texts = [text for _language, _way, text in received(page(tmp_path, six(), layout="contributor"))]
    assert texts == [text for code in TEXTS for text in (TEXTS[code], f"More in {code}.")]


def test_every_answer_has_its_own_language_and_direction(tmp_path):
    ones = [one(1, language="ar"), one(2, language="zh"), one(3, "שלום", language="und")]
    found = [(language, way) for language, way, _text in received(page(tmp_path, ones))]
    assert found == [("ar", "rtl"), ("zh", "ltr"), ("und", "rtl")]


def test_an_arabic_paper_runs_from_right_to_left(tmp_path):
    found = page(tmp_path, [one(1)], language="ar")
    assert (found.html["lang"], found.html["dir"], received(found)[0][:2]) == ("ar", "rtl", ("en", "ltr"))
    assert "rtl" in found.select("link[rel=stylesheet]")[0].get("href")


def test_nothing_that_was_typed_becomes_markup(tmp_path):
    nasty = '<script>alert(1)</script><img src=x onerror=y> & "quoted"'
    ones = [one(1, nasty, name=nasty, behalf=nasty, labels=[nasty], reason=nasty, co_signatories=[nasty])]
    found = page(tmp_path, ones, group=nasty, disclaimer=nasty)
    assert (found.select("script, img"), received(found)[0][2]) == ([], nasty)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_link_in_the_page_leads_somewhere_and_every_id_stands_once(tmp_path, layout):
    files = [attached("a.pdf", question="first")]
    found = page(tmp_path, [*six(), one(12, files=files, passages=[])], layout=layout)
    ids = [each.get("id") for each in found.select("[id]")]
    links = {each.get("href")[1:] for each in found.select('a[href^="#"]')}
    assert (sorted(set(ids)) == sorted(ids), links - set(ids)) == (True, set())
    assert {f"no-{number}" for number in (1, 2, 3, 4, 5, 6, 12)} <= set(ids)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_headings_go_down_one_level_at_a_time(tmp_path, layout):
    found = page(tmp_path, six(), layout=layout)
    levels = [int(each.name[1]) for each in found.select("h1, h2, h3, h4")]
    assert (levels[0], levels.count(1)) == (1, 1)
    assert [b - a for a, b in pairwise(levels) if b > a + 1] == []


def test_the_contents_lead_to_every_contributor(tmp_path):
    nav = page(tmp_path, six()).select("nav")[0]
    assert [each.get_text() for each in nav.select("a")].count("Organisation 3") == 2  # an answer, and more
    assert [each.name for each in nav.select("ul > :not(li)")] == []


def test_what_stands_beside_a_text_is_told(tmp_path):
    ones = [one(1, labels=["redacted"], reason="A person.", behalf="The Group", co_signatories=["Ann", "Ben"],
                files=[attached("a.pdf", is_there=False)], translation="In plain English.")]  # fmt: skip
    ones[0].passages[0].is_redacted = True
    words = page(tmp_path, ones).get_text()
    told = ["redacted", "A person.", "On behalf of The Group", "with 2 co-signatories", "Ann; Ben.", "a.pdf",
            "cannot be read at present", "unofficial translation", "In plain English.", "8 December 2016"]  # fmt: skip
    assert [each for each in told if each not in words] == []


def test_no_position_and_an_answer_by_file_are_said(tmp_path):
    none = one(1)
    none.passages[0].text, none.passages[0].no_position = "", True
    ones = [none, one(2, passages=[], files=[attached("a.pdf", question="first")])]
    words = page(tmp_path, ones).get_text()
    assert ("No position on this question." in words, "Answered by a file: a.pdf" in words) == (True, True)
    assert "Nobody answered this question." in words  # the second


def test_without_contributions_the_page_says_so(tmp_path):
    found = page(tmp_path, [])
    assert (received(found), "There are no contributions." in found.get_text()) == ([], True)
    assert found.get_text().count("Nobody answered this question.") == 2


def test_a_name_cannot_turn_the_line_it_stands_in(tmp_path):
    turned = "\u202egro.elpmaxe"
    found = page(tmp_path, [one(1, name=turned)])
    named = found.find_all(string=turned)
    assert (len(named), [each.parent.name for each in named if not each.find_parent("bdi")]) == (4, [])


def test_no_script_no_style_and_nothing_from_elsewhere(tmp_path):
    found = page(tmp_path, six())
    assert (found.select("script, style, [style], img, iframe"), found.select("[onclick]")) == ([], [])
    fetched = [each.get("href") for each in found.select("link")]
    assert [address for address in fetched if not address.startswith("/static/")] == []


@pytest.mark.parametrize("layout", LAYOUTS)
def test_memory_stays_flat(tmp_path, layout):
    assert share_of_memory(tmp_path, lambda book: used_up(html.page(book)), layout=layout) < 0.4


def test_the_same_data_gives_the_same_page(tmp_path):
    book = written(tmp_path, six())
    assert "".join(html.page(book)) == "".join(html.page(book))


def test_no_address_of_a_person_is_in_it(tmp_path):
    assert re.findall(r"\S+@\S+", "".join(html.page(written(tmp_path, six())))) == []
