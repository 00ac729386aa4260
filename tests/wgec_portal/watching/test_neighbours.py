"""The servers beside the portal are asked over real connections; one that hangs is not waited for."""

import socket
import time

import pytest

from tests.correspondence.post_office import Letters, MailServer
from tests.submissions.clamav import Scanner
from wgec_portal.watching import neighbours


@pytest.fixture
def deaf():
    """The port of a server that takes connections and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def use_mail_server(settings, port):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port


def test_what_the_embedded_portal_does_not_use_is_not_asked(settings):
    settings.REDIS_URL, settings.EMAIL_BACKEND = "", "correspondence.eml.Backend"
    assert neighbours.ask() == {"redis": "unused", "smtp": "unused", "clamav": "unused"}


def test_a_mail_server_that_greets_is_well(settings):
    server = MailServer(Letters())
    server.start()
    use_mail_server(settings, server.port)
    assert neighbours.ask()["smtp"] == "ok"
    server.stop()


def test_a_scanner_that_answers_is_well(settings):
    scanner = Scanner()
    settings.CLAMAV = scanner.address
    assert neighbours.ask()["clamav"] == "ok"
    scanner.stop()
    assert neighbours.ask()["clamav"] == "silent"


def test_neighbours_that_hang_are_waited_for_a_second_all_at_once(settings, deaf):
    settings.REDIS_URL, settings.CLAMAV = f"redis://127.0.0.1:{deaf}/0", f"127.0.0.1:{deaf}"
    use_mail_server(settings, deaf)
    began = time.monotonic()
    assert neighbours.ask() == {"redis": "silent", "smtp": "silent", "clamav": "silent"}
    assert time.monotonic() - began < 2 * neighbours.PATIENCE + 0.5


def test_an_answer_is_told_again_for_some_seconds(settings, deaf, monkeypatch):
    monkeypatch.setitem(neighbours._asked, "at", None)
    settings.CLAMAV = f"127.0.0.1:{deaf}"
    assert neighbours.standing()["clamav"] == "silent"
    settings.CLAMAV = ""
    assert neighbours.standing()["clamav"] == "silent"
    monkeypatch.setitem(neighbours._asked, "at", time.monotonic() - neighbours.KEPT_FOR - 1)
    assert neighbours.standing()["clamav"] == "unused"
