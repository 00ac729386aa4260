"""The signs of life."""

import pytest
from django.urls import reverse

from correspondence import delivery

pytestmark = pytest.mark.django_db


def test_the_process_answers(client):
    assert client.get(reverse("livez")).content == b"ok\n"


def test_the_portal_is_ready_and_names_a_silent_worker(client):
    response = client.get(reverse("readyz"))
    assert (response.status_code, response.json()) == (200, {"database": "ok", "disk": "ok", "worker": "silent"})


def test_a_worker_that_swept_is_alive(client):
    delivery.sweep()
    assert client.get(reverse("readyz")).json()["worker"] == "ok"
