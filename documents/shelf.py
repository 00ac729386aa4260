"""Where the files of papers lie: stored before the row that names them, under random names, never changed."""

import os
import uuid
from pathlib import Path

from django.conf import settings


def keep(content: bytes, suffix: str = ".pdf") -> str:
    """Store a file for good and return its path below MEDIA_ROOT, such as "papers/3f/a0/3fa0….pdf".

    Written under another name, forced to the disk and renamed: there is never half a file. To be called before the
    transaction that saves the path.
    """
    name = uuid.uuid4().hex
    path = Path("papers") / name[:2] / name[2:4] / f"{name}{suffix}"
    target = Path(settings.MEDIA_ROOT) / path
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_suffix(".part")
    with part.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    part.rename(target)
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
    return str(path)


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
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def older_than(moment: float):
    """The stored paths of files written before `moment`, in seconds as the disk counts them."""
    root = Path(settings.MEDIA_ROOT)
    for found in (root / "papers").rglob("*.*"):
        if found.is_file() and found.stat().st_mtime < moment:
            yield str(found.relative_to(root))
