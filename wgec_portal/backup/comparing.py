"""Whether what was restored is what was backed up: row for row, file for file, chain for chain, paper for paper."""

import hashlib
import itertools
import tempfile
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from documents import verifying as papers
from meetings.models import Call
from submissions import verifying as registers

from . import engine
from .tables import differ

PIECE = 1024 * 1024  # bytes
TOLD = 5  # rows of one table


def rows(tables, place) -> Iterator[str]:
    """A sentence for each row that is not as it lies in the backup, a few of each table."""
    with engine.of_the_portal().snapshot() as snapshot:
        for table in tables:
            with tempfile.TemporaryFile(dir=place) as file, (place / table.member).open("rb") as backup:
                snapshot.write(table, file)
                file.seek(0)
                yield from itertools.islice(_rows_of(table, backup, file), TOLD)


def _rows_of(table, backup, here):
    kinds = list(table.columns.values())
    for number, (one, other) in enumerate(itertools.zip_longest(backup, here, fillvalue=b""), start=1):
        if one != other and (not one or not other or differ(one.decode(), other.decode(), kinds)):
            yield f"{table.name}: row {number} is not the one of the backup"


def files(manifest) -> Iterator[str]:
    """A sentence for each file that does not lie in its place as it was backed up."""
    for path, member in manifest.files():
        digest = hashlib.sha256()
        try:
            with Path(settings.MEDIA_ROOT, path).open("rb") as file:
                while piece := file.read(PIECE):
                    digest.update(piece)
        except OSError as error:
            yield f"{path} cannot be read: {error.strerror}"
            continue
        if digest.hexdigest() != member.sha256:
            yield f"{path} is not the file of the backup"


def chains_and_papers(gone) -> Iterator[str]:
    """What the registers and the issued papers say of themselves; `gone`: files that the backup could not have."""
    for call in Call.objects.order_by("pk"):
        if broken := registers.first_broken(call, gone):
            yield str(broken)
    for fault in papers.faults_of(papers.versions_to_verify()):
        if fault.path not in gone:
            yield str(fault)
