"""The secretariat's doors to questions and doubles."""

import pytest
from django.urls import reverse

from submissions.models import Submission
from tests.submissions.conftest import words_of
from tests.submissions.contributions import contribution
from tests.submissions.moderation import next_version

pytestmark = pytest.mark.django_db
DECISIONS = {  # what is typed for each
    "withhold": {"reason": "My long reason."},
    "return": {"question": "My long question?", "until_on": "2016-12-01"},
    "mark_duplicate": {"number": "1"},
}
POSTS = ["return", "take_back", "mark_duplicate", "unmark_duplicate", "revoke_redaction"]


def address(name, submission):
    return reverse(f"submissions:{name}", args=[submission.uid])


@pytest.mark.parametrize("name", POSTS)
@pytest.mark.parametrize("who", ["bela", "emil", "oumar"])
def test_nobody_but_the_groups_own_secretariat_comes_in(call, request, client_of, name, who):
    submission = contribution(call, state="submitted")
    data = {"question": "Which?", "until_on": "2016-12-01", "number": "1"}
    assert client_of(request.getfixturevalue(who)).post(address(name, submission), data).status_code == 404
    assert Submission.objects.get().state == "submitted"


def test_returning_until_the_end_of_a_day(call, dana, client_of):
    submission = contribution(call, state="submitted")
    client_of(dana).post(address("return", submission), {"question": "Which?", "until_on": "2016-12-01"})
    submission.refresh_from_db()
    assert (submission.state, submission.returned_question) == ("returned", "Which?")
    assert submission.returned_until_at.isoformat() == "2016-12-01T22:59:59+00:00"


@pytest.mark.parametrize("until", ["", "2016-11-01", "soon", "0001-01-01", "9999-12-31"])
def test_a_question_with_a_wrong_day_is_given_back(call, dana, client_of, until):
    submission = contribution(call, state="submitted")
    data = {"question": "A long question.", "until_on": until}
    page = client_of(dana).post(address("return", submission), data, follow=True)
    if until != "9999-12-31":
        assert ("A long question." in words_of(page), Submission.objects.get().state) == (True, "submitted")
    assert page.status_code == 200


def test_marking_and_undoing_a_duplicate_by_its_number(call, dana, client_of):
    client, first, second = client_of(dana), contribution(call), contribution(call, state="submitted")
    client.post(address("mark_duplicate", second), {"number": "1"})
    assert Submission.objects.get(pk=second.pk).duplicate_of == first
    assert "Marked as a duplicate of No. 1" in words_of(client.get(address("record", second)))
    assert "No. 2 is marked as a duplicate of this one." in words_of(client.get(address("record", first)))
    client.post(address("unmark_duplicate", second))
    assert Submission.objects.get(pk=second.pk).state == "submitted"


@pytest.mark.parametrize("number", ["", "0", "99", "x", "9" * 30, "-1", "2"])
def test_a_number_that_is_none_marks_nothing(call, dana, client_of, number):
    contribution(call)
    second = contribution(call, state="submitted")
    page = client_of(dana).post(address("mark_duplicate", second), {"number": number})
    assert (page.status_code, Submission.objects.get(pk=second.pk).state) == (200, "submitted")


@pytest.mark.parametrize("name", DECISIONS)
def test_no_decision_falls_on_a_version_that_was_not_read(call, filed, dana, client_of, name):
    _other, submission = filed(call), filed(call, organisation="Another")
    seen, newer = submission.current_id, next_version(submission)
    page = client_of(dana).post(address(name, submission), {**DECISIONS[name], "seen": seen})
    refused = "Its author has sent a new version in the meantime. Read it, then decide." in words_of(page)
    assert (refused, Submission.objects.get(pk=submission.pk).state) == (True, "submitted")
    shown = page.content.decode()
    assert [text for text in DECISIONS[name].values() if text not in shown] == []
    assert shown.count(f'name="seen" value="{newer.pk}"') == 4


@pytest.mark.parametrize(
    ("name", "state"), [("withhold", "withheld"), ("return", "returned"), ("mark_duplicate", "duplicate")]
)
def test_a_decision_falls_on_the_version_that_was_read(call, filed, dana, client_of, name, state):
    _other, submission = filed(call), filed(call, organisation="Another")
    client_of(dana).post(address(name, submission), {**DECISIONS[name], "seen": submission.current_id})
    assert Submission.objects.get(pk=submission.pk).state == state
