"""The secretariat's screens for coding."""

import pytest
from django.urls import reverse

from submissions.models import Coding
from tests.submissions.coding import code, make_topics, topics_of
from tests.submissions.conftest import words_of
from tests.submissions.contributions import contribution
from tests.submissions.moderation import file_of, next_version

pytestmark = pytest.mark.django_db


@pytest.fixture
def gaps(group, dana):
    return make_topics(group, dana, "Gaps", "Safety")


@pytest.fixture
def browser(client_of, dana):
    return client_of(dana)


def page_of(submission):
    return reverse("submissions:code", args=[submission.uid])


def of_call(name, call, query=""):
    return reverse(f"submissions:{name}", args=[call.uid]) + query


def ticks(submission, *topics, question=1, shown="", **more):
    """What the form sends for one question; 0 is what stands beside them."""
    key = submission.call.questions.all()[question - 1].pk if question else "other"
    kept = [getattr(topic, "pk", topic) for topic in topics]
    return {"seen": submission.current_id, f"topics_{key}": kept, f"shown_{key}": shown, **more}


# One contribution


def test_answers_stand_beside_their_topics_and_nothing_is_ticked(browser, call, gaps):
    submission = contribution(call, answers=["One.", None], other="Beside.")
    file_of(submission.current, role="answer", question=call.questions.last(), name="reply.pdf")
    page = browser.get(page_of(submission))
    labels = [passage.question and passage.question.label for passage, _ticks, _shown in page.context["form"].rows()]
    assert (labels, page.content.count(b'type="checkbox"'), b"checked" in page.content) == (["1", "2", None], 9, False)
    assert [word in words_of(page) for word in ("One.", "reply.pdf", "Beside.", "Gaps")] == [True] * 4


def test_saving_leads_to_the_next_one_that_is_not_coded(browser, call, dana, gaps):
    first, second, third = (contribution(call, answers=["One."]) for _ in range(3))
    code(second, dana, gaps[0])
    answer = browser.post(page_of(first), ticks(first, *gaps))
    led = browser.get(answer.url)
    assert (topics_of(first), led.url) == ([(1, "Gaps"), (1, "Safety")], page_of(third))


def test_when_every_answer_is_coded_it_leads_back(browser, call, gaps):
    submission = contribution(call, answers=["One."])
    answer = browser.post(page_of(submission), ticks(submission, "none"), follow=True)
    assert answer.redirect_chain[-1][0] == of_call("coding", call)
    assert "Every answer is coded." in words_of(answer)
    assert topics_of(submission) == [(1, "–")]


def test_saving_without_going_on_shows_who_coded_it(browser, call, gaps):
    submission = contribution(call, answers=["One."])
    answer = browser.post(page_of(submission), ticks(submission, gaps[0], stay="1"), follow=True)
    assert answer.redirect_chain[-1][0] == page_of(submission)
    assert "Coded by Dana Secretariat , 25 November 2016, 13:00" in words_of(answer)
    assert (answer.content.count(b" checked"), f'value="{gaps[0].pk}"' in answer.content.decode()) == (1, True)


def test_topics_and_none_of_them_at_once_are_refused(browser, call, gaps):
    submission = contribution(call, answers=["One."])
    answer = browser.post(page_of(submission), ticks(submission, gaps[0], "none"))
    assert "Tick topics, or “None of the topics”, but not both." in words_of(answer)
    assert (answer.content.count(b" checked"), Coding.objects.count()) == (2, 0)


@pytest.mark.parametrize("wrong", ["999999", "x", "-1", "0", "1e3", "٣", ""])
def test_a_topic_that_is_not_on_the_list_is_refused(browser, call, gaps, wrong):
    submission = contribution(call, answers=["One."])
    answer = browser.post(page_of(submission), ticks(submission, wrong))
    assert "One of the topics is no longer on the list." in words_of(answer)
    assert Coding.objects.count() == 0


def test_a_topic_of_another_group_is_refused(browser, call, other_group, oumar, gaps):
    (theirs,) = make_topics(other_group, oumar, "Theirs")
    submission = contribution(call, answers=["One."])
    assert "no longer on the list" in words_of(browser.post(page_of(submission), ticks(submission, theirs)))
    assert Coding.objects.count() == 0


@pytest.mark.parametrize("shown", ["x", "999999 none", "1 " * 9999, "\0", "-5"])
def test_what_nobody_can_have_been_shown_is_left_aside(browser, call, gaps, shown):
    submission = contribution(call, answers=["One."])
    browser.post(page_of(submission), ticks(submission, gaps[0], shown=shown))
    assert topics_of(submission) in ([(1, "Gaps")], [])


def test_two_who_code_at_once_are_both_kept_and_the_second_is_told(browser, call, gaps):
    submission = contribution(call, answers=["One."])
    browser.post(page_of(submission), ticks(submission, gaps[0]))
    answer = browser.post(page_of(submission), ticks(submission, gaps[1]), follow=True)
    assert answer.redirect_chain[-1][0] == page_of(submission)
    assert "Somebody else has coded this contribution in the meantime." in words_of(answer)
    assert topics_of(submission) == [(1, "Gaps"), (1, "Safety")]


