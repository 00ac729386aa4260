"""The typed text of a paper, read into blocks and written back."""

from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from documents.source import Parsed, fill, matched, parse_source, placeholders, tidy, to_source

TYPED = """# Methods of work

The first paragraph
goes on in a second line.

+ A continuation.
The list:
- first item
- second item
  - deeper
    - deepest
      - cannot go deeper
- third[^a]

[^a]: Where it
comes from.
\\- not an item
"""

READ = [
    Parsed("heading", 1, "Methods of work", ""),
    Parsed("paragraph", 1, "The first paragraph goes on in a second line.", ""),
    Parsed("text", 1, "A continuation. The list:", ""),
    Parsed("item", 1, "first item", ""),
    Parsed("item", 1, "second item", ""),
    Parsed("item", 2, "deeper", ""),
    Parsed("item", 3, "deepest", ""),
    Parsed("item", 3, "cannot go deeper", ""),
    Parsed("item", 1, "third[^a]", ""),
    Parsed("footnote", 1, "Where it comes from. \\- not an item", "a"),
]

words = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=30).map(tidy).filter(bool)
labels = st.text("abc123*é", min_size=1, max_size=4)
blocks = st.one_of(
    st.builds(Parsed, st.just("heading"), st.integers(1, 4), words, st.just("")),
    st.builds(Parsed, st.just("item"), st.integers(1, 3), words, st.just("")),
    st.builds(Parsed, st.sampled_from(["paragraph", "text"]), st.just(1), words, st.just("")),
    st.builds(Parsed, st.just("footnote"), st.just(1), words, labels),
)


def test_a_typed_text_is_read_into_blocks():
    assert parse_source(TYPED) == READ


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(blocks, max_size=12))
@example([Parsed("footnote", 1, "\xa0", "1"), Parsed("heading", 1, "\u3000a", "")])  # blanks that stay
def test_blocks_come_back_exactly_from_their_own_source(some):
    assert parse_source(to_source(some)) == some


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.text())
def test_whatever_is_typed_can_be_read_and_stays_as_it_is(text):
    read = parse_source(text)
    assert parse_source(to_source(read)) == read


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_no_word_is_lost_by_reading(text):
    found = "".join(block.text + block.label for block in parse_source(text))
    kept = [sign for sign in text if sign.isalnum()]
    assert [sign for sign in found if sign.isalnum()] == kept


def test_windows_line_ends_and_control_signs_do_no_harm():
    assert parse_source("One\r\ntwo\x00\r\n\r\n- three\x07") == [
        Parsed("paragraph", 1, "One two", ""),
        Parsed("item", 1, "three", ""),
    ]


def test_non_breaking_spaces_stay():
    assert parse_source("«\u00a0oui\u00a0»") == [Parsed("paragraph", 1, "«\u00a0oui\u00a0»", "")]


def old(name, text, kind="paragraph"):
    return SimpleNamespace(name=name, kind=kind, text=text)


def names(pairs):
    return [before.name if before else None for before, _ in pairs]


def test_a_block_keeps_its_id_when_it_moves_or_is_edited():
    before = [old("a", "The first meeting was held in Geneva."), old("b", "The Chair opened it."), old("c", "End.")]
    after = parse_source("The Chair opened it.\n\nSomething new.\n\nThe first meeting was held in the city of Geneva.")
    assert names(matched(before, after)) == ["b", None, "a"]


def test_an_id_is_never_given_twice():
    before = [old("a", "Same words."), old("b", "Same words.")]
    assert names(matched(before, parse_source("Same words.\n\nSame words.\n\nSame words."))) == ["a", "b", None]


def test_a_paragraph_does_not_continue_a_heading():
    assert names(matched([old("a", "Methods", "heading")], parse_source("Methods"))) == [None]


@pytest.mark.parametrize(
    ("text", "facts", "filled"),
    [
        (
            "on {days} in {city}",
            {"days": "26 and 27 January 2017", "city": "Geneva"},
            "on 26 and 27 January 2017 in Geneva",
        ),
        ("on {days}", {}, "on {days}"),
        ("on {days}", {"days": ""}, "on {days}"),
        ("{a}", {"a": "{b}", "b": "no"}, "{b}"),
        ("{Not a placeholder} {}", {}, "{Not a placeholder} {}"),
    ],
)
def test_facts_fill_their_places(text, facts, filled):
    assert fill(text, facts) == filled


def test_places_are_told_by_name():
    assert placeholders("{room} of {building}") == ["room", "building"]
