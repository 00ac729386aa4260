"""One subset of each face for the whole paper: the glyphs of all its parts together, their numbers kept.

Source: ISO 32000-1, 9.7 (composite fonts) and 9.10.3 (ToUnicode).
"""

import unicodedata
from functools import cache

import uharfbuzz

from ..glyphs import FACES
from .writer import text

DROPPED = ("BASE", "DSIG", "EBDT", "EBLC", "EBSC", "GPOS", "GSUB", "JSTF", "LTSH", "PCLT", "SVG ", "GDEF")
PER_BLOCK = 100  # entries in one block of a CMap
COPY = "x"  # what the name of a copy of a face ends with (documents.press.reading says what it is for)
MOST = 0xFFFF  # codes of one copy
BOXES = "BOX"  # what the names of faces of boxes begin with, for letters that no face has
BOX = 2195  # “□”, drawn for such a letter
BOX_FACE = {
    "name": "BOXBOX+Paper-Serif", "family": "Paper Serif", "file": "LiberationSerif-Regular.ttf", "flags": 6,
    "ascent": 891, "descent": -216, "italic": 0, "glyphs": {},
}  # fmt: skip


class Faces:
    """The faces that the parts of a paper use."""

    def __init__(self):
        self.used = {}  # name: {facts…, glyphs: {code: [text, width]}}
        self.apart = {}  # name of a copy, or of boxes: {of: name, glyphs: {code: [text, width, glyph]}}
        self.codes = {}  # name of a copy: {(glyph, text): code}

    def add(self, faces) -> dict:
        """Take in the faces of one galley; {name of a copy: {code there: code here}} where its codes are others here.

        Raises ValueError when a face is not on our shelf."""
        others = {}
        for name, told in faces.items():
            if "of" in told:
                others |= self._add_apart(name, told)
                continue
            face = self.used.get(name)
            if face is None:
                if not told["file"]:
                    raise ValueError(f"The face {told['name']} is not ours.")
                face = self.used[name] = {**told, "glyphs": {}}
            glyphs = face["glyphs"]
            if told["glyphs"].items() <= glyphs.items():
                continue
            for code, glyph in told["glyphs"].items():
                known = glyphs.setdefault(code, glyph)
                if known[0] != glyph[0]:
                    glyphs[code] = better(known, glyph)
        return others

    def _add_apart(self, name, told):
        here = self.apart.setdefault(name, {"of": told["of"], "glyphs": {}})["glyphs"]
        if not told["of"]:
            here.update({int(code): glyph for code, glyph in told["glyphs"].items()})
            return {}
        codes, others = self.codes.setdefault(name, {}), {}
        for code, (words, width, glyph) in told["glyphs"].items():
            own = codes.setdefault((glyph, words), min(len(codes) + 1, MOST))
            here.setdefault(own, [words, width, glyph])
            if own != int(code):
                others[int(code)] = own
        return {name: others} if others else {}

    def write(self, writer) -> bytes:
        """Embed them; the dictionary of fonts by their names in the drawings."""
        fonts = []
        for name, face in [*sorted(self.used.items()), ("", BOX_FACE)]:
            apart = {each: told["glyphs"] for each, told in sorted(self.apart.items()) if told["of"] == name}
            glyphs = {int(code): glyph for code, glyph in face["glyphs"].items()}
            if not name and not apart:
                continue
            copied = {glyph for told in apart.values() for _words, _width, glyph in told.values()}
            descriptor = _descriptor(writer, face, {*glyphs, *copied})
            if name:
                fonts.append((name, _font(writer, face["name"], glyphs, descriptor, b"/Identity")))
            for each, told in apart.items():
                fonts.append((each, _font(writer, face["name"], told, descriptor, _glyph_map(writer, told))))
        return b"<<" + b"".join(b"/%b %d 0 R" % (name.encode(), font) for name, font in fonts) + b">>"


def better(one, other):
    """Which text a glyph stands for that is used for two: the one that is its own plain form, else the lower one."""
    return one if one[0] == other[0] else min(one, other, key=lambda each: _plainness(each[0]))


def _plainness(words):
    is_radical = len(words) == 1 and "\u2e80" <= words <= "\u2fdf"  # of Chinese: the sign itself is meant
    return unicodedata.normalize("NFKC", words) != words, is_radical, words


