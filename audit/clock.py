"""The only clock of the domain: the database's time, moved by PORTAL_CLOCK in demo and tests."""

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

_KEPT_FOR = 60.0  # seconds between two looks at the database's clock
_looked = {"at": None, "offset": timedelta()}

_SQL = {
    "postgresql": "SELECT EXTRACT(EPOCH FROM clock_timestamp())",
    "sqlite": "SELECT (julianday('now') - 2440587.5) * 86400.0",
}


def now() -> datetime:
    """The moment it is for the portal, as an aware datetime in UTC.

    The database is asked at most once a minute and process; in between the machine's steady clock is added.
    """
    tick = time.monotonic()
    if _looked["at"] is None or tick - _looked["at"] > _KEPT_FOR:
        _looked.update(at=tick, offset=_database_time() - timedelta(seconds=tick))
    return _looked["offset"] + timedelta(seconds=tick) + _shift()


def _database_time():
    """The database's time as an aware datetime that `monotonic` seconds are taken from."""
    with connection.cursor() as cursor:
        cursor.execute(_SQL[connection.vendor])
        return datetime.fromtimestamp(float(cursor.fetchone()[0]), UTC)


def _shift():
    """How far PORTAL_CLOCK, a file that holds seconds, moves the clock; nothing when it is not set."""
    if not settings.PORTAL_CLOCK:
        return timedelta()
    try:
        return timedelta(seconds=float(Path(settings.PORTAL_CLOCK).read_text() or 0))
    except FileNotFoundError:
        return timedelta()


def set_to(moment: datetime) -> None:
    """Move the clock of demo or test so that it is `moment` now; it runs on from there, in every process."""
    if settings.PRODUCTION or not settings.PORTAL_CLOCK:
        raise ImproperlyConfigured("The clock can only be moved in a demo or a test, where PORTAL_CLOCK names a file.")
    path = Path(settings.PORTAL_CLOCK)
    part = path.with_suffix(f".{time.monotonic_ns()}.part")
    shift = moment - (now() - _shift())
    part.write_text(str(shift.total_seconds()))
    part.replace(path)
