"""Files go to disk first, the row follows: streamed and hashed, flushed, renamed, the folder flushed too."""

import hashlib
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from . import inspection

MEGABYTE = 1024 * 1024
LARGEST_FILE = 20 * MEGABYTE
INCOMING = "incoming"


@dataclass(frozen=True)
class Stored:
    """A file safely on disk under a random name: `path` below the media folder, `size` in bytes, `sha256` in hex."""

    name: str
    path: str
    content_type: str
    size: int
    sha256: str


def store(upload) -> Stored:
    """Bring an uploaded file to disk and inspect it. Raises Refused with the reason; then nothing stays."""
    name = name_of(upload)
    part = _folder(INCOMING) / f"{secrets.token_hex(16)}.part"
    try:
        size, sha256 = _write(upload, part, name)
        content_type = inspection.content_type_of(part, name)
        path = _move_in(part)
    finally:
        part.unlink(missing_ok=True)
    return Stored(name=name, path=path, content_type=content_type, size=size, sha256=sha256)


def name_of(upload) -> str:
    """The contributor's own name of the file, on one line and without characters that show as nothing."""
    shown = "".join(letter for letter in upload.name if letter.isprintable())
    return " ".join(shown.split()) or _("file without a name")


def discard(path: str) -> None:
    """Remove the bytes of a file that no row knows any more."""
    (Path(settings.MEDIA_ROOT) / path).unlink(missing_ok=True)


def _write(upload, part, name):
    """Stream the upload to `part`: (bytes, SHA-256). The size is counted here, whatever the request said."""
    size, digest = 0, hashlib.sha256()
    with part.open("xb") as file:
        for chunk in upload.chunks():
            size += len(chunk)
            if size > LARGEST_FILE:
                raise inspection.unfit(name, _("it is larger than 20 MB. Make it smaller, or split it, and add that."))
            digest.update(chunk)
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    return size, digest.hexdigest()


def _move_in(part):
    """Give the file its place and its random name; returns the path below the media folder."""
    name = secrets.token_hex(16)
    folder = _folder(f"contributions/{name[:2]}/{name[2:4]}")
    os.replace(part, folder / name)
    for place in (folder, folder.parent, folder.parent.parent):
        _flush(place)
    return str((folder / name).relative_to(settings.MEDIA_ROOT))


def _folder(name):
    folder = Path(settings.MEDIA_ROOT) / name
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _flush(folder):
    """Make the folder's entries durable, not only the file's bytes."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
