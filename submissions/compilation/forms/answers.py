"""The contributions themselves, under each question or under each contributor, as they were received."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ...languages import name_of
from ..setting import OTHER, anchor_of, heading_of
from .blocks import CODE, UNKNOWN, Block, Kind, Piece, facts_of, headed, heading, joined, line, name, number


def by_question(book):
    head = book.head
    for asked in head.questions:
        anchor = anchor_of(head, asked.key)
        yield heading(1, anchor, heading_of(head, asked.key))
        if asked.text:
            yield line(Piece(asked.text, strong=True))
        if note := silence(book, asked):
            yield line(note, kind=Kind.SMALL)
        yield from _answers_to(book, asked.key, anchor)
    yield from headed("qother", heading_of(head, ""), _answers_to(book, "", OTHER))


def silence(book, asked) -> str:
    """How many say nothing to a question, in a sentence."""
    silent = book.shown - book.answered[asked.key]
    if asked.is_asked and not book.answered[asked.key]:
        return _("Nobody answered this question.")
    if not asked.is_asked or not silent:
        return ""
    if silent == 1:
        return _("One contribution says nothing to this question; the index tells which.")
    return _("%(number)s contributions say nothing to this question; the index tells which.") % {"number": silent}


def _answers_to(book, key, anchor):
    group, groups = None, 0
    for one in book.contributions():
        if not one.answers(key):
            continue
        if key and one.stakeholder_group != group:
            group, groups = one.stakeholder_group, groups + 1
            yield heading(2, f"{anchor}-g{groups}", group)
        yield heading(3 if key else 2, f"{anchor}-{one.number}", name(one))
        yield from _identified(one)
        yield from _answer(one, key)


def by_contributor(book):
    yield from headed("questions", _("Questions"), _asked(book.head))
    group, groups = None, 0
    for one in book.contributions():
        if one.stakeholder_group != group:
            group, groups = one.stakeholder_group, groups + 1
            yield heading(1, f"g{groups}", group)
        yield heading(2, f"no-{one.number}", name(one))
        yield from _identified(one)
        for key in (key for key in book.keys if one.answers(key)):
            yield heading(3, f"{anchor_of(book.head, key)}-{one.number}", heading_of(book.head, key))
            yield from _answer(one, key)


def _asked(head):
    for asked in head.questions:
        yield line(Piece(heading_of(head, asked.key), strong=True), "\n", asked.text)


def _identified(one):
    """The facts that identify a contribution."""
    if one.behalf:
        yield line(_("On behalf of"), " ", Piece(one.behalf, UNKNOWN), kind=Kind.SMALL)
    received = {"received": one.received_words, "version": one.version}
    told = [number(one.number), one.stakeholder_group, Piece(name_of(one.language), one.language or UNKNOWN)]
    told += [_("received %(received)s · version %(version)s") % received, Piece(one.short_hash, CODE)]
    told += [Piece(label, strong=True) for label in one.labels]
    if signed := len(one.co_signatories):
        words = ngettext("with %(number)s co-signatory", "with %(number)s co-signatories", signed)
        told.append(words % {"number": signed})
    told.append(Piece(_("on the portal"), to=one.link))
    yield line(*joined(told), kind=Kind.SMALL)


def _answer(one, key):
    """What a contribution says to one question."""
    passage = one.passage(key)
    if passage and passage.no_position:
        yield line(_("No position on this question."))
    if passage and passage.is_redacted:
        yield line(_("Redacted by the secretariat:"), " ", Piece(one.reason, UNKNOWN), kind=Kind.SMALL)
    if passage and passage.text.strip():
        yield Block(Kind.RECEIVED, (Piece(passage.text),), language=passage.language or UNKNOWN)
    for file in one.files_for(key):
        yield line(_("Answered by a file:"), " ", *joined(facts_of(file)))
