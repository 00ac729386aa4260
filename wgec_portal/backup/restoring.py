"""Restoring a backup onto an empty system: unpacked and checked first, then tables, files, ledger, and verified.

Until everything is unpacked and found whole nothing is changed. From there on a mark says that the system is half
restored, until the last step is done.
"""

import os
import shutil
import time
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from audit import ledger
from people.refusals import Refused, refuse_if

from . import comparing, empty, engine
from .alone import alone
from .archive import PIECE, Reader
from .envelope import opened
from .manifest import FILES, mark_of_key
from .replaying import do_again

SPARE = 64 * 1024 * 1024  # bytes that are left on the disk
NOT_UNPACKED = "{path} could not be unpacked: {error}. Nothing was changed."
NO_ROOM = "{place} has {free} MB free, the backup needs {needed} MB. Nothing was changed."
NEWER = "A newer portal made this backup: {names} is not known here. Update the portal first. Nothing was changed."
SHORT_LEDGER = (
    "The ledger of takedowns and erasures here ({place}) lacks what it held when the backup was made: {lines} lines. "
    "Put back the longest copy you have, or, if there is none, say so with --ledger-lost. Nothing was changed."
)
OTHER_KEY = (
    "SECRET_KEY is not the one that the portal had when the backup was made: the authenticator apps and the personal "
    "links in letters would not work, and the ledger would find no addresses. Give the old one, or, if it is lost, say "
    "so with --key-lost and reset each app with manage.py reset_second_factor. Nothing was changed."
)


def restore(*, backup, identity=None, again=False, say: Callable = str, **lost) -> list[str]:
    """Restore the file `backup`. Returns a sentence for everything that differs; raises Refused when nothing was done.

    `identity`: a file with the secret key of an encrypted one. `again`: begin anew what was interrupted.
    `say(words)` hears of each step. `lost`: `ledger_lost`, `key_lost`: go on without it.
    """
    with alone():
        refuse_if(empty.why_not_restore(again))
        manifest = _unpacked(Path(backup), identity, lost, say)
        empty.mark(backup)
        faults = _fill(manifest, say)
        with _step(say, "What was taken down or erased since"):
            say(do_again())
        shutil.rmtree(empty.stage())
        with _step(say, "Registers and papers verified"):
            faults += comparing.chains_and_papers(frozenset(manifest.gone))
    return faults


@contextmanager
def _step(say, name):
    began = time.monotonic()
    yield
    say(f"{name}: {time.monotonic() - began:.1f} s")


def _unpacked(backup, identity, lost, say):
    """The manifest of a whole backup that fits this portal, with its tables and files in the stage."""
    place = empty.stage()
    kept = place / empty.MARK
    told = kept.read_bytes() if kept.exists() else None
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    if told:
        kept.write_bytes(told)
    try:
        _refuse_without_room(backup, place)
        with _step(say, "Unpacked and checked"), opened(backup, identity) as source:
            manifest = Reader(source).unpack(place)
        refuse_if(why_not_fit(manifest, **lost))
    except BaseException as error:
        for path in place.iterdir():
            if path != kept:
                shutil.rmtree(path)
        if not told:
            place.rmdir()
        if isinstance(error, OSError):
            raise Refused(NOT_UNPACKED.format(path=backup, error=error.strerror or error)) from error
        raise
    say(f"The backup of {manifest.made_at}: {len(manifest.tables)} tables, {len(manifest.files())} files.")
    return manifest


def _refuse_without_room(backup, place):
    needed, free = 2 * backup.stat().st_size + SPARE, shutil.disk_usage(place).free
    if needed > free:
        raise Refused(NO_ROOM.format(place=place, free=free // PIECE, needed=needed // PIECE))


def why_not_fit(manifest, *, ledger_lost=False, key_lost=False) -> str:
    """The reason why a whole backup cannot be restored by this portal, with this ledger and this key."""
    known = set(MigrationExecutor(connection).loader.disk_migrations)
    newer = [f"{app}.{name}" for app, name in _migrations(manifest) if (app, name) not in known]
    if newer:
        return NEWER.format(names=", ".join(newer))
    if manifest.key and not key_lost and manifest.key != mark_of_key(manifest.made_at):
        return OTHER_KEY
    last = manifest.ledger["last"]
    if last and not ledger_lost and last not in {line["id"] for line in ledger.lines()}:
        return SHORT_LEDGER.format(place=ledger.place(), lines=manifest.ledger["lines"])
    return ""


def _migrations(manifest):
    return [(app, name) for app, names in manifest.migrations.items() for name in names]


def _fill(manifest, say):
    """Tables and files, compared with the backup. Returns what differs."""
    place, database = empty.stage(), engine.of_the_portal()
    with _step(say, "Tables made"):
        database.drop_everything()
        MigrationExecutor(connection).migrate(_last_of(manifest))
    with _step(say, "Rows put in"):
        database.fill(manifest.tables, place)
    with _step(say, "Files put in place"):
        _put_in_place(manifest, place)
    with _step(say, "Rows and files compared"):
        faults = [*comparing.rows(manifest.tables, place), *comparing.files(manifest)]
    with _step(say, "Tables brought up to date"):
        ContentType.objects.clear_cache()
        call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
    return faults


def _last_of(manifest):
    """The migrations to stop at: those of the backup that no other of them builds on."""
    graph, wanted = MigrationExecutor(connection).loader.graph, set(_migrations(manifest))
    return [key for key in wanted if not any(child.key in wanted for child in graph.node_map[key].children)]


def _put_in_place(manifest, place):
    """Modes and hours of the files, all of them forced to the disk, then every folder under its own name."""
    for path, member in manifest.files():
        target = place / FILES / path
        target.chmod(member.mode)
        os.utime(target, (member.mtime, member.mtime))
    os.sync()
    empty.clear_files()
    root = Path(settings.MEDIA_ROOT)
    for path in (place / FILES).iterdir() if (place / FILES).exists() else ():
        path.rename(root / path.name)
    os.sync()
