"""Whether what was issued still is what was issued: the file of every version, and its other forms."""

import hashlib
from typing import NamedTuple

import pikepdf

from . import shelf
from .models import PaperVersion

State = PaperVersion.State
PIECE = 1024 * 1024  # bytes read at a time
A_TIME = 100  # versions fetched together


class Fault(NamedTuple):
    """One thing that is not as it was issued: of which version, in which file, and what."""

    version: PaperVersion
    path: str
    what: str

    def __str__(self):
        version = self.version
        return f"{version.paper.uid} version {version.number} {version.language}: {self.path}: {self.what}"


def versions_to_verify(paper=None):
    """Every version that anybody can still download: in force or replaced, its text not taken away."""
    found = PaperVersion.objects.filter(state__in=[State.ISSUED, State.SUPERSEDED], text_removed_at=None)
    found = found.filter(paper=paper) if paper else found
    return found.select_related("paper").prefetch_related("companions").defer("html").order_by("pk")


def faults_of(versions):
    """Each Fault of these versions, one by one; no file is ever held in memory as a whole."""
    for version in versions.iterator(chunk_size=A_TIME):
        for row in (version, *version.companions.all()):
            what = _of_file(row)
            if not what and row is version and version.content_type == "application/pdf":
                what = _of_pdf(version)
            if what:
                yield Fault(version, row.file, what)


def _of_file(row):
    """What is wrong with the bytes of a version or of another form of it; nothing when they are those of the record."""
    try:
        size, sha256 = measured(row.file)
    except OSError as error:
        return f"cannot be read ({error.strerror or error})"
    if size != row.size:
        return f"{size} bytes instead of {row.size}"
    return "" if sha256 == row.sha256 else f"SHA-256 {sha256} instead of {row.sha256}"


def measured(path) -> tuple[int, str]:
    """The size in bytes and the SHA-256 of a stored file, read piece by piece. Raises OSError."""
    size, digest = 0, hashlib.sha256()
    with shelf.place(path).open("rb") as file:
        while piece := file.read(PIECE):
            size += len(piece)
            digest.update(piece)
    return size, digest.hexdigest()


def _of_pdf(version):
    """What is wrong with the file as a PDF."""
    try:
        with pikepdf.open(shelf.place(version.file)) as pdf:
            pages = len(pdf.pages)
    except (pikepdf.PdfError, OSError) as error:
        return f"cannot be opened as a PDF ({error})"
    return "" if version.pages in (None, pages) else f"{pages} pages instead of {version.pages}"
