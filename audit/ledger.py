"""What has to be done again after a backup is restored: takedowns and erasures, in a file outside the database.

One JSON object a line, only ever added to, on the disk before the transaction that does the deed ends: a line too many
takes down once more what was asked to be taken down, a line too few would bring it back. It holds no text, no name and
no address; addresses stand in it as their traces.
"""

import fcntl
import json
import logging
import os
import uuid
from pathlib import Path

from django.conf import settings
from django.utils.crypto import salted_hmac

from .clock import now
from .durable import force

log = logging.getLogger(__name__)

NAME = "ledger.jsonl"


def place() -> Path:
    return Path(settings.LEDGER_DIR) / NAME


def trace_of(address: str) -> str:
    """What is kept of an erased address: a keyed hash, by which it is known again but not read."""
    return salted_hmac("audit.ledger.address", address.strip().lower(), algorithm="sha256").hexdigest()


def enter(kind: str, **facts) -> str:
    """Add a line and force it to the disk. Returns the line's own id, which the log names too."""
    line = {"id": uuid.uuid4().hex, "at": now().isoformat(timespec="seconds"), "kind": kind, **facts}
    path = place()
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab+") as file:
        fcntl.flock(file, fcntl.LOCK_EX)  # released when the file is closed
        file.write(_fresh_line(file) + json.dumps(line, sort_keys=True).encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())
    force(path.parent)
    return line["id"]


def _fresh_line(file):
    """What ends a line that a power cut tore off."""
    size = file.seek(0, os.SEEK_END)
    if not size:
        return b""
    file.seek(size - 1)
    return b"" if file.read(1) == b"\n" else b"\n"


def lines(kind: str = "") -> list[dict]:
    """Every whole line, or those of one kind, the oldest first. A torn one is left aside, with a word in the log."""
    if not place().exists():
        return []
    found = []
    for number, text in enumerate(place().read_bytes().splitlines(), start=1):
        try:
            found.append(json.loads(text))
        except ValueError:
            log.error("line %s of the ledger cannot be read; it was torn off while it was written", number)
    return [line for line in found if not kind or line["kind"] == kind]
