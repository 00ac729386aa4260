"""Letters to contributors: the receipt, and word that the contribution is out."""

from django.utils.translation import get_language

from correspondence import outbox
from correspondence.models import Message

from .models import Submission


def acknowledge(version):
    """The receipt: number, time, hashes, the full copy, and what will be done with it."""
    submission = version.submission
    outbox.post(
        key=_receipt(version),
        to=version.email,
        to_name=version.name,
        template="submissions/emails/receipt.txt",
        context={"version": version, "submission": submission, "call": submission.call},
        language=get_language() or "en",
        group=submission.call.group_id,
    )


def _receipt(version):
    """The key of the receipt of a version."""
    return f"receipt:{version.submission.uid}:{version.number}"


def _language_of(version):
    """The language of the receipt: the form was filled in in it. Whoever publishes may read another one."""
    found = Message.objects.filter(key=_receipt(version)).values_list("language", flat=True).first()
    return found or version.submission.call.group.working_language


def tell_published(submission):
    """Word to the author that the contribution is published, or shared with the Working Group, and where it stands."""
    version = submission.current
    outbox.post(
        key=f"published:{submission.uid}:{version.number}",
        to=version.email,
        to_name=version.name,
        template="submissions/emails/published.txt",
        context={
            "version": version,
            "submission": submission,
            "call": submission.call,
            "shared": submission.state == Submission.State.SHARED,
        },
        language=_language_of(version),
        group=submission.call.group_id,
    )


def tell_compilation(run):
    """Word to whoever asked for a compilation: it is issued, or why it failed."""
    if run.asked_by is None:
        return
    outbox.post(
        key=f"compilation:{run.pk}:{run.state}",
        to=run.asked_by.email,
        to_name=str(run.asked_by),
        template="submissions/emails/compilation.txt",
        context={"run": run, "call": run.call},
        language=run.asked_by.language,
        group=run.call.group_id,
    )
