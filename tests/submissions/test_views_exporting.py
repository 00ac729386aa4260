"""Who gets which spreadsheet, and what the trail says of it."""

import pytest
from django.test import Client
from django.urls import reverse

from audit.models import Entry
from tests.submissions.contributions import contribution

pytestmark = pytest.mark.django_db


def body_of(response):
    return b"".join(response.streaming_content).decode("utf-8", "replace")


def register(call, kind="csv"):
    return reverse("submissions:export", args=[call.uid, kind])


@pytest.mark.parametrize("who", ["bela", "chidi", "emil", "oumar"])
def test_addresses_are_for_the_groups_own_secretariat(call, request, client_of, who):
    contribution(call)
    assert client_of(request.getfixturevalue(who)).post(register(call)).status_code == 404
    assert Client().post(register(call)).status_code in (302, 404)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_download_stands_in_the_trail(call, dana, client_of, kind):
    contribution(call)
    response = client_of(dana).post(register(call, kind))
    assert (response.status_code, "attachment" in response.headers["Content-Disposition"]) == (200, True)
    entry = Entry.objects.about(call)[0]
    found = (entry.action, entry.details, entry.group)
    assert found == ("call.contributions_downloaded", {"kind": kind, "contributions": 1}, call.group_id)


def test_what_is_filtered_or_ticked_is_in_it(call, dana, client_of):
    one, _two = contribution(call), contribution(call, state="withheld")
    client = client_of(dana)
    assert "contributor2@" in (found := body_of(client.post(f"{register(call)}?state=withheld")))
    assert "contributor1@" not in found
    ticked = body_of(client.post(register(call), {"submission": f"{one.pk}-{one.current_id}"}))
    assert ("contributor1@" in ticked, "contributor2@" in ticked) == (True, False)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_everybody_gets_the_list_of_what_is_published(call, kind):
    contribution(call, organisation="Out")
    response = Client().get(reverse("submissions:export_for_readers", args=[call.uid, kind]))
    assert response.status_code == 200
    assert Entry.objects.count() == 0


def test_the_public_list_holds_only_what_is_published_and_no_address(call, bela, client_of):
    contribution(call, organisation="Out")
    contribution(call, organisation="Shared", state="shared", publish="group")
    contribution(call, organisation="Changed", state="published", publish="not")
    contribution(call, organisation="Waiting", state="submitted")
    for client in (Client(), client_of(bela)):
        found = body_of(client.get(reverse("submissions:export_for_readers", args=[call.uid, "csv"])))
        words = ["Out", "Shared", "Changed", "Waiting", "secret.example"]
        assert [word in found for word in words] == [True, False, False, False, False]