@cache
def letters(file) -> dict:
    """{glyph: the letter it is} as a face tells it."""
    if not file:
        return {}
    font, found = uharfbuzz.Font(_face(file)), {}
    for letter in map(chr, _face(file).unicodes):
        found.setdefault(font.get_nominal_glyph(ord(letter)), []).append(letter)
    return {glyph: min(known, key=_plainness) if len(known) > 1 else known[0] for glyph, known in found.items()}


@cache
def box_width() -> int:
    """Of the box that is drawn for a letter that no face has, in thousandths of the size."""
    face = _face(BOX_FACE["file"])
    return round(uharfbuzz.Font(face).get_glyph_h_advance(BOX) * 1000 / face.upem)


def _descriptor(writer, face, glyphs):
    content = _subset(face["file"], tuple(sorted(glyphs)))
    file = writer.stream(content, b"/Length1 %d" % len(content))
    box = b"[0 %d 1000 %d]" % (face["descent"], face["ascent"])
    return writer.add(
        b"<</Type/FontDescriptor/FontName/%b/FontFamily%b/Flags %d/FontBBox%b/ItalicAngle %d/Ascent %d/Descent %d"
        b"/CapHeight %d/StemV 80/StemH 80/FontFile2 %d 0 R>>"
        % (
            face["name"].encode(), text(face["family"]), face["flags"], box, face["italic"],
            face["ascent"], face["descent"], face["ascent"], file,
        )
    )  # fmt: skip


def _font(writer, name, glyphs, descriptor, glyph_map):
    name, glyphs = name.encode(), dict(sorted(glyphs.items()))
    descendant = writer.add(
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont/%b/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)"
        b"/Supplement 0>>/CIDToGIDMap%b/W%b/FontDescriptor %d 0 R>>" % (name, glyph_map, _widths(glyphs), descriptor)
    )
    unicodes = writer.stream(_to_unicode(glyphs))
    return writer.add(
        b"<</Type/Font/Subtype/Type0/BaseFont/%b/Encoding/Identity-H/DescendantFonts[%d 0 R]/ToUnicode %d 0 R>>"
        % (name, descendant, unicodes)
    )


def _glyph_map(writer, glyphs):
    """Which glyph each code of a copy is."""
    table = bytearray(2 * (max(glyphs) + 1))
    for code, (_words, _width, glyph) in glyphs.items():
        table[2 * code : 2 * code + 2] = glyph.to_bytes(2, "big")
    return b" %d 0 R" % writer.stream(bytes(table))


@cache
def _face(file):
    return uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(FACES / file)))


def _subset(file, glyphs):
    """The face with these glyphs only, their numbers kept, cut off after the last."""
    flags = uharfbuzz.SubsetFlags
    once = uharfbuzz.SubsetInput()
    once.flags = flags.RETAIN_GIDS | flags.NO_HINTING
    once.glyph_set.update(glyphs)
    once.drop_table_tag_set.update({int.from_bytes(tag.encode(), "big") for tag in DROPPED})
    cut = uharfbuzz.SubsetInput()
    cut.flags = flags.NO_HINTING
    cut.glyph_set.update(range(max(glyphs, default=0) + 1))
    return uharfbuzz.subset(uharfbuzz.subset(_face(file), once), cut).blob.data


def _widths(glyphs):
    parts, before = [], None
    for code, glyph in glyphs.items():
        parts.append(b" %d" % glyph[1] if before == code - 1 else b"%b%d[%d" % (b"]" if parts else b"", code, glyph[1]))
        before = code
    return b"[" + b"".join(parts) + (b"]]" if parts else b"]")


def _to_unicode(glyphs):
    rows = [b"<%04x> <%b>" % (code, glyph[0].encode("utf-16-be").hex().encode()) for code, glyph in glyphs.items()]
    blocks = (rows[at : at + PER_BLOCK] for at in range(0, len(rows), PER_BLOCK))
    said = (b"%d beginbfchar\n%b\nendbfchar\n" % (len(block), b"\n".join(block)) for block in blocks)
    return (
        b"/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo 3 dict dup begin\n"
        b"/Registry (Adobe) def\n/Ordering (UCS) def\n/Supplement 0 def\nend def\n/CMapName /Adobe-Identity-UCS def\n"
        b"/CMapType 2 def\n1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n%bendcmap\n"
        b"CMapName currentdict /CMap defineresource pop\nend\nend" % b"".join(said)
    )
