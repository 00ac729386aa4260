"""Erasing what a contribution says, or how its author is reached. Number, hash and hours stay, so the register holds.

The register chains commitments to salted texts: without its salt a commitment tells nothing (platform, 6.14).
"""

from functools import partial

from django.db import transaction

from audit.log import SYSTEM
from correspondence import outbox

from . import storing
from .compilation import fragments
from .models import BoundFile, Coding, CoSignatory, File, LikenessBand, RenditionText, Submission

SAID = ("name", "title", "organisation", "behalf_name", "affiliations", "signatories", "other", "salt", "body_key")


def erase_text(submission):
    """Erase what all its versions say and who says it, the files, and the copies in receipts; a draft goes whole.

    The address stays: `erase_contact` takes that.
    """
    _erase(submission, submission.versions.all())
    Submission.objects.filter(pk=submission.pk).update(authority_for="", authority_how="", reading_key=None)


def erase_what_never_came_out(submission):
    """The same for the versions sent since it was published or shared: nobody but the secretariat has read them."""
    later = submission.versions.filter(sent_at__gt=submission.published_at, choices_only=False)
    _erase(submission, later | submission.versions.filter(number=None))


def _erase(submission, versions):
    fragments.forget(submission)
    found = list(versions)
    for version in found:
        _empty(version)
    for version in found:
        outbox.erase(f"receipt:{submission.uid}:{version.number}", by=SYSTEM)
    submission.versions.filter(number=None).delete()
    submission.versions.filter(pk__in=[version.pk for version in found]).update(
        **dict.fromkeys(SAID, ""), sort_key=b"", country=None
    )


def erase_contact(submission):
    """Erase how its author is reached, in every version and in what was confirmed."""
    submission.versions.update(email="")
    CoSignatory.objects.filter(version__submission=submission).update(email="")
    Submission.objects.filter(pk=submission.pk).update(confirmed_email="", email_confirmed_at=None)


def throw_away(draft):
    """Delete a version that was never sent, with all that belongs to it."""
    _empty(draft)
    draft.delete()


def _empty(version):
    """Delete all that hangs on a version; the bytes of its files go after COMMIT, when no other version holds them."""
    RenditionText.objects.filter(rendition__version=version).delete()
    LikenessBand.objects.filter(version=version).delete()
    Coding.objects.filter(version=version).delete()
    BoundFile.objects.filter(file__version=version).delete()
    version.answers.all().delete()
    version.co_signatories.all().delete()
    paths = [file.path for file in [*version.files.all(), *version.uploads.all()] if file.path]
    version.files.all().delete()
    version.uploads.all().delete()
    for path in paths:
        transaction.on_commit(partial(_discard, path), robust=True)


def _discard(path):
    if not File.objects.filter(path=path).exists():
        storing.discard(path)
