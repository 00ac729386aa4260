"""Whether the system is empty, so that a backup may be restored onto it, and the mark of a restore that has not ended.

The mark lies among the files, where a restore unpacks. It is there before the first change and goes with the last.
"""

import json
import os
import shutil
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection

from audit.clock import now
from audit.models import Entry

from .tables import LEFT_OUT

STAGE, MARK = ".restoring", "begun.json"
FILLED_ANYHOW = {  # tables that are not empty in an empty portal
    *("django_migrations", "django_content_type", "auth_permission", "people_state", "portal_cache"),
    *("watching_lifespan", "watching_requestcount"),  # it ran once, and answered somebody
    *LEFT_OUT,
}
ROWS = (
    "This portal is not empty: there are rows in {tables}. A backup is only restored onto an empty one. Put the "
    "database aside under another name and make an empty one, as docs/operations.md tells. Nothing was changed."
)
FILES = (
    "This portal is not empty: there are files in {place}. A backup is only restored onto an empty one. Put that "
    "folder aside under another name. Nothing was changed."
)
HALF = (
    "A restore of {backup} began at {at} and has not ended: what is here is half of it. "
    "Begin again with --again; what the half one left is removed first."
)
NOTHING_HALF = "No restore was interrupted here: leave --again out."
WORKED = "People have worked in this portal since the restore began at {at}: it is not begun again over their work."


def stage() -> Path:
    return Path(settings.MEDIA_ROOT) / STAGE


def mark(backup) -> None:
    """From here on the system is half restored."""
    with (stage() / MARK).open("w") as file:
        json.dump({"backup": str(backup), "at": now().isoformat(timespec="seconds")}, file)
        file.flush()
        os.fsync(file.fileno())


def _marked():
    try:
        return json.loads((stage() / MARK).read_text())
    except FileNotFoundError:
        return None


def why_not_back_up() -> str:
    return HALF.format(**told) if (told := _marked()) else ""


def why_not_restore(again: bool) -> str:
    """The reason why nothing may be restored here."""
    told = _marked()
    if told and not again:
        return HALF.format(**told)
    if told:
        return WORKED.format(**told) if _somebody_worked_since(told["at"]) else ""
    if again:
        return NOTHING_HALF
    return _why_not_empty()


def _somebody_worked_since(at):
    try:
        return Entry.objects.filter(at__gt=datetime.fromisoformat(at)).exclude(actor="system").exists()
    except DatabaseError:  # the table is not there yet
        return False


def _why_not_empty():
    if full := [name for name in tables_here() if name not in FILLED_ANYHOW and _has_rows(name)]:
        return ROWS.format(tables=", ".join(full))
    if any(path.is_file() for path in _files()):
        return FILES.format(place=settings.MEDIA_ROOT)
    return ""


def tables_here() -> list:
    with connection.cursor() as cursor:
        return sorted(connection.introspection.table_names(cursor))


def _has_rows(name):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT 1 FROM {connection.ops.quote_name(name)} LIMIT 1")  # noqa: S608 the database’s own names
        return cursor.fetchone() is not None


def _files():
    """Whatever lies among the files beside the folder in which a restore unpacks."""
    root = Path(settings.MEDIA_ROOT)
    return (path for path in root.rglob("*") if path.relative_to(root).parts[0] != STAGE)


def clear_files() -> None:
    """Remove empty folders, or what a restore that did not end has put in place; not the stage."""
    for path in Path(settings.MEDIA_ROOT).iterdir():
        if path.name != STAGE:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
