"""Requests are counted by minute, address and status; nothing that goes wrong with the table reaches a request."""

import time

import pytest
from django.db import connection
from django.urls import reverse

from audit.clock import now
from wgec_portal.watching import counting
from wgec_portal.watching.models import RequestCount

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_counted(monkeypatch):
    monkeypatch.setattr(counting, "_counted", {})


def rows():
    return list(RequestCount.objects.order_by("endpoint").values_list("endpoint", "status", "up_to", "number", "ms"))


def test_requests_of_a_minute_are_one_row_for_each_address_status_and_time(client, group):
    for _ in range(2):
        counting.count("home", 200, 40)
    counting.count("home", 500, 40)
    counting.count("slow", 200, 60_000)
    counting.flush()
    assert rows() == [("home", 200, 50, 2, 80), ("home", 500, 50, 1, 40), ("slow", 200, 0, 1, 60_000)]


@pytest.mark.embedded
def test_what_another_process_counted_is_added_to():
    for ms in (10, 20):
        counting.count("home", 200, ms)
        counting.flush()
    assert rows() == [("home", 200, 50, 2, 30)]


def test_a_count_stands_in_the_minute_of_the_portal_s_clock(clock):
    clock("2016-12-07T22:59:30")
    counting.count("home", 200, 1)
    counting.flush()
    assert abs((now() - RequestCount.objects.get().minute).total_seconds() - 30) < counting.TICK + 5


def test_every_answered_request_is_counted(client):
    client.get(reverse("livez"))
    client.get("/nothing/")
    counting.flush()
    assert [row[:2] for row in rows()] == [("(none)", 404), ("livez", 200)]


@pytest.mark.django_db(transaction=True)
def test_counts_wait_while_the_database_is_away(monkeypatch):
    counting.count("home", 200, 1)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE watching_requestcount RENAME TO gone")
    counting.flush()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE gone RENAME TO watching_requestcount")
    counting.flush()
    assert rows() == [("home", 200, 50, 1, 1)]


@pytest.mark.django_db(transaction=True)
def test_counts_that_wait_too_long_are_dropped_the_oldest_first(monkeypatch):
    monkeypatch.setattr(counting, "MOST", 2)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE watching_requestcount RENAME TO gone")
    for endpoint in ("a", "b", "c"):
        counting.count(endpoint, 200, 1)
    counting.flush()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE gone RENAME TO watching_requestcount")
    assert sorted(key[1] for key in counting._counted) == ["b", "c"]


def test_to_count_a_request_costs_microseconds():
    began = time.perf_counter()
    for ms in range(10_000):
        counting.count("home", 200, ms)
    assert time.perf_counter() - began < 1
