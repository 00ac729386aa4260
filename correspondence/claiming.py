"""What the database knows of letters on their way: who has them, which of them went.

A letter is claimed just before it goes, by a conditional UPDATE that on any database only one sender wins and that also
writes down that the letter before it was taken by the mail server. So a killed sender doubles one letter at most,
although the moves to “sent” follow together. What was never booked stands in `accepted()`: the next sweep books it.
"""

import contextlib
import logging
import time
from datetime import timedelta

from django.db import DatabaseError, InterfaceError, OperationalError, connection
from django.db.models import Value
from django.db.models.functions import Coalesce

from audit.clock import now
from audit.log import SYSTEM, ImpossibleMove, move, move_many

from . import eml
from .kinds import TERMS
from .models import Message
from .stopping import suppressed

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=120)  # longer than a mail server is waited for: four answers and a QUIT, 20 seconds each
AWAY = 60.0  # seconds for which a database that is away is waited for, to write down what went
LOST = (OperationalError, InterfaceError)  # the database is away


def take(ids, lease):
    """Those of the letters that are due and that nobody else has, the oldest first, leased; unwanted ones withdrawn."""
    if not Message.objects.due(now()).filter(pk__in=ids).update(lease_until=lease):
        return []
    letters = list(Message.objects.waiting().filter(pk__in=ids, lease_until=lease).order_by("pk"))
    unwanted = _unwanted(letters)
    move_many(unwanted, Message.State.WITHDRAWN, by=SYSTEM, lease_until=None, error="not to be written to")
    keys = {each.pk for each in unwanted}
    return [each for each in letters if each.pk not in keys]


def _unwanted(letters):
    """Those of a kind that was kept from their address after they were posted."""
    found = []
    for kind in {each.kind for each in letters if each.kind and not TERMS[each.kind].always}:
        of_kind = [each for each in letters if each.kind == kind]
        barred = suppressed([each.to_address for each in of_kind], kind)
        found += [each for each in of_kind if each.to_address.lower() in barred]
    return found


@contextlib.contextmanager
def commits_at_leisure():
    """Let PostgreSQL flush in the background what each letter writes: the sender remembers it until it is booked.

    A killed sender loses nothing by it; a killed database forgets up to 0.6 seconds, which the sender then books. The
    lease of the whole round is on the disk, so that nobody else takes those letters in between.
    """
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit TO off")
    try:
        yield
    finally:
        with contextlib.suppress(DatabaseError, InterfaceError), connection.cursor() as cursor:
            cursor.execute("RESET synchronous_commit")


# Two updates in one statement and one commit, that say which of them took place: the ORM has no words for that.
_CLAIM = f"""
UPDATE {Message._meta.db_table} SET
    sent_at = CASE WHEN id = %(gone)s THEN %(sent_at)s ELSE sent_at END,
    attempts = attempts + CASE WHEN id = %(pk)s THEN 1 ELSE 0 END,
    lease_until = %(until)s
WHERE state = 'waiting' AND (id = %(gone)s OR (id = %(pk)s AND lease_until = %(held)s))
RETURNING id
"""  # noqa: S608


def claim(message, lease, after=None):
    """Whether this sender, who leased the letter, may still send it. Writes down that the letter before it went."""
    moment, plain = now(), connection.ops.adapt_datetimefield_value
    until = moment + LEASE
    gone, sent_at = (after.pk, after.sent_at) if after else (0, moment)
    words = {"gone": gone, "sent_at": plain(sent_at), "until": plain(until), "pk": message.pk, "held": plain(lease)}
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, words)
        if (message.pk,) not in cursor.fetchall():
            return False
    message.attempts, message.lease_until = message.attempts + 1, until
    if message.send_before and message.send_before < moment:
        _withdraw_late(message)
        return False
    return True


def _withdraw_late(message):
    changes = {"lease_until": None, "error": "too late to be of use", **secrets_blanked(message)}
    with contextlib.suppress(ImpossibleMove):  # withdrawn by somebody else at this moment
        move(message, Message.State.WITHDRAWN, by=SYSTEM, **changes)


def give_back(letters, lease):
    """Let others have what was taken and not tried."""
    ours = Message.objects.waiting().filter(pk__in=[each.pk for each in letters], lease_until=lease)
    ours.update(lease_until=None)


def book(letters) -> int:
    """Move what a mail server took to “sent”. A database that is away is waited for: only we know that they went."""
    end = time.monotonic() + AWAY
    while letters:
        try:
            return sum(_booked([each for each in letters if each.secret is secret]) for secret in (False, True))
        except LOST:
            if time.monotonic() > end:
                raise
            connection.close()
            time.sleep(0.2)
    return 0


def _booked(letters):
    """Book letters that are all secret, or none of them. What was withdrawn while it went keeps no copy here."""
    if not letters:
        return 0
    changes = {"sent_at": Coalesce("sent_at", Value(now())), "lease_until": None, "error": ""}
    moved = move_many(letters, Message.State.SENT, by=SYSTEM, **changes, **secrets_blanked(letters[0]))
    booked = {each.pk for each in moved}
    if missed := [each.pk for each in letters if each.pk not in booked]:
        log.warning("letters %s were withdrawn, or taken by another worker, while they went", missed)
        withdrawn = Message.objects.filter(pk__in=missed, state=Message.State.WITHDRAWN)
        eml.discard(withdrawn.values_list("message_id", flat=True))
    return len(booked)


def secrets_blanked(message):
    """A letter that will not be tried again keeps no code."""
    return {"body": ""} if message.secret else {}
