"""Coding answers with topics: two at once, new versions, what is erased, and the list of topics."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connection

from audit.log import Stale
from audit.models import Entry
from people.models import Holder, StaffRole
from people.refusals import Refused
from submissions import actions
from submissions.models import Coding, Topic
from tests.conftest import make_user
from tests.submissions.coding import code, make_topics, topics_of
from tests.submissions.contributions import contribution
from tests.submissions.moderation import next_version

pytestmark = pytest.mark.django_db


@pytest.fixture
def gaps(group, dana):
    return make_topics(group, dana, "Gaps", "Safety")


@pytest.fixture
def ravi(group):
    """Dana's colleague."""
    user = make_user("Ravi Colleague")
    StaffRole.objects.create(group=group, user=user, starts_on=date(2016, 5, 2))
    return user


def by_key(submission):
    """The author, known by the key in their browser."""
    return Holder(key=submission.holder_key)


def refile(submission, *, answers):
    """The author sends the contribution again, some answers changed: {place of the question: text}."""
    by = by_key(submission)
    draft = actions.edit(submission=submission, by=by)
    for place, text in answers.items():
        draft.answers.filter(question__order=place).update(text=text)
    actions.submit(version=draft, by=by)
    submission.refresh_from_db()


# One coding


def test_an_answer_can_be_about_several_topics(call, dana, gaps):
    submission = contribution(call, answers=["Bridges."], other="More.")
    code(submission, dana, *gaps)
    code(submission, dana, None, question=0)
    assert topics_of(submission) == [(0, "–"), (1, "Gaps"), (1, "Safety")]


def test_the_log_says_who_coded_what_and_when(call, dana, gaps):
    submission = contribution(call, answers=["Bridges."])
    code(submission, dana, *gaps)
    code(submission, dana, None, shown=gaps)
    entries = Entry.objects.about(submission).order_by("pk")
    question, keys = call.questions.first().pk, [topic.pk for topic in gaps]
    told = [{"version": 1, "question": question, "came": keys, "gone": []}]
    told.append({"version": 1, "question": question, "came": [0], "gone": keys})
    assert [(entry.actor, entry.action, entry.details) for entry in entries] == [
        (dana.actor_key, "submission.coded", details) for details in told
    ]


def test_saving_what_is_there_already_changes_nothing(call, dana, gaps):
    submission = contribution(call, answers=["Bridges."])
    code(submission, dana, gaps[0])
    row = Coding.objects.get()
    assert code(submission, dana, gaps[0]) is False
    assert (Coding.objects.get().coded_at, Entry.objects.about(submission).count()) == (row.coded_at, 1)


def test_taking_every_topic_off_leaves_it_to_be_coded(call, dana, gaps):
    submission = contribution(call, answers=["Bridges."])
    code(submission, dana, gaps[0])
    code(submission, dana, shown=[gaps[0]])
    assert topics_of(submission) == []


@pytest.mark.parametrize("who", ["oumar", "emil", "fatou", "bela", "chidi"])
def test_nobody_else_codes(call, gaps, request, who):
    with pytest.raises(Refused, match="Only the secretariat of this working group can code answers"):
        code(contribution(call, answers=["Bridges."]), request.getfixturevalue(who), gaps[0])
    assert Coding.objects.count() == 0


@pytest.mark.parametrize("state", ["withdrawn", "draft"])
def test_what_does_not_stand_is_not_coded(call, dana, gaps, state):
    with pytest.raises(Refused, match="was submitted and stands"):
        code(contribution(call, answers=["Bridges."], state=state), dana, gaps[0])


def test_a_topic_of_another_group_is_refused(call, dana, oumar, other_group):
    (theirs,) = make_topics(other_group, oumar, "Theirs")
    with pytest.raises(Refused, match="no longer on the list"):
        code(contribution(call, answers=["Bridges."]), dana, theirs)
    assert Coding.objects.count() == 0


# Two at once


def test_what_two_tick_at_once_stays(call, dana, ravi, gaps):
    submission = contribution(call, answers=["Bridges."])
    assert (code(submission, dana, gaps[0]), code(submission, ravi, gaps[1])) == (False, True)
    assert topics_of(submission) == [(1, "Gaps"), (1, "Safety")]
    assert [str(row.coded_by) for row in Coding.objects.order_by("topic__order")] == [
        "Dana Secretariat",
        "Ravi Colleague",
    ]


def test_what_one_took_off_stays_off_when_the_other_left_it(call, dana, ravi, gaps):
    submission = contribution(call, answers=["Bridges."])
    code(submission, dana, gaps[0])
    code(submission, dana, shown=[gaps[0]])
    assert code(submission, ravi, *gaps, shown=[gaps[0]]) is True
    assert topics_of(submission) == [(1, "Safety")]


def test_a_topic_goes_before_none_of_them(call, dana, ravi, gaps):
    submission = contribution(call, answers=["Bridges."])
    code(submission, dana, None)
    code(submission, ravi, gaps[0])
    assert topics_of(submission) == [(1, "Gaps")]
    code(submission, dana, None)
    assert topics_of(submission) == [(1, "Gaps")]


