"""The commands of docker-compose.yml and of the image, started for real on the servers of the test run."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from tests.source import ROOT
from tests.test_compose import DOCKERFILE, OURS
from wgec_portal.watching.models import Lifespan, RequestCount

LASTING = sorted(set(OURS) - {"prepare"})
PATIENCE = 40  # seconds until a service must be well


def of_the_image(instruction):
    """The words of a CMD in the Dockerfile; HEALTHCHECK's is the first, the image's own the last."""
    return [json.loads(found) for found in re.findall(r"CMD (\[.*\])", DOCKERFILE)][instruction]


def command_of(service):
    return service["command"].split() if "command" in service else of_the_image(-1)


def check_of(service):
    """What tells whether the service is well, as words."""
    if "healthcheck" not in service:
        return of_the_image(0)
    return ["sh", "-c", service["healthcheck"]["test"][1].replace("$$", "$")]


@pytest.fixture
def environment(transactional_db, tmp_path):
    """What compose and its secrets would set, with the servers of this test run."""
    if not settings.REDIS_URL or connection.vendor != "postgresql":
        pytest.skip("needs PostgreSQL and Redis")
    here = connection.settings_dict
    login = ":".join(filter(None, [here["USER"], here["PASSWORD"]]))
    return os.environ | {
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "PRODUCTION": "true",
        "SECRET_KEY": "k" * 30 + "e" * 30 + "y0123",
        "PORTAL_URL": "https://portal.example.org",
        "ALLOWED_HOSTS": "portal.example.org",
        "EMAIL_FROM": "Portal <portal@example.org>",
        "DATABASE_URL": f"postgres://{login}@{here['HOST']}:{here['PORT'] or 5432}/{here['NAME']}",
        "REDIS_URL": settings.REDIS_URL,
        "EMAIL_URL": "smtp://127.0.0.1:9",
        "PORTAL_VAR": str(tmp_path),
    }


@pytest.fixture
def port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])


@pytest.fixture
def start(environment, tmp_path):
    """Start a command with its words in a file; what still runs at the end of the test is killed."""
    started = []

    def run(words):
        log = (tmp_path / "log").open("w")
        started.append(subprocess.Popen(words, cwd=ROOT, env=environment, stdout=log, stderr=log))
        return started[-1]

    yield run
    for process in started:
        process.kill()


def is_well(check, environment):
    return subprocess.run(check, cwd=ROOT, env=environment, capture_output=True).returncode == 0


@pytest.mark.parametrize("name", LASTING)
def test_a_service_starts_gets_well_and_stops_when_asked(name, environment, start, port, tmp_path):
    def here(words):
        return [word.replace("8000", port).replace("/tmp", str(tmp_path)) for word in words]

    process = start(here(command_of(OURS[name])))
    deadline = time.monotonic() + PATIENCE
    while not is_well(here(check_of(OURS[name])), environment):
        assert process.poll() is None, (tmp_path / "log").read_text()
        assert time.monotonic() < deadline, (tmp_path / "log").read_text()
        time.sleep(0.3)
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=20) == 0


def test_what_the_web_server_counted_stands_in_the_table_when_it_has_ended(environment, start, port):
    process = start([word.replace("8000", port) for word in command_of(OURS["web"])])
    check = [word.replace("8000", port) for word in check_of(OURS["web"])]
    answered, deadline = 0, time.monotonic() + PATIENCE
    while answered < 20 and time.monotonic() < deadline:
        answered += is_well(check, environment)
    process.send_signal(signal.SIGTERM)
    process.wait(timeout=20)
    counted = RequestCount.objects.filter(endpoint="livez", status=200).total()
    assert answered == 20 <= counted < 25  # a slow answer, too late for the check, is counted too
    assert Lifespan.objects.filter(name="web").exists()
