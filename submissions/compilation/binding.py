"""Files of contributors bound into a paper where staff ticked them: their pages at its end, or whole inside it.

Whether the pages of a file can be bound in is found out when the paper is gathered, so that it says so: the file is
looked into once more by the confined process that looked when it came, and its pages are tried on an empty paper.
"""

import io
import logging
from pathlib import Path
from typing import NamedTuple

import pikepdf
from django.core.files.storage import default_storage

from documents.composing import Bound, compose
from people.refusals import Refused

from ..inspection.asking import content_type_of
from ..models import BoundFile, File
from .dataset import Contribution

log = logging.getLogger(__name__)

How = BoundFile.How
UNFIT = "unfit"  # in the data: ticked, but its pages cannot be bound in
SHOWN = {  # of a page of somebody else’s: what it shows, and nothing that acts, leads away or tells who made it
    *("/Type", "/Parent", "/Contents", "/Resources", "/Group"),
    *("/MediaBox", "/CropBox", "/Rotate", "/UserUnit"),
}


class Ticked(NamedTuple):
    """A file that goes in. `name`: as it is called inside the paper, where no two are called the same."""

    one: Contribution
    file: File
    how: str
    name: str
    shown_name: str


def ticked(run) -> dict:
    """{key of a file that staff ticked: how it is bound in, or UNFIT}. `run` may be unsaved."""
    rows = run.bound_files.select_related("file") if run.pk else ()
    return {row.file_id: UNFIT if row.how == How.APPENDED and not pages_fit(row.file) else row.how for row in rows}


def bound_in(run, ones) -> list[Ticked]:
    """The files that go in, as the data says."""
    wanted = {
        (one.number, file.sha256): (one, file)
        for one in ones
        for file in one.files
        if file.bound in How.values and file.is_there
    }
    return list(_found(run, wanted)) if wanted else []


def _found(run, wanted):
    for row in run.bound_files.select_related("file__version__submission"):
        found = wanted.get((row.file.version.submission.register_number, row.file.sha256))
        if found:
            one, told = found
            yield Ticked(one, row.file, row.how, f"no-{one.number}-{row.file.pk}-{told.name}", told.name)


def pages_fit(file) -> bool:
    """Whether the pages of a file can be bound in: it is a whole, unlocked PDF without anything that acts."""
    try:
        if content_type_of(Path(default_storage.path(file.path)), "pages.pdf") != "application/pdf":
            return False
        with pikepdf.new() as empty:
            _append(empty, file)
            empty.save(io.BytesIO())
    except (Refused, pikepdf.PdfError, OSError, ValueError, TypeError, KeyError, AttributeError) as fault:
        log.warning("the pages of file %s cannot be bound in: %s", file.pk, fault)
        return False
    return True


def bytes_of(file) -> bytes:
    with default_storage.open(file.path) as opened:
        return opened.read()


def _append(book, file):
    """Put the pages of a file behind those of a book; the place of the first one."""
    first = len(book.pages)
    with pikepdf.open(io.BytesIO(bytes_of(file))) as other:
        for page in other.pages:
            for name in set(page.obj.keys()) - SHOWN:
                del page.obj[name]
        book.pages.extend(other.pages)
    return first


def compose_with_pages(paper, imprint, ticked, file) -> Bound:
    """Compose a paper with pages of files at its end. It is no PDF/UA any more and does not claim to be."""
    own = io.BytesIO()
    bound = compose(paper, imprint, own)
    with pikepdf.open(own) as book:
        with book.open_outline() as outline:
            for each in ticked:
                first = _append(book, each.file)
                outline.root.append(pikepdf.OutlineItem(f"{each.one.name}: {each.shown_name}", first))
        with book.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as packet:
            del packet["pdfuaid:part"]
        whole = io.BytesIO()
        book.save(whole, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        pages = len(book.pages)
    return bound.with_content(whole.getvalue(), pages, file)
