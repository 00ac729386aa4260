"""Delivery: claim a letter, send it, try again later, give up at last. The database is the only truth."""

import logging
import smtplib
from datetime import timedelta

from django.core.mail import get_connection
from django.db import transaction
from django.db.models import F, Q

from audit.clock import now
from audit.log import SYSTEM, ImpossibleMove, move

from . import eml
from .envelope import Damaged, as_email
from .models import Heartbeat, Message
from .rules import why_not_send_again

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=120)  # longer than the mail server is waited for
BACKOFF = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 30, 60, 120)]
ATTEMPTS = 12
BATCH = 500


def sweep() -> int:
    """Send every letter that is due, and say that the worker lives. Returns how many went."""
    beat("letters")
    return deliver(list(Message.objects.due(now()).order_by("id").values_list("pk", flat=True)[:BATCH]))


def beat(name: str) -> None:
    """Write down that the worker `name` lives."""
    Heartbeat.objects.update_or_create(name=name, defaults={"at": now()})


def deliver(ids: list[int]) -> int:
    """Send the letters with these keys that are due, over one connection. Returns how many went."""
    sent = 0
    connection = get_connection()
    for pk in ids:
        try:
            message = _claim(pk)
            sent += _send(message, connection) if message else 0
        except ImpossibleMove:
            log.warning("letter %s was withdrawn, or taken by another worker, while it went", pk)
            _leave_no_copy(pk)
    connection.close()
    return sent


def _leave_no_copy(pk):
    """A letter that was withdrawn while it went keeps no copy here: it may have been withdrawn to be forgotten."""
    withdrawn = Message.objects.filter(pk=pk, state=Message.State.WITHDRAWN)
    eml.discard(withdrawn.values_list("message_id", flat=True))


def _claim(pk):
    """The letter, when it is due and nobody else has it: the lease is a conditional UPDATE, on any database."""
    moment = now()
    if not Message.objects.due(moment).filter(pk=pk).update(lease_until=moment + LEASE, attempts=F("attempts") + 1):
        return None
    message = Message.objects.get(pk=pk)
    if message.send_before and message.send_before < moment:
        move(
            message,
            Message.State.WITHDRAWN,
            by=SYSTEM,
            lease_until=None,
            error="too late to be of use",
            **_secrets_blanked(message),
        )
        return None
    return message


def _send(message, connection):
    """Send one claimed letter and write down what became of it: 1 when it went, else 0. Raises ImpossibleMove."""
    try:
        connection.open()  # does nothing while it is open
        as_email(message, connection).send()
    except Exception as error:  # whatever is wrong with one letter, it keeps no other one waiting
        log.warning("letter %s was not sent: %s", message.pk, type(error).__name__)
        connection.close()  # what broke off is not used again
        _postpone(message, error)
        return 0
    changes = {"sent_at": now(), "lease_until": None, "error": "", **_secrets_blanked(message)}
    move(message, Message.State.SENT, by=SYSTEM, **changes)
    return 1


def _secrets_blanked(message):
    """A letter that will not be tried again keeps no code."""
    return {"body": ""} if message.secret else {}


def _postpone(message, error):
    """Put the letter back for a later attempt, or give it up when it can never go."""
    changes = {"lease_until": None, "error": _words(error)}
    if _is_final(error) or message.attempts >= ATTEMPTS:
        move(message, Message.State.FAILED, by=SYSTEM, **changes, **_secrets_blanked(message))
        return
    wait = BACKOFF[min(message.attempts - 1, len(BACKOFF) - 1)]
    Message.objects.waiting().filter(pk=message.pk).update(next_attempt_at=now() + wait, **changes)


def _is_final(error):
    """Whether the server, or the letter itself, said that it will never do (5xx)."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _reason in error.recipients.values())
    return isinstance(error, ValueError | Damaged) or getattr(error, "smtp_code", 0) >= 500


def _words(error):
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return "; ".join(f"{code} {reason!r}" for code, reason in error.recipients.values())
    return f"{type(error).__name__}: {error}"


@transaction.atomic
def send_again(*, message, by) -> None:
    """Put a failed letter back in the queue, as if it had never been tried. Raises ImpossibleMove."""
    if reason := why_not_send_again(message):
        raise ImpossibleMove(reason)
    move(message, Message.State.WAITING, by=by, attempts=0, next_attempt_at=now(), error="")


def failed_or_stuck(moment):
    """Letters that need a person: failed, or still waiting an hour after they were posted."""
    return Message.objects.filter(
        Q(state=Message.State.FAILED) | Q(state=Message.State.WAITING, posted_at__lt=moment - timedelta(hours=1))
    )
