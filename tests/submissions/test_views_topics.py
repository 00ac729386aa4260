"""The secretariat's screens for its topics."""

import pytest
from django.urls import reverse

from submissions.models import Topic
from tests.submissions.coding import code, make_topics
from tests.submissions.conftest import words_of
from tests.submissions.contributions import contribution

pytestmark = pytest.mark.django_db


@pytest.fixture
def gaps(group, dana):
    return make_topics(group, dana, "Gaps", "Safety")


def address(name, group, topic=None):
    return reverse(f"submissions:{name}", args=[group.slug, *([topic.pk] if topic else [])])


def names(group):
    return list(Topic.objects.filter(group=group).values_list("name", flat=True))


def test_topics_are_added_renamed_and_removed(client_of, dana, group, gaps):
    browser = client_of(dana)
    browser.post(address("topic_add", group), {"name": " A  new\none ", "order": 3, "seen": 0})
    browser.post(address("topic_edit", group, gaps[0]), {"name": "Divides", "order": 9, "seen": 1})
    browser.post(address("topic_remove", group, gaps[1]))
    assert names(group) == ["A new one", "Divides"]
    assert [name in words_of(browser.get(address("topics", group))) for name in ("Divides", "Safety")] == [True, False]


@pytest.mark.parametrize("typed", [
    {"name": ""}, {"name": "gaps"}, {"name": "x" * 201}, {"order": "-1"}, {"order": "99999"}, {"order": "one"},
    {"name": "\0"},
])  # fmt: skip
def test_what_makes_no_sense_is_said_at_its_field(client_of, dana, group, gaps, typed):
    answer = client_of(dana).post(address("topic_add", group), {"name": "New", "order": 3, "seen": 0, **typed})
    assert (answer.status_code, list(answer.context["form"].errors)) == (200, list(typed))
    assert names(group) == ["Gaps", "Safety"]


def test_a_stale_edit_shows_mine_and_theirs(client_of, dana, group, gaps):
    browser = client_of(dana)
    for name in ("Divides", "Trenches"):
        answer = browser.post(address("topic_edit", group, gaps[0]), {"name": name, "order": 1, "seen": 1})
    assert answer.context["differences"] == [("Name", "Trenches", "Divides")]
    assert names(group) == ["Divides", "Safety"]


def test_a_topic_in_use_stays_and_the_button_says_why(client_of, dana, group, call, gaps):
    browser = client_of(dana)
    code(contribution(call, answers=["One."]), dana, gaps[0])
    assert "Answers are coded with this topic" in words_of(browser.get(address("topic_edit", group, gaps[0])))
    browser.post(address("topic_remove", group, gaps[0]))
    assert names(group) == ["Gaps", "Safety"]


@pytest.mark.parametrize("who", ["oumar", "chidi", "bela", "emil", "fatou"])
def test_strangers_find_nothing(client_of, request, group, gaps, who):
    browser = client_of(request.getfixturevalue(who))
    asked = [address("topics", group), address("topic_add", group), address("topic_edit", group, gaps[0])]
    statuses = [browser.get(each).status_code for each in asked]
    statuses += [browser.post(each, {"name": "X", "order": 1, "seen": 1}).status_code for each in asked[1:]]
    assert [*statuses, browser.post(address("topic_remove", group, gaps[0])).status_code] == [404] * 6
    assert names(group) == ["Gaps", "Safety"]


def test_a_topic_of_another_group_is_not_found_here(client_of, dana, group, other_group, oumar):
    (theirs,) = make_topics(other_group, oumar, "Theirs")
    browser = client_of(dana)
    asked = [browser.get(address("topic_edit", group, theirs)), browser.post(address("topic_remove", group, theirs))]
    assert [answer.status_code for answer in asked] == [404, 404]
    assert names(other_group) == ["Theirs"]


@pytest.mark.parametrize("number", [1, 3])
def test_the_number_of_queries_is_the_same_for_one_and_three(
    client_of, dana, group, looked_at_clock, django_assert_num_queries, number
):
    browser = client_of(dana)
    make_topics(group, dana, *(f"Topic {place}" for place in range(number)))
    with django_assert_num_queries(7):
        assert browser.get(address("topics", group)).status_code == 200