def test_pressing_twice_saves_once_and_says_nothing(browser, call, gaps):
    submission = contribution(call, answers=["One."])
    typed = ticks(submission, gaps[0])
    led = [browser.post(page_of(submission), typed).url for _ in range(2)]
    assert led == [of_call("next_uncoded", call, "?after=1")] * 2


def test_a_new_version_is_read_first_and_the_ticks_stay(browser, call, gaps):
    submission = contribution(call, answers=["Old."])
    typed = ticks(submission, gaps[0])
    next_version(submission, "New.")
    answer = browser.post(page_of(submission), typed)
    assert [word in words_of(answer) for word in ("has sent a new version", "New.", "not saved")] == [True] * 3
    assert (answer.content.count(b" checked"), Coding.objects.count()) == (1, 0)
    browser.post(page_of(submission), ticks(submission, gaps[0]))
    assert topics_of(submission) == [(1, "Gaps")]


@pytest.mark.parametrize("seen", ["", "x", "999999", "-1", "9" * 30])
def test_a_made_up_version_is_refused(browser, call, gaps, seen):
    submission = contribution(call, answers=["One."])
    browser.post(page_of(submission), {**ticks(submission, gaps[0]), "seen": seen})
    assert Coding.objects.count() == 0


def test_what_was_coded_on_an_earlier_text_is_said(browser, call, dana, gaps):
    submission = contribution(call, answers=["Old."])
    code(submission, dana, *gaps)
    next_version(submission, "New.")
    page = words_of(browser.get(page_of(submission)))
    assert "Coded on version 1, text changed since: Gaps ; Safety ." in page


def test_what_does_not_stand_cannot_be_coded_and_says_why(browser, call, gaps):
    submission = contribution(call, answers=["One."], state="withdrawn")
    page = browser.get(page_of(submission))
    assert "was submitted and stands" in words_of(page)
    browser.post(page_of(submission), ticks(submission, gaps[0]))
    assert Coding.objects.count() == 0


# A call


def test_the_screen_says_how_far_it_is(browser, call, dana, gaps):
    submission = contribution(call, answers=["One."])
    contribution(call, answers=["Two."])
    assert "Of 2 contributions 2 have something that is not coded yet." in words_of(
        browser.get(of_call("coding", call))
    )
    code(submission, dana, gaps[0])
    assert "Of 2 contributions 1 has something" in words_of(browser.get(of_call("coding", call)))


def test_the_answers_with_a_topic_are_a_list_with_their_passages(browser, call, dana, gaps):
    code(contribution(call, answers=["Bridges <b>are</b> needed."]), dana, gaps[0])
    code(contribution(call, other="Locks."), dana, gaps[1], question=0)
    pages = [browser.get(of_call("coding", call, f"?topic={key}")) for key in (gaps[0].pk, gaps[1].pk, "none")]
    found = [(b"Bridges &lt;b&gt;are" in page.content, b"Locks." in page.content) for page in pages]
    assert found == [(True, False), (False, True), (False, False)]
    assert "No answer is coded so." in words_of(pages[2])


@pytest.mark.parametrize("key", ["", "x", "0", "999999", "9" * 30, "-1"])
def test_there_is_no_list_of_a_topic_that_is_not_there(browser, call, key):
    assert browser.get(of_call("coding", call, f"?topic={key}")).status_code == 404


def test_there_is_no_list_of_another_groups_topic(browser, call, other_group, oumar):
    (theirs,) = make_topics(other_group, oumar, "Theirs")
    assert browser.get(of_call("coding", call, f"?topic={theirs.pk}")).status_code == 404


@pytest.mark.parametrize("who", ["oumar", "chidi", "bela", "emil", "fatou"])
def test_strangers_find_nothing(client_of, call, request, gaps, who):
    stranger, submission = client_of(request.getfixturevalue(who)), contribution(call, answers=["One."])
    asked = [of_call("coding", call), of_call("next_uncoded", call), page_of(submission)]
    statuses = [stranger.get(address).status_code for address in asked]
    statuses.append(stranger.post(page_of(submission), ticks(submission, gaps[0])).status_code)
    assert (statuses, Coding.objects.count()) == ([404] * 4, 0)


def test_no_public_page_tells_a_topic(client, call, dana, gaps):
    submission = contribution(call, answers=["One."])
    code(submission, dana, gaps[0])
    addresses = [of_call("call", call), reverse("submissions:contribution", args=[submission.uid])]
    addresses.append(reverse("submissions:export_for_readers", args=[call.uid, "csv"]))
    answers = [client.get(address) for address in addresses]
    bodies = [b"".join(answer.streaming_content) if answer.streaming else answer.content for answer in answers]
    assert [b"Gaps" in body for body in bodies] == [False] * 3


@pytest.mark.parametrize("number", [3, 50])
def test_the_number_of_queries_is_the_same_for_three_and_fifty(
    browser, call, group, dana, looked_at_clock, django_assert_num_queries, number
):
    topics = make_topics(group, dana, *(f"Topic {place}" for place in range(number)))
    for _ in range(number):
        submission = contribution(call, answers=["One.", "Two."], other="Beside.")
        code(submission, dana, *topics)
    addresses = [of_call("coding", call), of_call("coding", call, f"?topic={topics[0].pk}"), page_of(submission)]
    for address, queries in zip(addresses, (7, 9, 9), strict=True):
        with django_assert_num_queries(queries):
            assert browser.get(address).status_code == 200
