"""What a step will do is said before it is done, doubts included."""

from datetime import UTC, datetime

import pytest

from meetings import foresight
from meetings.models import Call

pytestmark = pytest.mark.django_db


def test_opening_a_call_says_until_when_and_to_how_many(draft_call, address_book):
    sentences, people = foresight.opening_call(draft_call)
    assert (sentences[-1], len(people)) == ("5 letters go out, one to each person.", 5)


def test_opening_a_call_that_ends_after_its_meeting_says_so(draft_call):
    Call.objects.filter(pk=draft_call.pk).update(deadline_at=datetime(2017, 2, 1, tzinfo=UTC))
    draft_call.refresh_from_db()
    found = foresight.opening_call(draft_call).sentences
    assert f"Inputs to “{draft_call.title}” are due after the meeting has begun." in found
