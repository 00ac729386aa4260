"""Filing: the call is held still, the version frozen, and its line entered in the register at the very end.

The lines of a call are chained: each holds the hash of the one before it and a commitment to the text, which is the
SHA-256 of a secret salt and the text. Erasing drops the salt and the text, and the chain holds (platform, 6.14).
"""

import hashlib
import secrets
from datetime import UTC

from django.db import connection
from django.utils import translation

from meetings.models import Call

from . import cosigning, rules
from .collation import sort_key
from .models import Register, RegisterEntry, Submission, Version


def hold_deadline(key) -> Call:
    """The call with this key as it stands, its row locked for the rest of the transaction.

    FOR SHARE: an extension of the deadline waits for the filings under way, but filings do not wait for each other.
    SQLite has one writer at a time anyway.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM meetings_call WHERE id = %s FOR SHARE", [key])
    return Call.objects.select_related("group").get(pk=key)


def freeze(version, moment, *, received_at=None):
    """Make a draft a numbered version that never changes again. Returns the version.

    `received_at` is the hour that counts, when it is not this moment: staff say it of what came on paper.
    """
    version.salt = secrets.token_hex(32)
    before = version.submission.current
    body_key = rules.body_key(version)
    _speak_for(version.submission, body_key)
    cosigning.enter(version)
    sent = {
        "number": before.number + 1 if before else 1,
        "sent_at": moment,
        "received_at": received_at or moment,
        "salt": version.salt,
        "sha256": version.digest,
        "sort_key": _place_of(version),
        "body_key": body_key,
    }
    Version.objects.filter(pk=version.pk, sent_at=None).update(**sent)
    for name, value in sent.items():
        setattr(version, name, value)
    return version


def _speak_for(submission, body_key):
    """That it stands beside others was said of those it spoke for until now; in another name staff look again."""
    if submission.stands_beside and submission.current.body_key != body_key:
        Submission.objects.filter(pk=submission.pk).update(stands_beside=False)


def _place_of(version):
    """Where it stands in the alphabet of the group's working language."""
    language = version.submission.call.group.working_language
    with translation.override(language):
        return sort_key(version.body or version.name, language)


def enter(kind, submission, version, moment) -> RegisterEntry:
    """Write the next line of the register about a version that was sent. Do it last: the register is held until COMMIT.

    A contribution keeps its number; a new one gets the next. A filing that fails gives both back, so there are no gaps.
    """
    held = Register.objects.select_for_update()
    register, _made = held.get_or_create(call_id=submission.call_id)
    number = submission.register_number or register.last_number + 1
    entry = RegisterEntry(
        call=submission.call,
        sequence=register.last_entry + 1,
        kind=kind,
        submission=submission,
        number=number,
        version_number=version.number,
        at=moment,
        received_at=version.received_at,
        commitment=version.sha256,
        previous=register.head,
    )
    entry.hash = hash_of(entry)
    entry.save(force_insert=True)
    if kind == RegisterEntry.Kind.FILED:
        version.line = entry
    register.last_number = max(register.last_number, number)
    register.last_entry, register.head = entry.sequence, entry.hash
    register.save(update_fields=["last_number", "last_entry", "head"])
    return entry


def hash_of(entry) -> str:
    """The hash that chains a line: SHA-256 of its facts, one a line, in hexadecimal."""
    hours = [moment.astimezone(UTC).isoformat(timespec="microseconds") for moment in (entry.at, entry.received_at)]
    facts = [entry.previous, entry.call.uid, entry.sequence, entry.kind, entry.number, entry.version_number]
    return hashlib.sha256("\n".join(map(str, [*facts, *hours, entry.commitment])).encode()).hexdigest()
