"""The issue gate of a notification: each objective fault stops it with its sentence; the rest is advice."""

from datetime import date

import pytest

from documents import actions as papers
from meetings import gate
from meetings.models import Deadline
from people.refusals import Refused
from tests.meetings.conftest import edited, source_of

FAULTS = [
    ("Please [register](#).", "The link “register” leads nowhere."),
    ("Please [register]().", "The link “register” leads nowhere."),
    ("Please register at http://.", "The link “http://” leads nowhere."),
    ("Ask {somebody}.", "“{somebody}” has not been filled in."),
    ("Register at {registration_link}.", "“{registration_link}” has not been filled in."),
    ("The room is TBC.", "“TBC” has been left open."),
    ("The room is [to be decided].", "“[to be decided]” has been left open."),
    (
        "The second meeting will be held on 25 and 26 January 2017.",
        "The text says 25 and 26 January 2017 where the portal knows 26 and 27 January 2017.",
    ),
    (
        "The deadline for inputs is 8 December 2016.",
        "The text says 8 December 2016 where the portal knows 7 December 2016.",
    ),
    (
        "The name of the focal point is due by 19 January 2017.",
        "The text says 19 January 2017 where the portal knows 18 January 2017.",
    ),
    (
        "It opens on Friday, 26 January 2017.",
        "The text says Friday, 26 January 2017 where the portal knows Thursday, 26 January 2017.",
    ),
    ("It ends on 31 June 2017.", "There is no 31 June 2017 in the calendar."),
    ("A note[^x].", "The footnote “x” is missing."),
]

FINE = [
    "General Assembly resolution 70/125 of 16 December 2015.",
    "The first meeting was held on 30 September 2016.",
    "The second meeting will be held on 26 and 27 January 2017.",
    "The third meeting will be held on 3 to 5 May 2017.",
    "The deadline to submit inputs is 7 December 2016.",
    "The name and contact details of the focal point are requested by 18 January 2017.",
    "The deadline for the report of the Working Group is 31 January 2018.",
    "It opens on Thursday, 26 January 2017, in room XX.",
    "Write to [the secretariat](mailto:secretariat@example.org).",
]


@pytest.mark.parametrize(("sentence", "fault"), FAULTS)
def test_an_objective_fault_stops_the_issue(signed, dana, sentence, fault):
    changed = edited(signed, dana, text=f"{source_of(signed)}\n\n{sentence}")
    assert gate.faults(changed) == [fault]


@pytest.mark.parametrize("sentence", FINE)
def test_what_is_right_is_let_through(signed, dana, sentence):
    changed = edited(signed, dana, text=f"{source_of(signed)}\n\n{sentence}")
    assert gate.faults(changed) == []


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"identity": {"symbol": "", "job_number": ""}}, "The paper has no symbol."),
        ({"dated_on": None}, "The paper has no date."),
        ({"dated_on": date(2017, 1, 27)}, "The date of signature lies after the first day of the meeting."),
        ({"signature": {"signatory": " ", "signatory_titles": ""}}, "Nobody is named as signatory."),
        ({"annexed": []}, "The text says that something is annexed, and nothing is."),
    ],
)
def test_what_is_wanting_stops_the_issue(signed, dana, changes, fault):
    kept = {"signature": {"signatory": "S. Sirimanne", "signatory_titles": ""}, "dated_on": date(2016, 11, 22)}
    assert gate.faults(edited(signed, dana, **{**kept, **changes})) == [fault]


def test_a_first_text_of_ours_has_only_what_people_must_type(notification):
    assert gate.faults(notification) == [
        "The paper has no symbol.",
        "The paper has no date.",
        "Nobody is named as signatory.",
    ]


def test_a_date_of_signature_to_come_is_advice(signed, dana):
    changed = edited(signed, dana, dated_on=date(2016, 12, 1))
    assert "The date of signature, 1 December 2016, has not come yet." in gate.advice(changed)


def test_a_deadline_that_is_past_stops_the_issue(signed, clock):
    clock("2016-12-08T12:00:00")
    assert gate.faults(signed) == ["The deadline of 7 December 2016 is already past."]


def test_a_deadline_of_today_is_not_past_before_its_last_second(signed, clock):
    clock("2016-12-07T22:59:00")
    assert gate.faults(signed) == []


def test_a_symbol_is_never_used_twice(signed, group, dana):
    papers.draft_paper(group=group, kind="agenda", title="Agenda", about=None, by=dana, symbol="DTL/STICT/MISC/2016/1")
    with pytest.raises(Refused, match="The symbol DTL/STICT/MISC/2016/1 belongs to another paper"):
        edited(signed, dana, identity={"symbol": "DTL/STICT/MISC/2016/1", "job_number": ""})


def test_what_is_doubtful_is_advice_and_no_fault(signed, dana):
    text = f"{source_of(signed)}\n\nAsk ITU about 26 January 2016.\n\nc) A typed letter"
    Deadline.objects.update(days_before=None, fixed_on=date(2016, 12, 1))
    changed = edited(signed, dana, text=text)
    assert gate.faults(changed) == []
    assert gate.advice(changed) == [
        "The text “c) A typed letter” begins with a typed number.",
        "“the name and contact details of the focal point of their delegation” is due on 1 December 2016: "
        "fewer than fifteen days after the notification.",
        "The text says 26 January 2016 where the portal knows 26 January 2017.",
        "“CSTD” is not explained.",
        "“UNCTAD” is not explained.",
        "“ITU” is not explained.",
    ]


def test_a_question_that_is_not_printed_is_said(signed, dana):
    changed = edited(signed, dana, text=source_of(signed).replace("- {question_2}\n", ""))
    assert gate.advice(changed)[0].startswith("The text does not print the question “What kind of recommendations")
