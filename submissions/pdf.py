"""What stands in the papers made of contributions: the compilation by question.

Nothing of a contributor goes in but what they chose to have published: no e-mail address comes into an Entry at all.
"""

import re
import unicodedata
from dataclasses import dataclass, field

from django.conf import settings
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils.html import escape, format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import override

from documents import dates, pdf
from documents.glyphs import missing
from documents.inline import direction

from . import rules
from .languages import ANOTHER, name_of
from .models import Period

SHORT = 12  # characters of a hash where the whole one stands in the manifest
SYMBOL = re.compile(r"(?<![\w/])[A-Z][A-Z.]{0,9}(?:/[A-Z0-9](?:[\w.\-]*\w)?)+", re.ASCII)
LONGEST_SYMBOL = 40  # what is longer may break: it would not fit on a line
RIGHT_TO_LEFT = ("R", "AL")


@dataclass
class Entry:
    """One published contribution, as much of it as a compilation may show."""

    number: int  # in the register
    name: str
    stakeholder_group: str
    language: str
    received: str  # the moment, in words
    version: int
    sha256: str
    link: str
    behalf: str  # the group of States or coalition in whose name it speaks
    labels: list  # in words: redacted, in the extended period, late…
    reason: str  # of a redaction
    passages: dict  # {key of the question, None for any other relevant issue: renditions.Passage}
    co_signatories: list  # names
    files: list = field(default_factory=list)  # (File, whether its bytes are there), in place of an answer or beside it
    lacks_letters: bool = False  # some letters stand in no face of the paper
    cannot_be_set: bool = False  # the press stopped on it

    @property
    def short_hash(self):
        return self.sha256[:SHORT]

    @property
    def language_name(self):
        return name_of(self.language or ANOTHER)


def entry(submission, reading, co_signatories, call, language) -> Entry:
    """A published submission as its readers see it (renditions.Reading), in a paper of this language."""
    version, redaction = reading.version, reading.redaction
    name, files = (
        str(submission.public_name),
        [*(file for each in reading.passages for file in each.files), *reading.files],
    )
    return Entry(
        number=submission.register_number,
        name=name,
        stakeholder_group=str(version.stakeholder_group),
        language=version.language,
        received=dates.moment(version.received_at, call.zone, call.city, language),
        version=version.number,
        sha256=version.sha256,
        link=settings.PORTAL_URL + reverse("submissions:contribution", args=[submission.uid]),
        behalf="" if submission.name_omitted else version.joint_name,
        labels=_labels(submission, version, redaction, call),
        reason=redaction.reason if redaction else "",
        passages={passage.key: passage for passage in reading.passages},
        co_signatories=[] if submission.name_omitted else co_signatories,
        files=[(file, _is_there(file)) for file in files],
        lacks_letters=bool(missing("".join([name, reading.text, *co_signatories]))),
    )


def _labels(submission, version, redaction, call):
    """What readers have to know of it, in words."""
    period = rules.period_of(version, call)
    labels = [str(period.label)] if period != Period.ORIGINAL else []
    return [*labels, _("redacted")] if redaction or submission.name_omitted else labels


def _is_there(file):
    """Whether the bytes of a file lie where they were put: a broken one is listed, never silently dropped."""
    return default_storage.exists(file.path) and default_storage.size(file.path) == file.size


def compilation_context(version, call, gathered) -> dict:
    """What templates/submissions/pdf/compilation.html needs. `gathered`: a submissions.compilation.Gathered."""
    group, language = call.group, version.language
    with override(language):
        return pdf.paper_context(
            version,
            facts={},
            mark=_("Example") if group.is_example else "",
            title_lines=[group.full_name, call.title],
            call=call,
            group=group,
            gathered=gathered,
            as_of=dates.moment(gathered.as_of, call.zone, call.city, language),
            deadline=dates.moment(call.deadline_at, call.zone, call.city, language),
            sections=_sections(call, gathered.entries),
            attached=[entry for entry in gathered.entries if entry.files],
            signed=[entry for entry in gathered.entries if entry.co_signatories],
            manifest=sorted(gathered.entries, key=lambda entry: entry.number),
        )


def lay_out(version, call, gathered) -> str:
    """The whole HTML document of a compilation. The same contributions as of the same instant give the same text."""
    return pdf.lay_out("submissions/pdf/compilation.html", compilation_context(version, call, gathered))


def _sections(call, entries):
    """A section for each question and part, and one for any other relevant issue where somebody raised one."""
    sections = []
    for question in call.questions.numbered():
        anchor = f"question-{question.label.replace(' ', '-').strip(')')}"
        heading = _("Question %(label)s") % {"label": question.label}
        sections.append(_section(anchor, heading, question, entries))
    other = _section("other", _("Any other relevant issue"), None, entries)
    return [*sections, other] if other["parts"] else sections


def _section(anchor, heading, question, entries):
    """Whoever said nothing to a question is named at the end; a question with parts is only their heading."""
    passages = {entry.number: entry.passages.get(question.pk if question else None) for entry in entries}
    said = {number for number, passage in passages.items() if passage and (not passage.is_empty or passage.is_redacted)}
    is_asked = question is None or question.is_asked or bool(said)
    return {
        "anchor": anchor,
        "heading": heading,
        "question": question.text if question else "",
        "is_asked": is_asked,
        "is_part": bool(question and question.parent_id),
        "parts": _by_stakeholder_group(
            [_item(anchor, each, passages[each.number]) for each in entries if each.number in said]
        ),
        "silent": [entry for entry in entries if entry.number not in said] if question and is_asked else [],
    }


def _item(anchor, entry, passage):
    shown = "" if entry.cannot_be_set else as_received(passage.text)
    return {
        "anchor": f"{anchor}-{entry.number}",
        "entry": entry,
        "lines": shown if passage.text.strip() else [],
        "passage": passage,
        "dir": direction_of(passage.text, passage.language),
    }


def _by_stakeholder_group(items):
    """[(stakeholder group, [item, …])]; the items stand in neutral order already."""
    parts = []
    for item in items:
        name = item["entry"].stakeholder_group
        if not parts or parts[-1][0] != name:
            parts.append((name, []))
        parts[-1][1].append(item)
    return parts


def direction_of(text, language):
    """“rtl” or “ltr”: by the language, and where that is not known by the first letter that has a direction."""
    if language and language != ANOTHER:
        return direction(language)
    strong = (unicodedata.bidirectional(letter) for letter in text)
    return "rtl" if next((way for way in strong if way in ("L", *RIGHT_TO_LEFT)), "L") in RIGHT_TO_LEFT else "ltr"


def as_received(text):
    """The lines of a text as safe HTML, literally as typed; nothing of it is read as a mark-up.

    Symbols of papers are kept whole and left to right: in an Arabic text (A/RES/70/125) would break into reversed
    halves, in any text a line would end inside it.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").rstrip().split("\n")
    return [_with_symbols(line) for line in lines]


def _with_symbols(line):
    parts, at = [], 0
    for found in SYMBOL.finditer(line):
        if len(found[0]) > LONGEST_SYMBOL:
            continue
        parts += [escape(line[at : found.start()]), format_html('<bdi class="symbol" dir="ltr">{}</bdi>', found[0])]
        at = found.end()
    return mark_safe("".join([*parts, escape(line[at:])]))  # noqa: S308 each part is escaped
