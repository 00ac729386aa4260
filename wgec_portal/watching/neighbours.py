"""The servers beside the portal: whether Redis, the mail server and the scanner of viruses answer just now.

Without one of them nothing that was filed is lost, so a silent one makes the portal degraded, not down.
"""

import smtplib
import time
from concurrent.futures import ThreadPoolExecutor, wait

import redis
from django.conf import settings

from submissions import scanning

PATIENCE = 1.0  # seconds for an answer
KEPT_FOR = 10.0  # seconds an answer is told again, so that no probe becomes a burden to a neighbour
WELL, SILENT, UNUSED = "ok", "silent", "unused"

_asked = {"at": None, "found": {}}


def standing() -> dict[str, str]:
    """{“redis”, “smtp”, “clamav”: “ok”, “silent”, or “unused” when there is none}, no older than ten seconds."""
    tick = time.monotonic()
    if _asked["at"] is None or tick - _asked["at"] > KEPT_FOR:
        _asked.update(at=tick, found=ask())
    return _asked["found"]


def ask() -> dict[str, str]:
    """The same, asked now: all at once, and nobody is waited for longer than twice the patience."""
    pool = ThreadPoolExecutor(len(QUESTIONS))
    asked = {name: pool.submit(question) for name, question in QUESTIONS.items()}
    wait(asked.values(), timeout=2 * PATIENCE)
    pool.shutdown(wait=False)
    return {name: _told(answer) for name, answer in asked.items()}


def _told(answer):
    if not answer.done() or answer.exception():
        return SILENT
    return answer.result()


def _redis():
    if not settings.REDIS_URL:
        return UNUSED
    server = redis.Redis.from_url(settings.REDIS_URL, socket_timeout=PATIENCE, socket_connect_timeout=PATIENCE)
    with server:
        server.ping()
    return WELL


def _smtp():
    """Its greeting is enough: to sign in at every look would be one more burden."""
    if "smtp" not in settings.EMAIL_BACKEND:
        return UNUSED
    kind = smtplib.SMTP_SSL if getattr(settings, "EMAIL_USE_SSL", False) else smtplib.SMTP
    with kind(settings.EMAIL_HOST, settings.EMAIL_PORT, timeout=PATIENCE):
        return WELL


def _clamav():
    if not scanning.is_on():
        return UNUSED
    scanning.ping(PATIENCE)
    return WELL


QUESTIONS = {"redis": _redis, "smtp": _smtp, "clamav": _clamav}
