"""Where the files of papers lie: stored before the row that names them, under random names, never changed."""

import contextlib
import os
import uuid
from pathlib import Path

from django.conf import settings

from audit.durable import force


def keep(content: bytes, suffix: str = ".pdf") -> str:
    """Store a file for good and return its path below MEDIA_ROOT, such as "papers/3f/a0/3fa0….pdf".

    To be called before the transaction that saves the path.
    """
    with keeping(suffix) as (file, path):
        file.write(content)
    return path


@contextlib.contextmanager
def keeping(suffix: str = ".pdf"):
    """The same for a file that is written piece by piece: (the file, its path). Nothing is kept when an error ends it.

    Written under another name, forced to the disk and renamed: there is never half a file.
    """
    name = uuid.uuid4().hex
    path = Path("papers") / name[:2] / name[2:4] / f"{name}{suffix}"
    target = place(path)
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_suffix(".part")
    try:
        with part.open("xb") as file:
            yield file, str(path)
            file.flush()
            os.fsync(file.fileno())
        part.rename(target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    force(target.parent)


def put(path: str, content: bytes) -> None:
    """Store what can be made again, such as a galley, under a path of the caller’s: whole or not at all."""
    target = place(path)
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_suffix(f".{uuid.uuid4().hex}.part")
    part.write_bytes(content)
    part.rename(target)


def place(path: str) -> Path:
    """The file behind a stored path."""
    return Path(settings.MEDIA_ROOT) / path


def discard(path: str) -> None:
    """Remove a file, and make sure that it does not come back with a power cut. One that is gone already is well."""
    target = place(path)
    try:
        target.unlink()
    except FileNotFoundError:
        return
    force(target.parent)


def older_than(moment: float, folder="papers"):
    """The stored paths of files in a folder written before `moment`, in seconds as the disk counts them."""
    root = Path(settings.MEDIA_ROOT)
    for found in (root / folder).rglob("*"):
        if found.is_file() and found.stat().st_mtime < moment:
            yield str(found.relative_to(root))
