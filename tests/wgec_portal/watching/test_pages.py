"""The page “state of the portal”: what is in order, what needs a hand, and for whom it is."""

from datetime import timedelta

import pytest
from django.urls import reverse

from audit.clock import now
from correspondence.models import Heartbeat
from tests.correspondence.post_office import letter
from tests.submissions.conftest import words_of
from wgec_portal.watching import counting, neighbours, standing

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def alone(settings, monkeypatch):
    """No neighbours, none remembered, nothing counted."""
    settings.REDIS_URL, settings.CLAMAV, settings.EMAIL_BACKEND = "", "", "correspondence.eml.Backend"
    monkeypatch.setitem(neighbours._asked, "at", None)
    monkeypatch.setattr(counting, "_counted", {})


def found():
    """{part: (its state in words, the detail)}."""
    return {str(part.name): (part.get_state_display(), part.words) for part in standing.parts()}


def everything_lives():
    for name in ("web", "letters", "papers", "beat", "backup"):
        Heartbeat.objects.create(name=name, at=now())


def test_staff_and_technicians_see_it_and_nobody_else(client_of, dana, bela, chidi):
    chidi.is_staff = True
    chidi.save()
    assert [client_of(user).get(reverse("state")).status_code for user in (dana, chidi, bela)] == [200, 200, 404]


def test_a_technician_is_not_led_to_an_outbox_that_is_not_theirs(client_of, dana, chidi):
    chidi.is_staff = True
    chidi.save()
    pages = [client_of(user).get(reverse("state")).content.decode() for user in (dana, chidi)]
    assert [page.count(f"{reverse('outbox')}?state=waiting") for page in pages] == [1, 0]


def test_everything_in_order_is_said_in_words(client_of, dana):
    everything_lives()
    assert "Everything is in order." in words_of(client_of(dana).get(reverse("state")))


def test_what_is_not_used_is_no_fault():
    everything_lives()
    assert {state for name, (state, _words) in found().items() if name in ("Mail server",)} == {"Not used"}


@pytest.mark.parametrize(("hours", "state"), [(35, "In order"), (37, "Needs a hand")])
def test_an_old_backup_needs_a_hand(hours, state):
    Heartbeat.objects.create(name="backup", at=now() - timedelta(hours=hours))
    assert found()["Last backup"][0] == state


def test_a_portal_without_a_backup_says_so():
    assert found()["Last backup"] == ("Needs a hand", "No backup was reported yet.")


def test_a_silent_worker_needs_a_hand():
    Heartbeat.objects.create(name="papers", at=now() - timedelta(minutes=10, seconds=5))
    assert found()["Worker for papers"] == ("Needs a hand", "Last seen 10\xa0minutes ago.")
    assert found()["Timetable"] == ("Needs a hand", "It was never seen.")


def test_letters_that_failed_or_wait_for_long_need_a_hand():
    letter(1, posted_at=now())
    assert found()["Letters"][0] == "In order"
    letter(2, posted_at=now() - timedelta(minutes=20))
    letter(3, state="failed")
    state, words = found()["Letters"]
    assert (state, words[:9], words[-33:]) == ("Needs a hand", "2 waiting", "oldest was posted 20\xa0minutes ago.")


def test_an_error_of_the_server_is_counted():
    counting.count("home", 200, 1)
    counting.count("home", 500, 1)
    counting.flush()
    words = "2 requests today (UTC), 1 ended with an error of the server."
    assert found()["Requests"] == ("Needs a hand", words)


def test_the_page_costs_the_same_however_many_letters_there_are(client_of, dana, django_assert_max_num_queries):
    client = client_of(dana)
    for number in range(3):
        letter(number)
    with django_assert_max_num_queries(20):
        client.get(reverse("state"))
