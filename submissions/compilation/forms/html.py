"""The compilation as one web page: streamed, without a script, with the contents as links; no.-12 stands at #no-12."""

from collections.abc import Iterator

from django.template.loader import render_to_string
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from documents.inline import direction

from ...pdf import as_received, direction_of
from . import order
from .blocks import CODE, UNKNOWN, Block, Kind, Piece
from .book import Book, spoken

TEMPLATE = "submissions/compiled.html"
BODY = "<!-- the compilation -->"  # where it stands in the template
TOGETHER = 16 * 1024  # characters sent at once
AROUND = {  # kind of block: what stands around several in a row
    Kind.ITEM: ("<ul>", "</ul>"),
    Kind.COLUMNS: ("", ""),
    Kind.ROW: ("<tbody>", "</tbody></table></div>"),
}


def page(book: Book, **context) -> Iterator[str]:
    """The page, some thousand characters at a time, in the language of the paper. `context`: for the template."""
    yield from _together(spoken(book.head.language, _page(book, context)))


def _page(book, context):
    told = {"head": book.head, "direction": direction(book.head.language), **context}
    before, behind = render_to_string(TEMPLATE, told).split(BODY)
    yield before
    yield from _body(book)
    yield behind


def _together(pieces):
    kept, size = [], 0
    for piece in pieces:
        kept.append(piece)
        size += len(piece)
        if size >= TOGETHER:
            yield "".join(kept)
            kept, size = [], 0
    yield "".join(kept)


def _body(book):
    """The blocks as HTML; lines of a list or table stand in one."""
    kind = None
    for block in order.told(book):
        if kind and kind != block.kind:
            yield AROUND.get(kind, ("", ""))[1]
        if kind != block.kind:
            yield AROUND.get(block.kind, ("", ""))[0]
        kind = block.kind
        yield from _contents(book) if kind == Kind.CONTENTS else [_written(block)]
    yield AROUND.get(kind, ("", ""))[1]


def _contents(book):
    """The headings as links, lists within lists."""
    yield format_html('<nav aria-labelledby="contents"><h2 id="contents">{}</h2>', _("Contents"))
    depth = 0
    for block in order.contents(book):
        level = min(block.level, depth + 1)
        yield "<ul>" if level > depth else "</li></ul>" * (depth - level) + "</li>"
        depth = level
        yield format_html('<li><a href="#{}">{}</a>', block.anchor, _line(block.pieces))
    yield "</li></ul>" * depth + "</nav>"


def _written(block: Block) -> SafeString:
    words = {
        Kind.HEADING: _heading,
        Kind.RECEIVED: _received,
        Kind.COLUMNS: _columns,
        Kind.ROW: _row,
    }
    return words[block.kind](block) if block.kind in words else format_html(LINES[block.kind], _line(block.pieces))


LINES = {
    Kind.TITLE: "<h1>{}</h1>",
    Kind.LINE: "<p>{}</p>",
    Kind.SMALL: '<p class="quiet text-break">{}</p>',
    Kind.BOX: '<p class="notice">{}</p>',
    Kind.ITEM: '<li class="text-break">{}</li>',
}


def _heading(block):
    tag = f"h{block.level + 1}"
    return format_html('<{} id="{}">{}</{}>', tag, block.anchor, _line(block.pieces), tag)


def _received(block):
    text = block.pieces[0].text
    lines = SafeString("\n".join(as_received(text)))
    return format_html(
        '<div class="as-received received" lang="{}" dir="{}">{}</div>',
        block.language,
        direction_of(text, block.language),
        lines,
    )


def _columns(block):
    heads = SafeString("".join(format_html('<th scope="col">{}</th>', _line(cell)) for cell in block.pieces))
    return format_html(
        '<div class="table-scroll" role="group" aria-labelledby="index" tabindex="0"><table class="table">'
        "<thead><tr>{}</tr></thead>",
        heads,
    )


def _row(block):
    """The second cell names what the line is about."""
    named = format_html(' id="{}"', block.anchor) if block.anchor else ""
    cells = [
        format_html('<th scope="row">{}</th>' if place == 1 else "<td>{}</td>", _line(cell))
        for place, cell in enumerate(block.pieces)
    ]
    return format_html("<tr{}>{}</tr>", named, SafeString("".join(cells)))


def _line(pieces):
    return SafeString("".join(_piece(piece) for piece in pieces))


def _piece(piece: Piece):
    """A part of a line; what is in another language, or in one not known, is kept apart by <bdi>."""
    words = SafeString(escape(piece.text).replace("\n", "<br>"))
    if piece.strong:
        words = format_html("<strong>{}</strong>", words)
    if piece.to:
        words = format_html('<a href="{}">{}</a>', piece.to, words)
    if piece.language == CODE:
        return format_html('<bdi dir="ltr">{}</bdi>', words)
    if piece.language == UNKNOWN:
        return format_html("<bdi>{}</bdi>", words)
    return format_html('<bdi lang="{}">{}</bdi>', piece.language, words) if piece.language else words
