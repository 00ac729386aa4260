"""The portal that is backed up, and the empty one it is restored onto."""

import pytest
from django.db import connection

from .drill import empty_system, of_this_test
from .stage import set_portal


@pytest.fixture
def staged(transactional_db, call, dana, bela, emil):
    """What is in the portal of this test."""
    return set_portal(call, dana)


@pytest.fixture
def source(staged, tmp_path):
    """The portal of this test, as other processes see it."""
    return of_this_test(tmp_path)


@pytest.fixture
def on_postgresql(transactional_db):
    """The test needs both engines."""
    if connection.vendor != "postgresql":
        pytest.skip("there is no PostgreSQL here")


@pytest.fixture
def target(tmp_path, settings):
    """An empty system on the engine of this test."""
    with empty_system(connection.vendor, tmp_path / "target", settings.PORTAL_CLOCK) as system:
        yield system


@pytest.fixture
def backup(source, tmp_path):
    """A backup of the portal of this test."""
    return source.backup(tmp_path / "backups")
