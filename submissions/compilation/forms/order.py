"""Everything that a compilation says, in its order, as blocks.

The order, the headings and the anchors are those of the PDF (compilation.planning).
"""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from ...models import Compilation
from . import answers
from .blocks import Block, Kind, headed
from .front import changes, counts, cover
from .lists import files, index, manifest, signed, translations


def told(book) -> Iterator[Block]:
    """The whole compilation. To be asked for in the language of the paper (book.spoken)."""
    yield from cover(book.head)
    yield from counts(book)
    yield from changes(book.head)
    yield Block(Kind.CONTENTS)
    by_question = book.head.layout == Compilation.Layout.QUESTION
    yield from answers.by_question(book) if by_question else answers.by_contributor(book)
    yield from index(book, by_question)
    yield from headed("signed", _("Co-signatories"), signed(book))
    yield from headed("files", _("Attached files"), files(book))
    yield from headed("translations", _("Annex: unofficial translations"), translations(book))
    yield from manifest(book)


def contents(book) -> Iterator[Block]:
    """The headings that stand in the contents: down to the names of the contributors."""
    depth = depth_of(book.head)
    return (block for block in told(book) if block.kind == Kind.HEADING and block.level <= depth)


def depth_of(head) -> int:
    """How many levels the contents have: by question a name stands on the third, by contributor on the second."""
    return 3 if head.layout == Compilation.Layout.QUESTION else 2
