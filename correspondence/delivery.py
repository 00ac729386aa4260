"""Delivery: take letters, send them over one connection, try again later, give up at last."""

import contextlib
import logging
import time
from collections import deque
from datetime import timedelta

from django.core.mail import get_connection
from django.db import DatabaseError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from audit.clock import now
from audit.log import SYSTEM, ImpossibleMove, move, move_many

from . import claiming
from .envelope import as_email
from .models import Heartbeat, Message
from .rules import why_not_send_again
from .trouble import Unreachable, is_final, is_of_all, words

log = logging.getLogger(__name__)

BACKOFF = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 30, 60, 120)]
ATTEMPTS = 12
BATCH = 500
BOOKED_AFTER = 5.0  # seconds after which letters that went are booked although more of them are on their way
A_ROUND = 600.0  # seconds after which a sender leaves what is left to the next sweep
A_SWEEP = 20.0  # seconds for which a sweep takes ever more letters


def sweep() -> int:
    """Send every letter that is due, and say that the worker lives. Returns how many went."""
    beat("letters")
    claiming.book(list(Message.objects.accepted().filter(lease_until__lt=now()).order_by("pk")[:BATCH]))
    sent, end = 0, time.monotonic() + A_SWEEP
    while due := list(Message.objects.due(now()).order_by("id").values_list("pk", flat=True)[:BATCH]):
        went = deliver(due)
        sent += went
        if not went or time.monotonic() > end:
            break
    return sent


def beat(*names: str) -> None:
    """Write down that these workers live."""
    for name in names:
        Heartbeat.objects.update_or_create(name=name, defaults={"at": now()})


def deliver(ids: list[int]) -> int:
    """Send the letters with these keys that are due, over one connection. Returns how many went."""
    lease = now() + claiming.LEASE
    letters = claiming.take(ids, lease)
    return Round(letters, lease).walk() if letters else 0


class Round:
    """A postman’s round: letters that were taken together, one connection, and what became of them."""

    def __init__(self, letters, lease):
        self.letters, self.lease = deque(letters), lease
        self.connection = get_connection()
        self.gone, self.booked = [], 0  # what the mail server took and is not booked yet; how many are
        self.is_long, self.goes_on, self.end = len(letters) > 1, True, time.monotonic() + A_ROUND

    def walk(self) -> int:
        """Send the letters one after the other. Returns how many went."""
        try:
            while self.letters and self.goes_on:
                self._walk_on()
            claiming.give_back(self.letters, self.lease)
        except claiming.LOST as error:
            log.warning("the database went away while letters were sent: %s", type(error).__name__)
        finally:
            self._hang_up()
            self._book()
        return self.booked

    def _walk_on(self):
        """Send letters for some seconds, then book those that went."""
        end = time.monotonic() + BOOKED_AFTER
        with claiming.commits_at_leisure():
            if self.is_long:
                beat("letters")  # while many wait, the sweep that does it waits behind them
            while self.letters and self.goes_on and time.monotonic() < end:
                self.goes_on = self._send(self.letters.popleft()) and time.monotonic() < self.end
        self._book()

    def _send(self, message):
        """Send one letter, if it may still go. Whether the next one may be tried."""
        error = self._open()  # before the letter is claimed: the lease need not last for this too
        if not claiming.claim(message, self.lease, after=self.gone[-1] if self.gone else None):
            return not error
        error = error or self._hand_over(message)
        if error:
            _postpone(message, error)
        else:
            message.sent_at = now()
            self.gone.append(message)
        return not is_of_all(error)

    def _open(self):
        try:
            self.connection.open()  # does nothing while it is open
        except Exception as error:
            return Unreachable(error)
        return None

    def _hand_over(self, message):
        """What went wrong, if anything: whatever is wrong with one letter, it keeps no other one waiting."""
        try:
            as_email(message, self.connection).send()
        except DatabaseError:
            raise
        except Exception as error:
            self._hang_up()  # what broke off is not used again
            return error
        return None

    def _hang_up(self):
        with contextlib.suppress(OSError):  # a server that hangs need not say good-bye
            self.connection.close()

    def _book(self):
        gone, self.gone = self.gone, []
        self.booked += claiming.book(gone)


def _postpone(message, error):
    """Put the letter back for a later attempt, or give it up when it can never go."""
    log.warning("letter %s was not sent: %s", message.pk, type(error).__name__)
    changes = {"lease_until": None, "error": words(error)}
    if not is_final(error) and message.attempts < ATTEMPTS:
        wait = BACKOFF[min(message.attempts - 1, len(BACKOFF) - 1)]
        ours = Message.objects.waiting().filter(pk=message.pk, lease_until=message.lease_until)
        ours.update(next_attempt_at=now() + wait, **changes)
        return
    try:
        move(message, Message.State.FAILED, by=SYSTEM, **changes, **claiming.secrets_blanked(message))
    except ImpossibleMove:
        log.warning("letter %s was withdrawn, or taken by another worker, while it went", message.pk)


@transaction.atomic
def send_again(*, message, by) -> None:
    """Put a failed letter back in the queue, as if it had never been tried. Raises ImpossibleMove."""
    if reason := why_not_send_again(message):
        raise ImpossibleMove(reason)
    move(message, Message.State.WAITING, by=by, attempts=0, next_attempt_at=now(), error="")


def send_all_again(*, letters, seen, by) -> int:
    """Put those of the letters that failed back in the queue. Returns how many.

    Raises ImpossibleMove when they are not `seen` ones, as many as whoever asks was told.
    """
    failed = list(letters.to_send_again())
    if len(failed) != seen:
        raise ImpossibleMove(_("Meanwhile another number of letters has failed. Look at them, and decide again."))
    return len(move_many(failed, Message.State.WAITING, by=by, attempts=0, next_attempt_at=now(), error=""))


def failed_or_stuck(moment):
    """Letters that need a person: failed, or still waiting an hour after they were posted."""
    return Message.objects.filter(
        Q(state=Message.State.FAILED) | Q(state=Message.State.WAITING, posted_at__lt=moment - timedelta(hours=1))
    )
