"""What stands behind the contributions: index, co-signatories, files, translations, manifest."""

from django.utils.translation import gettext as _

from ..setting import anchor_of, heading_of
from .blocks import CODE, UNKNOWN, Block, Kind, Piece, facts_of, heading, joined, line, name, number


def index(book, by_question):
    """Which contributor answered which question; in the layout by question a contribution has its address here."""
    head = book.head
    keys = [key for key in book.keys if book.answered[key] or (key and _is_asked(head, key))]
    yield heading(1, "index", _("Index of contributors and answers"))
    if not book.shown:
        yield line(_("There are no contributions."))
        return
    columns = [_("No."), _("Contributor"), *(heading_of(head, key) for key in keys)]
    yield Block(Kind.COLUMNS, tuple((Piece(each),) for each in columns))
    for one in book.contributions():
        own = f"no-{one.number}"
        cells = [_indexed(one, key, f"#{anchor_of(head, key)}-{one.number}") for key in keys]
        named = Piece(one.name, UNKNOWN, to="" if by_question else f"#{own}")
        row = tuple((cell,) for cell in (Piece(str(one.number)), named, *cells))
        yield Block(Kind.ROW, row, anchor=own if by_question else "")


def _is_asked(head, key):
    return any(asked.is_asked for asked in head.questions if asked.key == key)


def _indexed(one, key, to):
    if not one.answers(key):
        return Piece("–")
    passage = one.passage(key)
    return Piece(_("no position") if passage and passage.no_position else _("answer"), to=to)


def signed(book):
    for one in book.numbered():
        if one.co_signatories:
            names = joined([Piece(name, UNKNOWN) for name in one.co_signatories], "; ")
            yield line(name(one), f", {number(one.number)}: ", *names, ".", kind=Kind.ITEM)


def files(book):
    notes = {"appended": _("its pages stand at the end of the PDF"), "embedded": _("it is inside the PDF as a file")}
    for one in book.numbered():
        for file in one.files:
            told = [number(one.number), name(one), *facts_of(file)]
            note = notes.get(file.bound, "") if file.is_there else _("this file cannot be read at present")
            told += [Piece(note, strong=True)] if note else []
            yield line(*joined(told), kind=Kind.ITEM)


def translations(book):
    note = _("Unofficial translations, made by the secretariat with the contributors’ consent. The originals count.")
    begun = False
    for one in book.contributions():
        translated = [each for each in one.passages if each.translation]
        if translated and not begun:
            begun = True
            yield line(note, kind=Kind.SMALL)
        if translated:
            yield heading(2, f"translation-{one.number}", name(one))
            yield line(number(one.number), " · ", Piece(_("unofficial translation"), strong=True), kind=Kind.SMALL)
        for each in translated:
            yield line(Piece(heading_of(book.head, each.question), strong=True))
            yield Block(Kind.RECEIVED, (Piece(each.translation),), language=book.head.language)


def manifest(book):
    head = book.head
    yield heading(1, "manifest", _("Manifest"))
    yield line(made_of(head))
    for one in book.numbered():
        told = [number(one.number), name(one), _("version %(version)s") % {"version": one.version}]
        told += [Piece(label, strong=True) for label in one.labels]
        yield line(*joined([*told, Piece(one.sha256, CODE)]), kind=Kind.ITEM)
    entries = _("The register of contributions had %(entries)s entries at that moment. Its head was")
    yield line(entries % {"entries": head.register_entries}, " ", Piece(head.register_head, CODE), kind=Kind.SMALL)


def made_of(head) -> str:
    """What the manifest lists."""
    words = _(
        "This paper was made of the following contributions, as they stood on %(moment)s. The SHA-256 hash is that of "
        "the text as it was filed; it stands on the contributor’s receipt too."
    )
    return words % {"moment": head.as_of_words}
