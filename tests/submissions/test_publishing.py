"""The secretariat's verbs: publish, share, withhold, and several at once."""

import pytest

from audit.models import Entry
from correspondence.models import Message
from people.refusals import Refused
from submissions import actions
from submissions.models import Submission


@pytest.mark.parametrize(
    ("choice", "state"), [("name", "published"), ("organisation", "published"), ("group", "shared")]
)
def test_publishing_follows_the_authors_choice(call, filed, dana, choice, state):
    submission = filed(call, publish=choice)
    actions.publish(submission=submission, by=dana)
    assert (submission.state, Entry.objects.about(submission)[0].action) == (state, f"submission.{state}")


def test_not_at_all_is_never_published(call, filed, dana):
    submission = filed(call, publish="not")
    with pytest.raises(Refused):
        actions.publish(submission=submission, by=dana)
    assert Submission.objects.get().state == "submitted"
    assert Submission.objects.to_publish().count() == 0


def test_the_author_is_told_once(call, filed, dana):
    submission = filed(call)
    actions.publish(submission=submission, by=dana)
    actions.withhold(submission=submission, reason="A court asked.", by=dana)
    actions.publish(submission=submission, by=dana)
    keys = [f"receipt:{submission.uid}:1", f"published:{submission.uid}:1"]
    assert list(Message.objects.order_by("pk").values_list("key", flat=True)) == keys


def test_withholding_keeps_its_reason(call, published, dana):
    submission = published(call)
    actions.withhold(submission=submission, reason="Advertising.", by=dana)
    assert (submission.state, submission.withheld_reason) == ("withheld", "Advertising.")


def test_several_are_published_each_by_its_own_rule(call, filed, published, dana):
    choices = [filed(call), filed(call, publish="not"), filed(call, publish="group"), published(call)]
    done, refused = actions.publish_all(submissions=choices, by=dana)
    assert (done, [submission.register_number for submission, _reason in refused]) == (2, [2, 4])
    states = Submission.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["published", "submitted", "shared", "published"]


def test_a_stranger_publishes_none_of_several(call, filed, oumar):
    assert actions.publish_all(submissions=[filed(call)], by=oumar)[0] == 0
