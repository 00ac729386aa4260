"""An address without an account: the code that proves it, and the contributions that are its own."""

import secrets
from datetime import timedelta

from django.conf import settings
from django.db import connection
from django.db.models import Q
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from audit.clock import now

from .models import AddressCode, Submission, Version

ALPHABET = "ACDEFGHJKLMNPQRTUVWXY34679"  # no look-alikes: neither 0 O, nor 1 I, 2 Z, 5 S, 8 B
LENGTH = 8
LIFE = timedelta(minutes=30)
TRIES = 5
HOUR = timedelta(hours=1)


def new_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def spaced(code: str) -> str:
    """“ABCD-EFGH”: as a code is written in the letter."""
    return f"{code[:4]}-{code[4:]}"


def hash_of(email: str, typed: str) -> str:
    """The keyed hash of a code, however it was typed: small letters, spaces and hyphens make no difference."""
    plain = "".join(letter for letter in typed.upper() if letter in ALPHABET)
    return salted_hmac("submissions.address_code", f"{email}\n{plain}", algorithm="sha256").hexdigest()


def is_code(code: AddressCode, typed: str) -> bool:
    return constant_time_compare(code.code_hash, hash_of(code.email, typed))


def one_at_a_time(email):
    """Whoever asks for codes to one address at the same moment waits for each other until COMMIT."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"address-code:{email}"])


def asked_lately(email) -> int:
    """How many codes went to an address in the last hour."""
    return AddressCode.objects.filter(email=email, asked_at__gt=now() - HOUR).count()


def live(pk):
    """The code with this key, locked, while it can be entered; else None."""
    unused = AddressCode.objects.select_for_update().filter(used_at=None, wrong__lt=TRIES)
    return unused.filter(pk=pk, expires_at__gt=now()).first()


def of_address(email):
    """The contributions of an address: it stands in the version in force, or was confirmed; of a first draft, in that.

    The address in a newer draft does not count: a slip of the pen in it would hand a filed contribution to a stranger.
    """
    first = Version.objects.filter(number=None, entered_by=None, email__iexact=email, submission__current=None).values(
        "submission"
    )
    own = Q(current__email__iexact=email) | Q(confirmed_email=email) | Q(pk__in=first)
    return Submission.objects.filter(own).exclude(erased_at__isnull=False)


def reading_link(submission) -> str:
    """The link by which partners read the draft, when its author has made one."""
    key = submission.reading_key
    return settings.PORTAL_URL + reverse("submissions:read_draft", args=[key]) if key else ""


def begun_lately(keys) -> int:
    """How many contributions of these holders were begun in the last hour."""
    return Submission.objects.filter(holder_key__in=keys, created_at__gt=now() - HOUR).count()
