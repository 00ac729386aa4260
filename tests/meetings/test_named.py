"""Which call is meant by what an operator types."""

import pytest
from django.core.management import CommandError

from meetings.models import Call
from meetings.named import call_named

pytestmark = pytest.mark.django_db


def refusal(text):
    with pytest.raises(CommandError) as refused:
        call_named(text)
    return str(refused.value)


@pytest.fixture
def other_call(other_group, call):
    return Call.objects.create(
        group=other_group, meeting=call.meeting, title="Inputs on something else", deadline_at=call.deadline_at
    )


@pytest.fixture
def line(call):
    """The call as a refusal lists it."""
    return f"\n  {call.uid} {call.title} ({call.group})"


def test_an_identifier_or_a_part_of_the_title_names_the_call(call, other_call):
    assert [call_named(str(call.uid)), call_named("ENHANCED")] == [call, call]


def test_a_part_of_several_titles_is_refused_with_the_calls(line, call, other_call):
    other = f"\n  {other_call.uid} {other_call.title} ({other_call.group})"
    assert refusal("inputs on") == f"Several calls are called so:{other}{line}"


@pytest.mark.parametrize("text", ["Something else", "00000000-0000-0000-0000-000000000000"])
def test_a_call_that_is_not_there_is_refused_with_those_that_are(line, text):
    assert refusal(text) == f"There is no call {text}. There are:{line}"


def test_without_any_call_that_is_said():
    assert (Call.objects.count(), refusal("CALL")) == (0, "There is no call CALL. There is none at all.")
