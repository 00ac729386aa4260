"""The figures for the office's own monitoring: for whoever has the token, in words that Prometheus reads."""

from datetime import timedelta

import pytest
from django.urls import reverse
from prometheus_client.parser import text_string_to_metric_families

from audit.clock import now
from correspondence.models import Heartbeat
from tests.correspondence.post_office import letter
from tests.submissions.contributions import contribution
from wgec_portal.watching import counting

pytestmark = pytest.mark.django_db

TOKEN = "t" * 40


@pytest.fixture(autouse=True)
def nothing_counted(monkeypatch, settings):
    monkeypatch.setattr(counting, "_counted", {})
    settings.METRICS_TOKEN = TOKEN


def ask(client, token=TOKEN):
    return client.get(reverse("metrics"), headers={"Authorization": f"Bearer {token}"})


def figures(client):
    """{(name, labels as text): value} of everything that is told."""
    families = text_string_to_metric_families(ask(client).content.decode())
    samples = [sample for family in families for sample in family.samples]
    return {(each.name, *each.labels.values()): each.value for each in samples}


@pytest.mark.parametrize("token", ["", "t", "é" * 40])
def test_without_the_token_there_is_no_such_page(client, token):
    assert ask(client, token).status_code == 404


def test_a_portal_without_a_token_has_no_such_page(client, settings):
    settings.METRICS_TOKEN = ""
    assert ask(client, "").status_code == 404


def test_letters_and_contributions_are_counted(client, call):
    letter(1, posted_at=now() - timedelta(minutes=10))
    letter(2, state="failed")
    contribution(call)
    found = figures(client)
    assert found["portal_letters_waiting",] == found["portal_letters_failed",] == 1
    assert 600 <= found["portal_letters_oldest_wait_seconds",] < 660
    assert found["portal_contributions_filed",] == 1


def test_heartbeats_have_an_age_and_the_backup_one_of_its_own(client):
    Heartbeat.objects.create(name="letters", at=now() - timedelta(seconds=90))
    Heartbeat.objects.create(name="backup", at=now() - timedelta(hours=2))
    found = figures(client)
    assert 90 <= found["portal_heartbeat_age_seconds", "letters"] < 120
    assert 7200 <= found["portal_backup_age_seconds",] < 7260


def test_requests_are_told_by_address_and_class_of_status(client):
    for status, ms in ((200, 20), (302, 200), (204, 20_000), (500, 20)):
        counting.count("home", status, ms)
    counting.flush()
    found = figures(client)
    counted = {status: found["portal_requests_total", "home", status] for status in ("2xx", "3xx", "5xx")}
    assert counted == {"2xx": 2, "3xx": 1, "5xx": 1}
    buckets = [found["portal_request_seconds_bucket", "home", bound] for bound in ("0.05", "0.25", "10.0", "+Inf")]
    assert (buckets, found["portal_request_seconds_sum", "home"]) == ([2, 3, 3, 4], 20.24)


@pytest.mark.parametrize("number", [1, 3])
def test_a_look_costs_the_same_however_much_there_is(client, call, number, looked_at_clock, django_assert_num_queries):
    for each in range(number):
        letter(each), contribution(call), counting.count(f"at{each}", 200, 1)
    counting.flush()
    with django_assert_num_queries(6):
        ask(client)
