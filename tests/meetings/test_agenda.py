"""The agenda as it is typed, and the items made of it."""

import pytest

from meetings import actions
from meetings.agenda import Line, numbered, parse
from meetings.models import Agenda

TYPED = "Opening\nMethods of work:\n  Speakers\n  Remote participation\n    Captions\n\nOther matters"


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", []),
        ("Opening", [Line(1, "Opening", False)]),
        ("  Opening", [Line(1, "Opening", False)]),
        ("Opening\n  Statements", [Line(1, "Opening", False), Line(2, "Statements", False)]),
        ("Opening\n\tStatements", [Line(1, "Opening", False), Line(2, "Statements", False)]),
        ("Opening\n      Statements", [Line(1, "Opening", False), Line(2, "Statements", False)]),
        ("Methods:\n\n  Work ", [Line(1, "Methods", True), Line(2, "Work", False)]),
        ("1. Opening\n  (a) Statements", [Line(1, "Opening", False), Line(2, "Statements", False)]),
        ("- Opening\n2030 Agenda", [Line(1, "Opening", False), Line(1, "2030 Agenda", False)]),
    ],
)
def test_a_line_is_an_item_and_two_spaces_make_a_sub_item(text, lines):
    assert parse(text) == lines


@pytest.fixture
def agenda(meeting, dana):
    return actions.save_agenda(meeting=meeting, text=TYPED, seen=1, by=dana)


def shown(agenda):
    return [(number, depth, item.title) for number, depth, item in numbered(agenda.items.all())]


def test_items_are_numbered_in_their_order(agenda):
    assert shown(agenda) == [
        ("1.", 1, "Opening"),
        ("2.", 1, "Methods of work"),
        ("(a)", 2, "Speakers"),
        ("(b)", 2, "Remote participation"),
        ("(i)", 3, "Captions"),
        ("3.", 1, "Other matters"),
    ]


def test_only_headings_take_no_statements(agenda):
    assert list(agenda.items.filter(heading_only=True).values_list("title", flat=True)) == ["Methods of work"]


def test_an_item_whose_title_stays_keeps_its_id(agenda, dana):
    before = agenda.items.get(title="Speakers").pk
    actions.save_agenda(meeting=agenda.meeting, text="Speakers\n  Opening", seen=agenda.version, by=dana)
    assert agenda.items.get(title="Speakers").pk == before


def test_items_that_are_gone_go_with_what_hung_on_them(agenda, dana):
    actions.save_agenda(meeting=agenda.meeting, text="Captions", seen=agenda.version, by=dana)
    assert shown(Agenda.objects.get()) == [("1.", 1, "Captions")]
