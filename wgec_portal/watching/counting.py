"""Counts requests in the memory of the process; a thread of its own adds the counts to the table now and then.

No request waits for the table. While the database is away the counts are kept, up to a bound.
"""

import atexit
import logging
import threading
import time
from datetime import timedelta

from django.db import Error, connection, transaction

from audit.clock import now

from . import heartbeats

log = logging.getLogger(__name__)

BOUNDS = (50, 100, 250, 500, 1000, 2500, 5000, 10_000)  # milliseconds
PERIOD = 20.0  # seconds between two additions to the table
TICK = 10  # seconds: requests are told apart by them before the minute of the database's clock is known
MOST = 20_000  # counts kept in memory; a process that cannot write for hours forgets the oldest

_lock = threading.Lock()
_counted: dict[tuple, list[int]] = {}

ADD = """
    INSERT INTO watching_requestcount (minute, endpoint, status, up_to, number, ms) VALUES (%s, %s, %s, %s, %s, %s)
    ON CONFLICT (minute, endpoint, status, up_to)
    DO UPDATE SET number = watching_requestcount.number + excluded.number, ms = watching_requestcount.ms + excluded.ms
"""


def count(endpoint: str, status: int, ms: int) -> None:
    """Count one request that took `ms` milliseconds."""
    up_to = next((bound for bound in BOUNDS if ms <= bound), 0)
    _keep((int(time.monotonic() // TICK), endpoint, status, up_to), 1, ms)


def _keep(key, number, ms):
    with _lock:
        kept = _counted.setdefault(key, [0, 0])
        kept[0] += number
        kept[1] += ms


def flush() -> None:
    """Add what was counted to the table; keep it when the database cannot be reached."""
    with _lock:
        taken = dict(_counted)
        _counted.clear()
    try:
        _write(taken)
    except Error as fault:
        log.warning("%s counts of requests wait: %s", len(taken), type(fault).__name__)
        for key in sorted(taken)[-MOST:]:
            _keep(key, *taken[key])


def _write(taken):
    offset = now() - timedelta(seconds=time.monotonic())
    rows: dict[tuple, list[int]] = {}
    for (tick, *what), (number, ms) in taken.items():
        minute = (offset + timedelta(seconds=tick * TICK)).replace(second=0, microsecond=0)
        row = rows.setdefault((minute, *what), [0, 0])
        row[0], row[1] = row[0] + number, row[1] + ms
    adapted = connection.ops.adapt_datetimefield_value
    # In one order for every process, so that two that write at once wait for each other and do not lock each other out.
    values = [(adapted(minute), *what, *row) for (minute, *what), row in sorted(rows.items())]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.executemany(ADD, values)


def begin() -> None:
    """Start the thread of this web process, and write down what is left when it ends."""
    threading.Thread(target=_go_on, name="counting", daemon=True).start()
    atexit.register(flush)


def _go_on():
    while True:
        _look_after()
        time.sleep(PERIOD)


def _look_after():
    """One round: the sign of life, who else lives, and the counts. Whatever goes wrong, the next round comes."""
    try:
        heartbeats.show_life()
        flush()
    except Exception:
        log.exception("a round of counting went wrong")
    finally:
        connection.close()
