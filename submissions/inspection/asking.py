"""The portal's side: hands a file to a confined process, puts its answer into words, believes nothing else of it."""

import atexit
import contextlib
import json
import logging
import os
import subprocess
import sys
import threading
from pathlib import Path, PurePosixPath

from django.conf import settings

from ..models.file import KINDS
from .reasons import REASONS, unfit

log = logging.getLogger(__name__)
READERS = 2  # at most, in one process of the portal
PATIENCE = 10  # seconds until a reader that says nothing is given up; it gives each file up much earlier
# Programs; in front of another ending they are a disguise.
PROGRAMS = {"exe", "scr", "bat", "cmd", "pif", "js", "vbs", "hta", "lnk", "msi", "ps1", "jar", "dll", "docm", "sh"}


def content_type_of(path: Path, name: str) -> str:
    """The type of a file on disk that came under `name`. Raises Refused for what is not taken, with the reason."""
    endings = [suffix[1:].strip().lower() for suffix in PurePosixPath(name).suffixes]
    answer = {"fault": "two_endings"} if PROGRAMS & set(endings[:-1]) else _ask(path, endings[-1] if endings else "")
    types = {kind.ending: content_type for content_type, kind in KINDS.items()}
    if answer.get("kind") in types:
        return types[answer["kind"]]
    log.info("a file was not taken: %s %r", answer.get("fault"), answer.get("found", ""))
    raise unfit(name, REASONS.get(answer.get("fault"), REASONS["damaged"]))


class _Reader:
    """One process that looks into files, started when it is first needed. It gets no secret of ours."""

    def __init__(self):
        self.process = subprocess.Popen(
            [sys.executable, "-m", "submissions.inspection.child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=settings.BASE_DIR,
            env={"PATH": os.environ.get("PATH", ""), "LANG": "C.UTF-8"},
        )

    def ask(self, path, ending):
        """What it says of a file, as a dict; empty when it says nothing."""
        timer = threading.Timer(PATIENCE, self.process.kill)
        timer.start()
        try:
            self.process.stdin.write(json.dumps({"path": str(path), "ending": ending}).encode() + b"\n")
            self.process.stdin.flush()
            answer = json.loads(self.process.stdout.readline())
        finally:
            timer.cancel()
        return answer

    def stop(self):
        self.process.kill()
        self.process.wait()
        with contextlib.suppress(BrokenPipeError):
            self.process.stdin.close()
        self.process.stdout.close()


_free, _places = [], threading.BoundedSemaphore(READERS)


def _ask(path, ending):
    """The answer about a file; a reader that fell silent is replaced, and the file tried once more."""
    with _places:
        for _attempt in range(2):
            while _free and _free[-1].process.poll() is not None:
                _free.pop().stop()
            reader = _free.pop() if _free else _Reader()
            try:
                answer = reader.ask(path, ending)
            except (OSError, ValueError):
                reader.stop()
                continue
            _free.append(reader)
            return answer if isinstance(answer, dict) else {}
    return {"fault": "too_much"}


def close():
    """Stop the readers of this process."""
    while _free:
        _free.pop().stop()


def _after_fork():
    """A forked process starts its own readers: those of its parent are not its to talk to."""
    global _places
    for reader in _free:
        for end in (reader.process.stdin, reader.process.stdout):
            end.raw.close()
    _free.clear()
    _places = threading.BoundedSemaphore(READERS)


atexit.register(close)
os.register_at_fork(after_in_child=_after_fork)
