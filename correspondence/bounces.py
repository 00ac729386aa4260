"""Bounces: what a mail server reports of a letter of ours (RFC 3464), and what follows for letter and address.

A report counts only when it carries the Message-ID of a letter that went, and names the address that letter went to.
Nobody else knows the Message-ID, so a forged report about somebody else changes nothing.
"""

from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message as Part

from django.db import transaction

from audit.clock import now
from audit.log import SYSTEM, ImpossibleMove, move, record

from . import claiming
from .kinds import EVERYTHING
from .models import Message
from .stopping import stop

LARGEST = 5 * 1024 * 1024  # bytes of a report, with the letter it may give back whole
LONGEST = 300  # characters of what a server said that are kept
FAILED, PERMANENT = "failed", "5."


class NotABounce(Exception):
    """It reports nothing of any letter of ours: why, in words."""


@dataclass(frozen=True)
class Report:
    """What is said of one letter."""

    message_id: str
    addresses: frozenset  # in lower case: the one that failed, and the one that was written to, where it is told
    action: str  # "failed", "delayed", "delivered", "relayed", "expanded"
    status: str  # "5.1.1"
    words: str  # of the server that refused it

    def __str__(self):
        return " ".join(f"{self.action} {self.status} {self.words}".split())[:LONGEST]


def take(raw: bytes) -> str:
    """Note what the report says. Returns what was done, in words. Raises NotABounce; nothing is changed then."""
    report = read(raw)
    letter = Message.objects.filter(message_id=report.message_id, sent_at__isnull=False).first()
    if letter is None:
        raise NotABounce(f"No letter of ours has the Message-ID {report.message_id[:LONGEST]}.")
    if letter.to_address.lower() not in report.addresses:
        raise NotABounce(f"Letter {letter.pk} went to another address than the report names.")
    if report.action == FAILED:
        return _bounced(letter, report)
    if report.action == "delayed":
        return _delayed(letter, report)
    return f"Letter {letter.pk}: {report.action}. Nothing to note."


def _bounced(letter, report):
    """The letter did not arrive; the address is written to no more when the server will never take it."""
    claiming.book([letter] if letter.state == Message.State.WAITING else [])
    letter.refresh_from_db()
    with transaction.atomic():
        try:
            move(letter, Message.State.BOUNCED, by=SYSTEM, error=str(report))
        except ImpossibleMove:
            return f"Letter {letter.pk} is known to have bounced."
        if not report.status.startswith(PERMANENT):
            return f"Letter {letter.pk} bounced; its address stays, for the reason may pass."
        if stop(letter.to_address, EVERYTHING, reason=f"bounced {now():%Y-%m-%d}: {report}"):
            record("message.address_suppressed", letter, by=SYSTEM, status=report.status)
    return f"Letter {letter.pk} bounced; no reminder goes to its address any more."


@transaction.atomic
def _delayed(letter, report):
    same = Message.objects.filter(pk=letter.pk, error=str(report)).exists()
    if not same:
        Message.objects.filter(pk=letter.pk).update(error=str(report))
        record("message.delayed", letter, by=SYSTEM, status=report.status)
    return f"Letter {letter.pk} is delayed; the mail server still tries."


def read(raw: bytes) -> Report:
    """The report in a message as it came. Raises NotABounce."""
    if len(raw) > LARGEST:
        raise NotABounce(f"The message is larger than {LARGEST} bytes.")
    try:
        found = _read(list(message_from_bytes(raw).walk()))
    except NotABounce:
        raise
    except Exception as error:  # whatever strangers send in
        raise NotABounce(f"The message cannot be read: {type(error).__name__}.") from error
    return found


def _read(parts):
    status = next((part for part in parts if part.get_content_type() == "message/delivery-status"), None)
    if status is None or not status.is_multipart():
        raise NotABounce("The message is no report of a mail server: it has no message/delivery-status.")
    recipients = [block for block in status.get_payload() if block["Final-Recipient"]]
    if not recipients:
        raise NotABounce("The report names no recipient.")
    message_id = next(filter(None, map(_returned_id, parts)), None)
    if not message_id:
        raise NotABounce("The report does not give back the letter it is about: its Message-ID is missing.")
    block = recipients[0]  # a letter of ours has one
    addresses = frozenset(filter(None, (_address(block[name]) for name in ("Final-Recipient", "Original-Recipient"))))
    action, code, said = (_plain(block[name]) for name in ("Action", "Status", "Diagnostic-Code"))
    return Report(message_id, addresses, action.lower(), code.split(" ")[0], said)


def _returned_id(part: Part):
    """The Message-ID of the letter that a part gives back, whole or as headers."""
    kind = part.get_content_type()
    if kind in ("message/rfc822", "message/rfc822-headers") and part.is_multipart():
        return _plain(part.get_payload(0)["Message-ID"])
    if kind == "text/rfc822-headers":
        return _plain(message_from_bytes(part.get_payload(decode=True) or b"")["Message-ID"])
    return ""


def _address(field):
    """The address in “rfc822; reader@example.org”."""
    return _plain(field).partition(";")[2].strip().strip("<>").lower()


def _plain(field):
    """A header's value on one line, without what could not be printed, in a length that can be kept."""
    text = " ".join(str(field or "").split())
    return "".join(letter if letter.isprintable() else "?" for letter in text)[:LONGEST]
