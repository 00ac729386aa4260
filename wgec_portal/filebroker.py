"""The broker of the embedded portal: a queue is a folder, a message a file in it.

Kombu's own file transport loses messages between processes (it shows a file before it is written) and stops at a
damaged one. Here a message appears whole (`.part`, then rename); taking it is a lock on its file, which the system
releases when the process dies, so that what a killed worker held is there again at once; acknowledging removes it.
Damaged messages are set aside in `bad/`. For one machine and a local disk: `flock` is the whole of it.
"""

import fcntl
import logging
import os
import time
import uuid
from collections import defaultdict, deque
from pathlib import Path
from queue import Empty

from kombu.transport import virtual
from kombu.utils.json import dumps, loads

log = logging.getLogger(__name__)


class Channel(virtual.Channel):
    """One process's hold on the queues under the transport option `folder`. Direct exchanges only, no priorities."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.folder = Path(self.connection.client.transport_options["folder"])
        self._seen = defaultdict(deque)  # queue → names from the last look into its folder, oldest first
        self._held = {}  # delivery tag → (open and locked file, its path)

    def _queue_folder(self, queue):
        path = self.folder / queue
        path.mkdir(parents=True, exist_ok=True)
        return path

    def _names(self, queue):
        return sorted(name for name in os.listdir(self._queue_folder(queue)) if name.endswith(".msg"))

    def _put(self, queue, message, **kwargs):
        """Write a message so that it appears whole or not at all."""
        name = f"{time.time_ns():020}-{uuid.uuid4().hex}"
        part = self._queue_folder(queue) / f"{name}.part"
        part.write_text(dumps(message), "utf-8")
        part.replace(part.with_suffix(".msg"))

    def _get(self, queue, timeout=None):
        """The oldest message that nobody holds, locked until it is acknowledged. Raises Empty."""
        names = self._seen[queue]
        names.extend(() if names else self._names(queue))
        while names:
            path = self._queue_folder(queue) / names.popleft()
            file = _lock(path)
            message = self._read(file, path) if file else None
            if message:
                self._held[message["properties"]["delivery_tag"]] = (file, path)
                return message
        raise Empty

    def _read(self, file, path):
        """The message in a locked file; a damaged one is set aside and None is returned."""
        try:
            message = loads(file.read())
            self.Message(message, channel=self)
        except Exception:
            log.exception("message %s is damaged and was set aside in bad/", path.name)
            aside = self._queue_folder(path.parent.name) / "bad"
            aside.mkdir(exist_ok=True)
            path.replace(aside / path.name)
            file.close()
            return None
        return message

    def basic_consume(self, queue, no_ack, *args, **kwargs):
        """Consume from a queue. Every message must be acknowledged: until then its file stays."""
        if no_ack:
            raise NotImplementedError("the file broker hands out no message without acknowledgement")
        return super().basic_consume(queue, no_ack, *args, **kwargs)

    def basic_ack(self, delivery_tag, multiple=False):
        """The message is done with: remove it."""
        super().basic_ack(delivery_tag, multiple)
        self._let_go(delivery_tag, remove=True)

    def basic_reject(self, delivery_tag, requeue=False):
        """The message is refused: put it back or remove it."""
        super().basic_reject(delivery_tag, requeue)
        self._let_go(delivery_tag, remove=not requeue)

    def _restore(self, message):
        """Put an unacknowledged message back: its file is still there."""
        self._let_go(message.delivery_tag, remove=False)

    def _let_go(self, delivery_tag, *, remove):
        file, path = self._held.pop(delivery_tag, (None, None))
        if file is None:
            return
        if remove:
            path.unlink(missing_ok=True)
        fcntl.flock(file, fcntl.LOCK_UN)
        file.close()

    def _purge(self, queue):
        """Remove the messages that nobody holds; returns how many."""
        locked = [(path, _lock(path)) for path in map(self._queue_folder(queue).joinpath, self._names(queue))]
        free = [(path, file) for path, file in locked if file]
        for path, file in free:
            path.unlink(missing_ok=True)
            file.close()
        return len(free)

    def _size(self, queue):
        return len(self._names(queue))


class Transport(virtual.Transport):
    """Known to Celery as `folder://` (see wgec_portal.celery)."""

    Channel = Channel
    polling_interval = 0.5
    driver_type = driver_name = "folder"

    def driver_version(self):
        return "1"


def _lock(path):
    """A message's file, open and locked, or None when another process holds it or has finished with it."""
    try:
        file = path.open("rb")
    except FileNotFoundError:
        return None
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.close()
        return None
    if os.fstat(file.fileno()).st_nlink and path.exists():
        return file
    file.close()
    return None
