"""What was read of a Word file, sorted by question: a proposal for a person to confirm, never stored by itself."""

from dataclasses import dataclass, field

from ..cleaning import clean
from . import form
from .questions import ELSE, Heading, Questions
from .reading import Line, Paper, lines_of
from .wording import ANSWER, COLUMNS, NO_POSITION, NUMBER, plain

MOST_LINES, MOST_LETTERS = 3_000, 1_000_000  # 20,000 words are about 1,700 lines; each line takes about a millisecond
MOST_LOOSE = 30  # pieces that were not understood are shown one by one; what is more comes in the last


@dataclass
class Found:
    """`answers`: {question: text}; `none`: questions with “no position”; `other`: any other relevant issue.

    `loose`: texts whose place is not known; `other_call`: the form was made for another call.
    """

    answers: dict = field(default_factory=dict)
    none: set = field(default_factory=set)
    other: str = ""
    loose: list = field(default_factory=list)
    left_out: dict = field(default_factory=dict)
    other_call: bool = False

    @property
    def is_empty(self):
        return not (self.answers or self.none or self.other or self.loose)


def match(paper: Paper, call) -> Found:
    """Sort what was read by the call’s questions; what is too long for that comes in one piece, to place by hand."""
    lines = [line for block in paper.blocks for line in lines_of(block)]
    if len(lines) > MOST_LINES or sum(len(line.text) for line in lines) > MOST_LETTERS:
        return Found(loose=[clean("\n".join(line.text for line in lines))], left_out=paper.left_out)
    sorting = _Sorting(Questions(call), form.fixed_words(call))
    sorting.take(paper.blocks)
    if not sorting.met:
        sorting = sorting.by_bare_numbers(paper.blocks) or sorting
    return sorting.found(paper)


class _Sorting:
    """Goes through the lines and remembers under which question it stands."""

    def __init__(self, questions, fixed, numbers=False):
        self.questions, self.fixed, self.numbers = questions, fixed, numbers
        self.current, self.met, self.other_call = None, set(), False
        self.lines = {}  # {question or ELSE: [Line]}
        self.loose = []  # [[Line]]

    def take(self, blocks):
        for block in blocks:
            if isinstance(block, Line):
                self._line(block)
            elif self._is_form(block):
                for row in block:
                    self._row(row)
            else:
                for line in lines_of(block):
                    self._line(line)

    def by_bare_numbers(self, blocks):
        """For a document without any other mark: “1.”, “2.” … are questions where each of them stands just once."""
        seen = [int(found["number"]) for line in _flat(blocks) if (found := NUMBER.match(line.text))]
        tops = [question for question in self.questions.all if " " not in question.label]
        if seen != list(range(1, len(tops) + 1)):
            return None
        again = _Sorting(self.questions, self.fixed, numbers=True)
        again.take(blocks)
        return again

    def _is_form(self, table):
        """A table in which questions stand beside or above their answers."""
        lines = [line for row in table for cell in row for line in _flat(cell)]
        return any(line.tag or self.questions.heading(line) for line in lines)

    def _row(self, row):
        """A row of a form: what stands before its question is its number, what follows is its answer."""
        if self.current is None and all(plain(line.text) in COLUMNS for cell in row for line in _flat(cell)):
            return  # the heads of the columns
        asking = next((at for at, cell in enumerate(row) if any(self._asks(line) for line in _flat(cell))), None)
        for at, cell in enumerate(row):
            if asking is None or at >= asking or not all(_is_short(line) for line in _flat(cell)):
                self.take(cell)

    def _asks(self, line):
        return not line.tag and self.questions.heading(line, self.current) is not None

    def _line(self, line):
        kind, _colon, uid = line.tag.partition(":")
        if kind == "fixed":
            return
        if kind in ("question", "answer"):
            self._stand_under(self.questions.by_uid.get(uid))
            self.other_call |= uid not in self.questions.by_uid
        elif kind == ELSE:
            self._stand_under(ELSE)
        if kind in ("answer", ELSE):
            self._keep(line)
        elif kind != "question":
            self._own(line)

    def _own(self, line):
        """A line without a mark of ours: it asks, or belongs to our form, or is somebody's own."""
        heading = self._heading(line)
        if heading is None and "\n" in line.text and any(self._heading(each) for each in _split(line)):
            for each in _split(line):
                self._own(each)
        elif heading:
            self._stand_under(heading.target)
            if heading.rest.strip():
                self._keep(Line(heading.rest, notes=line.notes))
        elif plain(line.text) not in self.fixed or not plain(line.text):
            self._keep(line)

    def _heading(self, line):
        found = self.questions.heading(line, self.current)
        number = NUMBER.match(line.text) if self.numbers and not found else None
        question = self.questions.labelled(number["number"]) if number else None
        return Heading(question, line.text[number.end() :]) if question else found

    def _stand_under(self, target):
        self.current = target
        self.met.add(target)

    def _keep(self, line):
        where = self.current
        if where == ELSE or (where is not None and where.is_asked):
            self.lines.setdefault(where, []).append(line)
        elif line.text.strip() or self.loose:
            if not self.loose or (line.heading and len(self.loose) < MOST_LOOSE):
                self.loose.append([])
            self.loose[-1].append(line)

    def found(self, paper):
        """The proposal."""
        made = Found(left_out=paper.left_out, other_call=self.other_call)
        for where, lines in self.lines.items():
            text = _text(_without_prompt(lines, self.fixed), paper.notes)
            if where == ELSE:
                made.other = text
            elif plain(text) in NO_POSITION:
                made.none.add(where)
            elif text.strip():
                made.answers[where] = text
        made.other = made.other if made.other.strip() else ""
        made.loose = [text for lines in self.loose if (text := _text(lines, paper.notes)).strip()]
        return made


def _flat(blocks):
    """All lines of blocks, tables included."""
    return [line for block in blocks for line in lines_of(block)]


def _split(line):
    """The lines of a paragraph with line breaks; its notes stay with the line that mentions them."""
    parts = line.text.split("\n")
    notes = [[mark for mark in line.notes if f"[{mark}]" in part] for part in parts]
    return [Line(part, heading=line.heading, notes=marks) for part, marks in zip(parts, notes, strict=True)]


def _is_short(line):
    """A number, a letter or a label beside a question, no text of its own."""
    return len(plain(line.text)) <= len("question 00 a")


def _without_prompt(lines, fixed):
    """Without “Answer:” and the form's own words before the first line; of a marked answer only those go."""
    lines = list(lines)
    if not any(line.tag and line.text.strip() for line in lines):
        lines = [line for line in lines if not line.tag]  # the place itself is empty
    while lines and not lines[0].tag and (not lines[0].text.strip() or plain(lines[0].text) in ANSWER):
        lines.pop(0)
    while lines and not lines[-1].text.strip() and not lines[-1].tag:
        lines.pop()
    return [line for line in lines if not (line.tag and line.text.strip() and plain(line.text) in fixed)]


def _text(lines, notes):
    """Lines as one text, with the notes they mention below it."""
    marks = [mark for line in lines for mark in line.notes if notes.get(mark)]
    below = "\n".join(f"[{mark}] {notes[mark]}" for mark in dict.fromkeys(marks))
    text = "\n".join(line.text for line in lines)
    return clean(f"{text}\n\n{below}" if below else text)
