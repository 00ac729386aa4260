"""One backup or restore at a time: the system gives the lock back when the process dies, however it dies."""

import contextlib
import fcntl
from pathlib import Path

from django.conf import settings

from people.refusals import Refused

BUSY = "Another backup or restore is running. Nothing was done; try again when it is over."


@contextlib.contextmanager
def alone():
    """Nobody else backs up or restores this portal meanwhile. Raises Refused when somebody does."""
    with Path(settings.VAR_DIR, "backup.lock").open("ab") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Refused(BUSY) from None
        yield
