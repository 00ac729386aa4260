"""“No contribution this time”, in the browser: for oneself only, and taken back by the same page."""

import pytest
from django.urls import reverse

from correspondence.models import Message
from submissions import declining
from submissions.models import Declination
from tests.submissions.conftest import words_of

ADDRESS = "amina@example.org"


def test_declining_is_one_button_and_taken_back_by_another(call, client):
    url = "/" + declining.link(call, ADDRESS).split("/", 3)[3]
    assert (ADDRESS in client.get(url).content.decode(), Declination.objects.count()) == (False, 0)
    for _twice in range(2):
        page = client.post(url, follow=True)
    assert ("Noted: no more reminders" in words_of(page), Declination.objects.count()) == (True, 1)
    client.post(url, {"back": "1"})
    assert Declination.objects.count() == 0


@pytest.mark.parametrize("token", ["x", "x:y:z", "eyJ:abc:def"])
def test_a_made_up_link_finds_nothing(client, db, token):
    assert client.post(reverse("submissions:decline", args=[token])).status_code == 404
    assert Declination.objects.count() == 0


def test_nobody_declines_for_somebody_else(call, client):
    page = client.post(reverse("submissions:decline_ask", args=[call.uid]), {"email": "victim@example.org"})
    assert "is on its way" in words_of(page)
    assert (Declination.objects.count(), Message.objects.get().to_address) == (0, "victim@example.org")
