"""Gives every process of a test run a folder and a Redis database of its own; no message outlives its test.

Loaded by ./test with `-p tests.own_servers`, before Django reads its settings.
"""

import os
import re
import shutil
from pathlib import Path

import pytest
from django.core.cache import cache

LONG = (
    "test_axe test_answers_browser wgec_portal/backup matrix test_journey test_filing_browser test_services "
    "test_uploads_browser submissions/compilation"
)


def database_of(url, worker):
    """The address of the Redis database for a test process: `…/4` for gw0, `…/5` for gw1."""
    base, number = re.fullmatch(r"(.*?)(?:/(\d+))?/?", url).groups()
    return f"{base}/{int(number or 0) + int(worker.removeprefix('gw'))}"


if worker := os.environ.get("PYTEST_XDIST_WORKER"):
    folder = Path(os.environ["PORTAL_VAR"], worker)
    (folder / "static").mkdir(parents=True)
    os.environ["PORTAL_VAR"] = str(folder)
    if os.environ.get("REDIS_URL"):
        os.environ["REDIS_URL"] = database_of(os.environ["REDIS_URL"], worker)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """Begin with what takes longest, so that no process is left alone with it at the end."""
    long = tuple(f"tests/{name}" for name in LONG.split())
    items.sort(key=lambda item: not item.nodeid.startswith(long))


@pytest.fixture(autouse=True)
def empty_servers(settings):
    """Empty the broker, and Redis with its counters, after each test."""
    yield
    if settings.REDIS_URL:
        cache.clear()
    else:
        shutil.rmtree(settings.BROKER_DIR, ignore_errors=True)
