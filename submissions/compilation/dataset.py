"""What a compilation is made of: everything that may be printed, frozen as one JSON document beside the PDF.

The paper and all its other forms are made of this and of nothing else, so that they hold the same, and the same
dataset gives the same bytes. One contribution stands on one line: a reader of many needs no more memory than for one.
The format is described by submissions/data/compilation.schema.json.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from functools import cached_property
from typing import BinaryIO

from django.utils.translation import gettext as _

FORMAT = "compilation/1"


@dataclass
class Attached:
    """A file of a contribution, as it is listed."""

    name: str  # as readers may see it
    content_type: str
    size: int  # bytes
    sha256: str
    question: str = ""  # that it stands in place of an answer to: its key; else empty
    is_there: bool = True  # whether its bytes could be read
    bound: str = ""  # “appended”, “embedded”, “unfit” where its pages could not be appended, or listed only


@dataclass
class Passage:
    """The reply to one question, as much of it as its readers are shown."""

    question: str  # its key; empty for any other relevant issue
    text: str  # as received, or as redacted
    language: str
    no_position: bool = False
    is_redacted: bool = False
    translation: str = ""  # unofficial, into the language of the paper

    @property
    def is_empty(self):
        return not (self.text.strip() or self.no_position or self.is_redacted)


@dataclass
class Contribution:
    """One published contribution. No address of a person comes in here at all."""

    number: int  # in the register
    name: str
    stakeholder_group: str
    language: str
    received: str  # ISO 8601, with the offset of the call's zone
    received_words: str
    version: int
    sha256: str  # the commitment of the version
    link: str
    behalf: str = ""  # the group of States or coalition in whose name it speaks
    labels: list[str] = field(default_factory=list)  # in words: redacted, in the extended period, late…
    reason: str = ""  # of a redaction
    co_signatories: list[str] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)
    files: list[Attached] = field(default_factory=list)
    lacks_letters: bool = False  # some letters stand in no face of the paper

    @property
    def short_hash(self):
        return self.sha256[:12]

    @cached_property
    def line(self) -> bytes:
        """Everything that is printed of it, as JSON; the same contribution gives the same bytes."""
        return _json(asdict(self))

    def passage(self, question):
        """The reply to a question, by its key; None where there is none."""
        return next((each for each in self.passages if each.question == question), None)

    def files_for(self, question):
        """The files that stand in place of an answer to a question."""
        return [each for each in self.files if each.question == question and question]

    def answers(self, question):
        """Whether it says anything to a question."""
        passage = self.passage(question)
        return bool((passage and not passage.is_empty) or self.files_for(question))


@dataclass
class Asked:
    """A question or part of the call."""

    key: str
    label: str  # “(a)”, “1 (b)”
    text: str
    is_asked: bool  # a question with parts is only their heading
    is_part: bool


@dataclass
class Change:
    """What became of a contribution since the version before. `kind`: new, changed, withdrawn, withheld, taken_down,
    or choice (its author or another filter leaves it out now)."""

    kind: str
    number: int
    name: str  # empty where it may not be told any more


def words_of_changes() -> dict:
    """{kind of change: what it is called}."""
    return {
        "new": _("New"),
        "changed": _("Changed"),
        "withdrawn": _("Withdrawn at the contributor’s request"),
        "withheld": _("Now withheld by the secretariat"),
        "taken_down": _("Taken down"),
        "choice": _("No longer published or no longer part of this selection"),
    }


@dataclass
class Head:
    """Everything that is not of one contribution. Texts in words are in the language of the paper."""

    title: str
    group: str
    parent: str
    secretariat: str
    disclaimer: str
    call: str
    call_link: str
    language: str
    mark: str  # what stands on each page of a group that is none, as “Example”; else empty
    symbol: str
    layout: str  # “question” or “contributor”
    selection: list[str]  # the filters in words; empty when nothing is left out
    version: int
    as_of: str  # ISO 8601
    as_of_words: str
    deadline: str
    deadline_words: str
    order: str  # how contributions are ordered, in words
    counts: list  # of [stakeholder group, how many]
    kept_back: int  # not published at their authors' request
    unpublished: int  # not published at that moment for another reason
    register_entries: int
    register_head: str  # the last hash of the register
    look: str = ""  # hash of templates, style, faces and engine: with the same ones the same data gives the same bytes
    since: int = 0  # the version that the changes are counted from; 0 for the first
    with_translations: bool = False
    questions: list[Asked] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)


def dump(head: Head, contributions: Iterable[Contribution]) -> Iterator[bytes]:
    """The JSON document in pieces, one contribution on each line; the same data gives the same bytes."""
    yield b'{"format":' + _json(FORMAT) + b',\n"head":' + _json(asdict(head)) + b',\n"contributions":['
    for place, contribution in enumerate(contributions):
        yield (b",\n" if place else b"\n") + contribution.line
    yield b"\n]}\n"


def digest(contribution: Contribution) -> str:
    """SHA-256 of everything that is printed of a contribution but its address, in hexadecimal: a portal may move."""
    return hashlib.sha256(contribution.line.replace(_json(contribution.link), b'""', 1)).hexdigest()


def _json(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def read_head(file: BinaryIO) -> Head:
    """The head of a dataset; `file` stands before the first contribution afterwards. Raises ValueError."""
    first, second = file.readline(), file.readline()
    if json.loads(first.rstrip(b",\n") + b"}") != {"format": FORMAT}:
        raise ValueError("This is no compilation’s data.")
    told = json.loads(second.removeprefix(b'"head":').rstrip(b",\n"))
    told["questions"] = [Asked(**each) for each in told["questions"]]
    told["changes"] = [Change(**each) for each in told["changes"]]
    if file.readline() != b'"contributions":[\n':
        raise ValueError("This is no compilation’s data.")
    return Head(**told)


def read_contributions(file: BinaryIO) -> Iterator[Contribution]:
    """The contributions, one at a time; the head has been read."""
    for line in file:
        if line == b"]}\n":
            return
        told = json.loads(line.rstrip(b",\n"))
        told["passages"] = [Passage(**each) for each in told["passages"]]
        told["files"] = [Attached(**each) for each in told["files"]]
        yield Contribution(**told)
    raise ValueError("The compilation’s data ends too early.")
