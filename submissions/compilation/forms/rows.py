"""The contributions as lines of a table: the same columns in the CSV file and in the Excel file."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from ...languages import name_of
from ..setting import heading_of


def contributions(book) -> Iterator[list]:
    """The heads of the columns, then a line for each contribution. To be asked for in the language of the paper."""
    head = book.head
    yield [*_facts(), *(words for key in _asked(book) for words in _heads(head, key))]
    for one in book.contributions():
        yield [*_facts_of(one), *(cell for key in _asked(book) for cell in _cells(head, one, key))]


def _asked(book):
    """The keys of the questions that have columns: all that are asked, and any other that somebody answered."""
    asked = {each.key for each in book.head.questions if each.is_asked}
    return [key for key in book.keys if key in asked or book.answered[key]]


def _facts():
    heads = [_("No."), _("Name"), _("On behalf of"), _("Stakeholder group"), _("Language"), _("Received")]
    heads += [_("Version"), _("Labels"), _("Reason for the redaction"), _("Co-signatories"), _("Files")]
    return [*heads, _("Address"), _("SHA-256 of what was filed")]


def _facts_of(one):
    received = one.received  # ISO 8601: it sorts, and every program reads it
    told = [one.number, one.name, one.behalf, one.stakeholder_group, name_of(one.language), received, one.version]
    files = "; ".join(file.name for file in one.files)
    signed = "; ".join(one.co_signatories)
    return [*told, "; ".join(one.labels), one.reason, signed, files, one.link, one.sha256]


def _heads(head, key):
    """The columns of a question: its wording, the language of the answer, and the translation where there are any."""
    words, label = next((each.text for each in head.questions if each.key == key), ""), heading_of(head, key)
    heads = [f"{label}. {words}" if words else label, _("%(question)s: language") % {"question": label}]
    return [*heads, _("%(question)s: unofficial translation") % {"question": label}][
        : 3 if head.with_translations else 2
    ]


def _cells(head, one, key):
    passage = one.passage(key)
    language = name_of(passage.language) if passage and passage.text.strip() else ""
    cells = [said(one, key), language, passage.translation if passage else ""]
    return cells[: 3 if head.with_translations else 2]


def said(one, key) -> str:
    """What a contribution says to a question, in one cell."""
    passage = one.passage(key)
    parts = []
    if passage and passage.no_position:
        parts.append(_("No position"))
    if passage and passage.text.strip():
        parts.append(passage.text)
    elif passage and passage.is_redacted:
        parts.append(_("Redacted by the secretariat"))
    parts += [_("See the attached file: %(name)s") % {"name": file.name} for file in one.files_for(key)]
    return "\n".join(parts)


def index(book) -> Iterator[list]:
    """Which contributor answered which question."""
    keys = _asked(book)
    yield [_("No."), _("Name"), _("Stakeholder group"), *(heading_of(book.head, key) for key in keys)]
    for one in book.contributions():
        yield [one.number, one.name, one.stakeholder_group, *(_answered(one, key) for key in keys)]


def _answered(one, key):
    passage = one.passage(key)
    if not one.answers(key):
        return ""
    return _("no position") if passage and passage.no_position else _("answer")


def counts(book) -> Iterator[list]:
    """How many there are by stakeholder group, and how many to each question."""
    head = book.head
    yield [_("Stakeholder group"), _("Contributions")]
    yield from head.counts
    yield [_("All groups"), book.shown]
    yield [_("Not published at their authors’ request"), head.kept_back]
    yield [_("Not published for another reason at that moment"), head.unpublished]
    yield [_("With a part kept back by the secretariat"), book.redacted]
    yield []
    yield [_("Question"), _("Contributions that answer it"), _("Wording")]
    for key in _asked(book):
        words = next((each.text for each in head.questions if each.key == key), "")
        yield [heading_of(head, key), book.answered[key], words]


def files(book) -> Iterator[list]:
    """Every file that came along."""
    yield [_("No."), _("Name"), _("File"), _("Question"), _("Kind"), _("Bytes"), _("SHA-256"), _("In the PDF")]
    for one in book.numbered():
        for file in one.files:
            question = heading_of(book.head, file.question) if file.question else ""
            facts = [file.name, question, file.content_type, file.size, file.sha256, _bound(file)]
            yield [one.number, one.name, *facts]


def _bound(file):
    if not file.is_there:
        return _("this file cannot be read at present")
    return {"appended": _("its pages"), "embedded": _("as a file")}.get(file.bound, _("listed"))


def manifest(book) -> Iterator[list]:
    """Exactly what the paper was made of, in the order of the register."""
    yield [_("No."), _("Name"), _("Version"), _("Received"), _("Labels"), _("SHA-256 of what was filed")]
    for one in book.numbered():
        yield [one.number, one.name, one.version, one.received, "; ".join(one.labels), one.sha256]
