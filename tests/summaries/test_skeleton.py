"""The first draft is made of facts and gaps."""

from meetings import agenda as items
from meetings.models import Agenda
from summaries import skeleton


def test_a_meeting_without_agenda_gives_its_date_its_place_and_one_gap(first_meeting):
    assert skeleton.draft(first_meeting) == (
        "The first meeting of the Working Group on Enhanced Cooperation was held on 30 September 2016 at Palais des "
        "Nations, Geneva.\n\n\\[to be completed]"
    ).replace("\\", "")


def test_agenda_and_questions_become_lists_and_each_item_a_gap(meeting, call):
    agenda = Agenda.objects.create(meeting=meeting, text="Opening\nRoad ahead")
    items.lay_out(agenda)
    assert skeleton.draft(meeting).split("\n\n")[1:] == [
        "The agenda had the following items:",
        "- Opening\n- Road ahead",
        "Inputs had been called for on the following questions:",
        "\n".join(f"- {question.text}" for question in call.questions.all()),
        "On “Opening”: [to be completed]",
        "On “Road ahead”: [to be completed]",
    ]
