"""Asks a scanner of viruses (ClamAV's daemon) about a file, when one is configured: the setting CLAMAV."""

import logging
import os
import socket
import struct
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from .inspection.reasons import unfit

log = logging.getLogger(__name__)
PATIENCE = 5.0  # seconds for each answer; a scanner that takes longer is asked again later
PIECE = 64 * 1024


class Unreachable(Exception):
    """No scanner answers, or not in its language."""


def is_on() -> bool:
    """Whether a scanner is to be asked at all."""
    return bool(settings.CLAMAV)


def is_clean(path: Path, name: str) -> bool:
    """True when the scanner finds nothing or there is none, False when it has to be asked later. Raises Refused."""
    if not is_on():
        return True
    try:
        found = virus_in(path)
    except Unreachable as fault:
        log.warning("the scanner of viruses does not answer: %s", fault)
        return False
    if found:
        log.warning("a file was not taken: the scanner found %s", found)
        raise unfit(name, why(found))
    return True


def why(virus) -> str:
    """What the contributor is told about a virus."""
    return _("the virus check found “%(virus)s” in it. Check your computer, and send the text in another file.") % {
        "virus": virus
    }


def virus_in(path: Path) -> str:
    """The name of the virus in a file, or nothing. Raises Unreachable."""
    try:
        with _connection() as line, path.open("rb") as file:
            line.sendall(b"zINSTREAM\0")
            while piece := file.read(PIECE):
                line.sendall(struct.pack(">I", len(piece)) + piece)
            line.sendall(struct.pack(">I", 0))
            answer = _answer(line)
    except OSError as fault:
        raise Unreachable(fault) from fault
    if answer.endswith(" FOUND"):
        return answer.removeprefix("stream:").removesuffix("FOUND").strip()
    if answer != "stream: OK":
        raise Unreachable(f"it said {answer[:200]!r}")
    return ""


def ping(patience: float) -> None:
    """Ask whether the scanner is there, for `patience` seconds at most. Raises Unreachable or OSError when not."""
    with _connection(patience) as line:
        line.sendall(b"zPING\0")
        if (said := _answer(line)) != "PONG":
            raise Unreachable(f"it said {said[:200]!r}")


def _connection(patience=PATIENCE):
    """A socket to `host:port`, or to the socket file of an absolute path."""
    if settings.CLAMAV.startswith("/"):
        line = socket.socket(socket.AF_UNIX)
        line.settimeout(patience)
        if fault := line.connect_ex(settings.CLAMAV):
            line.close()
            raise Unreachable(os.strerror(fault))
        return line
    host, _colon, port = settings.CLAMAV.rpartition(":")
    return socket.create_connection((host.strip("[]"), int(port)), timeout=patience)


def _answer(line):
    """What the scanner says, up to its closing NUL."""
    said = b""
    while not said.endswith(b"\0") and len(said) < 4096 and (more := line.recv(1024)):
        said += more
    return said.rstrip(b"\0\n").decode(errors="replace")
