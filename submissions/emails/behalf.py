"""Letters to co-signatories."""

import hashlib

from django.urls import reverse

from correspondence import outbox
from correspondence.kinds import Kind

from .receipts import language_of

SHOWN = 120  # characters of what a stranger typed; a letter is no place to have one's own text delivered


def invite_to_sign(signatory):
    """Ask a co-signatory to confirm or remove its name, by a personal link."""
    version = signatory.version
    submission = version.submission
    outbox.post(
        key=_key_of(signatory),
        kind=Kind.SIGNATURE,
        to=signatory.email,
        to_name=_short(signatory.name),
        template="submissions/emails/cosign.txt",
        context={
            "name": _short(signatory.name),
            "author": _short(version.body or version.name),
            "coalition": _short(version.joint_name),
            "submission": submission,
            "call": submission.call,
            "path": reverse("submissions:cosign", args=[signatory.key]),
        },
        language=language_of(version),
        group=submission.call.group,
        secret=True,
    )


def _key_of(signatory):
    """Staff read the keys of letters: this one tells the link’s key apart without telling it."""
    return f"cosign:{signatory.version.submission.uid}:{hashlib.sha256(signatory.key.encode()).hexdigest()[:32]}"


def _short(text):
    line = " ".join(text.split())
    return line if len(line) <= SHOWN else f"{line[:SHOWN]}…"
