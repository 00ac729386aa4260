"""Reads a summary typed elsewhere (Word, PDF, an e-mail) into the source syntax of papers, for a person to confirm.

Numbers and letters that were typed are taken off, since the paper computes its own; everything else stays as typed.
What had to be guessed is told in `remarks`.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from django.utils.translation import gettext as _

from documents.dates import MONTHS
from documents.issue import TO_BE_COMPLETED
from documents.source import Parsed, to_source

RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
LOWERED = str.maketrans(RAISED, "0123456789")
ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
LINE_OF_A_PARAGRAPH = 200  # characters: a text with a line as long was not broken into lines by a printer
HEADING = 100  # characters at most
LOST_MARKS = 3  # copying loses some raised figures; a figure further ahead of the last mark is no mark

NUMBER = re.compile(r"(\d{1,3})\.\s+(?=\S)")
LETTER = re.compile(r"(?:[-–—•*\uf0b7]\s*)?(?:\(?([a-z]|[ivx]{1,4})\)|([a-z])\.)\s+(?=\S)")
BULLET = re.compile(r"[•◦▪‣●○■·\uf0a7\uf0b7]\s*(?=\S)")
DASH = re.compile(r"[-–—*]\s+(?=\S)")
NOTE = re.compile(rf"([{RAISED}]+|\[\d{{1,3}}\]|\d{{1,2}}(?=\s))\s*(?=\S)")
MARK = re.compile(
    rf"(?<=\S)(?<!\b[kcm]m)(?<!\bm)\s?(?:([{RAISED}]+)|\[(\d{{1,3}})\])"  # raised, no measure; or as Word copies it
    r"|(?<=[^\W\d_]{4})(\d{1,2})(?=[\s.,;:)”\"]|$)"  # stuck to a word, no longer raised
)
DAY = re.compile(rf"(\d{{1,2}}) ({'|'.join(MONTHS['en'])}) (\d{{4}})")


@dataclass
class Reading:
    """What was read: the source; lines of a title block that were left out; the day among them; guesses in words."""

    source: str
    head: list[str]
    dated_on: date | None
    remarks: list[str]


@dataclass
class _Line:
    text: str
    starts_block: bool
    is_indented: bool


@dataclass
class _Piece:
    """One block of the paper to be: kind head, paragraph, text, item, heading or footnote; label as it was typed."""

    kind: str
    text: str
    label: str = ""
    level: int = 1


@dataclass
class _Text:
    """The pieces in the order they were met, footnotes apart."""

    numbered: bool
    body: list[_Piece] = field(default_factory=list)
    notes: list[_Piece] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    in_note: bool = False  # the last line belonged to a footnote

    def add(self, kind, text, **more):
        self.in_note = False
        self.body.append(_Piece(kind, text, **more))

    @property
    def last(self):
        return self.body[-1] if self.body else _Piece("", "")

    @property
    def number(self):
        """The last typed number of a paragraph; 0 before the first."""
        return next((int(piece.label) for piece in reversed(self.body) if piece.kind == "paragraph"), 0)


def read(text: str) -> Reading:
    """Read a pasted text. Never fails: what it does not understand stays as plain paragraphs."""
    lines = _lines(text)
    found = _Text(numbered=any(_is_number(line, 0) for line in lines))
    for line in lines:
        _place(found, line)
    _find_headings(found.body)
    _turn_marks(found)
    head = [piece.text for piece in found.body if piece.kind == "head"]
    return Reading(_source(found), head, _day(head), found.remarks)


# Lines


def _lines(text):
    """Lines without their outer blanks, each knowing whether a new block starts with it."""
    text = unicodedata.normalize("NFC", text).replace("\f", "\n\n\n")
    lines, gap = [], 0
    for raw in re.split(r"\r\n|[\r\n\v\u2028\u2029]", text):
        words = " ".join(raw.split())
        lines += [(words, gap, raw[:1].isspace())] if words else []
        gap = 0 if words else gap + 1
    widest = _gap_inside_a_paragraph(lines)
    return [_Line(words, gap > widest, indented) for words, gap, indented in lines]


def _gap_inside_a_paragraph(lines):
    """How many empty lines may stand between two lines of one paragraph: 0, 1, or none at all (-1).

    A printer's text ends every line, a text copied from some PDFs puts an empty line after each as well; a text from
    a word processor has one line for each paragraph.
    """
    if any(len(words) > LINE_OF_A_PARAGRAPH for words, _gap, _indented in lines):
        return -1
    single = [before[0] for before, line in pairwise(lines) if line[1] == 1]
    unfinished = [words for words in single if not _is_finished(words)]
    return 1 if 2 * len(unfinished) > len(single) and 2 * len(single) > len(lines) else 0


def _is_finished(text):
    """Whether a text ends as a sentence or the lead of a list does."""
    return MARK.sub("", text).rstrip().endswith((".", "?", "!", ":", ";", "”", '"', ")"))


# What each line is


def _place(found, line):
    """Say what a line is by the marks at its beginning, and put it where it belongs."""
    if _is_number(line, found.number):
        number = NUMBER.match(line.text)
        found.add("paragraph", line.text[number.end() :], label=number[1])
    elif note := _note(found, line):
        found.notes.append(_Piece("footnote", line.text[note.end() :], label=_figure(note[1])))
        found.in_note = True
    elif found.body and not line.starts_block and re.fullmatch(r"\d{1,2}", line.text):
        found.last.text += line.text.translate(str.maketrans("0123456789", RAISED))  # a raised figure on its own
    elif _is_item(found, line):
        _place_item(found, line)
    else:
        _place_plain(found, line)


def _is_number(line, last):
    """Whether a line opens the paragraph after number `last`; any number may open the first."""
    number = NUMBER.match(line.text)
    return bool(number) and (int(number[1]) == last + 1 if last else int(number[1]) > 0)


def _note(found, line):
    """The match of a note's mark: notes come after their mark, each once."""
    note = NOTE.match(line.text)
    figure = note and _figure(note[1])
    if not note or (note[1].isdigit() and not line.starts_block) or figure in [known.label for known in found.notes]:
        return None
    marks = {_figure(mark[0]) for piece in found.body for mark in MARK.finditer(piece.text)}
    return note if figure in marks else None


