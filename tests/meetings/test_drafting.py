"""The first text of a notification names every fact the meeting has, and no other."""

import pytest

from documents.source import placeholders
from meetings import drafting, pdf


def test_every_place_of_the_first_text_has_its_fact(meeting, call, focal_points):
    facts = pdf.facts_of(meeting, "en")
    text = drafting.first_text(meeting)
    assert [name for name in placeholders(text) if not facts.get(name)] == []


def test_no_fact_of_a_date_is_written_out_in_the_first_text(meeting, call, focal_points):
    assert [year for year in ("2016", "2017", "10 a.m.", "XXI") if year in drafting.first_text(meeting)] == []


@pytest.mark.parametrize("word", ["question", "deadline", "annexed", "register", "Logistics"])
def test_what_the_meeting_does_not_have_is_not_spoken_of(first_meeting, word):
    first_meeting.venue.practical = ""
    assert word not in drafting.first_text(first_meeting)


@pytest.mark.parametrize(
    ("today", "said"), [("2016-09-30", "is planned for"), ("2016-10-01", "took place on")], ids=["still held", "over"]
)
def test_a_previous_meeting_took_place_only_when_it_is_over(clock, meeting, today, said):
    clock(f"{today}T08:00:00Z")
    assert f"The {{previous_ordinal}} meeting {said} {{previous_dates}}." in drafting.first_text(meeting)


@pytest.mark.parametrize(("last", "said"), [(26, "on"), (27, "on"), (28, "from")])
def test_a_longer_meeting_is_held_from_its_first_day(meeting, last, said):
    meeting.ends_on = meeting.starts_on.replace(day=last)
    assert f"will be held {said} {{meeting_dates}}" in drafting.first_text(meeting)


def test_the_summary_of_the_previous_meeting_is_offered_first(meeting, summary, notification, dana):
    assert drafting.papers_to_annex(meeting) == [summary]


def test_dates_stand_in_both_styles(meeting, call):
    facts = pdf.facts_of(meeting, "en")
    names = ("meeting_dates", "meeting_dates_in_title", "opening_hour", "call_deadline", "working_language")
    assert [facts[name] for name in names] == [
        "26 and 27 January 2017",
        "26–27 January 2017",
        "10 a.m.",
        "7 December 2016, 23:59 Geneva time (UTC+1)",
        "English",
    ]


def test_parts_of_a_question_stand_one_level_below_it(meeting, call):
    first, last = call.questions.all()
    call.questions.filter(pk=last.pk).update(order=3)
    call.questions.create(order=2, parent=first, text="Where?")
    assert "- {question_1}\n  - {question_2}\n- {question_3}\n" in drafting.first_text(meeting)
