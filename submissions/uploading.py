"""Files on their way: pieces in their order, each on disk before it is acknowledged; broken off, they go on."""

import hashlib

from django.utils.translation import gettext as _

from audit.clock import now

from . import storing
from .inspection.reasons import unfit
from .models import Upload

LARGEST_PIECE = storing.MEGABYTE
HEAD = 64 * 1024  # so many first bytes tell whether a file that is chosen again is the one that broke off


class NotWhole(Exception):
    """Some of the file has not arrived; `received` bytes have."""

    def __init__(self, received):
        super().__init__(received)
        self.received = received


def unfinished(version, name, size, head, question):
    """An upload of this draft that broke off and is the same file, as far as its first bytes tell; else None."""
    same = version.uploads.filter(name=name, size=size, question=question, refusal="")
    for upload in same:
        if not storing.place_of(upload.path).exists():  # the portal was stopped between taking it in and its row
            upload.delete()
        elif head and head_of(upload) == head:
            return upload
    return None


def head_of(upload):
    """The SHA-256 of its first bytes, in hex; empty while too little has come."""
    wanted = min(HEAD, upload.size)
    if upload.received < wanted:
        return ""
    with storing.place_of(upload.path).open("rb") as part:
        return hashlib.sha256(part.read(wanted)).hexdigest()


def begin(version, name, size, question):
    """A new upload with its empty part on disk."""
    moment, path = now(), storing.new_part()
    return Upload.objects.create(
        version=version, question=question, name=name, size=size, path=path, started_at=moment, touched_at=moment
    )


def receive(upload, offset, piece):
    """Write a piece if it is the next one. Returns how many bytes of the file are safely here."""
    with storing.held(upload.path) as part:
        _look_again(upload)
        if piece and offset == upload.received and offset + len(piece) <= upload.size:
            storing.append(part, offset, piece)
            upload.received = offset + len(piece)
            Upload.objects.filter(pk=upload.pk).update(received=upload.received, touched_at=now())
    return upload.received


def _look_again(upload):
    """How much is here by now. Raises FileNotFoundError when its owner has removed it meanwhile."""
    try:
        upload.refresh_from_db(fields=["received"])
    except Upload.DoesNotExist:
        raise FileNotFoundError(upload.path) from None


def take_in(upload, sha256):
    """The file, inspected and in its place, as a storing.Stored; the part is gone then. Raises NotWhole, Refused."""
    with storing.held(upload.path) as part:
        _look_again(upload)
        if upload.received < upload.size:
            raise NotWhole(upload.received)
        if sha256 and hashlib.file_digest(part, "sha256").hexdigest() != sha256:
            raise unfit(upload.name, _("it changed while it was on its way. Add it again."))
        return storing.take_in(storing.place_of(upload.path), upload.name)


def refuse(upload, reason):
    """Keep why it was not taken, until its owner has read it; its bytes are not needed for that."""
    Upload.objects.filter(pk=upload.pk).update(refusal=reason, touched_at=now())
    storing.discard(upload.path)
