"""The secretariat's screens, and everybody else before their doors."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction
from django.urls import reverse

from meetings.models import Call
from submissions import actions, likeness
from submissions.models import Submission
from tests.submissions.conftest import words_of
from tests.submissions.contributions import contribution
from tests.submissions.moderation import next_version


def register_of(call):
    return reverse("submissions:list", args=[call.uid])


def tick(submission):
    return f"{submission.pk}-{submission.current_id}"


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
        ({"words": "second"}, [2]),
        ({"words": "2"}, [2]),
        ({"words": "amina@example"}, [1, 2]),
        ({"words": "answer"}, []),
        ({"text": "ANSWER"}, [1, 2]),
        ({"text": "amina"}, []),
        ({"state": "to_check"}, [1]),
        ({"period": "late"}, []),
        ({"period": "original"}, [1, 2]),
        ({"address": "yes"}, []),
        ({"address": "no"}, [1, 2]),
        ({"authority": "no"}, [1, 2]),
        ({"only": "held"}, []),
        ({"only": "files"}, []),
        ({"only": "alike"}, []),
        ({"only": "x", "stakeholder_group": "x", "sort": "x"}, [1, 2]),
        ({"sort": "-number"}, [2, 1]),
        ({"sort": "-who"}, [2, 1]),
        ({"sort": "state"}, [2, 1]),
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
    likeness.compare_contributions()
    client = client_of(dana)
    with django_assert_num_queries(10):
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
    ticked = [filed(call), filed(call, publish="not", organisation="Other"), filed(other_call)]
    url = reverse("submissions:publish_selected", args=[call.uid])
    data = {"submission": [*map(tick, ticked), "junk"], "back": "state=to_check&state=x&page=2"}
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


def test_a_tick_for_an_older_version_publishes_nothing(call, filed, dana, client_of):
    submission = filed(call)
    url = reverse("submissions:publish_selected", args=[call.uid])
    client_of(dana).post(url, {"submission": f"{submission.pk}-{submission.current_id + 1}"})
    assert Submission.objects.get().state == "submitted"


def test_after_a_bulk_step_the_list_is_narrowed_as_before(call, filed, dana, client_of):
    url = reverse("submissions:publish_selected", args=[call.uid])
    response = client_of(dana).post(url, {"submission": tick(filed(call)), "back": "words=a%26b&sort=-number"})
    assert response.url == f"{register_of(call)}?words=a%26b&sort=-number"


def test_those_that_are_ticked_are_withheld_for_one_reason(call, filed, dana, client_of):
    client, url = client_of(dana), reverse("submissions:withhold_selected", args=[call.uid])
    ticked = {"submission": [tick(filed(call)), tick(filed(call, organisation="Other"))]}
    client.post(url, {**ticked, "reason": " "})
    assert set(Submission.objects.values_list("state", flat=True)) == {"submitted"}
    page = words_of(client.post(url, {**ticked, "reason": "Advertising."}, follow=True))
    assert "2 were withheld." in page
    assert set(Submission.objects.values_list("state", "withheld_reason")) == {("withheld", "Advertising.")}


def test_publishing_all_says_before_how_many_and_to_whom(call, filed, dana, client_of):
    client, url = client_of(dana), reverse("submissions:publish_all", args=[call.uid])
    filed(call), filed(call, organisation="B", publish="group"), filed(call, organisation="C", publish="not")
    page = client.get(url)
    assert "2 contributions will come out now, and 2 letters go, one to each author." in words_of(page)
    assert "amina@example.org" in words_of(page)
    filed(call, organisation="D")  # while the page is read
    client.post(url, {"shown": page.context["shown"]})
    states = Submission.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["published", "shared", "submitted", "submitted"]


def test_all_at_once_means_not_before_the_deadline(call, filed, dana, client_of, clock):
    Call.objects.update(publication="after")
    client, url = client_of(dana), reverse("submissions:publish_all", args=[call.uid])
    filed(call)
    page = words_of(client.get(url))
    assert "None may come out now." in page
    assert "published all at once after the deadline: 7 December 2016" in page
    clock("2016-12-08T12:00:00")
    assert "Publish 1 contribution" in words_of(client.get(url))


def test_the_queue_says_beside_each_what_stands_in_the_way(call, filed, dana, client_of):
    filed(call), filed(call), filed(call, group="Member States", organisation="State")
    page = words_of(client_of(dana).get(register_of(call), {"state": "to_check", "sort": "received"}))
    assert page.count("There is another contribution in the same name.") == 2
    assert page.count("It speaks for a State or a group of States: confirm first") == 1


def test_not_at_all_never_stands_in_the_queue(call, filed, dana, client_of):
    filed(call, publish="not")
    client = client_of(dana)
    assert len(client.get(register_of(call), {"state": "to_check"}).context["page"]) == 0
    assert "None may come out now." in words_of(client.get(reverse("submissions:publish_all", args=[call.uid])))


def test_a_refused_reason_comes_back_as_it_was_typed(call, published, dana, client_of):
    submission = published(call)
    actions.withhold(submission=submission, reason="First.", by=dana)
    page = client_of(dana).post(address("withhold", submission), {"reason": "My long reason."})
    assert ("My long reason." in words_of(page), Submission.objects.get().withheld_reason) == (True, "First.")


def test_what_stands_no_more_is_counted_apart(call, dana, client_of):
    first = contribution(call)
    for state in ("published", "withdrawn", "submitted"):
        contribution(call, state=state)
    Submission.objects.filter(state="submitted").update(state="duplicate", duplicate_of=first)
    page = client_of(dana).get(register_of(call))
    assert (page.context["counts"], page.context["fallen"]) == ({"Civil society": 2}, 2)
    assert "Withdrawn, taken down or a duplicate 2" in words_of(page)
    desk = words_of(client_of(dana).get(reverse("desk")))
    assert "4 filed (2 of them withdrawn, taken down or duplicates)" in desk


def test_none_of_several_is_withheld_unread_and_the_reason_is_given_back(call, filed, dana, client_of):
    submission = filed(call)
    tick = f"{submission.pk}-{submission.current_id}"
    next_version(submission)
    url = reverse("submissions:withhold_selected", args=[call.uid])
    page = client_of(dana).post(url, {"submission": tick, "reason": "My long reason."}, follow=True)
    said = ["No. 1 stays as it is: Its author has sent a new version in the meantime.", "My long reason."]
    assert ([text for text in said if text not in words_of(page)], Submission.objects.get().state) == ([], "submitted")


def test_the_record_does_not_publish_a_version_that_nobody_looked_at(call, filed, dana, client_of):
    submission = filed(call)
    seen = client_of(dana).get(address("record", submission)).context["version"].pk
    next_version(submission)
    client_of(dana).post(address("publish", submission), {"seen": seen})
    assert Submission.objects.get().state == "submitted"


def test_earlier_versions_are_folded_and_can_be_compared(call, filed, dana, client_of):
    client, submission = client_of(dana), filed(call, answers=["Rivers are old."])
    next_version(submission, "Rivers are young.")
    page = client.get(address("record", submission)).content.decode()
    assert page.index("Rivers are young.") < page.index("<summary>Version 1") < page.index("Rivers are old.")
    compared = client.get(reverse("submissions:compare", args=[submission.uid, 1])).content.decode()
    assert "Rivers are <del>old</del><ins>young</ins>." in compared
    assert client.get(reverse("submissions:compare", args=[submission.uid, 9])).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_publishing_all_never_publishes_what_came_meanwhile(call, filed, dana, client_of):
    first, second = filed(call, organisation="First"), filed(call, organisation="Second")
    client, url = client_of(dana), reverse("submissions:publish_all", args=[call.uid])

    def press():
        client.post(url, {"shown": second.current_id})
        connection.close()

    with ThreadPoolExecutor(1) as pool, transaction.atomic():
        Submission.objects.select_for_update(no_key=True).get(pk=first.pk)
        pool.submit(press)
        time.sleep(1)  # it has looked up what may come out, and waits for the first
        next_version(Submission.objects.get(pk=second.pk), text="Unread.")
    assert [each.state for each in Submission.objects.order_by("pk")] == ["published", "submitted"]
