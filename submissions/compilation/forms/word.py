"""The compilation as a Word document: real headings, contents, every answer in its own language and direction."""

import tempfile
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import override

from ...pdf import direction_of
from ...word.building import Building
from ...word.long import Long, Run
from . import order
from .blocks import CODE, UNKNOWN, Kind
from .book import Book

NUMBER, NAME = 8, 30  # per cent of the width of the index
STYLES = {
    Kind.TITLE: "Title",
    Kind.LINE: "Normal",
    Kind.SMALL: Long.SMALL,
    Kind.BOX: Long.FRAMED,
    Kind.RECEIVED: Long.RECEIVED,
    Kind.ITEM: "ListBullet",
}


def write(book: Book, file) -> None:
    """Write the document to a binary file that can be read again. The same data gives the same bytes."""
    head = book.head
    with override(head.language), tempfile.TemporaryFile("w+b") as body:
        frame = _frame(head)
        long = Long(frame, head.language, body)
        for block in order.told(book):
            _put(long, block, book)
        long.save(file)


def _frame(head):
    """Styles, header, page numbers and facts of the document; its text is written after them."""
    version = _("version %(version)s") % {"version": head.version}
    mark = f"{head.mark} · " if head.mark else ""
    told = {"title": head.title, "language": head.language, "author": head.secretariat, "is_warning": False}
    made_at = datetime.fromisoformat(head.as_of)
    return Building(**told, on_every_page=f"{mark}{head.title}, {version}", made_at=made_at)


def _put(long, block, book):
    if block.kind == Kind.CONTENTS:
        entries = ((each.level, each.anchor, plain(each)) for each in order.contents(book))
        hint = _("To see the page numbers, choose “Update field” here.")
        long.contents(_("Contents"), hint, entries, depth=order.depth_of(book.head))
    elif block.kind == Kind.HEADING:
        long.paragraph(_runs(block.pieces, long), f"Heading{block.level}", anchor=block.anchor)
    elif block.kind == Kind.RECEIVED:
        text, language = block.pieces[0].text, "" if block.language == UNKNOWN else block.language
        long.text(text, language, direction_of(text, language))
    elif block.kind in (Kind.COLUMNS, Kind.ROW):
        cells = [_runs(cell, long) for cell in block.pieces]
        long.row(cells, is_head=block.kind == Kind.COLUMNS, anchor=block.anchor, begins=(NUMBER, NAME))
    else:
        long.paragraph(_runs(block.pieces, long), STYLES[block.kind])


def plain(block) -> str:
    """The words of a block."""
    return "".join(piece.text for piece in block.pieces)


def _runs(pieces, long):
    for piece in pieces:
        language = {"": long.language, CODE: "", UNKNOWN: ""}.get(piece.language, piece.language)
        way = "ltr" if piece.language == CODE else direction_of(piece.text, language)
        yield Run(piece.text, language, way, piece.strong, piece.to)