@pytest.mark.django_db(transaction=True)
def test_two_at_the_same_instant_overwrite_nothing(call, dana, ravi, gaps):
    submission = contribution(call, answers=["Bridges."])

    def press(by_and_topic):
        try:
            return code(type(submission).objects.get(pk=submission.pk), by_and_topic[0], by_and_topic[1])
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        met = list(pool.map(press, [(dana, gaps[0]), (ravi, gaps[1])] * 4))
    assert (topics_of(submission), len(met)) == ([(1, "Gaps"), (1, "Safety")], 8)


# A new version


def test_the_same_text_in_a_new_version_keeps_its_topics(call, filed, dana, gaps):
    submission = filed(call, answers=("One.", "Two."), other="Beside.")
    for question in (0, 1, 2):
        code(submission, dana, gaps[0], question=question)
    refile(submission, answers={1: "Another."})
    assert topics_of(submission) == [(0, "Gaps"), (2, "Gaps")]
    assert {str(row.coded_by) for row in Coding.objects.all()} == {"Dana Secretariat"}


def test_a_text_that_comes_back_has_its_topics_again(call, filed, dana, gaps):
    submission = filed(call, answers=("One.",))
    code(submission, dana, gaps[0])
    refile(submission, answers={1: "Another."})
    refile(submission, answers={1: "One."})
    assert topics_of(submission) == [(1, "Gaps")]


def test_other_choices_keep_the_topics(call, filed, dana, gaps):
    submission = filed(call, answers=("One.",))
    code(submission, dana, gaps[0])
    holder = type(submission).objects.get(pk=submission.pk)
    actions.change_choices(submission=holder, publish="group", translation="original", by=by_key(submission))
    submission.refresh_from_db()
    assert (submission.current.number, topics_of(submission)) == (2, [(1, "Gaps")])


def test_a_version_that_came_meanwhile_is_not_coded_unread(call, dana, gaps):
    submission = contribution(call, answers=["Bridges."])
    seen, question = submission.current_id, call.questions.first().pk
    next_version(submission)
    with pytest.raises(Refused, match="has sent a new version"):
        actions.code(submission=submission, seen=seen, shown={}, ticked={question: {gaps[0].pk}}, by=dana)


def test_with_the_text_goes_what_it_was_about(call, filed, dana, gaps):
    submission = filed(call, answers=("One.",))
    code(submission, dana, gaps[0])
    actions.withdraw(submission=submission, by=by_key(submission))
    assert Coding.objects.count() == 0


def test_a_takedown_takes_the_topics_along(call, published, dana, gaps):
    submission = published(call, answers=("One.",))
    code(submission, dana, gaps[0])
    actions.take_down(submission=submission, reason="A court.", by=dana)
    assert Coding.objects.count() == 0


# The list of topics


def test_topics_stand_in_the_order_in_which_they_were_added(group, dana, gaps):
    assert [(topic.name, topic.order) for topic in Topic.objects.filter(group=group)] == [("Gaps", 1), ("Safety", 2)]


def test_two_topics_of_one_name_are_refused(group, dana, gaps):
    with pytest.raises(Refused, match="already a topic of this name"):
        actions.add_topic(group=group, name="GAPS", by=dana)
    with pytest.raises(Refused, match="already a topic of this name"):
        actions.change_topic(topic=gaps[0], seen=1, name="safety", by=dana)


def test_another_name_leaves_what_is_coded(call, dana, gaps):
    submission = contribution(call, answers=["Bridges."])
    code(submission, dana, gaps[0])
    actions.change_topic(topic=gaps[0], seen=1, name="Divides", by=dana)
    assert topics_of(submission) == [(1, "Divides")]


def test_a_stale_edit_of_a_topic_overwrites_nothing(dana, gaps):
    actions.change_topic(topic=gaps[0], seen=1, name="Divides", by=dana)
    with pytest.raises(Stale):
        actions.change_topic(topic=gaps[0], seen=1, name="Trenches", by=dana)
    assert Topic.objects.get(pk=gaps[0].pk).name == "Divides"


def test_a_topic_goes_only_while_nothing_is_coded_with_it(call, dana, gaps):
    code(contribution(call, answers=["Bridges."]), dana, gaps[0])
    with pytest.raises(Refused, match="Answers are coded with this topic"):
        actions.remove_topic(topic=gaps[0], by=dana)
    actions.remove_topic(topic=gaps[1], by=dana)
    assert list(Topic.objects.all()) == [gaps[0]]


@pytest.mark.parametrize("who", ["oumar", "emil", "bela"])
def test_nobody_else_changes_the_list(group, gaps, request, who):
    by = request.getfixturevalue(who)
    for attempt in (
        lambda: actions.add_topic(group=group, name="Mine", by=by),
        lambda: actions.change_topic(topic=gaps[0], seen=1, name="Mine", by=by),
        lambda: actions.remove_topic(topic=gaps[0], by=by),
    ):
        with pytest.raises(Refused, match="Only the secretariat"):
            attempt()
