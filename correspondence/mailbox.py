"""The mailbox that bounces come to, by IMAP: each new message is taken once, then marked as read."""

import imaplib
import logging
import re
import ssl
from collections import Counter
from urllib.parse import unquote, urlsplit

from django.conf import settings

from . import bounces

log = logging.getLogger(__name__)

TIMEOUT = 20  # seconds for each answer
AT_ONCE = 500  # messages of one visit


def take_bounces() -> Counter:
    """Take every new message of the mailbox, when there is one: {"taken": how many, "not bounces": how many}."""
    if not settings.EMAIL_BOUNCES_URL:
        return Counter()
    url = urlsplit(settings.EMAIL_BOUNCES_URL)
    context = ssl.create_default_context()
    server = imaplib.IMAP4_SSL(url.hostname, url.port or imaplib.IMAP4_SSL_PORT, ssl_context=context, timeout=TIMEOUT)
    with server:
        server.login(unquote(url.username), unquote(url.password or ""))
        _asked(server.select(f'"{unquote(url.path).strip("/") or "INBOX"}"'))
        numbers = _asked(server.uid("SEARCH", "UNSEEN"))[0].split()[:AT_ONCE]
        return Counter(_take(server, number.decode()) for number in numbers)


def _take(server, number):
    """Take one message; what is no bounce is left in the mailbox, read, for people to see."""
    try:
        log.info("%s", bounces.take(_message(server, number)))
        outcome = "taken"
    except bounces.NotABounce as reason:
        log.warning("message %s of the mailbox for bounces: %s", number, reason)
        outcome = "not bounces"
    _asked(server.uid("STORE", number, "+FLAGS", r"(\Seen)"))
    return outcome


def _message(server, number):
    """The bytes of a message. Its size is asked first: a huge one is not fetched."""
    size = re.search(rb"RFC822\.SIZE (\d+)", _asked(server.uid("FETCH", number, "(RFC822.SIZE)"))[0] or b"")
    if not size or int(size[1]) > bounces.LARGEST:
        raise bounces.NotABounce(f"The message is larger than {bounces.LARGEST} bytes, or has no size.")
    found = _asked(server.uid("FETCH", number, "(BODY.PEEK[])"))
    return next((part[1] for part in found if isinstance(part, tuple)), b"")


def _asked(answer):
    """What a server that said OK answered. Raises imaplib.IMAP4.error."""
    word, data = answer
    if word != "OK":
        raise imaplib.IMAP4.error(f"{word} {data}")
    return data
