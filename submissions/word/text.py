"""The text of one paragraph as a reader of the printed page sees it. Knows no Django.

Insertions are in, deletions out; fields show their result; comments are left out and counted; notes leave their number.
"""

from collections import Counter

from .numerals import roman
from .package import MC, M, is_on, value, w

SKIPPED = {w(name) for name in ("del", "moveFrom", "pPr", "rPr", "sdtPr", "instrText", "delText", "rt", "customXmlPr")}
BREAKS = {w("br"): "\n", w("cr"): "\n", w("tab"): "\t", w("ptab"): "\t", w("noBreakHyphen"): "\u2011"}
BOX = w("txbxContent")
OBJECTS = {w("object"), "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic"}
SYMBOLS = {"F0B7": "•", "F0A7": "▪", "F0FC": "✓", "F0FB": "✗", "F0FE": "☒", "F0A8": "☐", "F06F": "☐", "F0E0": "→"}


class Text:
    """Collects the text of paragraphs; remembers fields that run on, notes that were met, and what was left out."""

    def __init__(self, root):
        self.left_out = Counter()
        self.fields = []  # of those that are open: [instruction, whether its result has begun]
        self.never_ended = self._never_ended(root)
        self.notes = {"footnote": [], "endnote": []}  # their ids, in the order of their first mention

    @staticmethod
    def _never_ended(root):
        """The beginnings of fields that have no end: a damaged file must not swallow the text behind them."""
        begun = []
        for mark in root.iter(w("fldChar")):
            kind = value(mark, "fldCharType")
            if kind == "begin":
                begun.append(mark)
            elif kind == "end" and begun:
                begun.pop()
        return set(begun)

    def of(self, paragraph):
        """(text, text boxes in it, marks of the notes it mentions)."""
        self.parts, self.boxes, self.marks = [], [], []
        self._walk(paragraph)
        return "".join(self.parts), self.boxes, self.marks

    def _walk(self, element):
        for child in element:
            if not isinstance(child.tag, str) or child.tag in SKIPPED:
                self._skip(child)
            elif child.tag == BOX:
                self.boxes.append(child)
            elif child.tag == f"{{{MC}}}AlternateContent":
                self._walk(self._choice(child))
            elif child.tag == w("r") and is_on(child.find(w("rPr")), "vanish"):
                self._hide(child)
            elif not self._say(child):
                self._walk(child)

    def _skip(self, child):
        """What is not the text; the instruction of a field tells a table of contents from the rest."""
        if child.tag == w("instrText") and self.fields:
            self.fields[-1][0] += child.text or ""
        elif child.tag in (w("del"), w("moveFrom")):
            self.left_out["deleted"] += child.tag == w("del")
            for mark in child.iter(w("fldChar")):  # the marks of a field count wherever they stand
                self._field(mark)

    def _hide(self, run):
        self.left_out["hidden"] += any(each.text for each in run.iter(w("t")))
        for mark in run.iter(w("fldChar")):
            self._field(mark)

    @staticmethod
    def _choice(alternatives):
        """Word writes a drawing twice, for itself and for older readers: only the first is read."""
        return next((child for child in alternatives if isinstance(child.tag, str)), alternatives)

    def _say(self, child):
        """Take what a leaf shows; False when it is no leaf."""
        if child.tag in (w("t"), f"{{{M}}}t"):
            self._add(child.text or "")
        elif child.tag in BREAKS:
            self._add(BREAKS[child.tag])
        elif child.tag == w("sym"):
            self._add(self._symbol(value(child, "char").upper()))
        elif child.tag == w("fldChar"):
            self._field(child)
        elif child.tag in (w("footnoteReference"), w("endnoteReference")):
            self._note("footnote" if child.tag == w("footnoteReference") else "endnote", value(child, "id"))
        elif child.tag == w("commentReference"):
            self.left_out["comments"] += 1
        else:
            self.left_out["objects"] += child.tag in OBJECTS
            return False
        return True

    def _add(self, text):
        if all(shown and not code.strip().upper().startswith("TOC") for code, shown in self.fields):
            self.parts.append(text)

    @staticmethod
    def _symbol(code):
        """A letter of a symbol font; one without a meaning here becomes a bullet."""
        if code in SYMBOLS:
            return SYMBOLS[code]
        number = int(code, 16) if code and all(digit in "0123456789ABCDEF" for digit in code) else 0
        return "•" if not 32 < number < 0xD800 else chr(number)

    def _field(self, mark):
        kind = value(mark, "fldCharType")
        if kind == "begin" and mark not in self.never_ended:
            self.fields.append(["", False])
        elif self.fields and kind == "separate":
            self.fields[-1][1] = True
        elif self.fields and kind == "end":
            self.fields.pop()

    def _note(self, kind, key):
        known = self.notes[kind]
        if key not in known:
            known.append(key)
        number = known.index(key) + 1
        mark = str(number) if kind == "footnote" else roman(number)
        self._add(f"[{mark}]")
        self.marks.append([kind, key, mark])
