"""The secretariat's verbs: publish, share, withhold, and several at once."""

import pytest

from audit.models import Entry
from correspondence.models import Message
from people.refusals import Refused
from submissions import actions, rules
from submissions.models import Submission
from tests.submissions.moderation import next_version, redact


@pytest.mark.parametrize(
    ("choice", "state"), [("name", "published"), ("organisation", "published"), ("group", "shared")]
)
def test_publishing_follows_the_authors_choice(call, filed, dana, choice, state):
    submission = filed(call, publish=choice)
    actions.publish(submission=submission, by=dana)
    assert (submission.state, Entry.objects.about(submission)[0].action) == (state, f"submission.{state}")


def test_the_first_hour_before_the_public_stays(call, filed, dana, clock):
    submission = filed(call)
    actions.publish(submission=submission, by=dana)
    first = submission.public_at
    actions.withhold(submission=submission, reason="A court asked.", by=dana)
    clock("2016-12-01T12:00:00")
    actions.publish(submission=submission, by=dana)
    assert (submission.public_at, submission.published_at > first) == (first, True)


def test_what_only_the_group_has_was_never_public(call, published):
    assert published(call, publish="group").public_at is None


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
    choices = [
        filed(call),
        filed(call, publish="not", organisation="B"),
        filed(call, publish="group", organisation="C"),
    ]
    choices.append(published(call, organisation="D"))
    done, refused, _left = actions.publish_all(submissions=choices, by=dana)
    assert (done, [submission.register_number for submission, _reason in refused]) == (2, [2, 4])
    states = Submission.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["published", "submitted", "shared", "published"]


def test_a_stranger_publishes_none_of_several(call, filed, oumar):
    assert actions.publish_all(submissions=[filed(call)], by=oumar)[0] == 0


def test_a_version_that_came_meanwhile_is_not_published_unread(call, filed, dana):
    submission = filed(call)
    with pytest.raises(Refused, match="new version in the meantime"):
        actions.publish(submission=submission, by=dana, seen=submission.current_id + 1)
    assert Submission.objects.get().state == "submitted"


def test_publishing_all_stops_after_its_seconds_and_says_how_many_are_left(call, filed, dana):
    queue = [filed(call, organisation=f"Body {number}") for number in range(3)]
    assert actions.publish_all(submissions=queue, by=dana, seconds=1e-9)[2] == 3
    assert actions.publish_all(submissions=queue, by=dana, seconds=60) == (3, [], 0)


def test_several_are_withheld_for_one_reason_each_by_its_rule(call, filed, published, dana):
    chosen = [filed(call), published(call, organisation="Other")]
    actions.withhold(submission=chosen[0], reason="First.", by=dana)
    done, refused = actions.withhold_all(submissions=chosen, reason="Advertising.", by=dana)
    assert (done, [each.register_number for each, _why in refused]) == (1, [1])
    assert list(Submission.objects.order_by("pk").values_list("withheld_reason", flat=True)) == [
        "First.",
        "Advertising.",
    ]


def test_an_earlier_redaction_keeps_a_new_version_from_coming_out_unread(call, published, dana):
    submission = published(call)
    redact(submission, dana)
    version = next_version(submission)
    Submission.objects.filter(pk=submission.pk).update(state="submitted")
    assert actions.publish_all(submissions=[submission], by=dana)[1][0][1] == str(rules.UNREDACTED)
    actions.publish(submission=submission, by=dana, seen=version.pk)
    assert Submission.objects.get().state == "published"
