"""The letter box: posting makes a letter once for its key; what is unwanted is withdrawn before it goes."""

import logging
import time
from email.utils import make_msgid
from functools import partial
from urllib.parse import urlsplit

from django.conf import settings
from django.db import IntegrityError, transaction
from django.template import Context, engines
from django.utils import translation

from audit.clock import now
from audit.log import move, record

from . import privacy, tasks
from .kinds import EVERYTHING, TERMS
from .models import Message
from .stopping import allow, ending, is_kept_from, new_key, stop, suppressed

log = logging.getLogger(__name__)

__all__ = [
    "allow_again", "allow_letters", "erase", "keep_from", "post", "stop_letters", "suppress", "suppressed", "take_back",
    "withdraw", "write",
]  # fmt: skip

DOMAIN = urlsplit(settings.PORTAL_URL).hostname  # of the Message-IDs
_PAUSE = 30.0  # seconds without a try after the broker failed once
_broker = {"down_until": 0.0}


def post(
    *, key, kind, to, template, context, language, to_name="", group=None, attachments=(), secret=False,
    send_before=None,
):  # fmt: skip
    """Render a letter and put it in the outbox; the same key never makes a second one. Returns the Message.

    None when letters of its `kind` (kinds.Kind, which has its terms) are kept from the address.

    `template` is the path of a text file whose first line is the subject and whose third begins the body.
    `attachments` are dicts of name, path (in the storage), sha256 and content_type. `group` is the key of the
    working group whose staff may see the letter. `secret` blanks the body once it is sent.
    """
    if Message.objects.filter(key=key).exists():
        return Message.objects.get(key=key)
    if is_kept_from(to, kind):
        return None
    reader_key, moment = new_key(), now()
    subject, body = write(template, {**context, "reader_key": reader_key}, language)
    body += f"\n{ending(kind, reader_key, language)}"
    fields = {"group": group, "to_address": to, "to_name": to_name, "subject": subject, "body": body}
    fields |= {"kind": kind, "reader_key": reader_key}
    fields |= {"language": language, "attachments": list(attachments), "secret": secret, "send_before": send_before}
    fields |= {"message_id": make_msgid(domain=DOMAIN), "posted_at": moment, "next_attempt_at": moment}
    try:
        with transaction.atomic():
            message = Message.objects.create(key=key, **fields)
    except IntegrityError:  # somebody posted it at the same moment
        return Message.objects.get(key=key)
    transaction.on_commit(partial(_call_the_postman, message.pk), robust=True)
    return message


def write(template, context, language):
    """The subject and body of a letter in a language: (str, str). The template's first line is the subject."""
    with translation.override(language):
        source = engines["django"].engine.get_template(template)
        text = source.render(Context({**context, "portal_url": settings.PORTAL_URL}, autoescape=False)).strip()
    subject, _, body = text.partition("\n")
    return " ".join(subject.split()), body.strip() + "\n"


def withdraw(prefix, *, by):
    """Take back every letter not yet sent whose key begins so. Returns how many."""
    return take_back(Message.objects.with_key(prefix), by=by)


@transaction.atomic(savepoint=False)
def take_back(letters, *, by):
    """Withdraw those of these letters that still wait; their rows are held, so that none goes in between."""
    waiting = list(letters.waiting().order_by("pk").select_for_update())
    for message in waiting:
        move(message, Message.State.WITHDRAWN, by=by)
    return len(waiting)


@transaction.atomic
def erase(prefix, *, by):
    """Empty every letter whose key begins so, for what it tells is erased; those that wait are taken back first."""
    privacy.forget(Message.objects.with_key(prefix), by=by, addresses=False)


def suppress(address, *, reason):
    """Send nothing more to this address but what goes to every one. Whether it was not so."""
    return stop(address, EVERYTHING, reason)


@transaction.atomic
def stop_letters(*, letter, kind, by):
    """Whoever reads a letter wants no more of a kind, or EVERYTHING; what waits of it is taken back."""
    if not stop(letter.to_address, kind):
        return
    kinds = [each for each, terms in TERMS.items() if not terms.always] if kind == EVERYTHING else [kind]
    take_back(Message.objects.filter(to_address__iexact=letter.to_address, kind__in=kinds), by=by)
    record("message.kind_stopped", letter, by=by, kind=kind)


@transaction.atomic
def allow_letters(*, letter, kind, by):
    """Whoever reads a letter wants a kind again, or EVERYTHING."""
    if allow(letter.to_address, kind):
        record("message.kind_allowed", letter, by=by, kind=kind)


@transaction.atomic
def keep_from(*, message, by):
    """Send no more reminders to the address of this letter: it bounced, or its owner asked for it."""
    if suppress(message.to_address, reason="by staff"):
        record("message.address_suppressed", message, by=by)


@transaction.atomic
def allow_again(*, message, by):
    """Write to the address of this letter as to any other."""
    if allow(message.to_address, EVERYTHING):
        record("message.address_allowed", message, by=by)


def _call_the_postman(pk):
    """Tell a worker at once; when the broker sleeps, the sweep finds the letter later."""
    if time.monotonic() < _broker["down_until"]:
        return
    try:
        tasks.deliver.delay([pk])
    except Exception:
        _broker["down_until"] = time.monotonic() + _PAUSE
        log.exception("the broker did not take letter %s; the sweep will find it", pk)
