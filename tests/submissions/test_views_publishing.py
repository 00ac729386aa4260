"""The secretariat's screens, and everybody else before their doors."""

import pytest
from django.urls import reverse

from submissions.models import Submission
from tests.submissions.conftest import words_of


def register_of(call):
    return reverse("submissions:list", args=[call.uid])


def address(name, submission):
    return reverse(f"submissions:{name}", args=[submission.uid])


@pytest.mark.parametrize("who", ["bela", "chidi", "emil", "fatou", "oumar"])
def test_nobody_but_the_groups_own_secretariat_comes_in(call, filed, request, client_of, who):
    client, submission = client_of(request.getfixturevalue(who)), filed(call)
    assert client.get(register_of(call)).status_code == 404
    assert client.get(address("record", submission)).status_code == 404
    assert client.post(address("publish", submission)).status_code == 404
    assert client.post(address("withhold", submission), {"reason": "x"}).status_code == 404
    assert Submission.objects.get().state == "submitted"


def test_the_register_shows_everything_that_was_filed(call, filed, draft_of, dana, client_of):
    filed(call, organisation="First")
    filed(call, organisation="Second", publish="not")
    draft_of(call, organisation="Unsent")
    page = words_of(client_of(dana).get(register_of(call)))
    assert [word in page for word in ("First", "Second", "Unsent", "Drafts not submitted 1")] == [
        True,
        True,
        False,
        True,
    ]


@pytest.mark.parametrize(
    ("wanted", "numbers"),
    [
        ({}, [1, 2]),
        ({"state": "published"}, [2]),
        ({"search": "first"}, [1]),
        ({"language": "fr"}, [2]),
        ({"state": "x"}, [1, 2]),
    ],
)
def test_the_register_can_be_narrowed(call, filed, published, dana, client_of, wanted, numbers):
    filed(call, organisation="First")
    published(call, organisation="Second", language="fr")
    page = client_of(dana).get(register_of(call), wanted).context["page"]
    assert [submission.register_number for submission in page] == numbers


@pytest.mark.parametrize("number", [1, 50])
def test_the_register_takes_the_same_queries_with_one_and_fifty(
    call, filed, dana, client_of, number, django_assert_num_queries, looked_at_clock
):
    for each in range(number):
        filed(call, organisation=f"Organisation {each}")
    client = client_of(dana)
    with django_assert_num_queries(12):
        assert len(client.get(register_of(call)).context["page"]) == number


def test_the_record_shows_all_and_that_the_address_is_not_confirmed(call, filed, dana, client_of):
    page = words_of(client_of(dana).get(address("record", filed(call))))
    assert "amina@example.org (not confirmed)" in page
    assert "First answer." in page


def test_publishing_by_the_button(call, filed, dana, client_of):
    submission = filed(call)
    client_of(dana).post(address("publish", submission))
    assert Submission.objects.get().state == "published"


def test_a_button_that_is_not_possible_says_why(call, filed, dana, client_of):
    client, submission = client_of(dana), filed(call, publish="not")
    why = "Its author chose that it is not published at all."
    assert why in words_of(client.get(address("record", submission)))
    page = client.post(
        address("publish", submission),
        follow=True,
        headers={"referer": f"http://testserver{address('record', submission)}"},
    )
    assert (why in words_of(page), Submission.objects.get().state) == (True, "submitted")


def test_withholding_asks_for_a_reason(call, filed, dana, client_of):
    client, submission = client_of(dana), filed(call)
    page = words_of(client.post(address("withhold", submission), {"reason": " "}))
    assert ("Enter the reason" in page, Submission.objects.get().state) == (True, "submitted")
    client.post(address("withhold", submission), {"reason": "Advertising."})
    assert (Submission.objects.get().state, Submission.objects.get().withheld_reason) == ("withheld", "Advertising.")


def test_those_that_are_ticked_are_published_each_by_its_rule(call, other_call, filed, dana, client_of):
    ticked = [filed(call), filed(call, publish="not"), filed(other_call)]
    url = reverse("submissions:publish_selected", args=[call.uid])
    data = {"submission": [*(submission.pk for submission in ticked), "junk"]}
    page = words_of(client_of(dana).post(url, data, follow=True))
    states = Submission.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["published", "submitted", "submitted"]
    assert "1 contribution came out. No. 2 stays as it is: Its author chose that it is not published at all." in page


@pytest.mark.parametrize("ticked", ["9" * 5_000, "9" * 30, "²", "-1", "\0", ""])
def test_a_made_up_tick_publishes_nothing(call, filed, dana, client_of, ticked):
    filed(call)
    url = reverse("submissions:publish_selected", args=[call.uid])
    assert client_of(dana).post(url, {"submission": ticked}).status_code == 302
    assert Submission.objects.get().state == "submitted"
