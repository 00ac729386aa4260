"""What is still to be coded, what an earlier version was coded with, and the answers with one topic."""

import pytest

from submissions.analysis import coded
from submissions.models import Answer
from tests.submissions.coding import code, make_topics
from tests.submissions.contributions import contribution
from tests.submissions.moderation import file_of, next_version

pytestmark = pytest.mark.django_db


@pytest.fixture
def gaps(group, dana):
    return make_topics(group, dana, "Gaps", "Safety")


def left(call):
    """The numbers of the contributions with something to be coded."""
    found = coded.next_uncoded(call)
    numbers = []
    while found and found.register_number not in numbers:
        numbers.append(found.register_number)
        found = coded.next_uncoded(call, after=found.register_number)
    return numbers


def test_what_says_nothing_is_not_to_be_coded(call):
    contribution(call, answers=[None, None])
    contribution(call, answers=[" \n"], other=" ")
    contribution(call, answers=["Words."], state="withdrawn")
    assert (left(call), coded.progress(call)) == ([], {"all": 2, "left": 0})


def test_words_a_file_and_what_stands_beside_are_to_be_coded(call, dana, gaps):
    words, beside, by_file = contribution(call, answers=["A."]), contribution(call, other="B."), contribution(call)
    file_of(by_file.current, role="answer", question=call.questions.first())
    assert (left(call), coded.progress(call)) == ([1, 2, 3], {"all": 3, "left": 3})
    code(words, dana, gaps[0])
    code(beside, dana, None, question=0)
    assert left(call) == [3]
    code(by_file, dana, gaps[0])
    assert (left(call), coded.progress(call)) == ([], {"all": 3, "left": 0})


def test_behind_the_last_one_it_begins_again(call):
    contribution(call, answers=["A."])
    assert coded.next_uncoded(call, after=7).register_number == 1


def test_passages_are_what_the_version_says_in_the_order_of_the_call(call, dana, gaps):
    submission = contribution(call, answers=["One.", None], other="Beside.", language="fr")
    Answer.objects.filter(text="One.").update(language="ar")
    code(submission, dana, gaps[1])
    passages = coded.passages(submission.current)
    shown = [(each.question and each.question.label, each.text, each.language, list(each.coded)) for each in passages]
    assert shown == [("1", "One.", "ar", [gaps[1].pk]), (None, "Beside.", "fr", [])]


def test_of_an_earlier_version_it_is_said_with_what_it_was_coded(call, dana, gaps):
    submission = contribution(call, answers=["Old."])
    code(submission, dana, *gaps)
    next_version(submission, "New.")
    (passage,) = coded.passages(submission.current)
    assert (passage.coded, [(row.version.number, str(row.topic)) for row in passage.before]) == (
        {},
        [(1, "Gaps"), (1, "Safety")],
    )
    code(submission, dana, None)
    assert coded.passages(submission.current)[0].before == []


def test_the_answers_with_a_topic_stand_by_question_and_number(call, other_call, dana, gaps):
    first, second = (contribution(call, answers=["One.", "Two."], other="Beside.") for _ in range(2))
    for submission, question in [(second, 0), (second, 1), (first, 2), (first, 1)]:
        code(submission, dana, gaps[0], question=question)
    code(contribution(call, answers=["Gone."], state="withheld"), dana, gaps[1])
    code(contribution(other_call, answers=["Elsewhere."]), dana, gaps[0])
    found = [(row.version.submission.register_number, row.said) for row in coded.coded_with(call, gaps[0])]
    assert found == [(1, "One."), (2, "One."), (1, "Two."), (2, None)]


def test_what_was_withdrawn_is_counted_with_no_topic(call, dana, gaps):
    submission = contribution(call, answers=["One."])
    code(submission, dana, gaps[0])
    before = [(topic.answers, topic.contributions) for topic in coded.topics(call)]
    type(submission).objects.filter(pk=submission.pk).update(state="withdrawn", withdrawn_at=call.opened_at)
    after = [(topic.answers, topic.contributions) for topic in coded.topics(call)]
    assert (before, after) == ([(1, 1), (0, 0)], [(0, 0), (0, 0)])
    assert list(coded.coded_with(call, gaps[0])) == []
