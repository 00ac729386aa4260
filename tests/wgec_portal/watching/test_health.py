"""The signs of life: /livez asks nothing, /readyz says what is wrong, and only what decides makes it 503."""

from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse

from audit.clock import now
from correspondence import delivery
from correspondence.models import Heartbeat
from wgec_portal.watching import health, neighbours


@pytest.fixture(autouse=True)
def alone(settings, monkeypatch):
    """No neighbours, and none remembered."""
    settings.REDIS_URL, settings.CLAMAV, settings.EMAIL_BACKEND = "", "", "correspondence.eml.Backend"
    monkeypatch.setitem(neighbours._asked, "at", None)


def ask(client):
    response = client.get(reverse("readyz"))
    return response.status_code, {name: word for name, word in response.json().items() if word != "unused"}


def test_the_process_answers_without_asking_the_database(client):
    assert client.get(reverse("livez")).content == b"ok\n"  # pytest refuses whoever asks it here


@pytest.mark.django_db
def test_the_portal_is_ready_while_letters_are_swept(client):
    delivery.sweep()
    assert ask(client) == (200, {"portal": "ok", "database": "ok", "disk": "ok", "letters": "ok"})


@pytest.mark.django_db
def test_a_silent_worker_makes_it_down(client):
    Heartbeat.objects.create(name="letters", at=now() - timedelta(minutes=4))
    assert ask(client) == (503, {"portal": "down", "database": "ok", "disk": "ok", "letters": "silent"})


@pytest.mark.django_db
def test_a_silent_neighbour_makes_it_degraded_only(client, settings):
    settings.CLAMAV = "127.0.0.1:9"
    delivery.sweep()
    status, found = ask(client)
    assert (status, found["portal"], found["clamav"]) == (200, "degraded", "silent")


@pytest.mark.django_db
def test_a_folder_that_cannot_be_written_makes_it_down(client, settings, tmp_path):
    delivery.sweep()
    settings.VAR_DIR = tmp_path / "gone"
    status, found = ask(client)
    assert (status, found["portal"], found["disk"]) == (503, "down", "not writable")


@pytest.mark.django_db
def test_a_full_disk_makes_it_down(client, monkeypatch):
    delivery.sweep()
    monkeypatch.setattr(health, "FREE_BYTES", 10**18)
    status, found = ask(client)
    assert (status, found["disk"]) == (503, "full")


@pytest.fixture
def without_database(transactional_db):
    """The database's server is gone."""
    kept = {name: connection.settings_dict[name] for name in ("PORT", "NAME")}
    connection.close()
    connection.settings_dict.update(PORT="9", NAME=f"{kept['NAME']}/gone")
    yield
    connection.close()
    connection.settings_dict.update(kept)


def test_a_database_that_is_away_is_told_and_not_asked_for_more(client, without_database):
    status, found = ask(client)
    assert (status, found["database"], found["letters"]) == (503, "down", "unknown")
