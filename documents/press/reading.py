"""What a drawing says to those who cannot see it: the text of every single glyph, not of the first one of its kind.

A face tells which letter a glyph is. Where the text says otherwise (a bracket that is mirrored between Arabic words,
two signs that share a glyph) the glyph is drawn in a copy of the face in which it stands for just that. A letter that
no face has is drawn as a box, in a face of boxes where its code is that of the letter.
"""

import re
import string
import unicodedata
from collections import defaultdict
from functools import cache, lru_cache
from itertools import groupby

from weasyprint.pdf import fonts

from documents.composing.faces import BOXES, COPY, better, box_width, letters
from documents.press.faces import file_of

PIECE = re.compile(rb"<([0-9a-f]*)>|(-?[\d.]+)")
DIGITS = 4  # of a glyph in a drawing
MOST = 0xFFFF  # codes of one copy of a face
LONGEST = 128  # text of one glyph
JOINER = "\u2060"  # says nothing, yet PDF/UA wants every glyph to say something
UNKNOWN = "\ufffd"
SURE = frozenset(" ,.0123456789" + string.ascii_letters + "".join(map(chr, range(0x410, 0x450))))
CONTROLS = ("Cc", "Cf", "Cs")


class Reading:
    """The glyphs of one galley in the order in which they are drawn, and which of them need a face of their own."""

    def __init__(self):
        self.count, self.at = 0, 0  # glyphs that were drawn; those whose drawing was gone through
        self.sure = None  # the glyph before this one, when its text goes without saying
        self.bases = {}  # {place of a glyph: the letter before it, of which it may be a mark}
        self.apart = {}  # {place of a glyph: (its face, glyph, text)}, without a face for a letter that none has
        self.copies = {}  # {name of a copy: {(glyph, text): code}}
        self.boxes = {}  # {name of a face of boxes: {code: letter}}
        self.sizes = {}  # {place of a missing letter: its width}
        self.told = defaultdict(list)  # {name of a face: what was told of it, for every size}

    def settle(self):
        """Glyphs that are one sign together: all but one were told no text."""
        places = sorted(place for place, (face, _glyph, _text) in self.apart.items() if face)
        for _run, numbered in groupby(enumerate(places), key=lambda each: each[1] - each[0]):
            for sign in _signs([(place, self.apart[place][2]) for _number, place in numbered]):
                self._settle(sign)

    def _settle(self, places):
        """Each says its own letter, where that is the whole text; else one says it all."""
        told = [self.apart[place] for place in places]
        text = _plain("".join(said for _face, _glyph, said in told))
        own = [face.to_unicode.own.get(glyph, "") for face, glyph, _said in told]
        base = self.bases.get(places[0], "")
        if text and text in (_plain(base + "".join(own)), _plain("".join(reversed(own)))):
            for place in places:
                del self.apart[place]
            return
        for place, (face, glyph, said) in zip(places, told, strict=True):
            self.apart[place] = face, glyph, said.removeprefix(base)[:LONGEST] or JOINER

    def faced(self, token, name, size):
        """The operator that shows some glyphs; `name` and `size` are of the face that is in force.

        All of it is drawn in a copy of the face when one glyph has to be: readers take what changes the face within a
        word for two words."""
        pieces = PIECE.findall(token)
        places = range(self.at, self.at + sum(len(codes) for codes, _number in pieces) // DIGITS)
        apart = [self.apart[place] for place in places if place in self.apart]
        if not apart:
            self.at = places.stop
            return token
        copied = any(face for face, _glyph, _text in apart)
        usual = (name + COPY.encode() if copied else name, size)
        runs = []
        for codes, number in pieces:
            if number:
                _add(runs, usual, b" " + number)
            for at in range(0, len(codes), DIGITS):
                face = self._face(name, usual, codes[at : at + DIGITS])
                _add(runs, face[:2], b"<%b>" % face[2])
                self.at += 1
        return b"\n".join([*(line for face, shown in runs for line in _shown(face, shown)), _change(name, size)])

    def _face(self, name, usual, code):
        """(name, size, code) of the face that a glyph is drawn in."""
        face, glyph, words = self.apart.get(self.at, (None, int(code, 16), ""))
        if words and not face:
            return self._box(words, usual[1])
        if usual[0] == name:
            return *usual, code
        copy = self.copies.setdefault(usual[0].decode(), {})
        return *usual, b"%04x" % copy.setdefault((glyph, words or self._text(name, glyph)), min(len(copy) + 1, MOST))

    def _box(self, letter, size):
        letter = UNKNOWN if _is_none(letter) else letter
        plane, code = divmod(ord(letter), 0x10000)
        boxes, code = f"{BOXES}{plane:X}", code or MOST  # 0 is no glyph, and the last one no letter
        self.boxes.setdefault(boxes, {})[code] = letter
        return boxes.encode(), b"%.4f" % (float(size) * self.sizes[self.at] / box_width()), b"%04x" % code

    def _text(self, name, glyph):
        """What a glyph of a face stands for as a rule."""
        told = self.told[name.decode()]
        return next((each[glyph] for each in told if dict.__contains__(each, glyph)), told[0].own.get(glyph, JOINER))


def _is_none(letter):
    """Whether it is a control character, or a code that no letter will ever have."""
    return unicodedata.category(letter) in CONTROLS or ord(letter) & 0xFFFE == 0xFFFE or "\ufdd0" <= letter <= "\ufdef"


def _signs(run):
    """The places of the glyphs of each sign in [(place, text)], where the text is told at the last or at the first."""
    signs, at_end = [[]], not run[0][1]
    for place, text in run:
        if text and not at_end:
            signs.append([])
        signs[-1].append(place)
        if text and at_end:
            signs.append([])
    return [sign for sign in signs if sign]


def _add(runs, face, shown):
    if not runs or runs[-1][0] != face:
        runs.append((face, []))
    runs[-1][1].append(shown)


def _shown(face, shown):
    return _change(*face), b"[%b] TJ" % b"".join(shown).replace(b"><", b"")


def _change(name, size):
    return b"/%b %b Tf" % (name, size)


class Face(fonts.Font):
    """A face that reports to a reading which text each glyph drawn in it stands for."""

    def __init__(self, reading, *of):
        super().__init__(*of)
        self.to_unicode = _Told(reading, self)
        reading.told[self.hash].append(self.to_unicode)

    def get_unused_glyph_id(self, codepoint):
        """For a letter that the face lacks."""
        self.to_unicode.lacking = chr(codepoint)
        return 0


class _Told(dict):
    """{glyph: text}, as WeasyPrint keeps it: it tells the text of a glyph wherever it does not find it here."""

    def __init__(self, reading, face):
        super().__init__()
        self.reading, self.face, self.lacking = reading, face, ""
        self.own, self.sure = letters(file_of(face)), _sure(file_of(face))

    def __contains__(self, glyph):
        self.reading.count += 1
        if glyph in self.sure:
            self.reading.sure = glyph
            return True
        return False

    def __setitem__(self, glyph, text):
        reading, place = self.reading, self.reading.count - 1
        before, reading.sure = reading.sure, None
        if self.lacking:
            reading.apart[place] = None, glyph, self.lacking
            reading.sizes[place] = self.face.widths[0]
            self.lacking = ""
        elif self.own.get(glyph) != text and self.get(glyph) != text and not self._learns(glyph, text):
            reading.apart[place] = self.face, glyph, text
            reading.bases[place] = self.own.get(before, "")

    def _learns(self, glyph, text):
        """Whether the text is another form of the letter, or the first one of a glyph of which the face tells none."""
        known = self.get(glyph, self.own.get(glyph))
        if not text or (known is not None and _plain(known) != _plain(text)):
            return False
        super().__setitem__(glyph, text if known is None else better([text], [known])[0])
        return True


@cache
def _sure(file):
    """The glyphs that stand for their letter wherever they are drawn: nothing else is ever drawn with them."""
    return frozenset(glyph for glyph, letter in letters(file).items() if letter in SURE)


@lru_cache(maxsize=10_000)
def _plain(text):
    return unicodedata.normalize("NFKC", text)
