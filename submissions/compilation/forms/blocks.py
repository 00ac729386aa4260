"""What the web page and the Word file are made of: blocks of pieces, whatever they are written as."""

from enum import StrEnum
from typing import NamedTuple

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from ...languages import ANOTHER

UNKNOWN, CODE = ANOTHER, "zxx"  # languages of a piece: not known; none at all, such as that of a hash (BCP 47)


class Kind(StrEnum):
    TITLE = "title"
    HEADING = "heading"
    LINE = "line"
    SMALL = "small"
    BOX = "box"
    RECEIVED = "received"  # a contributor's text, or a translation of it
    ITEM = "item"
    COLUMNS = "columns"  # the head of a table
    ROW = "row"
    CONTENTS = "contents"  # where the contents belong


class Piece(NamedTuple):
    """A part of a line. Without a language it is the paper's own; any other is kept apart from what is around it."""

    text: str
    language: str = ""
    strong: bool = False
    to: str = ""  # where it leads: “#anchor” or a whole address


class Block(NamedTuple):
    """A paragraph, heading, line of a list or of a table."""

    kind: Kind
    pieces: tuple = ()  # of Piece; of a table's line: of tuples of Piece, one for each cell
    level: int = 0  # of a heading: 1 to 3
    anchor: str = ""
    language: str = ""  # of a text as received


def line(*pieces, kind=Kind.LINE):
    """A paragraph; plain texts are the paper's own words."""
    return Block(kind, tuple(Piece(each) if isinstance(each, str) else each for each in pieces))


def heading(level, anchor, *pieces):
    return line(*pieces, kind=Kind.HEADING)._replace(level=level, anchor=anchor)


def headed(anchor, words, blocks):
    """A section with its heading, when there is anything in it."""
    for place, block in enumerate(blocks):
        if place == 0:
            yield heading(1, anchor, words)
        yield block


def joined(parts, between=" · "):
    """Pieces with something between them."""
    for place, part in enumerate(parts):
        if place:
            yield Piece(between)
        yield Piece(part) if isinstance(part, str) else part


def name(one):
    return Piece(one.name, UNKNOWN)


def number(which):
    return _("No. %(number)s") % {"number": which}


def facts_of(file):
    """Name, size and hash of a file."""
    return [Piece(file.name, UNKNOWN), filesizeformat(file.size), Piece(file.sha256, CODE)]
