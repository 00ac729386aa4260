"""Issuing a paper: printed outside any transaction, then checked for objective faults and frozen."""

import hashlib
import json
import re
from html.parser import HTMLParser
from typing import NamedTuple

from django.utils.translation import gettext as _

from . import pdf, shelf
from .inline import UNFIT_LINK
from .models import Paper, PaperVersion
from .numbering import REFERENCE
from .source import placeholders

TO_BE_COMPLETED = "[to be completed]"
TYPED_NUMBER = re.compile(r"^\(?(?:\d{1,3}|[a-z]|[ivx]{2,4})[.)]\s", re.IGNORECASE)


class Pressed(NamedTuple):
    """A printed version: its PDF on the shelf, its frozen HTML, and the hash of what it was made from."""

    html: str
    path: str
    sha256: str
    size: int
    pages: int
    tagged: bool
    warnings: list
    input_hash: str


class Fault(NamedTuple):
    """What stops an issue, in words; `code` for tests and screens."""

    code: str
    words: str


def input_hash(version) -> str:
    """SHA-256 of everything of ours that the print depends on: texts, annexes, symbol, versions of the records."""
    paper = Paper.objects.get(pk=version.paper_id)
    current = PaperVersion.objects.get(pk=version.pk)
    blocks = [[str(b.uid), b.kind, b.level, b.text, b.label] for b in current.blocks.all()]
    annexes = [[a.label, a.annexed.sha256] for a in current.annexes.select_related("annexed")]
    facts = [paper.pk, paper.version, current.pk, current.version, str(current.dated_on), blocks, annexes]
    return hashlib.sha256(json.dumps(facts).encode()).hexdigest()


def press(version, *, html: str) -> Pressed:
    """Print the whole HTML document of a version and put the PDF on the shelf. Never call it inside a transaction.

    Raises pdf.PressFailed.
    """
    made_from = input_hash(version)
    printed = pdf.render(html)
    return Pressed(
        html=pdf.article(html),
        path=shelf.keep(bytes(printed)),
        sha256=hashlib.sha256(printed).hexdigest(),
        size=len(printed),
        pages=printed.pages,
        tagged=printed.tagged,
        warnings=printed.warnings,
        input_hash=made_from,
    )


def faults(version, html: str) -> list[Fault]:
    """The objective faults for which this version cannot be issued; `html` as it would be frozen or printed."""
    found = Reader(html)
    blocks = list(version.blocks.all())
    return [*_of_identity(version), *_of_text(blocks, found), *_of_notes(blocks), *_of_annexes(version)]


def _of_identity(version):
    if version.paper.kind in Paper.WITH_SYMBOL and not version.paper.symbol:
        yield Fault("symbol", _("The paper has no symbol."))
    if version.dated_on is None:
        yield Fault("date", _("The paper has no date."))


def _of_text(blocks, found):
    if not found.text.strip():
        yield Fault("empty", _("The paper has no text."))
    for name in dict.fromkeys(name for block in blocks for name in placeholders(block.text)):
        if f"{{{name}}}" in found.text:
            yield Fault("placeholder", _("“%(name)s” has not been filled in.") % {"name": f"{{{name}}}"})
    if blocks and TO_BE_COMPLETED in found.text:
        yield Fault("placeholder", _("“%(name)s” has not been filled in.") % {"name": TO_BE_COMPLETED})
    unfit = UNFIT_LINK.finditer(found.text if blocks else "")  # stands there as typed
    for words in found.empty_links + [link[1] for link in unfit]:
        yield Fault("link", _("The link “%(words)s” leads nowhere.") % {"words": words})


def _of_notes(blocks):
    notes = {block.label for block in blocks if block.kind == "footnote"}
    used = {label for block in blocks if block.kind != "footnote" for label in REFERENCE.findall(block.text)}
    for label in sorted(used - notes):
        yield Fault("footnote", _("The footnote “%(label)s” is missing.") % {"label": label})
    for label in sorted(notes - used):
        yield Fault("footnote", _("Nothing refers to the footnote “%(label)s”.") % {"label": label})


def _of_annexes(version):
    for annex in version.annexes.select_related("annexed__paper"):
        if annex.annexed.state != PaperVersion.State.ISSUED:
            yield Fault("annex", _("The annexed paper “%(paper)s” is no longer in force.") % {"paper": annex.annexed})


def advice(version) -> list[str]:
    """What looks wrong but does not stop an issue, in words: numbers typed where they are computed."""
    return [
        _("The text “%(text)s” begins with a typed number.") % {"text": block.text[:60]}
        for block in version.blocks.all()
        if block.kind != "footnote" and TYPED_NUMBER.match(block.text)
    ]


class Reader(HTMLParser):
    """The text of an HTML document without its head, and the words of its links that lead nowhere."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.text, self.empty_links, self._link, self._hidden = "", [], None, 0
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self._hidden += tag in ("title", "style")
        if tag == "a" and (dict(attrs).get("href") or "#").strip() in ("", "#"):
            self._link = ""

    def handle_endtag(self, tag):
        self._hidden -= tag in ("title", "style")
        if tag == "a" and self._link is not None:
            self.empty_links.append(self._link.strip())
            self._link = None

    def handle_data(self, data):
        if self._hidden:
            return
        self.text += data
        if self._link is not None:
            self._link += data
