"""What the post office holds of a person: the letters to their address, and that it is not to be written to."""

from functools import partial

from django.db import transaction
from django.db.models import Q, TextField
from django.db.models.functions import Cast

from audit.clock import now
from audit.ledger import trace_of
from audit.log import SYSTEM, move

from . import eml
from .kinds import EVERYTHING
from .models import Message, Suppression

AT_ITS_OWNERS_REQUEST = "erased at its owner’s request"


@transaction.atomic
def forget(letters, *, by=SYSTEM, addresses=True) -> int:
    """Blank letters for good: what waits is withdrawn first, the copies on the disk go. Returns how many.

    State and hours stay, and the key, in which an address gives way to a number. Without `addresses` the staff still
    see to whom a letter went. What a mail server has taken cannot be called back.
    """
    held = list(letters.select_for_update().order_by("pk"))
    for letter in held:
        if letter.state == Message.State.WAITING and not letter.sent_at:
            move(letter, Message.State.WITHDRAWN, by=by)
        blank = {"body": "", "attachments": [], "error": "", **_unnamed(letter, addresses)}
        Message.objects.filter(pk=letter.pk).update(**blank)
    transaction.on_commit(partial(eml.discard, [letter.message_id for letter in held]), robust=True)
    return len(held)


def _unnamed(letter, addresses):
    """What else of a letter is blanked when it shall not tell whom it went to."""
    address = letter.to_address.lower()
    if not addresses or not address:
        return {}
    key = letter.key.replace(address, f"erased-{letter.pk}")
    return {"key": key, "to_address": "", "to_name": "", "subject": ""}


def letters_carrying(paths):
    """The letters that a file was sent with, by its stored path."""
    found = Q()
    for path in paths:
        found |= Q(enclosed__contains=path)
    carrying = Message.objects.exclude(attachments=[]).annotate(enclosed=Cast("attachments", TextField()))
    return carrying.filter(found) if found else carrying.none()


def letters_to(address, groups=None):
    """The letters to an address, whatever its capitals; in all groups or in some."""
    found = Message.objects.filter(to_address__iexact=address)
    return found if groups is None else found.in_groups(groups)


def export(address, groups=None) -> dict:
    """The letters that went, or shall go, to the address; a code is never told."""
    letters = letters_to(address, groups).order_by("pk")
    told = {
        "letters": [
            {
                "posted": letter.posted_at,
                "state": letter.state,
                "sent": letter.sent_at,
                "to": letter.to_address,
                "name": letter.to_name,
                "subject": letter.subject,
                "body": "" if letter.secret else letter.body,
                "files": [each["name"] for each in letter.attachments],
            }
            for letter in letters
        ]
    }
    kept_from = Suppression.objects.of(address) if groups is None else Suppression.objects.none()
    return told | {
        "not to be written to": [{"since": each.since, "reason": each.reason, "kind": each.kind} for each in kept_from]
    }


@transaction.atomic
def erase(address, by, groups=None) -> dict:
    """Blank the letters to the address. Erased everywhere, it is written to no more: only its trace is kept."""
    forgotten = forget(letters_to(address, groups), by=by)
    if groups is None:
        Suppression.objects.filter(address=address.lower()).delete()
        fields = {"reason": AT_ITS_OWNERS_REQUEST, "since": now()}
        Suppression.objects.get_or_create(address=trace_of(address), kind=EVERYTHING, defaults=fields)
    return {"letters": forgotten}


CHUNK = 500  # letters in one transaction


def forget_group(group_id) -> int:
    """Every letter of a working group: to whom it went and what it said. Returns how many."""
    done = 0
    while chunk := list(Message.objects.filter(group=group_id).exclude(to_address="").values_list("pk")[:CHUNK]):
        done += forget(Message.objects.filter(pk__in=[pk for (pk,) in chunk]))
    return done
