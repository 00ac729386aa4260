"""Files go to disk first, the row follows: streamed and hashed, flushed, renamed, the folder flushed too."""

import contextlib
import fcntl
import hashlib
import os
import secrets
import time
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from django.conf import settings
from django.utils.translation import gettext as _

from audit.durable import force

from . import scanning
from .inspection.asking import content_type_of
from .inspection.reasons import unfit

MEGABYTE = 1024 * 1024
LARGEST_FILE = 20 * MEGABYTE
LONGEST_NAME = 180  # characters; more does not fit the header a file is downloaded with
INCOMING, KEPT = "incoming", "contributions"
KEPT_FOR = 24 * 3600  # seconds before bytes that no row knows are swept
REVERSING = set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@dataclass(frozen=True)
class Stored:
    """A file safely on disk under a random name: `path` below the media folder, `size` in bytes, `sha256` in hex."""

    name: str
    path: str
    content_type: str
    size: int
    sha256: str
    is_clean: bool = True  # False while the scanner of viruses could not be asked


def store(upload) -> Stored:
    """Bring an uploaded file to disk and inspect it. Raises Refused with the reason; then nothing stays."""
    name = name_of(upload.name)
    part = place_of(new_part())
    try:
        _write(upload, part, name)
        return take_in(part, name)
    finally:
        part.unlink(missing_ok=True)


def keep(upload, content_type) -> Stored:
    """Bring a message to disk as it came; only the scanner looks into it, and only staff are ever given it."""
    name = name_of(upload.name)
    part = place_of(new_part())
    try:
        _write(upload, part, name)
        return _settled(part, name, content_type)
    finally:
        part.unlink(missing_ok=True)


def take_in(part, name) -> Stored:
    """Inspect a file that has arrived whole, give it its place. Raises Refused with the reason; the part stays then."""
    return _settled(part, name, content_type_of(part, name))


def _settled(part, name, content_type):
    """Scan and hash a part, and give it its place."""
    with part.open("rb") as file:
        size, sha256 = os.fstat(file.fileno()).st_size, hashlib.file_digest(file, "sha256").hexdigest()
    is_clean = scanning.is_clean(part, name)
    return Stored(name, _move_in(part), content_type, size, sha256, is_clean)


def name_of(sent) -> str:
    """The contributor's own name of a file, on one line, without folders and without letters that show as nothing."""
    shown = "".join(letter for letter in sent if letter.isprintable() and letter not in REVERSING)
    name = PurePosixPath(" ".join(shown.replace("\\", "/").split())).name.strip(". ")
    if len(name) > LONGEST_NAME:
        ending = PurePosixPath(name).suffix[:10]
        name = name[: LONGEST_NAME - len(ending) - 1] + "…" + ending
    return name or _("file without a name")


def discard(path: str) -> None:
    """Remove the bytes of a file that no row knows any more."""
    if path:
        place_of(path).unlink(missing_ok=True)


def place_of(path) -> Path:
    """Where a path of a row lies on disk."""
    return Path(settings.MEDIA_ROOT) / path


def new_part() -> str:
    """The path of a new, empty part; it will survive a power cut."""
    path = f"{INCOMING}/{secrets.token_hex(16)}.part"
    part = _folder(INCOMING) / Path(path).name
    part.touch(exist_ok=False)
    force(part.parent)
    return path


@contextlib.contextmanager
def held(path):
    """A part that nobody else writes to or moves meanwhile, open for writing. Raises FileNotFoundError when it is gone.

    The system gives the lock back when the process dies, however it dies.
    """
    with place_of(path).open("r+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        if not os.path.samestat(os.fstat(file.fileno()), place_of(path).stat()):
            raise FileNotFoundError(path)
        yield file


def append(file, offset, piece):
    """Write a piece at its place, on disk before it is acknowledged."""
    file.seek(offset)
    file.write(piece)
    file.flush()
    os.fsync(file.fileno())


def sweep(known):
    """Remove bytes older than a day that no row knows. `known(paths)` gives those that a row names. Returns how many.

    The rows are looked at after the folder: what is filed at this moment is young, or has its row by then.
    """
    old = [path for folder in (INCOMING, KEPT) for path in _older_than(KEPT_FOR, folder)]
    named = known(old)
    lost = [path for path in old if path not in named]
    for path in lost:
        discard(path)
    return len(lost)


def _older_than(seconds, folder):
    root, before = Path(settings.MEDIA_ROOT), time.time() - seconds
    files = (path for path in (root / folder).rglob("*") if path.is_file())
    return [str(path.relative_to(root)) for path in files if _changed_at(path) < before]


def _changed_at(path):
    """When a file was last written or moved; a file that goes at this moment counts as young."""
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return float("inf")


def _write(upload, part, name):
    """Stream the upload to `part`. The size is counted here, whatever the request said."""
    size = 0
    with part.open("r+b") as file:
        for chunk in upload.chunks():
            size += len(chunk)
            if size > LARGEST_FILE:
                raise too_large(name)
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())


def too_large(name):
    """The refusal of a file beyond 20 MB."""
    return unfit(name, _("it is larger than 20 MB. Make it smaller, or split it, and add that."))


def _move_in(part):
    """Give the file its place and its random name; returns the path below the media folder."""
    name = secrets.token_hex(16)
    folder = _folder(f"{KEPT}/{name[:2]}/{name[2:4]}")
    os.utime(part)  # young again, so that no sweep takes it before its row is there
    os.replace(part, folder / name)
    for place in (folder, folder.parent, folder.parent.parent):
        force(place)
    return str((folder / name).relative_to(settings.MEDIA_ROOT))


def _folder(name):
    folder = Path(settings.MEDIA_ROOT) / name
    folder.mkdir(parents=True, exist_ok=True)
    return folder
