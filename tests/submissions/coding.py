"""What staff code in one line, for tests."""

from submissions import actions
from submissions.models import Coding


def make_topics(group, by, *names):
    """Topics of a group, in this order."""
    return [actions.add_topic(group=group, name=name, by=by) for name in names]


def code(submission, by, *topics, question=1, shown=()):
    """Code the reply to a question, by its place in the call; 0 is “any other relevant issue”, None “none fits”."""
    key = submission.call.questions.all()[question - 1].pk if question else None
    wanted, before = ({topic and topic.pk for topic in some} for some in (topics, shown))
    kept = {"shown": {key: before}, "ticked": {key: wanted}}
    return actions.code(submission=submission, seen=submission.current_id, by=by, **kept)


def topics_of(submission):
    """[(number of the question, 0 beside them, the topic or “–”)] of the version in force."""
    rows = Coding.objects.filter(version=submission.current_id).order_by("topic__order")
    found = [(row.question.order if row.question else 0, str(row.topic or "–")) for row in rows]
    return sorted(found, key=lambda each: each[0])
