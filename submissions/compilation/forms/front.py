"""What stands before the contributions: whose paper it is and as of when, how many there are, what has changed."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ...models import Compilation
from ..dataset import words_of_changes
from .blocks import CODE, UNKNOWN, Kind, Piece, headed, heading, joined, line, number


def cover(head):
    if head.symbol:
        yield line(Piece(head.symbol, CODE, strong=True))
    if head.mark:
        yield line(Piece(head.mark, strong=True))
    if head.parent:
        yield line(head.parent)
    yield line(f"{head.group}\n{head.call}", kind=Kind.TITLE)
    by_question = head.layout == Compilation.Layout.QUESTION
    yield line(_("Compilation of contributions"), ". ", _("By question") if by_question else _("By contributor"))
    for words in head.selection:
        yield line(_("Only:"), " ", words)
    yield line(_("Version %(number)s, as of %(as_of)s") % {"number": head.version, "as_of": head.as_of_words})
    yield line(_("Contributions were due by %(deadline)s.") % {"deadline": head.deadline_words})
    compiled = _("Compiled by the %(secretariat)s from the contributions as they were received. They are not edited.")
    yield line(compiled % {"secretariat": head.secretariat})
    yield line(Piece(head.call_link, CODE, to=head.call_link), kind=Kind.SMALL)
    if head.disclaimer:
        yield line(head.disclaimer, kind=Kind.BOX)


def counts(book):
    head = book.head
    yield heading(1, "counts", _("Contributions in this compilation"))
    for name, count in head.counts:
        yield line(f"{name}: {count}", kind=Kind.ITEM)
    yield line(Piece(_("All groups: %(number)s") % {"number": book.shown}, strong=True), kind=Kind.ITEM)
    yield from (line(words) for words in counted(head, book.redacted))
    yield line(
        head.order,
        " ",
        _("Each contribution is in its own language. Line breaks and typed numbers are the contributors’ own."),
    )


def counted(head, redacted) -> Iterator[str]:
    """How many are not published, and how many not whole, in sentences."""
    told = [
        (head.kept_back, ngettext(
            "%(number)s contribution is not published at its author’s request.",
            "%(number)s contributions are not published at their authors’ request.", head.kept_back)),
        (head.unpublished, ngettext(
            "%(number)s further contribution was not published at that moment.",
            "%(number)s further contributions were not published at that moment.", head.unpublished)),
        (redacted, ngettext(
            "The secretariat keeps back a part of %(number)s contribution. It is marked “redacted”, with the reason.",
            "The secretariat keeps back a part of %(number)s contributions. They are marked “redacted”, with the "
            "reason.", redacted)),
    ]  # fmt: skip
    return (words % {"number": number} for number, words in told if number)


def changes(head):
    lines = []
    for kind, words in words_of_changes().items():
        ones = [each for each in head.changes if each.kind == kind]
        named = [f"{number(each.number)} {each.name}".strip() for each in ones]
        if named:
            parts = joined([Piece(each, UNKNOWN) for each in named], "; ")
            lines.append(line(Piece(f"{words}:", strong=True), " ", *parts, ".", kind=Kind.ITEM))
    return headed("changes", _("Changes since version %(number)s") % {"number": head.since}, lines)