def _figure(mark):
    """“¹²”, “[12]” or “12” as “12”."""
    return mark.strip(" []").translate(LOWERED)


def _is_item(found, line):
    """Whether a line is an item of a list: by its letter or bullet, or by its indent where those were lost."""
    if BULLET.match(line.text):
        return True
    last = found.last
    if LETTER.match(line.text) or DASH.match(line.text):
        return line.starts_block or last.kind == "item" or last.text.endswith((":", ";", ",", "."))
    lost = last.text.endswith(":") or (last.kind == "item" and last.label == "lost")
    return line.is_indented and lost and not found.in_note


def _place_item(found, line):
    letter, bullet = LETTER.match(line.text), BULLET.match(line.text) or DASH.match(line.text)
    typed = letter or bullet
    label = (letter[1] or letter[2]) if letter else "" if bullet else "lost"
    if letter and found.last.kind != "item" and label not in ("a", "i"):
        words = _("A list began with %(letter)s); it now begins with a).") % {"letter": label}
        found.remarks.append(words)
    found.add("item", line.text[typed.end() :] if typed else line.text, label=label, level=_level(found.last, label))


def _level(before, label):
    """2 for i, ii, iii… inside a lettered item, else 1."""
    if before.kind != "item" or label not in ROMAN:
        return 1
    if before.level == 2:
        return 2 if ROMAN.index(label) and ROMAN[ROMAN.index(label) - 1] == before.label else 1
    return 2 if label == "i" and before.label != "h" else 1


def _place_plain(found, line):
    """A line without any mark: the rest of a note, of a sentence, of a paragraph; or a block of its own."""
    last = found.last
    if found.in_note and not line.starts_block:
        found.notes[-1].text += f" {line.text}"
    elif last.text and last.kind != "head" and _goes_on(found, line):
        last.text += line.text if re.match(r"[.,;:?!)](?:\s|$)", line.text) else f" {line.text}"
        found.in_note = False
    else:
        found.add("text" if found.number else "head" if found.numbered else "paragraph", line.text, label="0")


def _goes_on(found, line):
    """Whether a line belongs to the text before it: no block starts, or a page's end interrupted a sentence."""
    if _is_finished(found.last.text):
        return not line.starts_block
    return not line.starts_block or found.in_note or line.text[0].islower()


def _find_headings(body):
    """A short line without a full stop between two paragraphs is a heading."""
    for piece, following in pairwise(body):
        short = len(piece.text) <= HEADING and not _is_finished(piece.text)
        if piece.kind == "text" and following.kind == "paragraph" and short:
            piece.kind = "heading"


# Footnotes


def _turn_marks(found):
    """Turn raised figures into marks of footnotes as long as they run upwards; say which marks or notes are missing."""
    marked = [0]

    def turn(match):
        figure = int(_figure(match[0]))
        if not marked[-1] < figure <= marked[-1] + 1 + LOST_MARKS:
            return match[0]
        marked.append(figure)
        return f"[^{figure}]"

    for piece in found.body:
        if piece.kind != "head":
            piece.text = MARK.sub(turn, piece.text)
    _tell_of_missing(found, marked[1:])


def _tell_of_missing(found, marked):
    for figure in sorted(set(range(1, max(marked, default=0))) - set(marked)):
        found.remarks.append(_("The mark of footnote %(number)s was not found in the text.") % {"number": figure})
    noted = {piece.label for piece in found.notes}
    for figure in map(str, marked):
        if figure not in noted:
            found.notes.append(_Piece("footnote", TO_BE_COMPLETED, label=figure))
            found.remarks.append(_("The text of footnote %(number)s was not found; type it in.") % {"number": figure})


# The result


def _day(head):
    """The last line of the title block that is a day, as a date."""
    days = [DAY.fullmatch(line) for line in head]
    day = next((day for day in reversed(days) if day), None)
    return date(int(day[3]), MONTHS["en"].index(day[2]) + 1, int(day[1])) if day else None


def _source(found):
    """The pieces in the source syntax of papers; footnotes stand at the end."""
    pieces = [piece for piece in found.body if piece.kind != "head"] + found.notes
    return to_source([Parsed(piece.kind, piece.level, piece.text, piece.label) for piece in pieces])
