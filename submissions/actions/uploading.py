"""Files of a draft: begun, received in pieces, taken in whole or refused with the reason, taken out again."""

from dataclasses import asdict
from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _

from audit.clock import now
from people.refusals import Refused, refuse_if

from .. import drafting, rules, storing, uploading
from ..models import File, Upload

THROWN_AWAY = _("This draft was sent, or thrown away, in another window.")


def _draft(version, by):
    """The contribution whose draft this is, held until COMMIT. Refused when it is no draft any more."""
    submission = drafting.hold(version.submission)
    refuse_if(rules.why_not_write(by, submission))
    refuse_if("" if submission.draft == version else THROWN_AWAY)
    return submission


@transaction.atomic
def attach(*, version, stored, by, question=None, upload=None):
    """Add a file that is on disk (a storing.Stored) to the draft; in place of a typed answer when a question is named.

    `upload` is the Upload that ends with it. Returns the File. The same file a second time is refused.
    """
    submission = _draft(version, by)
    refuse_if(rules.why_not_attach(by, submission, stored.size, upload))
    if (
        version.files.filter(name=stored.name, sha256=stored.sha256, question=question)
        .exclude(role="original")
        .exists()
    ):
        raise Refused(_("“%(name)s” was added before: it is in the list already.") % {"name": stored.name})
    role = File.Role.ANSWER if question else File.Role.ATTACHMENT
    if upload:
        Upload.objects.filter(pk=upload.pk).delete()
    return File.objects.create(version=version, role=role, question=question, received_at=now(), **asdict(stored))


@transaction.atomic
def detach(*, file, by):
    """Take a file out of the draft; its bytes go when no other version holds them."""
    _draft(file.version, by)
    File.objects.filter(pk=file.pk, version__sent_at=None).delete()
    if not File.objects.filter(path=file.path).exists():
        transaction.on_commit(partial(storing.discard, file.path), robust=True)


@transaction.atomic
def begin_upload(*, version, name, size, by, head="", question=None):
    """Announce a file of `size` bytes, or go on with one that broke off. Returns the Upload; `received` says where.

    `head` is the SHA-256 of its first uploading.HEAD bytes, by which a file that broke off is known again.
    """
    submission = _draft(version, by)
    name = storing.name_of(name)
    refuse_if(str(storing.too_large(name)) if size > storing.LARGEST_FILE else "")
    found = uploading.unfinished(version, name, size, head, question)
    if found:
        return found
    refuse_if(rules.why_not_attach(by, submission, size))
    return uploading.begin(version, name, size, question)


def receive(*, upload, offset, piece, by):
    """Keep a piece. Returns how many bytes are safely on disk: another number than expected says where to go on."""
    refuse_if(rules.why_not_write(by, upload.version.submission))
    return uploading.receive(upload, offset, piece)


def finish_upload(*, upload, sha256, by):
    """What has arrived becomes a File, or stays refused with its reason. Inspected first, then one short transaction.

    `sha256` is what the browser sent, in hex; empty when it could not reckon it. Raises uploading.NotWhole, Refused.
    """
    refuse_if(rules.why_not_write(by, upload.version.submission))
    stored = None
    try:
        stored = uploading.take_in(upload, sha256)
        return attach(version=upload.version, stored=stored, by=by, question=upload.question, upload=upload)
    except Refused as reason:
        uploading.refuse(upload, str(reason))
        storing.discard(stored.path if stored else "")
        raise


@transaction.atomic
def drop_upload(*, upload, by):
    """Give up a file on its way, or put a refusal out of sight."""
    _draft(upload.version, by)
    Upload.objects.filter(pk=upload.pk).delete()
    transaction.on_commit(partial(storing.discard, upload.path), robust=True)
