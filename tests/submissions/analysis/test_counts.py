"""Counts of the contributions that stand."""

import pytest
from django.utils import translation

from people.models import State
from submissions.analysis import counts
from submissions.analysis.tables import Row, Table
from tests.submissions.coding import code, make_topics
from tests.submissions.contributions import contribution
from tests.submissions.moderation import file_of

pytestmark = pytest.mark.django_db


def lines(call, name):
    """The lines of one of the tables, without its head."""
    return next(list(table.lines())[1:] for table in counts.tables(call) if table.name == name)


def test_nothing_is_counted_where_nothing_came(call):
    assert [sum(row.bar for row in table.rows) for table in counts.tables(call)] == [0, 0, 0, 0, 0]


def test_answers_files_silence_and_no_position_are_told_apart(call):
    first, second = call.questions.all()
    contribution(call, answers=["Words.", None])
    by_file = contribution(call, answers=[], other="Beside.")
    file_of(by_file.current, role="answer", question=first)
    file_of(contribution(call, answers=["Words and a file."]).current, role="answer", question=first)
    contribution(call, answers=["Gone."], state="withdrawn")
    assert lines(call, "questions") == [
        [f"1. {first.text}", 3, 1, 0, 0, 100],
        [f"2. {second.text}", 0, 0, 1, 2, 0],
        ["Any other relevant issue", 1, 0, 0, 2, 33],
    ]


def test_stakeholder_groups_stand_with_their_zeros_in_the_groups_order(call):
    for stakeholders in ("Civil society", "Civil society", "Private sector"):
        contribution(call, stakeholders=stakeholders)
    assert lines(call, "stakeholder-groups")[:3] == [
        ["Member States", 0, 0],
        ["Private sector", 1, 33],
        ["Civil society", 2, 67],
    ]


def test_countries_are_named_in_the_readers_language_and_sorted(call):
    for code_of_state in ("CHE", "BRA", "EGY", "EGY"):
        contribution(call, country=State.objects.get(iso3=code_of_state))
    contribution(call)
    with translation.override("fr"):
        found = lines(call, "countries")
    assert found[:3] == [["Égypte", 2, 40], ["Brésil", 1, 20], ["Suisse", 1, 20]]
    assert lines(call, "countries")[-1] == ["No country named", 1, 20]


def test_languages_have_their_own_names(call):
    for language in ("ar", "fr", "ar"):
        contribution(call, language=language)
    assert lines(call, "languages") == [["العربية", 2, 67], ["Français", 1, 33]]


def test_topics_are_counted_by_answer_and_by_contribution(call, dana, group):
    gaps, _safety = make_topics(group, dana, "Gaps", "Safety")
    submission = contribution(call, answers=["One.", "Two."])
    contribution(call, answers=["One."])
    for question in (1, 2):
        code(submission, dana, gaps, question=question)
    assert lines(call, "topics") == [["Gaps", 1, 50, 2], ["Safety", 0, 0, 0]]


def test_an_empty_table_has_bars_all_the_same():
    assert Table("x", "X", "Y", ["Z"], 0, [Row("none", [0])]).full == 1
