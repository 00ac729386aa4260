"""Taking a backup: the tables as they are at one moment, then the files, then the manifest, in one file.

It is written under another name, forced to the disk and renamed at the very end: there is never half a backup.
"""

import contextlib
import os
import shutil
import tempfile
from pathlib import Path

import pyrage
from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from audit import ledger
from audit.clock import now
from audit.durable import force
from correspondence.delivery import beat
from people.refusals import Refused, refuse_if

from . import engine, tables
from .alone import alone
from .archive import LARGEST, PIECE, Writer
from .empty import why_not_back_up
from .envelope import closing_for, keys_in
from .manifest import FILES, Manifest, mark_of_key
from .tables import FILES_LEFT_OUT, NAMING, texts_of

PREFIX, SUFFIXES = "portal-", (".tar", ".tar.age")
PART = ".part"
SPARE = 64 * 1024 * 1024  # bytes that are left on the disk
NO_ROOM = "{folder} has {free} MB free, the backup needs about {needed} MB. Nothing was changed."
NOT_WRITTEN = "The backup could not be written: {error}. Nothing of it was kept; older ones are as they were."
AMONG = "{folder} lies among the files that would be backed up: choose another folder."


class _Lines:
    """A file that counts the lines written to it."""

    def __init__(self, file):
        self.file, self.rows = file, 0

    def write(self, piece):
        self.rows += piece.count(b"\n")
        return self.file.write(piece)


def take(*, folder, recipients=None, keep=None) -> Path:
    """Write a backup into `folder`, remove all but the `keep` newest, and return its path. Raises Refused.

    `recipients`: a file of public keys in the form of age; without it the backup is not encrypted.
    """
    folder = Path(folder).resolve()
    if folder.is_relative_to(Path(settings.MEDIA_ROOT).resolve()):
        raise Refused(AMONG.format(folder=folder))
    keys = keys_in(recipients, pyrage.x25519.Recipient) if recipients else []
    with alone():
        refuse_if(why_not_back_up())
        try:
            path = _take(folder, keys)
        except OSError as error:
            raise Refused(NOT_WRITTEN.format(error=error.strerror or error)) from error
        beat("backup")
        for old in whole(folder)[: -keep if keep else 0]:
            old.unlink()
    return path


def whole(folder) -> list[Path]:
    """The backups in a folder, the oldest first."""
    found = (path for path in Path(folder).glob(f"{PREFIX}*") if path.name.endswith(SUFFIXES))
    return sorted(found, key=lambda path: path.name.split(".")[0])


def _take(folder, keys):
    folder.mkdir(parents=True, exist_ok=True)
    for left_behind in folder.glob(f".{PREFIX}*{PART}"):  # by one that was killed
        left_behind.unlink()
    moment = now()
    name = f"{PREFIX}{moment:%Y%m%dT%H%M%S%fZ}{SUFFIXES[bool(keys)]}"
    part = folder / f".{name}{PART}"
    try:
        with open(part, "xb", opener=_for_us_alone) as file:
            with closing_for(file, keys) as out:
                _write(Writer(out), moment, folder, encrypted=bool(keys))
            file.flush()
            os.fsync(file.fileno())
        part.rename(folder / name)
    finally:
        part.unlink(missing_ok=True)
    force(folder)
    return folder / name


def _for_us_alone(path, flags):
    return os.open(path, flags, 0o600)


def _write(writer, moment, folder, *, encrypted):
    """The whole backup. The database comes first, so that every row has its file, unless it is removed meanwhile."""
    made_at = moment.isoformat(timespec="seconds")
    manifest = Manifest(
        made_at=made_at,
        key=mark_of_key(made_at),
        portal=settings.PORTAL_URL,
        engine=connection.vendor,
        migrations=applied(),
        ledger=end_of_ledger(),
        encrypted=encrypted,
    )
    named = set()
    with engine.of_the_portal().snapshot() as snapshot:
        _refuse_without_room(folder, snapshot.size())
        for table in tables.of_the_portal():
            _add_table(writer, table, snapshot, folder, named)
            manifest.tables.append(table)
    found = set(_add_files(writer))
    manifest.gone = sorted(named - found)
    writer.close(manifest)


def applied() -> dict:
    """{app: names of the migrations that the database went through}."""
    found = {}
    for app, name in sorted(MigrationRecorder(connection).applied_migrations()):
        found.setdefault(app, []).append(name)
    return found


def end_of_ledger() -> dict:
    """How many lines the ledger has, and the last one’s id. The ledger itself is never in a backup."""
    lines = ledger.lines()
    return {"lines": len(lines), "last": lines[-1]["id"] if lines else ""}


def _refuse_without_room(folder, size_of_tables):
    needed = SPARE + 2 * size_of_tables + sum(status.st_size for _path, status in _files())
    if needed > (free := shutil.disk_usage(folder).free):
        raise Refused(NO_ROOM.format(folder=folder, free=free // PIECE, needed=needed // PIECE))


def _add_table(writer, table, snapshot, folder, named):
    """A table by way of a nameless file, for a tar says how long a member is before it begins."""
    with tempfile.TemporaryFile(dir=folder) as file:
        lines = _Lines(file)
        snapshot.write(table, lines)
        table.rows, table.last_key = lines.rows, snapshot.last_key(table)
        size = file.tell()
        file.seek(0)
        writer.add(table.member, file, size)
        named.update(_named_in(table, file))


def _named_in(table, file):
    """The paths of files that the rows of a table name."""
    for name, column in NAMING:
        if name == table.name:
            at = list(table.columns).index(column)
            file.seek(0)
            yield from filter(None, (texts_of(line.decode())[at] for line in file))


def _files():
    """(path below the folder of all files, its status) of every file that is backed up."""
    root = Path(settings.MEDIA_ROOT)
    for folder, inner, names in os.walk(root):
        if Path(folder) == root:
            inner[:] = [name for name in inner if name not in FILES_LEFT_OUT]
        for name in names:
            with contextlib.suppress(FileNotFoundError):
                yield (path := Path(folder, name)).relative_to(root), path.stat()


def _add_files(writer):
    """Add every file; yields the paths of those that were still there."""
    for path, status in _files():
        if status.st_size > LARGEST:
            raise OSError(f"{path} is larger than a backup can hold")
        with contextlib.suppress(FileNotFoundError), Path(settings.MEDIA_ROOT, path).open("rb") as file:
            more = {"mode": status.st_mode & 0o777, "mtime": int(status.st_mtime)}
            writer.add(f"{FILES}{path}", file, status.st_size, **more)
            yield str(path)
