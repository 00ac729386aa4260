"""The receipt: proof of filing, sent at once."""

from django.utils.translation import get_language

from correspondence import outbox
from correspondence.kinds import Kind
from correspondence.models import Message


def acknowledge(version):
    """The receipt: number, time, hashes, the full copy, and what will be done with it."""
    submission = version.submission
    outbox.post(
        key=_receipt(version),
        kind=Kind.RECEIPT,
        to=version.email,
        to_name=version.name,
        template="submissions/emails/receipt.txt",
        context={"version": version, "submission": submission, "call": submission.call},
        language=get_language() or "en",
        group=submission.call.group,
    )


def _receipt(version):
    """The key of the receipt of a version."""
    return f"receipt:{version.submission.uid}:{version.number}"


def language_of(version):
    """The language of the receipt: the form was filled in in it. Whoever publishes may read another one."""
    found = Message.objects.filter(key=_receipt(version)).values_list("language", flat=True).first()
    return found or version.submission.call.group.working_language
